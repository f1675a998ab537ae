package dev.muster.core.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.registry.TestProviders;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProviderContextTest extends ProviderContextFixture {
  @Nested
  class Budgets {
    private final URI nowhere = URI.create("http://127.0.0.1:1");

    private Code call(ProviderContext context, String quota) {
      return catchThrowableOfType(
              ProviderException.class,
              () ->
                  context.exchange(
                      HttpCall.get(nowhere, "/x").withQuota(quota).withIdempotent(false), soon()))
          .code();
    }

    @Test
    void areKeptPerQuotaAndFlowBackIn() throws Exception {
      settings.put("fake.budget./few", "10");
      ProviderContext context = context();

      assertThat(call(context, "/few")).isEqualTo(Code.UNAVAILABLE);
      assertThat(call(context, "/few")).isEqualTo(Code.UNAVAILABLE);
      assertThat(call(context, "/few")).isEqualTo(Code.THROTTLED);
      assertThat(call(context, "/other")).isEqualTo(Code.UNAVAILABLE);
      clock.advance(Duration.ofMillis(7500));
      assertThat(call(context, "/few")).isEqualTo(Code.UNAVAILABLE);
      assertThat(call(context, "/few")).isEqualTo(Code.THROTTLED);
    }

    @Test
    void areNotKeptWhereTheSettingSaysNone() throws Exception {
      settings.put("fake.budget.default", "1");
      settings.put("fake.budget./any", "0");
      ProviderContext context = context();

      for (int i = 0; i < 5; i++) {
        assertThat(call(context, "/any")).isEqualTo(Code.UNAVAILABLE);
      }
      assertThat(call(context, "/other")).isEqualTo(Code.UNAVAILABLE);
      assertThat(call(context, "/other")).isEqualTo(Code.THROTTLED);
    }

    @Test
    void areAsLargeAsTheDescriptorSaysUnlessASettingSaysOtherwise() throws Exception {
      settings.put("fake.budget./set", "10");
      TestProviders.add(
          registry, new FakePlatform().bears(Map.of("/read", 5, "/set", 5)), 1, "1.1.0", 2);
      ProviderContext context = context();

      assertThat(call(context, "/read")).isEqualTo(Code.UNAVAILABLE);
      assertThat(call(context, "/read")).isEqualTo(Code.THROTTLED);
      assertThat(call(context, "/set")).isEqualTo(Code.UNAVAILABLE);
      assertThat(call(context, "/set")).isEqualTo(Code.UNAVAILABLE);
      assertThat(call(context, "/set")).isEqualTo(Code.THROTTLED);
      assertThat(call(context, "/other")).isEqualTo(Code.UNAVAILABLE);
      assertThat(call(context, "/other")).isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void areThoseOfTheVersionThatServes() throws Exception {
      TestProviders.add(registry, new FakePlatform().bears(Map.of("/read", 5)), 1, "1.1.0", 2);
      call(context(), "/read");
      assertThat(call(context(), "/read")).isEqualTo(Code.THROTTLED);

      TestProviders.add(registry, new FakePlatform().bears(Map.of("/read", 10)), 2, "1.2.0", 3);

      call(context(), "/read");
      assertThat(call(context(), "/read")).isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void areNotKeptUnlessASettingOrTheDescriptorSaysSo() throws Exception {
      ProviderContext context = context();

      for (int i = 0; i < 2_100; i++) {
        assertThat(call(context, "/any")).isEqualTo(Code.UNAVAILABLE);
      }
    }
  }

  @Test
  void lendsThePlatformsSettingsAndTheClock() throws Exception {
    settings.put("fake.api.url", "https://api.example");
    settings.put("other.api.url", "https://other.example");

    assertThat(context().setting("api.url")).contains("https://api.example");
    assertThat(context().setting("unknown")).isEmpty();
    assertThat(context().clock().instant()).isEqualTo(clock.instant());
  }

  @Test
  void refusesASecretThatIsNotSet() throws Exception {
    ProviderContext context = context();

    assertThatThrownBy(() -> context.withSecret("unknown", Secret::reveal, soon()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Nested
  class Quotas {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void areSharedByTheConnectionsToAnApp() throws Exception {
      assertThat(context().allowance("misses", 2, DAY).take()).isTrue();
      assertThat(context(FakePlatform.binding("2")).allowance("misses", 2, DAY).take()).isTrue();
      assertThat(context().allowance("misses", 2, DAY).take()).isFalse();
      assertThat(context().allowance("others", 2, DAY).take()).isTrue();
    }
  }
}
