package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.GrantType;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.spi.SignInMethod;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlatformCodeGrantTest {
  private final Gateway gateway = new Gateway();
  private final Flow flow = new Flow(gateway);
  private final Map<String, String> form = new LinkedHashMap<>();

  PlatformCodeGrantTest() {
    app(Set.of("*"), true);
    form.put("grant_type", GrantType.PLATFORM_CODE.id());
    form.put("client_id", "app");
    form.put("identity_source", "wecom");
    form.put("code", "ok-bob");
    form.put("scope", "openid profile");
  }

  private void app(Set<String> sources, boolean firstParty) {
    app(Gateway.draft(false, AuthMethod.NONE, "ES256", sources, firstParty));
  }

  private void app(Client.Settings draft) {
    gateway.client("app", draft);
  }

  private Response post() {
    return flow.post(Flow.form(form), "");
  }

  private void refuses(int status, String error) {
    Response response = post();
    assertThat(response.status()).isEqualTo(status);
    assertThat(Browser.text(response))
        .contains("\"error\":\"" + error + "\"")
        .doesNotContain("access_token");
  }

  @Test
  void givesTokens() {
    Response response = post();
    assertThat(response.status()).isEqualTo(200);
    assertThat(Browser.text(response))
        .contains("\"id_token\":\"ey", "\"access_token\":", "\"scope\":\"openid profile\"");
  }

  @Test
  void refusesACodeTheSecondTime() {
    post();
    refuses(400, "invalid_grant");
  }

  @Test
  void saysHowLongToWaitWhenTooManyCodesWereNone() {
    form.put("code", "wait");
    Response response = post();
    assertThat(response.status()).isEqualTo(429);
    assertThat(Browser.text(response)).contains("\"error\":\"temporarily_unavailable\"");
    assertThat(Browser.header(response, "Retry-After")).isEqualTo("60");
  }

  @Test
  void saysWhatThePersonHasToDoFirst() {
    form.put("code", "ask-bob");
    Response response = post();
    assertThat(response.status()).isEqualTo(400);
    assertThat(Browser.text(response))
        .contains(
            "\"error\":\"interaction_required\"",
            "\"kind\":\"bind-or-create\"",
            "\"key\":\"k-1\"",
            "\"expiresIn\":300",
            "\"proofs\":[\"password\",\"identity-source\"]")
        .doesNotContain("access_token");
    assertThat(Browser.header(response, "Cache-Control")).contains("no-store");
  }

  @Test
  void refusesAnUnknownSource() {
    form.put("identity_source", "nothing");
    refuses(400, "invalid_grant");
  }

  @Test
  void refusesASourceThatIsNotForMobile() {
    gateway.source(
        Gateway.TENANT, "web", "wechatwork", Settings.of("Web", Set.of(SignInMethod.BROWSER)));
    form.put("identity_source", "web");
    refuses(400, "invalid_grant");
  }

  @Test
  void refusesASourceThatIsNotForThisClient() {
    gateway.source(Gateway.TENANT, "another", "Another", "ding");
    app(Set.of("another"), true);
    refuses(400, "invalid_grant");
    assertThat(gateway.sessions()).isZero();
  }

  @Test
  void refusesAClientThatDidNotAskForIt() {
    Client.Settings draft = Gateway.draft(false, AuthMethod.NONE, "ES256", Set.of("*"), true);
    app(Gateway.draft(draft, GrantType.USUAL));
    refuses(400, "unauthorized_client");
    assertThat(gateway.sessions()).isZero();
    app(Gateway.draft(draft, Set.of(GrantType.PLATFORM_CODE)));
    assertThat(post().status()).isEqualTo(200);
  }

  @Test
  void refusesAClientThatWouldNeedConsent() {
    app(Set.of("*"), false);
    refuses(400, "unauthorized_client");
    assertThat(gateway.sessions()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"code, invalid_request", "identity_source, invalid_request"})
  void refusesWhatIsMissing(String name, String error) {
    form.remove(name);
    refuses(400, error);
  }

  @Test
  void refusesAScopeWithoutOpenid() {
    form.put("scope", "profile");
    refuses(400, "invalid_scope");
  }

  @Test
  void refusesACodeThatIsTooLong() {
    form.put("code", "x".repeat(2049));
    refuses(400, "invalid_request");
  }

  @Test
  void refusesAVerifierThatIsTooLong() {
    form.put("code_verifier", "x".repeat(2049));
    refuses(400, "invalid_request");
    assertThat(gateway.sessions()).isZero();
    form.put("code_verifier", "x".repeat(2048));
    assertThat(post().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(dev.muster.api.SignIns.Refusal.class)
  void tellsThatSomebodyMayNotComeIn(dev.muster.api.SignIns.Refusal reason) {
    form.put("code", "refuse-" + reason);
    refuses(
        400,
        reason == dev.muster.api.SignIns.Refusal.PASSWORD_CHANGE
            ? "password_change_required"
            : "access_denied");
  }

  @ParameterizedTest
  @CsvSource({
    "ABSENT, 503, temporarily_unavailable",
    "CREDENTIAL, 502, server_error",
    "CONFIGURATION, 502, server_error",
    "THROTTLED, 502, temporarily_unavailable",
    "UNAVAILABLE, 502, temporarily_unavailable"
  })
  void tellsThatThePlatformFailed(String fault, int status, String error) {
    form.put("code", "fail-" + fault);
    refuses(status, error);
  }

  @ParameterizedTest
  @CsvSource({"CREDENTIAL", "CONFIGURATION"})
  void tellsWhoHasToActWhereThePlatformRefusesOurSetUp(String fault) {
    form.put("code", "fail-" + fault);
    Response response = post();
    assertThat(Browser.text(response))
        .contains("an administrator has to change it")
        .contains(Browser.header(response, "X-Correlation-Id"))
        .doesNotContain("try again");
  }

  @Test
  void saysWhenToComeAgainWhereThePlatformsBundleIsAbsent() {
    form.put("code", "fail-ABSENT");

    assertThat(Browser.header(post(), "Retry-After")).isEqualTo("5");
  }

  @Test
  void refusesWithoutTheSecretOfAConfidentialClient() {
    form.put("client_id", "shop");
    refuses(401, "invalid_client");
  }
}
