package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.web.api.ApiFixture.Answer;
import org.junit.jupiter.api.Test;

class ReconciliationsApiTest {
  private static final String SOURCE = "/tenants/acme/identity-sources/wecom";
  private static final String RUNS = SOURCE + "/reconciliations";

  private final ApiFixture api = new ApiFixture().furnished();

  private Answer post(String path) {
    return api.send(ApiFixture.asOwner("POST", path));
  }

  @Test
  void showsARunAndWhatItFound() {
    JsonNode run = api.get(RUNS + "/" + api.run).body();

    assertThat(run.get("state").asText()).isEqualTo("waiting");
    assertThat(run.get("startedBy").asText()).isEqualTo("admin:alice");
    assertThat(run.at("/counts/disabled").asInt()).isOne();
    assertThat(run.get("unusual").asBoolean()).isFalse();
    assertThat(run.has("endedAt")).isFalse();
    assertThat(api.get(RUNS).body().at("/items/0")).isEqualTo(run);
    JsonNode found = api.get(RUNS + "/" + api.run + "/differences").body().get("items");
    assertThat(found).hasSize(1);
    assertThat(found.get(0).get("kind").asText()).isEqualTo("disabled");
    assertThat(found.get(0).get("platformUserId").asText()).isEqualTo("wang");
    assertThat(found.get(0).get("reason").asText()).isEqualTo("not-found");
  }

  @Test
  void showsDifferencesOfAKind() {
    String differences = RUNS + "/" + api.run + "/differences";
    assertThat(api.get(differences + "?kind=disabled").body().get("items")).hasSize(1);
    assertThat(api.get(differences + "?kind=created").body().get("items")).isEmpty();
    assertThat(api.get(differences + "?kind=nothing").status()).isEqualTo(422);
    assertThat(api.get(differences + "?after=nothing").status()).isEqualTo(422);
  }

  @Test
  void discardsWhatWaits() {
    assertThat(post(RUNS + "/" + api.run + "/discard").body().get("state").asText())
        .isEqualTo("discarded");
    Answer again = post(RUNS + "/" + api.run + "/discard");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("in-use");
  }

  @Test
  void appliesWhatWaits() {
    assertThat(post(RUNS + "/" + api.run + "/apply").body().get("state").asText())
        .isEqualTo("applying");
  }

  @Test
  void beginsOneAtATime() {
    assertThat(api.send("POST", RUNS, "{\"apply\":false}").status()).isEqualTo(409);
    post(RUNS + "/" + api.run + "/discard");

    Answer begun = api.send("POST", RUNS, "{\"apply\":true}");

    assertThat(begun.status()).isEqualTo(202);
    String id = begun.body().get("id").asText();
    assertThat(begun.header("Location")).hasValue("/api/v1" + RUNS + "/" + id);
    JsonNode run = api.get(RUNS + "/" + id).body();
    assertThat(run.get("state").asText()).isEqualTo("reading");
    assertThat(run.get("apply").asBoolean()).isTrue();
  }

  @Test
  void saysWhyARunFailedInTheLanguageAskedFor() {
    post(RUNS + "/" + api.run + "/discard");
    String id = api.send("POST", RUNS, "{\"apply\":true}").body().get("id").asText();
    api.world.core.queue.removeSome(World.TENANT, 100);

    JsonNode run = api.get(RUNS + "/" + id).body();
    assertThat(run.get("state").asText()).isEqualTo("failed");
    assertThat(run.at("/problem/code").asText()).isEqualTo("stopped");
    assertThat(
            api.send(ApiFixture.asOwner("GET", RUNS + "/" + id).header("Accept-Language", "zh-CN"))
                .body()
                .at("/problem/message")
                .asText())
        .contains("请重试");
  }

  @Test
  void isFoundUnderItsSourceAlone() {
    assertThat(api.get(RUNS + "/nothing").status()).isEqualTo(404);
    assertThat(api.get("/tenants/acme/identity-sources/other/reconciliations").status())
        .isEqualTo(404);
    assertThat(api.send("POST", RUNS, "{}").status()).isEqualTo(422);
  }

  @Test
  void isSetWithTheSource() {
    JsonNode before = api.get(SOURCE).body().get("reconciliation");
    assertThat(before.toString()).isEqualTo("{\"schedule\":\"off\",\"creates\":false}");
    Answer changed = api.send("PATCH", SOURCE, "{\"reconciliation\":{\"schedule\":\"nightly\"}}");
    assertThat(changed.body().at("/reconciliation/schedule").asText()).isEqualTo("nightly");
    assertThat(
            api.send("PATCH", SOURCE, "{\"reconciliation\":{\"creates\":true}}")
                .body()
                .get("reconciliation")
                .toString())
        .isEqualTo("{\"schedule\":\"nightly\",\"creates\":true}");
    Answer wrong = api.send("PATCH", SOURCE, "{\"reconciliation\":{\"schedule\":\"hourly\"}}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body().at("/errors/0/field").asText()).isEqualTo("reconciliation.schedule");
  }
}
