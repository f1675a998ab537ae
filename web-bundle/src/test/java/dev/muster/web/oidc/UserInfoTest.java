package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.Caller;
import dev.muster.api.Users;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserInfoTest {
  private static final String PATH = "/t/" + Gateway.TENANT + "/oauth2/userinfo";

  private final Gateway gateway = new Gateway();
  private final Flow flow = new Flow(gateway);

  private String token() {
    return Browser.text(flow.token(flow.code(new Browser(gateway))))
        .replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
  }

  private Response post(String form) {
    return gateway.server.answer(
        TestRequest.of("POST", PATH).body("application/x-www-form-urlencoded", form));
  }

  @Test
  void tellsByScope() {
    flow.with("scope", "openid email");
    assertThat(Browser.text(flow.userInfo(token())))
        .isEqualTo(
            "{\"sub\":\""
                + gateway.userId("alice")
                + "\",\"email\":\"alice@corp.example\",\"email_verified\":true}");
  }

  @Test
  void tellsSinceWhenAProfileIsAsItIsAndNothingThatIsNotKnown() {
    flow.with("scope", "openid profile");
    String token = token();
    long created = gateway.clock.instant().getEpochSecond();
    assertThat(Browser.text(flow.userInfo(token)))
        .contains("\"updated_at\":" + created)
        .doesNotContain("nickname", "locale", "given_name", "zoneinfo", "null", "\"\"");

    gateway.clock.advance(Duration.ofMinutes(1));
    gateway.core.users.change(
        Caller.SYSTEM,
        Gateway.TENANT,
        gateway.userId("alice"),
        Users.Change.of(
            before ->
                before.toBuilder()
                    .nickname(Optional.of("小李"))
                    .locale(Optional.of("zh-cn"))
                    .build()),
        OptionalLong.empty());
    assertThat(Browser.text(flow.userInfo(token)))
        .contains("\"nickname\":\"小李\"", "\"locale\":\"zh-CN\"")
        .contains("\"updated_at\":" + (created + 60) + "}");
  }

  @Test
  void tellsANicknameByItsNameOnlyWithinTheScopesOfTheClient() {
    gateway.core.users.change(
        Caller.SYSTEM,
        Gateway.TENANT,
        aliceId(),
        Users.Change.of(before -> before.toBuilder().nickname(Optional.of("小李")).build()),
        OptionalLong.empty());
    flow.with("scope", "openid email");
    assertThat(Browser.text(flow.userInfo(token()))).doesNotContain("nickname", "updated_at");
    flow.with("claims", "{\"userinfo\":{\"nickname\":null,\"updated_at\":null}}");
    assertThat(Browser.text(flow.userInfo(token())))
        .contains("\"nickname\":\"小李\"", "\"updated_at\":");
  }

  private String aliceId() {
    assertThat(token()).isNotEmpty();
    return gateway.userId("alice");
  }

  @Test
  void tellsWhatHooksAddButNothingOfTheirsInPlaceOfOurs() {
    gateway.contributed =
        access -> Map.of("cost_centre", "4711", "sub", "user-mallory", "email_verified", true);
    flow.with("scope", "openid");
    assertThat(Browser.text(flow.userInfo(token())))
        .isEqualTo("{\"cost_centre\":\"4711\",\"sub\":\"" + gateway.userId("alice") + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "ES256"})
  void isSignedForAClientThatIsSetToThat(String alg) throws Exception {
    gateway.client(
        "shop", Gateway.draft().toBuilder().userinfoSignedResponseAlg(Optional.of(alg)).build());
    gateway.contributed =
        access ->
            Map.of("iss", "theirs", "aud", "theirs", "exp", 1, "iat", 1, "cost_centre", "4711");
    Response response = flow.with("scope", "openid email").userInfo(token());

    assertThat(response.contentType()).isEqualTo("application/jwt");
    assertThat(Browser.header(response, "Cache-Control")).isEqualTo("no-store");
    SignedJWT jwt = SignedJWT.parse(Browser.text(response));
    JWKSet published =
        JWKSet.parse(
            Browser.text(
                gateway.server.answer(TestRequest.get("/t/" + Gateway.TENANT + "/oauth2/jwks"))));
    JWK key = published.getKeyByKeyId(jwt.getHeader().getKeyID());
    assertThat(jwt.getHeader().getAlgorithm().getName()).isEqualTo(alg);
    assertThat(
            jwt.verify(
                key instanceof ECKey ec
                    ? new ECDSAVerifier(ec)
                    : new RSASSAVerifier(key.toRSAKey())))
        .isTrue();
    assertThat(jwt.getJWTClaimsSet().getClaims())
        .containsEntry("iss", gateway.issuer())
        .containsEntry("aud", List.of("shop"))
        .containsEntry("sub", gateway.userId("alice"))
        .containsEntry("email", "alice@corp.example")
        .containsEntry("cost_centre", "4711");
    // with these it would pass for an ID token
    assertThat(jwt.getJWTClaimsSet().toJSONObject()).doesNotContainKeys("exp", "iat");
  }

  @Test
  void takesTheTokenInAForm() {
    assertThat(post("access_token=" + token()).status()).isEqualTo(200);
  }

  @Test
  void asksForATokenWhereThereIsNone() {
    Response response = gateway.server.answer(TestRequest.get(PATH));
    assertThat(response.status()).isEqualTo(401);
    assertThat(Browser.header(response, "WWW-Authenticate"))
        .isEqualTo("Bearer realm=\"" + gateway.issuer() + "\"");
  }

  @Test
  void refusesATokenInTheAddress() {
    Response response = gateway.server.answer(TestRequest.get(PATH + "?access_token=" + token()));
    assertThat(response.status()).isEqualTo(401);
  }

  @Test
  void refusesTwoTokens() {
    String token = token();
    Response response =
        gateway.server.answer(
            TestRequest.of("POST", PATH)
                .header("Authorization", "Bearer " + token)
                .body("application/x-www-form-urlencoded", "access_token=" + token));
    assertThat(response.status()).isEqualTo(400);
    assertThat(Browser.header(response, "WWW-Authenticate")).contains("error=\"invalid_request\"");
    assertThat(post("access_token=" + token + "&access_token=" + token).status()).isEqualTo(400);
  }

  @Test
  void refusesAnUnknownToken() {
    Response response = flow.userInfo("t-unknown");
    assertThat(response.status()).isEqualTo(401);
    assertThat(Browser.header(response, "WWW-Authenticate")).contains("error=\"invalid_token\"");
  }

  @Test
  void refusesAnExpiredToken() {
    String token = token();
    gateway.clock.advance(Duration.ofMinutes(16));
    assertThat(flow.userInfo(token).status()).isEqualTo(401);
  }

  @Test
  void refusesAnotherTenantsToken() {
    Response response =
        gateway.server.answer(
            TestRequest.get("/t/other/oauth2/userinfo")
                .header("Authorization", "Bearer " + token()));
    assertThat(response.status()).isEqualTo(401);
  }

  @Test
  void refusesAnIdTokenInThePlaceOfAnAccessToken() {
    String idToken =
        Browser.text(flow.token(flow.code(new Browser(gateway))))
            .replaceAll(".*\"id_token\":\"([^\"]+)\".*", "$1");
    assertThat(flow.userInfo(idToken).status()).isEqualTo(401);
  }
}
