package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Client;
import dev.muster.api.Client.AuthMethod;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.Flow;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that a client gets by a form (OAuth 2.0 Form Post Response Mode). */
class FormPostTest {
  private static final Pattern FORM =
      Pattern.compile("<form method=\"post\" action=\"([^\"]*)\">(.*?)</form>");
  private static final Pattern FIELD =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

  private final Gateway gateway = new Gateway();
  private final Browser browser = new Browser(gateway);
  private final Flow flow = new Flow(gateway).with("response_mode", "form_post");

  /** What the form says, as it stands there. */
  private static Map<String, String> posted(Response response) {
    assertThat(response.status()).isEqualTo(200);
    assertThat(Browser.location(response)).isEmpty();
    assertThat(response.contentType()).isEqualTo(Response.HTML);
    assertThat(Browser.header(response, "Cache-Control")).isEqualTo("no-store");
    assertThat(response.gzip()).isNull();
    Matcher form = FORM.matcher(Browser.text(response));
    assertThat(form.find()).as(Browser.text(response)).isTrue();
    assertThat(form.group(1)).isEqualTo(Gateway.CALLBACK);
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher field = FIELD.matcher(form.group(2));
    while (field.find()) {
      fields.put(field.group(1), field.group(2));
    }
    return fields;
  }

  private void says(Response response, String error) {
    assertThat(posted(response))
        .containsEntry("error", error)
        .containsEntry("state", "st~1 &amp;=")
        .containsEntry("iss", gateway.issuer())
        .doesNotContainKey("code");
  }

  @Test
  void bringsTheCodeAfterASignInAtThePlatform() {
    Map<String, String> fields = posted(flow.signIn(browser, "ok-alice"));
    assertThat(fields).containsOnlyKeys("code", "state", "iss");
    assertThat(fields).containsEntry("state", "st~1 &amp;=").containsEntry("iss", gateway.issuer());
    assertThat(flow.token(fields.get("code")).status()).isEqualTo(200);
  }

  @Test
  void bringsTheCodeOfASessionThatIsThereAlready() {
    new Flow(gateway).signIn(browser, "ok-alice");
    assertThat(posted(browser.get(flow.authorize()))).containsKey("code");
  }

  @Test
  void bringsTheCodeOfARequestByPost() {
    new Flow(gateway).signIn(browser, "ok-alice");
    Response round = browser.post("/t/acme/oauth2/authorize", flow.query());
    assertThat(round.status()).isEqualTo(303);
    String address = Browser.location(round).substring(gateway.publicUrl.length());
    assertThat(posted(browser.get(address))).containsKey("code");
  }

  @Test
  void bringsTheRefusalOfARequestByPost() {
    flow.without("response_type");
    says(browser.post("/t/acme/oauth2/authorize", flow.query()), "invalid_request");
  }

  @ParameterizedTest
  @CsvSource({
    "prompt, none, login_required",
    "prompt, nonsense, invalid_request",
    "response_type, token, unsupported_response_type",
    "scope, profile, invalid_scope",
    "code_challenge, x, invalid_request",
    "max_age, soon, invalid_request",
    "request, e30.e30., request_not_supported",
    "request_uri, https://shop.example/r, request_uri_not_supported",
    "registration, {}, registration_not_supported",
    "id_token_hint, x, invalid_request"
  })
  void bringsEveryRefusal(String name, String value, String error) {
    flow.with(name, value);
    says(browser.get(flow.authorize()), error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"response_type", "scope", "code_challenge"})
  void bringsTheRefusalOfWhatIsMissing(String name) {
    flow.without(name);
    assertThat(posted(browser.get(flow.authorize()))).containsKey("error").containsKey("state");
  }

  @Test
  void bringsTheRefusalOfWhatIsThereTwice() {
    says(browser.get(flow.authorize() + "&nonce=b"), "invalid_request");
  }

  @Test
  void bringsThatThePersonDeclined() {
    String state = flow.start(browser);
    says(browser.get(Flow.callbackPath() + "?state=" + state), "access_denied");
  }

  @Test
  void bringsThatThePersonWasRefusedWhenTheyGoBack() {
    String page = Browser.text(flow.signIn(browser, "refuse-NOT_IN_RANGE"));
    Matcher back = Pattern.compile("href=\"([^\"]+/oauth2/web-message[^\"]+)\"").matcher(page);
    assertThat(back.find()).as(page).isTrue();
    says(browser.get(back.group(1).replace("&amp;", "&")), "access_denied");
  }

  @Test
  void escapesWhatTheClientSent() {
    flow.with("state", "\"><script>alert(1)</script>").with("prompt", "none");
    assertThat(posted(browser.get(flow.authorize())))
        .containsEntry("state", "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
  }

  @Test
  void runsOneScriptThatItsHashAllowsAndLeadsToOneAddress() throws GeneralSecurityException {
    Response answer = browser.get(flow.with("prompt", "none").authorize());
    Matcher script = Pattern.compile("<script>(.*?)</script>").matcher(Browser.text(answer));
    assertThat(script.find()).isTrue();
    String hash =
        Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256")
                    .digest(script.group(1).getBytes(StandardCharsets.UTF_8)));
    assertThat(script.find()).isFalse();
    assertThat(Browser.header(answer, "Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'sha256-" + hash + "';")
        .contains("; form-action " + Gateway.CALLBACK + ";", "frame-ancestors 'none'")
        .doesNotContain("unsafe", "'self' https");
  }

  @Test
  void hasAButtonForWhoHasNoScript() {
    assertThat(Browser.text(browser.get(flow.with("prompt", "none").authorize())))
        .contains("<button class=\"button\">Continue</button></form>");
  }

  @Test
  void namesTheAddressInItsPolicyWithoutWhatWouldEndIt() {
    String odd = "https://shop.example/a;b,c?kept=1;script-src%20none";
    gateway.client("shop", Gateway.draft(Gateway.draft(), List.of(URI.create(odd))));
    flow.with("redirect_uri", odd).with("prompt", "none");
    Response answer = browser.get(flow.authorize());
    assertThat(Browser.text(answer)).contains("action=\"" + odd + "\"");
    assertThat(Browser.header(answer, "Content-Security-Policy"))
        .contains("; form-action https://shop.example/a%3Bb%2Cc; frame-ancestors");
  }

  @ParameterizedTest
  @CsvSource({
    "http://[::1]:8080/callback, http:",
    "https://[2001:db8::1]/callback, https:",
    "https://192.0.2.10/callback, https:",
    "http://127.0.0.1:8080/callback, http://127.0.0.1:8080/callback"
  })
  void allowsWhatAPolicyCannotNameByItsScheme(String uri, String source) {
    gateway.client("shop", Gateway.draft(Gateway.draft(), List.of(URI.create(uri))));
    flow.with("redirect_uri", uri).with("prompt", "none");
    Response answer = browser.get(flow.authorize());
    assertThat(Browser.text(answer)).contains("action=\"" + uri + "\"");
    assertThat(Browser.header(answer, "Content-Security-Policy"))
        .contains("; form-action " + source + "; frame-ancestors");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example/callback", "https://shop.example/other"})
  void goesToNoAddressThatIsNotRegistered(String uri) {
    Response response = browser.get(flow.with("redirect_uri", uri).authorize());
    assertThat(response.status()).isEqualTo(400);
    assertThat(Browser.text(response)).doesNotContain("<form", "evil");
  }

  @Test
  void goesToNoAddressOfAnApp() {
    String app = "com.example.app:/done";
    Client.Settings of = Gateway.draft(false, AuthMethod.NONE, "RS256", Set.of("*"), true);
    gateway.client(Gateway.TENANT, "app", Gateway.draft(of, List.of(URI.create(app))));
    flow.with("client_id", "app").with("redirect_uri", app);
    assertThat(Browser.location(browser.get(flow.authorize())))
        .startsWith(app + "?error=invalid_request");
  }
}
