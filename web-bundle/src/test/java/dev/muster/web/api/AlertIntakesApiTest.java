package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.web.api.ApiFixture.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertIntakesApiTest {
  private final ApiFixture api = new ApiFixture().furnished();
  private final String intake = "/tenants/acme/alert-intakes/" + api.intake;

  @Test
  void renamesAnIntakeAndKeepsItsKey() {
    String before = api.get(intake).header("ETag").orElseThrow();
    Answer renamed =
        api.send(
            ApiFixture.asOwner("PATCH", intake)
                .header("If-Match", before)
                .body(ApiFixture.JSON, "{\"displayName\":\"Prometheus, Berlin\"}"));

    assertThat(renamed.status()).isEqualTo(200);
    assertThat(renamed.body().path("displayName").asText()).isEqualTo("Prometheus, Berlin");
    assertThat(renamed.body().has("key")).isFalse();
    assertThat(renamed.header("ETag")).isNotEmpty().isNotEqualTo(before);
    assertThat(api.get(intake).body()).isEqualTo(renamed.body());
    assertThat(
            api.send(
                    ApiFixture.asOwner("PATCH", intake)
                        .header("If-Match", before)
                        .body(ApiFixture.JSON, "{\"displayName\":\"Other\"}"))
                .status())
        .isEqualTo(412);
    assertThat(
            api.get("/tenants/acme/audit-events?action=alert-intake.changed").body().at("/items"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"displayName\":\"\"}",
        "{\"displayName\":null}",
        "{\"displayName\":1}",
        "{\"createdBy\":\"me\"}",
        "{\"key\":\"x\"}"
      })
  void refusesWhatIsNoName(String patch) {
    assertThat(api.send("PATCH", intake, patch).status()).isEqualTo(422);
    assertThat(api.get(intake).body().path("displayName").asText()).isEqualTo("A");
  }

  @Test
  void knowsNoIntakeOfAnotherTenant() {
    assertThat(
            api.send(
                    "PATCH",
                    "/tenants/beta/alert-intakes/" + api.intake,
                    "{\"displayName\":\"Mine\"}")
                .status())
        .isEqualTo(404);
  }
}
