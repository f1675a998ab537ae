package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.api.AuditEvent;
import dev.muster.api.AuditLog;
import dev.muster.spi.Page;
import dev.muster.spi.hook.EventAction;
import dev.muster.web.api.ApiFixture.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditEventsApiTest {
  private static final String EVENTS = "/tenants/acme/audit-events";

  private final List<AuditEvent> events = new ArrayList<>();
  private final List<AuditLog.Filter> asked = new ArrayList<>();
  private final ApiFixture api = new ApiFixture(this::list);

  private Page<AuditEvent> list(
      String tenant, AuditLog.Filter filter, int limit, Optional<String> after) {
    asked.add(filter);
    return new Page<>(
        events.subList(0, Math.min(limit, events.size())),
        events.size() > limit ? Optional.of("a b") : Optional.empty());
  }

  private void event(String id, String detail) {
    events.add(
        new AuditEvent(
            id,
            Instant.parse("2026-01-02T03:04:05Z"),
            "admin:alice",
            "mobile-app.created",
            "mobile-app:wechatwork",
            "acme",
            "192.0.2.1",
            "c0ffee",
            Map.of("displayName", detail)));
  }

  private Answer csv(String query) {
    return api.send(ApiFixture.asOwner("GET", EVENTS + query).header("Accept", "text/csv"));
  }

  @Test
  void listsEverythingThatCanBeRecordedWithASentence() {
    JsonNode items = api.get("/audit-actions").body().path("items");
    assertThat(items).hasSize(EventAction.values().length);
    assertThat(items.path(0).path("action").asText()).isEqualTo("sign-in.succeeded");
    assertThat(items.path(0).path("level").asText()).isEqualTo("info");
    assertThat(items.path(0).at("/text/zh-CN").asText()).isEqualTo("用户登录成功。");
  }

  @Test
  void showsEventsAsTheContractHasThem() {
    event("1", "Shop");
    Answer answer = api.get(EVENTS);
    assertThat(answer.body().at("/items/0/actor").asText()).isEqualTo("admin:alice");
    assertThat(answer.body().at("/items/0/at").asText()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(answer.body().at("/items/0/detail/displayName").asText()).isEqualTo("Shop");
  }

  @Test
  void callsApiTokensByTheirNames() {
    Answer token =
        api.send(
            "POST",
            "/api-tokens",
            "{\"displayName\":\"Pager\",\"role\":\"responder\",\"tenants\":[\"acme\"]}");
    events.add(
        new AuditEvent(
            "2",
            Instant.parse("2026-01-02T03:04:05Z"),
            "token:" + token.body().get("id").asText(),
            "mobile-app.created",
            "mobile-app:wechatwork",
            "acme",
            "192.0.2.1",
            "c0ffee",
            Map.of()));
    event("1", "Shop");

    JsonNode shown = api.get(EVENTS).body().path("items");
    assertThat(shown.path(0).path("actorName").asText()).isEqualTo("Pager");
    assertThat(shown.path(1).has("actorName")).as("of an administrator").isFalse();
    assertThat(csv("").text()).contains("\"actorName\"").contains("\"Pager\"");
  }

  @Test
  void showsOwnersWhatBelongsToNoTenantInTheSameShapes() {
    event("1", "Shop");
    assertThat(api.get("/audit-events").body().at("/items/0/actor").asText())
        .isEqualTo("admin:alice");
    Answer csv =
        api.send(ApiFixture.asOwner("GET", "/audit-events?limit=1").header("Accept", "text/csv"));
    assertThat(csv.text()).startsWith("\"id\",\"at\",").contains("\"mobile-app.created\"");
    assertThat(api.get("/audit-events?from=yesterday").status()).isEqualTo(422);
    api.get("/audit-events?action=token.refused");
    assertThat(asked.get(asked.size() - 1).action()).contains("token.refused");
  }

  @Test
  void handsItsFilterOn() {
    api.get(
        EVENTS
            + "?from=2026-01-01T00:00:00Z&to=2026-01-02T08:00:00%2B08:00"
            + "&actor=admin:alice&action=a&subject=s");
    assertThat(asked)
        .containsExactly(
            new AuditLog.Filter(
                Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                Optional.of(Instant.parse("2026-01-02T00:00:00Z")),
                Optional.of("admin:alice"),
                Optional.of("a"),
                Optional.of("s")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-01-01", "2026-13-01T00:00:00Z", "2026-01-01T00:00:00"})
  void refusesATimeThatIsNone(String time) {
    Answer answer = api.get(EVENTS + "?from=" + time);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo("from");
  }

  @Test
  void writesRowsForASpreadsheet() {
    event("1", "a \"quoted\", cell\nwith a line");
    event("2", "x");
    Answer answer = csv("?limit=1");
    assertThat(answer.header("Content-Disposition").orElseThrow()).contains("attachment");
    assertThat(answer.text())
        .isEqualTo(
            "\"id\",\"at\",\"actor\",\"action\",\"subject\",\"tenant\",\"address\","
                + "\"correlationId\",\"detail\",\"actorName\"\r\n"
                + "\"1\",\"2026-01-02T03:04:05Z\",\"admin:alice\",\"mobile-app.created\","
                + "\"mobile-app:wechatwork\",\"acme\",\"192.0.2.1\",\"c0ffee\","
                + "\"displayName=a \"\"quoted\"\", cell\nwith a line\",\"\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {EVENTS, "/audit-events"})
  void linksToTheNextPageOfASpreadsheet(String path) {
    event("1", "x");
    event("2", "x");
    String asked = "?limit=1&after=0&to=2026-01-02T08:00:00%2B08:00&subject=a%26%3E%E4%BC%81";

    Answer first = api.send(ApiFixture.asOwner("GET", path + asked).header("Accept", "text/csv"));
    assertThat(first.header("Link"))
        .hasValue(
            "</api/v1"
                + path
                + "?limit=1&to=2026-01-02T08%3A00%3A00%2B08%3A00&subject=a%26%3E%E4%BC%81"
                + "&after=a%20b>; rel=\"next\"");
    assertThat(csv("").header("Link")).isEmpty();
    assertThat(api.get(path + "?limit=1").header("Link")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"})
  void writesNoCellThatASpreadsheetTakesForAFormula(String id) {
    event(id, "x");
    assertThat(csv("").text()).contains("\"'" + id + "\"").doesNotContain("\"" + id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|application/json",
        "*/*|application/json",
        "text/html|application/json",
        "application/json, text/csv|application/json",
        "text/csv, application/json|text/csv;charset=utf-8",
        "TEXT/CSV|text/csv;charset=utf-8"
      })
  void answersAsIsAskedFor(String accept, String type) {
    Answer answer = api.send(ApiFixture.asOwner("GET", EVENTS).header("Accept", accept));
    assertThat(answer.response().contentType()).isEqualTo(type);
    assertThat(answer.header("Vary")).hasValue("Accept");
  }
}
