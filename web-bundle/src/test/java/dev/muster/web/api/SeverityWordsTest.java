package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.web.api.ApiFixture.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Severities as they are sent. */
class SeverityWordsTest {
  private static final String RULES = "/tenants/acme/war-room-rules";
  private static final String SETTINGS = "/tenants/acme/war-room-settings";

  private final ApiFixture api = new ApiFixture();

  @Test
  void takesSeveritiesOfARuleInAnyLettersAndByTheWordsOfTheSettings() {
    assertThat(api.send("PATCH", SETTINGS, "{\"severities\":{\"Page\":\"P1\",\"ticket\":\"P3\"}}"))
        .extracting(Answer::status)
        .isEqualTo(200);
    Answer made =
        api.send(
            ApiFixture.asOwner("POST", RULES)
                .body(
                    ApiFixture.JSON,
                    "{\"displayName\":\"B\",\"when\":{\"severities\":[\"p2\",\"PAGE\",\"P1\"]},"
                        + "\"then\":{\"platforms\":[\"lark\"]}}"));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.body().at("/when/severities"))
        .extracting(JsonNode::asText)
        .containsExactly("P1", "P2");
  }

  /** RFC 7396: what is null is taken away, not made empty. */
  @Test
  void takesAwayALabelOfARule() {
    Answer made =
        api.send(
            "POST",
            RULES,
            "{\"displayName\":\"B\",\"when\":{\"labels\":{\"team\":\"shop\",\"zone\":\"a\"}},"
                + "\"then\":{\"platforms\":[\"lark\"]}}");

    Answer changed =
        api.send(
            "PATCH",
            RULES + "/" + made.body().get("id").asText(),
            "{\"when\":{\"labels\":{\"team\":null}}}");

    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.body().at("/when/labels").toString()).isEqualTo("{\"zone\":\"a\"}");
  }

  @Test
  void saysWhichSeverityOfARuleIsNone() {
    Answer refused =
        api.send(
            "POST",
            RULES,
            "{\"displayName\":\"B\",\"when\":{\"severities\":[\"P1\",\"P5\"]},"
                + "\"then\":{\"platforms\":[\"lark\"]}}");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().at("/errors/0/field").asText()).isEqualTo("when.severities.1");
  }

  @Test
  void keepsTheWordsOfSettingsInSmallLetters() {
    Answer set =
        api.send(
            ApiFixture.asOwner("PATCH", SETTINGS)
                .body(ApiFixture.JSON, "{\"severities\":{\"Critical\":\"p1\",\"MAJOR\":\"P2\"}}"));

    assertThat(set.status()).isEqualTo(200);
    assertThat(set.body().at("/severities/critical").asText()).isEqualTo("P1");
    assertThat(set.body().at("/severities/major").asText()).isEqualTo("P2");
    assertThat(set.body().at("/severities").has("MAJOR")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"A\":\"P1\",\"a\":\"P2\"}|severities",
        "{\"a\":\"P5\"}|severities.a",
        "{\" \":\"P1\"}|severities"
      })
  void refusesWordsThatMeanNothingOrTwoThings(String words, String field) {
    Answer refused = api.send("PATCH", SETTINGS, "{\"severities\":" + words + "}");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().at("/errors/0/field").asText()).isEqualTo(field);
  }
}
