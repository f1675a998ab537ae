package dev.muster.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.spi.Deadline;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.testkit.platform.TestProviderContext;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TokenCallTest {
  private DingTalkFixture platform;

  @BeforeEach
  void start() throws IOException {
    platform = new DingTalkFixture();
  }

  @AfterEach
  void stop() {
    platform.close();
  }

  @ParameterizedTest
  @CsvSource({
    "app, v1.0/oauth2/accessToken",
    "company, v1.0/oauth2/token",
    "old, gettoken",
  })
  void hasATokenByTheCallThatTheSettingNames(String call, String path) throws ProviderException {
    assertThat(look(call, platform.platformTenant())).isInstanceOf(Lookup.Found.class);
    assertThat(platform.sandbox().calls(path)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"app", "company", "old"})
  void countsAWrongSecretAsOne(String call) {
    platform.sandbox().changeApp("secret", "another");
    assertThat(fault(call, platform.platformTenant()).code()).isEqualTo(Code.CREDENTIAL_REFUSED);
  }

  @Test
  void hasNoTokenOfACompanyThatTheAppIsNotOf() {
    assertThat(fault("company", "dingNobody").platformCode()).contains("unknownError");
  }

  private ProviderException fault(String call, String corpId) {
    ProviderException fault =
        catchThrowableOfType(ProviderException.class, () -> look(call, corpId));
    assertThat(fault).isNotNull();
    return fault;
  }

  private Lookup look(String call, String corpId) throws ProviderException {
    Map<String, String> settings = new HashMap<>(platform.settings());
    settings.put("token.call", call);
    Map<String, String> fields = platform.fields();
    TestProviderContext context =
        new TestProviderContext(
            Map.of("clientSecret", fields.getOrDefault("clientSecret", "")),
            settings,
            Clock.systemUTC());
    return new DingTalkProvider()
        .connect(
            ConnectionSettings.of(
                "test",
                Map.of("corpId", corpId, "clientId", fields.getOrDefault("clientId", "")),
                Set.of("clientSecret")),
            context)
        .directory()
        .orElseThrow()
        .person("developer", Deadline.in(Duration.ofSeconds(5)));
  }
}
