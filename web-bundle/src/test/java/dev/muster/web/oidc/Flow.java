package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client's part in a sign-in, right in everything that a test does not change. */
public final class Flow {
  private final Gateway gateway;
  private final CodeVerifier verifier = new CodeVerifier();
  private final Map<String, String> parameters = new LinkedHashMap<>();

  public Flow(Gateway gateway) {
    this.gateway = gateway;
    parameters.put("client_id", "shop");
    parameters.put("redirect_uri", Gateway.CALLBACK);
    parameters.put("response_type", "code");
    parameters.put("scope", "openid profile email phone platform");
    parameters.put("state", "st~1 &=");
    parameters.put("nonce", "nonce-1");
    parameters.put(
        "code_challenge", CodeChallenge.compute(CodeChallengeMethod.S256, verifier).getValue());
    parameters.put("code_challenge_method", "S256");
  }

  public Flow with(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  public Flow without(String name) {
    parameters.remove(name);
    return this;
  }

  public String state() {
    return parameters.get("state");
  }

  public String nonce() {
    return parameters.get("nonce");
  }

  public String verifier() {
    return verifier.getValue();
  }

  public String query() {
    return form(parameters);
  }

  public static String form(Map<String, String> parameters) {
    StringBuilder form = new StringBuilder();
    parameters.forEach(
        (name, value) ->
            form.append(form.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return form.toString();
  }

  public String authorize() {
    return "/t/" + Gateway.TENANT + "/oauth2/authorize?" + query();
  }

  /** Goes to the platform, and returns the state that is to come back. */
  public String start(Browser browser) {
    Response response = browser.get(authorize());
    assertThat(Browser.location(response)).startsWith("https://platform.example/");
    return Browser.parameter(Browser.location(response), "state").orElseThrow();
  }

  public Response signIn(Browser browser, String code) {
    return callback(browser, start(browser), code);
  }

  /** Signs somebody in, and returns the code that the client got. */
  public String code(Browser browser) {
    return Browser.parameter(Browser.location(signIn(browser, "ok-alice")), "code").orElseThrow();
  }

  public Response callback(Browser browser, String state, String code) {
    return browser.get(callbackPath() + "?code=" + code + "&state=" + state);
  }

  public static String callbackPath() {
    return "/t/" + Gateway.TENANT + "/login/wecom/callback";
  }

  public Response token(String code) {
    return token(code, Gateway.CALLBACK, verifier.getValue());
  }

  public Response token(String code, String redirectUri, String codeVerifier) {
    return post(
        tokenForm(code, redirectUri, codeVerifier), basic("shop", "shop-secret-0123456789"));
  }

  public static String tokenForm(String code, String redirectUri, String codeVerifier) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", redirectUri);
    form.put("code_verifier", codeVerifier);
    return form(form);
  }

  public Response post(String form, String authorization) {
    TestRequest request =
        TestRequest.of("POST", "/t/" + Gateway.TENANT + "/oauth2/token")
            .body("application/x-www-form-urlencoded", form);
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return gateway.server.answer(request);
  }

  public static String basic(String id, String secret) {
    return new ClientSecretBasic(new ClientID(id), new Secret(secret)).toHTTPAuthorizationHeader();
  }

  public Response userInfo(String token) {
    return gateway.server.answer(
        TestRequest.get("/t/" + Gateway.TENANT + "/oauth2/userinfo")
            .header("Authorization", "Bearer " + token));
  }
}
