package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.api.Administrators.Role;
import dev.muster.web.api.ApiFixture.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarRoomRulesApiTest {
  private static final String RULES = "/tenants/acme/war-room-rules";
  private static final String ALERTS =
      """
      [{"title": "Slow", "alertKey": "a", "severity": "critical"},
       {"title": "Full", "alertKey": "b", "status": "resolved"}]
      """;

  private final ApiFixture api = new ApiFixture();

  private Answer tried(Map<String, String> members) {
    return api.send("POST", RULES + "/try", new ObjectMapper().valueToTree(members).toString());
  }

  @Test
  void saysWhatWouldBecomeOfEachProblemThatASenderSends() {
    api.send("POST", RULES, "{\"displayName\":\"All\",\"then\":{\"platforms\":[\"lark\"]}}");
    api.world.core.alerting.bind(World.TENANT);
    String before = api.world.state();

    Answer answer = tried(Map.of("format", "json", "body", ALERTS));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.body().at("/problems")).hasSize(2);
    assertThat(answer.body().at("/problems/0/outcome/displayName").asText()).isEqualTo("All");
    assertThat(answer.body().at("/problems/0/outcome/wouldOpen").asBoolean()).isTrue();
    assertThat(answer.body().at("/problems/0/alerts/0").toString())
        .isEqualTo("{\"title\":\"Slow\",\"severity\":\"P1\",\"status\":\"firing\"}");
    assertThat(answer.body().at("/problems/1/outcome/reason").asText()).isEqualTo("resolved");
    assertThat(answer.body().at("/problems/1/alerts/0/status").asText()).isEqualTo("resolved");
    assertThat(answer.body().get("more").asInt()).isZero();
    assertThat(api.world.state()).isEqualTo(before);
  }

  @Test
  void saysInTheCallersLanguageWhichPlatformIsNotBound() {
    api.send("POST", RULES, "{\"displayName\":\"All\",\"then\":{\"platforms\":[\"lark\"]}}");
    String body = "{\"alert\":{\"title\":\"Slow\"}}";

    Answer english = api.send("POST", RULES + "/try", body);
    Answer chinese =
        api.send(
            ApiFixture.asOwner("POST", RULES + "/try")
                .header("Accept-Language", "zh-CN")
                .body(ApiFixture.JSON, body));

    assertThat(english.body().get("wouldOpen").asBoolean()).isFalse();
    assertThat(english.body().get("reason").asText()).isEqualTo("not-bound");
    assertThat(english.body().get("problem").asText())
        .isEqualTo("No mobile app of the platform lark is bound.");
    assertThat(chinese.body().get("problem").asText()).isEqualTo("尚未绑定平台 lark 的移动应用。");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "telex | application/json | {} | format | unknown",
        "json | application/json | {} | body | malformed",
        "json | application/json | [ | body | malformed",
        "alertmanager | application/json | {} | body | malformed",
        "json | application/json; charset=utf-16 | {\"title\":\"Slow\"} | contentType | unsupported",
        "json | text/plain | {\"title\":\"Slow\"} | contentType | unsupported"
      })
  void saysWhatAnIntakeWouldRefuse(
      String format, String type, String body, String field, String code) {
    Answer answer = tried(Map.of("format", format, "contentType", type, "body", body));

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
    assertThat(answer.body().at("/errors/0/code").asText()).isEqualTo(code);
    assertThat(answer.body().at("/errors/0/message").asText()).isNotBlank();
  }

  @Test
  void readsNoMoreThanAnIntakeWould() {
    String many = "[" + "{\"title\":\"Slow\"},".repeat(1000) + "{\"title\":\"Slow\"}]";

    Answer answer = tried(Map.of("format", "json", "body", many));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/code").asText()).isEqualTo("too-large");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"format\":\"json\"} | body",
        "{\"body\":\"{}\"} | format",
        "{\"format\":\"\",\"body\":\"{}\"} | format",
        "{\"format\":\"json\",\"body\":{}} | body",
        "{\"format\":\"json\",\"body\":\"{}\",\"alert\":{\"title\":\"A\"}} | alert",
        "{} | alert"
      })
  void wantsAnAlertOrABody(String json, String field) {
    Answer answer = api.send("POST", RULES + "/try", json);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | alert,alert.title",
        "{\"alert\":{}} | alert.title",
        "{\"alert\":{\"title\":\"A\",\"labels\":{\"a\":1}}} | alert.labels.a"
      })
  void namesWhatIsWrongByWhereItStands(String json, String fields) {
    Answer answer = api.send("POST", RULES + "/try", json);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(String.join(",", answer.body().at("/errors").findValuesAsText("field")))
        .isEqualTo(fields);
  }

  @Test
  void letsNobodyTryABodyWhoOnlyReads() {
    Answer answer =
        api.send(
            ApiFixture.request("POST", RULES + "/try")
                .header("Authorization", "Bearer " + api.world.token(Role.AUDITOR, "acme"))
                .body(ApiFixture.JSON, "{\"format\":\"json\",\"body\":\"{}\"}"));

    assertThat(answer.status()).isEqualTo(403);
  }

  @Test
  void namesTheFormatsThatCanBeSent() {
    Answer answer = api.get("/tenants/acme/alert-formats");

    assertThat(answer.body().at("/items").findValuesAsText("id"))
        .containsExactly("alertmanager", "grafana", "pagerduty", "cloudevents", "json");
    assertThat(answer.body().at("/items/0/mediaTypes").toString())
        .isEqualTo("[\"application/json\"]");
  }
}
