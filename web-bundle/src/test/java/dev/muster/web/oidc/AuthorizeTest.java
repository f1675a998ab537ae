package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.Client.GrantType;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthorizeTest extends AuthorizeFixture {
  private void tellsNobodyButThePerson(Response response) {
    assertThat(response.status()).isEqualTo(400);
    assertThat(response.contentType()).startsWith("text/html");
    assertThat(Browser.location(response)).isEmpty();
    assertThat(Browser.text(response)).doesNotContain("evil.example");
    assertThat(gateway.signIns.begins()).isEmpty();
  }

  @Nested
  class Untrusted {
    @Test
    void refusesUnknownClient() {
      flow.with("client_id", "nobody");
      tellsNobodyButThePerson(authorize());
    }

    @Test
    void refusesClientOfAnotherTenant() {
      Response response = browser.get(flow.authorize().replace("/t/" + Gateway.TENANT, "/t/other"));
      tellsNobodyButThePerson(response);
    }

    @Test
    void refusesMissingClient() {
      flow.without("client_id");
      tellsNobodyButThePerson(authorize());
    }

    @Test
    void refusesMissingRedirectUri() {
      flow.without("redirect_uri");
      Response response = authorize();
      tellsNobodyButThePerson(response);
      assertThat(Browser.text(response)).contains("redirect_uri is missing");
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "https://evil.example/callback",
          "https://shop.example/callback/",
          "https://shop.example/callback?x=1",
          "https://shop.example/callback#x",
          "https://SHOP.example/callback",
          "http://shop.example/callback",
          "https://shop.example:443/callback",
          "https://shop.example/x/../callback",
          "https://shop.example/callbac%6b",
          "https://shop.example@evil.example/callback",
          "javascript:alert(1)",
          "//evil.example"
        })
    void refusesRedirectUriThatIsNotExactlyRegistered(String uri) {
      flow.with("redirect_uri", uri);
      tellsNobodyButThePerson(authorize());
    }

    /** An answer's header has 16 384 bytes, and a state comes back in it. */
    @ParameterizedTest
    @CsvSource({"state, s, 16000", "state, 中, 1400", "nonce, n, 12000", "odd, o, 12000"})
    void refusesWhatIsLongerThanAnAnswerCouldBe(String name, String character, int times) {
      flow.with(name, character.repeat(times));
      Response response = authorize();
      tellsNobodyButThePerson(response);
      assertThat(Browser.text(response)).contains("invalid_request");
      tellsNobodyButThePerson(browser.post("/t/acme/oauth2/authorize", flow.query()));
      tellsNobodyButThePerson(browser.get("/t/acme/login?" + flow.query()));
    }

    @Test
    void takesAStateThatFits() {
      flow.with("prompt", "none").with("state", "s".repeat(11_000));
      Response response = authorize();
      assertThat(Browser.location(response)).contains("&iss=");
      assertThat(Browser.parameter(Browser.location(response), "state"))
          .hasValue("s".repeat(11_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id=shop", "redirect_uri=https://evil.example/"})
    void refusesDuplicateOfWhatDecidesWhereTheAnswerGoes(String again) {
      tellsNobodyButThePerson(browser.get(flow.authorize() + "&" + again));
    }
  }

  @Nested
  class Refused {
    @ParameterizedTest
    @CsvSource({
      "response_type, token, unsupported_response_type",
      "response_type, code id_token, unsupported_response_type",
      "response_mode, fragment, invalid_request",
      "code_challenge_method, plain, invalid_request",
      "code_challenge_method, S512, invalid_request",
      "code_challenge, tooshort, invalid_request",
      "code_challenge, E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw=cM, invalid_request",
      "scope, profile email, invalid_scope",
      "prompt, nonsense, invalid_request",
      "prompt, none login, invalid_request",
      "max_age, -1, invalid_request",
      "max_age, soon, invalid_request",
      "request, eyJhbGciOiJub25lIn0.e30., request_not_supported",
      "request_uri, https://shop.example/request, request_uri_not_supported",
      "registration, {}, registration_not_supported"
    })
    void tellsTheClientWhatIsWrong(String name, String value, String error) {
      flow.with(name, value);
      tellsTheClient(authorize(), error);
    }

    @ParameterizedTest
    @ValueSource(strings = {"code_challenge", "code_challenge_method", "response_type"})
    void refusesWhatIsMissing(String name) {
      flow.without(name);
      tellsTheClient(authorize(), "invalid_request");
    }

    @Test
    void refusesMissingScope() {
      flow.without("scope");
      Response response = authorize();
      assertThat(Browser.parameter(Browser.location(response), "error"))
          .hasValueSatisfying(error -> assertThat(error).startsWith("invalid_"));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "nonce=b",
          "nonce=",
          "scope=openid",
          "code_challenge=x",
          "prompt=login",
          "identity_source=wecom",
          "max_age=1",
          "ui_locales=en",
          "login_hint=b",
          "response_mode=query",
          "response_mode=web_message"
        })
    void refusesDuplicateParameters(String again) {
      flow.with("prompt", "login").with("identity_source", "wecom").with("max_age", "60");
      flow.with("ui_locales", "zh-CN").with("response_mode", "query").with("login_hint", "a");
      tellsTheClient(browser.get(flow.authorize() + "&" + again), "invalid_request");
    }

    @Test
    void refusesDuplicateStateWithoutChoosingOne() {
      Response response = browser.get(flow.authorize() + "&state=other");
      assertThat(Browser.parameter(Browser.location(response), "error"))
          .contains("invalid_request");
      assertThat(Browser.parameter(Browser.location(response), "state")).isEmpty();
    }

    @Test
    void refusesWhatIsTooLongToCarry() {
      flow.with("state", "s".repeat(3000));
      tellsTheClient(authorize(), "invalid_request");
    }

    @Test
    void refusesAClientThatDidNotAskForCodes() {
      gateway.client("shop", Gateway.draft(Gateway.draft(), Set.of(GrantType.PLATFORM_CODE)));
      tellsTheClient(authorize(), "unauthorized_client");
      tellsTheClient(
          browser.get(flow.authorize().replace("/oauth2/authorize", "/login")),
          "unauthorized_client");
    }

    @Test
    void tellsPromptNoneWithoutSessionThatLoginIsRequired() {
      flow.with("prompt", "none");
      tellsTheClient(authorize(), "login_required");
    }

    @Test
    void keepsTheQueryOfTheRedirectUri() {
      flow.with("redirect_uri", "https://shop.example/cb?kept=1").with("prompt", "none");
      String location = Browser.location(authorize());
      assertThat(Browser.parameter(location, "kept")).contains("1");
      assertThat(Browser.parameter(location, "error")).contains("login_required");
    }
  }

  @Test
  void ignoresWhatItDoesNotKnow() {
    flow.with("login_hint", "a@b").with("foo", "bar");
    flow.with("acr_values", "gold").with("display", "hologram");
    assertThat(Browser.location(authorize())).startsWith("https://platform.example/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resource=https://a.example&resource=https://b.example",
        "audience=a&audience=b",
        "display=page&display=popup",
        "foo&foo"
      })
  void doesNotMindHowOftenThereIsWhatItDoesNotRead(String twice) {
    flow.code(browser);
    String address = flow.authorize() + "&" + twice;
    assertThat(Browser.parameter(Browser.location(browser.get(address)), "code")).isPresent();
    Response form =
        browser.post("/t/" + Gateway.TENANT + "/oauth2/authorize", flow.query() + "&" + twice);
    assertThat(Browser.location(form)).startsWith(gateway.issuer() + "/oauth2/authorize?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " blanks at the ends ",
        " ",
        "\ttab\n",
        "a+b%20c&d=e#f",
        "\u3000企业\u00a0😀 ",
        "<\"'>\\"
      })
  void givesStateAndNonceBackCharacterByCharacter(String value) throws Exception {
    flow.with("state", value).with("nonce", value);
    Response response = flow.signIn(browser, "ok-alice");
    String location = Browser.location(response);
    assertThat(Browser.parameter(location, "state")).contains(value);
    String answer =
        Browser.text(flow.token(Browser.parameter(location, "code").orElseThrow()))
            .replaceAll(".*\"id_token\":\"([^\"]+)\".*", "$1");
    assertThat(SignedJWT.parse(answer).getJWTClaimsSet().getStringClaim("nonce")).isEqualTo(value);

    String again = Browser.location(authorize());
    assertThat(Browser.parameter(again, "code")).isPresent();
    assertThat(Browser.parameter(again, "state")).contains(value);
    flow.with("prompt", "none").with("max_age", "0");
    tellsTheClientLoginIsRequired(value);
    flow.with("response_mode", "fragment");
    assertThat(Browser.parameter(Browser.location(authorize()), "state")).contains(value);
  }

  private void tellsTheClientLoginIsRequired(String state) {
    String location = Browser.location(authorize());
    assertThat(Browser.parameter(location, "error")).contains("login_required");
    assertThat(Browser.parameter(location, "state")).contains(state);
  }

  @Test
  void turnsAFormIntoANavigationThatBringsTheSession() {
    flow.code(browser);
    Response response = browser.post("/t/" + Gateway.TENANT + "/oauth2/authorize", flow.query());
    assertThat(response.status()).isEqualTo(303);
    assertThat(Browser.location(response)).startsWith(gateway.issuer() + "/oauth2/authorize?");
    Response next = browser.get(Browser.location(response));
    assertThat(Browser.parameter(Browser.location(next), "code")).isPresent();
  }

  @Test
  void refusesABadFormWhereItCame() {
    flow.with("redirect_uri", "https://evil.example/");
    tellsNobodyButThePerson(
        browser.post("/t/" + Gateway.TENANT + "/oauth2/authorize", flow.query()));
  }

  @Test
  void asksForNoMoreThanTheClientMay() {
    gateway.client("shop", Gateway.draftWithScopes("openid"));
    String code = flow.code(browser);
    String token = Browser.text(flow.token(code));
    assertThat(token).contains("\"scope\":\"openid\"").doesNotContain("preferred_username");
  }
}
