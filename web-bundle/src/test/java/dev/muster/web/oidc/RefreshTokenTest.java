package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.GrantType;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Refreshing at the token endpoint: RFC 6749 section 6, OpenID Connect Core sections 11 and 12. */
class RefreshTokenTest {
  private final Gateway gateway = new Gateway();
  private final Flow flow = new Flow(gateway).with("scope", "openid email offline_access");

  @BeforeEach
  void register() {
    gateway.client("shop", Gateway.draftWithRefreshTokens());
  }

  private static String member(Response response, String name) {
    Matcher found = Pattern.compile('"' + name + "\":\"([^\"]+)\"").matcher(Browser.text(response));
    assertThat(found.find()).as(name).isTrue();
    return found.group(1);
  }

  private static JWTClaimsSet idToken(Response response) throws ParseException {
    return SignedJWT.parse(member(response, "id_token")).getJWTClaimsSet();
  }

  private static String form(String token, Map<String, String> more) {
    Map<String, String> form = new LinkedHashMap<>(more);
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", token);
    return Flow.form(form);
  }

  private Response refresh(String token) {
    return refresh(token, Map.of());
  }

  private Response refresh(String token, Map<String, String> more) {
    return flow.post(form(token, more), Flow.basic("shop", Gateway.secret("shop")));
  }

  private Response first() {
    return flow.token(flow.code(new Browser(gateway)));
  }

  private static void refuses(Response response, int status, String error) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(Browser.text(response)).contains("\"error\":\"" + error + "\"");
    assertThat(Browser.text(response)).doesNotContain("_token\":");
  }

  @Test
  void givesAnIdTokenOfTheSameSignIn() throws Exception {
    Response first = first();
    gateway.clock.advance(Duration.ofHours(20));
    Response next = refresh(member(first, "refresh_token"));

    assertThat(next.status()).isEqualTo(200);
    assertThat(Browser.header(next, "Cache-Control")).isEqualTo("no-store");
    assertThat(Browser.text(next)).contains("\"expires_in\":900", "\"token_type\":\"Bearer\"");
    JWTClaimsSet before = idToken(first);
    JWTClaimsSet after = idToken(next);
    for (String same : Set.of("iss", "sub", "aud", "auth_time", "sid", "azp", "acr")) {
      assertThat(after.getClaim(same)).as(same).isNotNull().isEqualTo(before.getClaim(same));
    }
    assertThat(after.getIssueTime()).isEqualTo(gateway.clock.instant());
    assertThat(after.getClaim("nonce")).isNull();
    assertThat(after.getClaim("at_hash")).isNotNull().isNotEqualTo(before.getClaim("at_hash"));
    assertThat(member(next, "refresh_token")).isNotEqualTo(member(first, "refresh_token"));
    assertThat(flow.userInfo(member(next, "access_token")).status()).isEqualTo(200);
  }

  @Test
  void givesNoneToWhoDidNotAskOrIsNotRegistered() {
    assertThat(Browser.text(new Flow(gateway).token(new Flow(gateway).code(new Browser(gateway)))))
        .doesNotContain("refresh_token");
    Flow unasked = new Flow(gateway).with("scope", "openid email");
    assertThat(Browser.text(unasked.token(unasked.code(new Browser(gateway)))))
        .contains("access_token")
        .doesNotContain("refresh_token");

    gateway.client(
        "shop",
        Gateway.draft(Gateway.draftWithRefreshTokens(), Set.of(GrantType.AUTHORIZATION_CODE)));
    Response without = first();
    assertThat(Browser.text(without))
        .contains("\"scope\":\"email openid\"")
        .doesNotContain("refresh_token");
  }

  @Test
  void refusesAClientThatIsNotRegisteredForIt() {
    String token = member(first(), "refresh_token");
    gateway.client(
        "shop",
        Gateway.draft(Gateway.draftWithRefreshTokens(), Set.of(GrantType.AUTHORIZATION_CODE)));
    refuses(refresh(token), 400, "unauthorized_client");
  }

  @Test
  void givesTwoTabsTheSameAndEndsTheFamilyLater() {
    String token = member(first(), "refresh_token");
    Response one = refresh(token);
    Response other = refresh(token);
    assertThat(member(other, "refresh_token")).isEqualTo(member(one, "refresh_token"));
    assertThat(member(other, "access_token")).isEqualTo(member(one, "access_token"));

    gateway.clock.advance(Duration.ofSeconds(10));
    refuses(refresh(token), 400, "invalid_grant");
    refuses(refresh(member(one, "refresh_token")), 400, "invalid_grant");
    assertThat(flow.userInfo(member(one, "access_token")).status()).isEqualTo(401);
  }

  @Test
  void refusesAnotherClientAndEndsNothing() {
    gateway.client("other", Gateway.draftWithRefreshTokens());
    String token = member(first(), "refresh_token");
    refuses(
        flow.post(form(token, Map.of()), Flow.basic("other", Gateway.secret("other"))),
        400,
        "invalid_grant");
    assertThat(refresh(token).status()).isEqualTo(200);
  }

  @Test
  void refusesWithoutTheClientsSecret() {
    String token = member(first(), "refresh_token");
    refuses(flow.post(form(token, Map.of("client_id", "shop")), ""), 401, "invalid_client");
    refuses(flow.post(form(token, Map.of()), Flow.basic("shop", "wrong")), 401, "invalid_client");
    assertThat(refresh(token).status()).isEqualTo(200);
  }

  @Test
  void servesAPublicClient() {
    gateway.client(
        "app",
        Gateway.draftWithRefreshTokens().toBuilder()
            .confidential(false)
            .tokenEndpointAuthMethod(Optional.of(AuthMethod.NONE))
            .build());
    Flow app = new Flow(gateway).with("client_id", "app").with("scope", "openid offline_access");
    String code = app.code(new Browser(gateway));
    Response first =
        app.post(Flow.tokenForm(code, Gateway.CALLBACK, app.verifier()) + "&client_id=app", "");
    Response next = app.post(form(member(first, "refresh_token"), Map.of("client_id", "app")), "");
    assertThat(next.status()).isEqualTo(200);
  }

  @Test
  void narrowsTheScopeAndNeverWidensIt() {
    Response less = refresh(member(first(), "refresh_token"), Map.of("scope", "openid"));
    assertThat(Browser.text(less)).contains("\"scope\":\"openid\"");
    assertThat(Browser.text(flow.userInfo(member(less, "access_token")))).doesNotContain("email");

    String token = member(less, "refresh_token");
    refuses(refresh(token, Map.of("scope", "openid profile")), 400, "invalid_scope");
    refuses(refresh(token, Map.of("scope", " ")), 400, "invalid_scope");
    assertThat(Browser.text(refresh(token))).contains("\"scope\":\"email offline_access openid\"");
  }

  @Test
  void saysWhoseATokenForLessIsAlsoWhereOpenidIsNotAskedFor() {
    Response less = refresh(member(first(), "refresh_token"), Map.of("scope", "email"));
    assertThat(Browser.text(less)).contains("\"scope\":\"email openid\"");
    assertThat(Browser.text(flow.userInfo(member(less, "access_token"))))
        .contains("\"sub\":", "\"email\":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "r.r", "😀"})
  void refusesWhatIsNone(String odd) {
    refuses(refresh(odd), 400, "invalid_grant");
    refuses(refresh(odd.repeat(600)), 400, "invalid_grant");
  }

  @Test
  void refusesARequestWithoutOne() {
    refuses(
        flow.post("grant_type=refresh_token", Flow.basic("shop", Gateway.secret("shop"))),
        400,
        "invalid_request");
    String token = member(first(), "refresh_token");
    refuses(
        flow.post(
            form(token, Map.of()) + "&refresh_token=" + token,
            Flow.basic("shop", Gateway.secret("shop"))),
        400,
        "invalid_request");
  }

  @Test
  void givesANativeAppOneThatAsksForOfflineAccess() {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", GrantType.PLATFORM_CODE.id());
    form.put("identity_source", "wecom");
    form.put("code", "ok-alice");
    form.put("scope", "openid offline_access");
    Response first = flow.post(Flow.form(form), Flow.basic("shop", Gateway.secret("shop")));
    gateway.clock.advance(Duration.ofDays(2));

    assertThat(refresh(member(first, "refresh_token")).status()).isEqualTo(200);
  }

  @Test
  void takesNoRefreshTokenForAnAccessToken() {
    assertThat(flow.userInfo(member(first(), "refresh_token")).status()).isEqualTo(401);
  }
}
