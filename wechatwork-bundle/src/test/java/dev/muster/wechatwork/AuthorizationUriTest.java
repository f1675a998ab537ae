package dev.muster.wechatwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.SignIn.AuthorizationRequest;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuthorizationUriTest {
  private static final URI REDIRECT = URI.create("https://sso.example:8443/t/a/login/b/callback");

  @Test
  void sendsBrowsersToTheCurrentLoginPage() {
    assertThat(uri(new CannedContext(), Map.of(), SignInMethod.BROWSER, "zh-CN"))
        .hasToString(
            "https://login.work.weixin.qq.com/wwlogin/sso/login?login_type=CorpApp&appid=wwcorp"
                + "&agentid=1000002&redirect_uri=https%3A%2F%2Fsso.example%3A8443%2Ft%2Fa%2Flogin"
                + "%2Fb%2Fcallback&state=AbCdEf0123456789AbCd&lang=zh");
  }

  @Test
  void speaksEnglishToEverybodyElse() {
    assertThat(uri(new CannedContext(), Map.of(), SignInMethod.BROWSER, "fr").getQuery())
        .endsWith("&lang=en");
  }

  @ParameterizedTest
  @CsvSource({"false, snsapi_base", "true, snsapi_privateinfo"})
  void asksInTheClientForWhatTheSwitchSays(String on, String scope) {
    assertThat(uri(new CannedContext(), Map.of("privateInfo", on), SignInMethod.IN_APP, "en"))
        .hasToString(
            "https://open.weixin.qq.com/connect/oauth2/authorize?appid=wwcorp&redirect_uri="
                + "https%3A%2F%2Fsso.example%3A8443%2Ft%2Fa%2Flogin%2Fb%2Fcallback"
                + "&response_type=code&scope="
                + scope
                + "&state=AbCdEf0123456789AbCd&agentid=1000002#wechat_redirect");
  }

  @Test
  void goesWhereTheSettingsSay() {
    CannedContext context =
        new CannedContext()
            .set("login.url", "http://127.0.0.1:1/sandbox/wechatwork/")
            .set("oauth.url", "https://gov.example");
    assertThat(uri(context, Map.of(), SignInMethod.BROWSER, "en").toString())
        .startsWith("http://127.0.0.1:1/sandbox/wechatwork/wwlogin/sso/login?");
    assertThat(uri(context, Map.of(), SignInMethod.IN_APP, "en").toString())
        .startsWith("https://gov.example/connect/oauth2/authorize?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"qyapi.weixin.qq.com", "ftp://a.example", "https:///", "https://a/?q=1"})
  void refusesAnAddressThatIsNoneAndNamesTheSetting(String address) {
    CannedContext context = new CannedContext().set("api.url", address);
    assertThatThrownBy(() -> context.connect(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("platform.wechatwork.api.url")
        .hasMessageContaining(address);
  }

  @Test
  void refusesAPathThatLeadsElsewhere() {
    CannedContext context = new CannedContext().set("mobile.code.path", "@evil.example/");
    assertThatThrownBy(() -> context.connect(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("platform.wechatwork.mobile.code.path");
  }

  private static URI uri(
      CannedContext context, Map<String, String> fields, SignInMethod method, String language) {
    return context
        .connect(fields)
        .signIn()
        .orElseThrow()
        .authorizationUri(
            AuthorizationRequest.of(method, REDIRECT, "AbCdEf0123456789AbCd", "c", language));
  }
}
