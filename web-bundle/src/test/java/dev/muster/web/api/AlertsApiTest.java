package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.web.api.ApiFixture.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The alert that came in waits for somebody to decide. */
class AlertsApiTest {
  private static final String ALERTS = "/tenants/acme/alerts";

  private final ApiFixture api = new ApiFixture().furnished();
  private final String alert = ALERTS + "/" + api.alert;

  private int shown(String query) {
    Answer answer = api.get(ALERTS + query);
    assertThat(answer.status()).isEqualTo(200);
    return answer.body().get("items").size();
  }

  private static String error(Answer answer) {
    return answer.body().at("/errors/0/code").asText();
  }

  @Test
  void listsByWhatBecameOfThem() {
    assertThat(shown("")).isOne();
    assertThat(shown("?state=triage")).isOne();
    assertThat(shown("?state=routed")).isZero();

    Answer wrong = api.get(ALERTS + "?state=open");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(error(wrong)).isEqualTo("unknown");
  }

  @Test
  void listsThoseOfOneProblem() {
    String group = api.get(alert).body().get("group").asText();
    assertThat(api.get(ALERTS + "?group=" + group).body().get("items")).hasSize(1);
    assertThat(api.get(ALERTS + "?group=another").body().get("items")).isEmpty();
    Answer both = api.get(ALERTS + "?state=triage&group=" + group);
    assertThat(both.status()).isEqualTo(422);
    assertThat(both.body().at("/errors/0/field").asText()).isEqualTo("group");
  }

  /** Its room is its problem's: whatever becomes of that makes another version of it. */
  @Test
  void makesAnotherVersionOfEachDecision() {
    Answer before = api.get(alert);
    assertThat(before.header("ETag"))
        .hasValue(
            "\"" + api.get(ALERTS).body().at("/items/0/etag").asText().replace("\"", "") + "\"");

    Answer opened = api.send(ApiFixture.asOwner("POST", alert + "/open"));

    assertThat(opened.status()).isEqualTo(200);
    assertThat(opened.body().get("state").asText()).isEqualTo("routed");
    assertThat(opened.body().get("warRoom").asText()).isNotEmpty();
    assertThat(opened.header("ETag")).isPresent().isNotEqualTo(before.header("ETag"));
    assertThat(api.get(alert).header("ETag")).isNotEqualTo(before.header("ETag"));
  }

  @Test
  void dismissesWhatHasNoRoomAlone() {
    Answer dismissed = api.send(ApiFixture.asOwner("POST", alert + "/dismiss"));
    assertThat(dismissed.status()).isEqualTo(200);
    assertThat(dismissed.body().get("state").asText()).isEqualTo("dismissed");
    assertThat(dismissed.body().has("warRoom")).isFalse();

    assertThat(api.send(ApiFixture.asOwner("POST", alert + "/open")).status()).isEqualTo(200);
    Answer refused = api.send(ApiFixture.asOwner("POST", alert + "/dismiss"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(error(refused)).isEqualTo("has-war-room");
  }

  @ParameterizedTest
  @CsvSource({"GET, ''", "POST, /open", "POST, /dismiss"})
  void knowsNoAlertOfAnotherTenant(String method, String what) {
    String path = "/tenants/beta/alerts/" + api.alert + what;

    assertThat(api.send(ApiFixture.asOwner(method, path)).status()).isEqualTo(404);
    assertThat(api.get(alert).body().get("state").asText()).isEqualTo("triage");
  }
}
