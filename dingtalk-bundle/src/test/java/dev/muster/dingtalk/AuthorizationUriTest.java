package dev.muster.dingtalk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.SignIn.AuthorizationRequest;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthorizationUriTest {
  private static final URI REDIRECT = URI.create("https://sso.example:8443/t/a/login/b/callback");

  private final CannedContext context = new CannedContext();

  @Test
  void asksForAPersonOfTheBoundCompanyAndForConsent() {
    assertThat(uri(SignInMethod.BROWSER))
        .hasToString(
            "https://login.dingtalk.com/oauth2/auth?redirect_uri=https%3A%2F%2Fsso.example%3A8443"
                + "%2Ft%2Fa%2Flogin%2Fb%2Fcallback&response_type=code&client_id=dingapp"
                + "&scope=openid%20corpid&state=AbCdEf0123456789AbCd&corpId=dingcorp"
                + "&prompt=consent");
  }

  @Test
  void leavesOutWhatTheSettingSwitchesOff() {
    context.set("login.consent", "false");
    assertThat(uri(SignInMethod.BROWSER).getQuery()).doesNotContain("prompt");
  }

  @Test
  void sendsToTheCompanysOwnLoginPageWhereTheSettingSaysSo() {
    context.set("login.exclusive", "true");
    assertThat(uri(SignInMethod.BROWSER).getQuery())
        .endsWith("&exclusiveLogin=true&exclusiveCorpId=dingcorp");
  }

  @Test
  void goesWhereTheSettingsSay() {
    context.set("login.url", "http://127.0.0.1:1/sandbox/dingtalk/");
    assertThat(uri(SignInMethod.BROWSER).toString())
        .startsWith("http://127.0.0.1:1/sandbox/dingtalk/oauth2/auth?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"IN_APP", "MOBILE"})
  void hasNoPageForCodesThatAreHandedOverWithoutOne(SignInMethod method) {
    assertThatThrownBy(() -> uri(method)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void loadsTheVendorsLibraryInsideTheClientOrAnotherThatTheSettingNames() {
    assertThat(library()).hasHost("g.alicdn.com");
    context.set("script.url", "https://static.example/dd.js");
    assertThat(library()).hasToString("https://static.example/dd.js");
  }

  private URI library() {
    return context.connect().signIn().orElseThrow().inAppPage().orElseThrow().scripts().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "api.url, api.dingtalk.com",
    "oapi.url, ftp://a.example",
    "login.url, https:///",
    "script.url, javascript:alert(1)",
    "token.call, newest",
    "login.consent, yes",
    "login.exclusive, 1",
  })
  void refusesASettingThatIsNoneAndNamesIt(String key, String value) {
    context.set(key, value);
    assertThatThrownBy(context::connect)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("platform.dingtalk." + key)
        .hasMessageContaining(value);
  }

  private URI uri(SignInMethod method) {
    return context
        .connect()
        .signIn()
        .orElseThrow()
        .authorizationUri(
            AuthorizationRequest.of(method, REDIRECT, "AbCdEf0123456789AbCd", "c", "zh-CN"));
  }
}
