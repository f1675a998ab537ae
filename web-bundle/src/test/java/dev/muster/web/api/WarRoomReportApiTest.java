package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.api.warroom.Alert;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.NewWarRoom.Origin;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Severity;
import dev.muster.core.testing.TestCore;
import dev.muster.web.api.ApiFixture.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The timeline of a room, and its report. */
class WarRoomReportApiTest extends WarRoomsApiFixture {
  @Test
  void tellsWhatHappened() {
    String room = opened();
    api.world.core.clock.advance(Duration.ofSeconds(1));
    api.send("POST", room + "/messages", "{\"text\":\"Restarted it.\"}");
    JsonNode all = api.get(room + "/timeline").body();
    assertThat(texts(all.get("items"), "/kind")).startsWith("opened").endsWith("message");
    JsonNode last = all.get("items").get(all.get("items").size() - 1);
    assertThat(last.get("text").asText()).isEqualTo("Restarted it.");
    assertThat(last.get("actor").asText()).isEqualTo("token:settings");
    JsonNode first = api.get(room + "/timeline?limit=1").body();
    assertThat(first.get("items")).hasSize(1);
    JsonNode rest = api.get(room + "/timeline?after=" + first.get("next").asText()).body();
    assertThat(rest.get("items")).hasSize(all.get("items").size() - 1);
    assertThat(api.get(ROOMS + "/nobody/timeline").status()).isEqualTo(404);
  }

  private Answer report(String room, String accept) {
    return api.send(ApiFixture.asOwner("GET", room + "/report").header("Accept", accept));
  }

  @Test
  void reports() {
    String room = opened();
    api.world.core.clock.advance(Duration.ofSeconds(90));
    api.send("POST", room + "/status", "{\"status\":\"diagnosing\"}");
    api.send("POST", room + "/messages", "{\"text\":\"<b>Restarted</b> *it*.\"}");
    Answer json = api.get(room + "/report");
    assertThat(json.body().get("secondsToAcknowledge").asInt()).isEqualTo(90);
    assertThat(json.body().has("secondsToRecover")).isFalse();
    assertThat(json.body().get("timelineComplete").asBoolean()).isTrue();
    assertThat(json.body().at("/results/0/counts").toString())
        .isEqualTo("{\"joined\":3,\"not-found\":1}");
    assertThat(json.body().get("room")).isEqualTo(api.get(room).body());
    assertThat(json.header("Vary")).isPresent();
    Answer html = report(room, "text/html,application/xhtml+xml,*/*;q=0.8");
    assertThat(html.response().contentType()).isEqualTo("text/html;charset=utf-8");
    assertThat(html.text()).contains("&lt;b&gt;Restarted").doesNotContain("<b>");
    assertThat(html.header("Content-Security-Policy").orElseThrow()).contains("default-src 'none'");
    Answer markdown = report(room, "text/markdown");
    assertThat(markdown.response().contentType()).isEqualTo("text/markdown;charset=utf-8");
    assertThat(markdown.text()).contains("> \\<b\\>Restarted\\</b\\> \\*it\\*\\.\n");
    assertThat(report(room, "application/json, text/html").response().contentType())
        .isEqualTo("application/json");
  }

  @Test
  void namesTheAlertsTheIntakeAndTheRuleThatOpenedIt() {
    String name = "{\"displayName\":\"%s\",\"then\":{\"platforms\":[\"lark\"]}}";
    String rule =
        api.send("POST", "/tenants/acme/war-room-rules", name.formatted("Shops"))
            .body()
            .get("id")
            .asText();
    String intake =
        api.send("POST", "/tenants/acme/alert-intakes", "{\"displayName\":\"Prometheus\"}")
            .body()
            .get("id")
            .asText();
    Alert alert =
        api.world.core.alerting.alerts.find(World.TENANT, api.world.alert(intake)).orElseThrow();

    assertThat(
            report(room(new Origin(alert.group(), intake, Optional.of(rule))), "text/markdown")
                .text())
        .contains(
            "**Alert**: Checkout is slow\n", "**Alert intake**: Prometheus\n", "**Rule**: Shops\n");
    assertThat(report(room(new Origin("gone", "i-9", Optional.empty())), "text/markdown").text())
        .contains("**Alert intake**: i\\-9\n")
        .doesNotContain("**Alert**", "**Rule**");
  }

  private String room(Origin origin) {
    NewWarRoom asked =
        new NewWarRoom(
            new NewWarRoom.Facts("Down", Severity.P1, Optional.empty(), List.of(), List.of()),
            List.of("lark"),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of(new PersonRef.Email("li@corp.example")),
            List.of(),
            Optional.of(origin));
    return ROOMS
        + "/"
        + api.world
            .rooms
            .open(TestCore.ALICE, World.TENANT, asked, Optional.empty())
            .room()
            .value()
            .id();
  }

  @Test
  void reportsAsWhatTheQuerySays() {
    String room = opened();
    assertThat(api.get(room + "/report?format=markdown").text()).startsWith("# War room");
    assertThat(api.get(room + "/report?format=html").text()).startsWith("<!doctype html>");
    Answer json =
        api.send(
            ApiFixture.asOwner("GET", room + "/report?format=json").header("Accept", "text/html"));
    assertThat(json.response().contentType()).isEqualTo("application/json");
    assertThat(error(api.get(room + "/report?format=pdf"))).isEqualTo("format unknown-value");
    assertThat(api.get(ROOMS + "/nobody/report").status()).isEqualTo(404);
  }

  @Test
  void reportsNoMoreThanAReportHolds() {
    String room = opened();
    String text = "a".repeat(10_000);
    for (int i = 0; i <= WarRoomReports.MOST_CHARACTERS / 10_000; i++) {
      api.send("POST", room + "/messages", "{\"text\":\"" + text + "\"}");
    }
    Answer report = api.get(room + "/report");
    assertThat(report.body().get("timelineComplete").asBoolean(true)).isFalse();
    assertThat(report.body().get("timeline").size()).isGreaterThan(90);
    assertThat(report.response().body().length).isLessThan(1_200_000);
  }
}
