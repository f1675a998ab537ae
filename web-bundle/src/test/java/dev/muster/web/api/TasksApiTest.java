package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.api.AuditEvent;
import dev.muster.web.api.ApiFixture.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TasksApiTest {
  private static final String TASKS = "/tenants/acme/tasks";

  private final ApiFixture api = new ApiFixture().furnished();

  @ParameterizedTest
  @CsvSource({
    "'', 2",
    "?state=failed, 1",
    "?state=running, 1",
    "?state=waiting, 0",
    "?type=platform-event-lookup, 2",
    "?state=failed&type=user-housekeeping, 0",
    "?state=failed&type=platform-event-lookup, 1"
  })
  void listsWhatIsAskedFor(String query, int many) {
    assertThat(api.get(TASKS + query).body().path("items")).hasSize(many);
  }

  @Test
  void showsWhyATaskFailed() {
    JsonNode task = api.get(TASKS + "?state=failed").body().path("items").path(0);
    assertThat(task.path("state").asText()).isEqualTo("failed");
    assertThat(task.path("problem").asText()).contains("does not answer");
    assertThat(task.path("failedAt").asText()).isEqualTo("2026-11-22T11:00:00Z");
    assertThat(task.has("dueAt")).isFalse();
  }

  @Test
  void refusesAStateThatThereIsNot() {
    Answer answer = api.get(TASKS + "?state=done");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().path("errors").path(0).path("field").asText()).isEqualTo("state");
  }

  @Test
  void retriesAndDeletes() {
    assertThat(
            api.send(ApiFixture.asOwner("POST", TASKS + "/" + api.failedTask + "/retry")).status())
        .isEqualTo(200);
    assertThat(api.send(ApiFixture.asOwner("DELETE", TASKS + "/" + api.failedTask)).status())
        .isEqualTo(204);
    assertThat(api.get(TASKS).body().path("items")).hasSize(1);
    assertThat(api.world.core.events("acme"))
        .extracting(AuditEvent::action, AuditEvent::subject, AuditEvent::actor)
        .startsWith(
            tuple("task.deleted", "task:" + api.failedTask, "token:settings"),
            tuple("task.retried", "task:" + api.failedTask, "token:settings"));
  }

  @Test
  void doesNotDeleteATaskThatRuns() {
    Answer answer = api.send(ApiFixture.asOwner("DELETE", TASKS + "/" + api.runningTask));
    assertThat(answer.status()).isEqualTo(409);
  }

  @Test
  void knowsNoOtherTasks() {
    assertThat(api.send(ApiFixture.asOwner("DELETE", TASKS + "/none")).status()).isEqualTo(404);
  }
}
