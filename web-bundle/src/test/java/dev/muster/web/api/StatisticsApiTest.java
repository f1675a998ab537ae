package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.api.SignIns.Refusal;
import dev.muster.spi.Text;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.Quota;
import dev.muster.web.api.ApiFixture.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatisticsApiTest {
  private static final String STATISTICS = "/tenants/acme/statistics";

  private final ApiFixture api = new ApiFixture();

  @Test
  void showsEveryStepOfATenantWithoutAnything() {
    JsonNode body = api.get(STATISTICS).body();

    assertThat(body.path("step").asText()).isEqualTo("day");
    assertThat(body.path("timeZone").asText()).isEqualTo("UTC");
    assertThat(body.path("from").asText()).isEqualTo("2026-10-23T00:00:00Z");
    assertThat(body.path("to").asText()).isEqualTo("2026-11-23T00:00:00Z");
    assertThat(body.path("asOf").asText()).isEqualTo("2026-11-22T11:00:00Z");
    assertThat(body.at("/signIns/points")).hasSize(31);
    assertThat(body.at("/signIns/points/0/source").isNull()).isTrue();
    assertThat(body.at("/warRooms/points")).hasSize(31);
    assertThat(body.at("/warRooms/open/P1").asInt()).isZero();
    for (String array : new String[] {"/signIns/refusals", "/platforms", "/quotas"}) {
      assertThat(body.at(array).isArray()).as(array).isTrue();
      assertThat(body.at(array)).as(array).isEmpty();
    }
  }

  @Test
  void showsWhatHappenedAndHowPlatformsDo() {
    api.furnished();
    api.world.core.tally.succeeded("acme", "wechatwork", "wecom");
    api.world.core.tally.refused("acme", "wechatwork", "wecom", Refusal.FOREIGN_COMPANY);
    JsonNode body =
        api.get(
                STATISTICS
                    + "?from=2026-11-22T16:00:00%2B08:00&to=2026-11-22T20:00:00%2B08:00"
                    + "&step=hour&timeZone=Asia/Shanghai")
            .body();

    assertThat(body.at("/signIns/points")).hasSize(4);
    JsonNode last = body.at("/signIns/points/3");
    assertThat(last.path("at").asText()).isEqualTo("2026-11-22T11:00:00Z");
    assertThat(last.path("platform").asText()).isEqualTo("wechatwork");
    assertThat(last.path("source").asText()).isEqualTo("wecom");
    assertThat(last.path("succeeded").asInt()).isOne();
    assertThat(last.path("refused").asInt()).isOne();
    assertThat(body.at("/signIns/refusals/0/code").asText()).isEqualTo("foreign-company");
    assertThat(body.at("/users/active").asInt()).isOne();
    JsonNode platform = body.at("/platforms/1");
    assertThat(platform.path("platform").asText()).isEqualTo("wechatwork");
    assertThat(platform.path("available").asBoolean()).isTrue();
    assertThat(platform.path("credential").asText()).isEqualTo("ok");
    assertThat(platform.has("restsUntil")).isTrue();
    assertThat(platform.path("restsUntil").isNull()).isTrue();
    assertThat(platform.path("lastError").isNull()).isTrue();
  }

  @Test
  void showsWhatIsUsedOfWhatPlatformsGiveOnlySoMuchOf() {
    api.furnished();
    api.world.core.offer(new Sparing());
    Answer bound =
        api.send(
            "POST",
            "/tenants/acme/mobile-apps",
            "{\"platform\":\"sparing\",\"fields\":{\"corpId\":\"c1\"}}");
    assertThat(bound.status()).isEqualTo(201);
    JsonNode quota = api.get(STATISTICS).body().at("/quotas/0");

    assertThat(quota.path("platform").asText()).isEqualTo("sparing");
    assertThat(quota.at("/name/en").asText()).isEqualTo("API calls");
    assertThat(quota.at("/name/zh-CN").asText()).isEqualTo("API 调用");
    assertThat(quota.path("used").asInt()).isZero();
    assertThat(quota.path("limit").asInt()).isEqualTo(5000);
    assertThat(quota.path("period").asText()).isEqualTo("month");
    assertThat(quota.path("resetsAt").asText()).isEqualTo("2026-12-01T00:00:00Z");
    assertThat(quota.path("basis").asText()).isEqualTo("counted");
  }

  /** A platform that gives only so many calls. */
  private static final class Sparing implements ChatProvider {
    @Override
    public PlatformDescriptor descriptor() {
      Text text = new Text("Sparing", "节约");
      return PlatformDescriptor.of("sparing", text)
          .withBindingFields(List.of(Field.text("corpId", text, text).asIdentifying()))
          .withQuotas(
              List.of(
                  Quota.of(
                      "api-calls", new Text("API calls", "API 调用"), 5000, Quota.Period.MONTH)));
    }

    @Override
    public Connection connect(ConnectionSettings settings, ProviderContext context) {
      throw new IllegalArgumentException("Nobody connects here");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "step=month, step",
    "step=HOUR, step",
    "timeZone=Asia/Atlantis, timeZone",
    "timeZone=%2B25:00, timeZone",
    "timeZone=GMT%2B8, timeZone",
    "from=yesterday, from",
    "to=2026-11-22, to",
    "from=2026-11-22T00:00:00Z&to=2026-11-21T00:00:00Z, to",
    "from=2027-01-01T00:00:00Z, to",
    "from=2025-01-01T00:00:00Z&step=hour, step",
    "from=%2B999999999-12-31T23:59:59Z, from",
    "to=-999999999-01-01T00:00:00Z, to"
  })
  void refusesWhatIsNoPeriod(String query, String field) {
    Answer answer = api.get(STATISTICS + "?" + query);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"hour", "day", "week"})
  void hasAUsualBeginningForEveryStep(String step) {
    assertThat(api.get(STATISTICS + "?step=" + step).status()).isEqualTo(200);
  }
}
