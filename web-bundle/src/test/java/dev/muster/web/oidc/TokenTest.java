package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.Client.GrantType;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTest {
  private static final String OTHER_VERIFIER = "v".repeat(43);

  private final Gateway gateway = new Gateway();
  private final Flow flow = new Flow(gateway);
  private final String code = flow.code(new Browser(gateway));

  private static void refuses(Response response, int status, String error) {
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.contentType()).isEqualTo("application/json");
    assertThat(Browser.text(response)).contains("\"error\":\"" + error + "\"");
    assertThat(Browser.header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(Browser.text(response)).doesNotContain("access_token");
  }

  private String form() {
    return Flow.tokenForm(code, Gateway.CALLBACK, flow.verifier());
  }

  @Test
  void givesTokensThatNobodyStores() {
    Response response = flow.token(code);
    assertThat(response.status()).isEqualTo(200);
    assertThat(Browser.header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(Browser.text(response))
        .contains("\"token_type\":\"Bearer\"", "\"expires_in\":900", "\"id_token\":\"ey");
  }

  @Nested
  class IdToken {
    private Map<String, Object> claims(Flow as) throws Exception {
      String token =
          Browser.text(as.token(as.code(new Browser(gateway))))
              .replaceAll(".*\"id_token\":\"([^\"]+)\".*", "$1");
      return SignedJWT.parse(token).getJWTClaimsSet().getClaims();
    }

    @Test
    void saysNothingOfThePersonOrOfHooks() throws Exception {
      AtomicInteger asked = new AtomicInteger();
      gateway.contributed = access -> Map.of("cost_centre", asked.incrementAndGet());
      assertThat(claims(flow))
          .containsOnlyKeys(
              "iss",
              "sub",
              "aud",
              "exp",
              "iat",
              "auth_time",
              "nonce",
              "at_hash",
              "sid",
              "acr",
              "azp");
      assertThat(claims(new Flow(gateway).without("nonce"))).doesNotContainKey("nonce");
      assertThat(asked).hasValue(0);
    }

    @Test
    void saysByScopeWhatUserInfoSaysWhereTheClientReadsNothingElse() throws Exception {
      gateway.client("shop", Gateway.draftWithClaimsInIdToken());
      gateway.contributed =
          access -> Map.of("cost_centre", "4711", "sid", "theirs", "acr", "theirs", "azp", "x");
      Map<String, Object> all = claims(flow);
      assertThat(all)
          .containsEntry("email", "alice@corp.example")
          .containsEntry("name", "Alice <b>Li</b>")
          .containsEntry("phone_number_verified", false)
          .containsEntry("platform_user_id", "alice")
          .containsEntry("cost_centre", "4711")
          .containsEntry("azp", "shop");
      assertThat(all.get("sid")).isNotEqualTo("theirs");
      assertThat(all.get("acr")).isNotEqualTo("theirs");
      assertThat(claims(new Flow(gateway).with("scope", "openid email")))
          .containsKey("email")
          .doesNotContainKeys("name", "phone_number", "platform");
    }

    @Test
    void ofOneSessionHaveOneSid() throws Exception {
      Browser browser = new Browser(gateway);
      String first = Browser.text(flow.token(flow.code(browser)));
      String next =
          Browser.parameter(Browser.location(browser.get(flow.authorize())), "code").orElseThrow();
      String second = Browser.text(flow.token(next));
      assertThat(sid(second)).isEqualTo(sid(first));
      assertThat(sid(Browser.text(flow.token(flow.code(new Browser(gateway))))))
          .isNotEqualTo(sid(first));
    }

    private static String sid(String answer) throws Exception {
      return SignedJWT.parse(answer.replaceAll(".*\"id_token\":\"([^\"]+)\".*", "$1"))
          .getJWTClaimsSet()
          .getStringClaim("sid");
    }
  }

  @Nested
  class Codes {
    @Test
    void refusesACodeTheSecondTimeAndEndsWhatTheFirstGave() {
      String answer = Browser.text(flow.token(code));
      String token = answer.replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
      assertThat(flow.userInfo(token).status()).isEqualTo(200);
      refuses(flow.token(code), 400, "invalid_grant");
      assertThat(flow.userInfo(token).status()).isEqualTo(401);
    }

    @Test
    void refusesAnUnknownCode() {
      refuses(flow.token("c-unknown", Gateway.CALLBACK, flow.verifier()), 400, "invalid_grant");
    }

    @Test
    void refusesAnExpiredCode() {
      gateway.clock.advance(Duration.ofSeconds(61));
      refuses(flow.token(code), 400, "invalid_grant");
    }

    @Test
    void refusesAnotherRedirectUri() {
      refuses(
          flow.token(code, "https://shop.example/cb?kept=1", flow.verifier()),
          400,
          "invalid_grant");
    }

    @Test
    void refusesAWrongVerifier() {
      refuses(flow.token(code, Gateway.CALLBACK, OTHER_VERIFIER), 400, "invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "with a space and more than forty-three characters"})
    void refusesAVerifierThatIsNone(String verifier) {
      assertThat(flow.token(code, Gateway.CALLBACK, verifier).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "redirect_uri", "code_verifier"})
    void refusesWhatIsMissing(String name) {
      String form = form().replaceAll("(^|&)" + name + "=[^&]*", "");
      refuses(
          flow.post(form, Flow.basic("shop", "shop-secret-0123456789")), 400, "invalid_request");
    }

    @Test
    void refusesAnotherClientsCode() {
      gateway.client("thief", Gateway.draft());
      refuses(
          flow.post(form(), Flow.basic("thief", Gateway.secret("thief"))), 400, "invalid_grant");
    }

    @Test
    void refusesAnotherTenantsCode() {
      gateway.client("other", "shop", Gateway.draft());
      Response response =
          gateway.server.answer(
              TestRequest.of("POST", "/t/other/oauth2/token")
                  .header("Authorization", Flow.basic("shop", "shop-secret-0123456789"))
                  .body("application/x-www-form-urlencoded", form()));
      refuses(response, 400, "invalid_grant");
    }
  }

  @Nested
  class Authentication {
    private void becomes(boolean confidential, AuthMethod method) {
      gateway.client("shop", Gateway.draft(confidential, method, "RS256", Set.of("*"), true));
    }

    @Test
    void takesTheSecretInTheBodyWhereThatIsTheClientsMethod() {
      becomes(true, AuthMethod.CLIENT_SECRET_POST);
      assertThat(
              flow.post(form() + "&client_id=shop&client_secret=shop-secret-0123456789", "")
                  .status())
          .isEqualTo(200);
    }

    @Test
    void takesNothingWhereTheClientIsPublic() {
      becomes(false, AuthMethod.NONE);
      assertThat(flow.post(form() + "&client_id=shop", "").status()).isEqualTo(200);
    }

    @Test
    void refusesAWrongSecretAndNamesTheScheme() {
      Response response = flow.post(form(), Flow.basic("shop", "wrong"));
      refuses(response, 401, "invalid_client");
      assertThat(Browser.header(response, "WWW-Authenticate")).startsWith("Basic realm=");
    }

    @Test
    void saysHowLongToWaitAfterTooManyWrongSecretsByEitherMethod() {
      for (int i = 0; i < 10; i++) {
        refuses(flow.post(form(), Flow.basic("shop", "wrong")), 401, "invalid_client");
      }
      Response basic = flow.post(form(), Flow.basic("shop", "shop-secret-0123456789"));
      refuses(basic, 429, "temporarily_unavailable");
      assertThat(Browser.header(basic, "Retry-After")).isEqualTo("1");
      refuses(
          flow.post(form() + "&client_id=shop&client_secret=shop-secret-0123456789", ""),
          429,
          "temporarily_unavailable");
    }

    @Test
    void refusesAnUnknownClient() {
      refuses(
          flow.post(form(), Flow.basic("nobody", "shop-secret-0123456789")), 401, "invalid_client");
    }

    @Test
    void takesTheSecretInEitherWayWhereNothingIsSaidOfTheMethod() {
      gateway.client("shop", Gateway.draftOfEitherMethod());
      assertThat(flow.token(code).status()).isEqualTo(200);
      String next = flow.code(new Browser(gateway));
      String form = Flow.tokenForm(next, Gateway.CALLBACK, flow.verifier()) + "&client_id=shop";
      refuses(flow.post(form, ""), 401, "invalid_client");
      refuses(flow.post(form + "&client_secret=wrong", ""), 401, "invalid_client");
      assertThat(flow.post(form + "&client_secret=shop-secret-0123456789", "").status())
          .isEqualTo(200);
    }

    @Test
    void tellsWhoeverHasTheSecretHowItIsToBeSentAndNobodyElse() {
      String registered = "The client is registered for client_secret_basic, sent ";
      String body = form() + "&client_id=shop&client_secret=";
      assertThat(Browser.text(flow.post(body + "shop-secret-0123456789", "")))
          .contains(registered + "client_secret_post");
      assertThat(Browser.text(flow.post(body + "wrong", ""))).doesNotContain("registered");
      assertThat(Browser.text(flow.post(form() + "&client_id=shop", "")))
          .doesNotContain("registered");
      assertThat(Browser.text(flow.post(form() + "&client_id=nobody", "")))
          .doesNotContain("registered");
    }

    @Test
    void refusesTheBodyWhereTheMethodIsBasic() {
      Response response =
          flow.post(form() + "&client_id=shop&client_secret=shop-secret-0123456789", "");
      refuses(response, 401, "invalid_client");
      assertThat(Browser.header(response, "WWW-Authenticate")).isEmpty();
    }

    @Test
    void refusesBasicWhereTheMethodIsPost() {
      becomes(true, AuthMethod.CLIENT_SECRET_POST);
      refuses(
          flow.post(form(), Flow.basic("shop", "shop-secret-0123456789")), 401, "invalid_client");
    }

    @Test
    void refusesNothingWhereASecretIsWanted() {
      refuses(flow.post(form() + "&client_id=shop", ""), 401, "invalid_client");
    }

    @Test
    void refusesAnAssertion() {
      becomes(true, AuthMethod.PRIVATE_KEY_JWT);
      refuses(
          flow.post(form() + "&client_id=shop&client_assertion=a.b.c", ""), 401, "invalid_client");
    }

    @Test
    void refusesTwoWaysAtOnce() {
      refuses(
          flow.post(
              form() + "&client_secret=shop-secret-0123456789",
              Flow.basic("shop", "shop-secret-0123456789")),
          400,
          "invalid_request");
    }

    @Test
    void refusesTwoClientsAtOnce() {
      refuses(
          flow.post(form() + "&client_id=other", Flow.basic("shop", "shop-secret-0123456789")),
          400,
          "invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Basic", "Basic !!!", "Basic c2hvcA==", "Bearer x", "Digest a=b"})
    void refusesAHeaderThatSaysNothing(String header) {
      refuses(flow.post(form(), header), 401, "invalid_client");
    }

    @Test
    void leavesTheCodeAloneWhereTheClientIsNotKnown() {
      flow.post(form(), Flow.basic("shop", "wrong"));
      assertThat(flow.token(code).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"password", "implicit", "client_credentials"})
  void refusesAGrantThatIsNotOffered(String type) {
    String form = form().replace("authorization_code", type);
    refuses(
        flow.post(form, Flow.basic("shop", "shop-secret-0123456789")),
        400,
        "unsupported_grant_type");
  }

  @Test
  void refusesAGrantThatTheClientDidNotAskFor() {
    gateway.client(
        "shop",
        Gateway.draft(Gateway.draft(), Set.of(GrantType.PLATFORM_CODE, GrantType.REFRESH_TOKEN)));
    refuses(flow.token(code), 400, "unauthorized_client");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "code=x",
        "grant_type=authorization_code",
        "redirect_uri=https://shop.example/callback",
        "code_verifier=x",
        "client_id=shop&client_id=shop",
        "scope=openid&scope=openid"
      })
  void refusesDuplicateParameters(String again) {
    refuses(
        flow.post(form() + "&" + again, Flow.basic("shop", "shop-secret-0123456789")),
        400,
        "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resource=https://a.example&resource=https://b.example",
        "audience=a&audience=b",
        "state=a&state=b"
      })
  void doesNotMindHowOftenThereIsWhatItDoesNotRead(String twice) {
    assertThat(
            flow.post(form() + "&" + twice, Flow.basic("shop", "shop-secret-0123456789")).status())
        .isEqualTo(200);
  }

  @Test
  void refusesAnotherKindOfBody() {
    Response response =
        gateway.server.answer(
            TestRequest.of("POST", "/t/" + Gateway.TENANT + "/oauth2/token")
                .body("application/json", "{}"));
    refuses(response, 415, "invalid_request");
  }

  @ParameterizedTest
  @ValueSource(strings = {"charset=ISO-8859-1", "charset=utf8", "charset=US-ASCII"})
  void takesAFormWhateverCharsetItsTypeNames(String parameter) {
    Response response =
        gateway.server.answer(
            TestRequest.of("POST", "/t/" + Gateway.TENANT + "/oauth2/token")
                .header("Authorization", Flow.basic("shop", "shop-secret-0123456789"))
                .body("application/x-www-form-urlencoded; " + parameter, form()));
    assertThat(response.status()).isEqualTo(200);
  }

  @Test
  void refusesGet() {
    Response response =
        gateway.server.answer(TestRequest.get("/t/" + Gateway.TENANT + "/oauth2/token"));
    assertThat(response.status()).isEqualTo(405);
  }

  @Test
  void letsAnApplicationInABrowserReadTheAnswer() {
    assertThat(Browser.header(flow.token(code), "Access-Control-Allow-Origin")).isEqualTo("*");
  }
}
