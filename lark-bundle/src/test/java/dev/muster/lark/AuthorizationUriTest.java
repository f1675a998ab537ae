package dev.muster.lark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.SignIn.AuthorizationRequest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthorizationUriTest {
  private final CannedContext context = new CannedContext();

  @ParameterizedTest
  @CsvSource({"feishu, accounts.feishu.cn", "lark, accounts.larksuite.com"})
  void leadsToTheCloudThatTheAppIsIn(String cloud, String host) {
    assertThat(address(cloud, SignInMethod.BROWSER).getHost()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"feishu", "lark"})
  void leadsToTheSettingsAddressFromBothClouds(String cloud) {
    context.set("accounts.url", "https://accounts.private.example/lark/");
    assertThat(address(cloud, SignInMethod.BROWSER))
        .hasToString(
            "https://accounts.private.example/lark/open-apis/authen/v1/authorize?client_id=cli_a"
                + "&response_type=code&redirect_uri=https%3A%2F%2Fmuster.example%2Fcallback"
                + "&state=abcdefghij0123456789&code_challenge=challenge&code_challenge_method=S256");
  }

  @ParameterizedTest
  @EnumSource(names = {"BROWSER", "IN_APP"})
  void asksForNoPermissionSoThatNobodyIsAskedToAgree(SignInMethod method) {
    assertThat(address("feishu", method).getQuery()).doesNotContain("scope", "prompt");
  }

  @Test
  void hasNoPageForAMobileApp() {
    assertThatThrownBy(() -> address("feishu", SignInMethod.MOBILE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Feishu", "open.feishu.cn", "feishu.cn.attacker.example"})
  void guessesNoCloud(String cloud) {
    assertThatThrownBy(() -> context.connect(cloud))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("feishu or lark");
  }

  @ParameterizedTest
  @CsvSource({
    "open.url, ftp://open.example",
    "accounts.url, open.example",
    "accounts.url, https://accounts.example/?a=b",
    "oauth.version, v1",
  })
  void refusesASettingThatIsNone(String key, String value) {
    context.set(key, value);
    assertThatThrownBy(() -> context.connect("feishu"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("platform.lark." + key)
        .hasMessageContaining(value);
  }

  private URI address(String cloud, SignInMethod method) {
    return context
        .connect(cloud)
        .signIn()
        .orElseThrow()
        .authorizationUri(
            AuthorizationRequest.of(
                method,
                URI.create("https://muster.example/callback"),
                "abcdefghij0123456789",
                "challenge",
                "en"));
  }
}
