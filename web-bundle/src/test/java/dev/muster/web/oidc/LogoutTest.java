package dev.muster.web.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.core.testing.TestKeys;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import java.net.URI;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect RP-Initiated Logout 1.0. */
class LogoutTest {
  private static final String LOGOUT = "/t/" + Gateway.TENANT + "/oauth2/logout";
  private static final String BACK = "https://shop.example/bye";
  private static final String BACK_WITH_QUERY = "https://shop.example/bye?kept=1";

  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

  private final Gateway gateway = new Gateway();
  private final Browser browser = new Browser(gateway);
  private final Map<String, String> sent = new LinkedHashMap<>();
  private String idToken;

  @BeforeEach
  void signIn() {
    gateway.client(
        "shop",
        Gateway.draft().toBuilder()
            .postLogoutRedirectUris(List.of(URI.create(BACK), URI.create(BACK_WITH_QUERY)))
            .build());
    idToken = idToken(browser, "alice");
  }

  private String idToken(Browser in, String who) {
    Flow flow = new Flow(gateway);
    String back = Browser.location(flow.with("prompt", "login").signIn(in, "ok-" + who));
    return Browser.text(flow.token(Browser.parameter(back, "code").orElseThrow()))
        .replaceAll(".*\"id_token\":\"([^\"]+)\".*", "$1");
  }

  private LogoutTest with(String name, String value) {
    sent.put(name, value);
    return this;
  }

  private Response get() {
    return browser.get(LOGOUT + "?" + Flow.form(sent));
  }

  private String promptNone() {
    Response response = browser.get(new Flow(gateway).with("prompt", "none").authorize());
    return Browser.parameter(Browser.location(response), "error").orElse("signed in");
  }

  private void isAsked(Response response) {
    assertThat(response.status()).isEqualTo(200);
    assertThat(Browser.text(response)).contains("<h1>Sign out?</h1>");
    assertThat(Browser.location(response)).isEmpty();
    assertThat(promptNone()).isEqualTo("signed in");
  }

  private void isSignedOut(Response response) {
    assertThat(response.status()).isEqualTo(200);
    assertThat(Browser.text(response)).contains("<h1>You are signed out</h1>");
    assertThat(Browser.location(response)).isEmpty();
    assertThat(promptNone()).isEqualTo("login_required");
  }

  private void isSentTo(Response response, String address) {
    assertThat(response.status()).isEqualTo(303);
    assertThat(Browser.location(response)).isEqualTo(address);
    assertThat(browser.cookies()).doesNotContainKey("muster-session");
    assertThat(promptNone()).isEqualTo("login_required");
  }

  /** Presses the page's button. */
  private Response confirm(Response page) {
    Map<String, String> form = new LinkedHashMap<>(sent);
    form.put("confirm", "yes");
    form.put("csrf", csrf(page));
    return browser.post(LOGOUT, Flow.form(form));
  }

  private static String csrf(Response page) {
    return Browser.text(page).replaceAll("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
  }

  @Test
  void isInTheMetadata() {
    assertThat(
            Browser.text(browser.get("/t/" + Gateway.TENANT + "/.well-known/openid-configuration")))
        .contains("\"end_session_endpoint\":\"" + gateway.issuer() + "/oauth2/logout\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"st~1 &=+", "中文", "a b", "1"})
  void goesBackWithTheStateUnchangedAndNothingElse(String state) {
    with("id_token_hint", idToken).with("post_logout_redirect_uri", BACK).with("state", state);
    Response response = get();
    assertThat(Browser.parameter(Browser.location(response), "state")).contains(state);
    isSentTo(response, BACK + "?" + Flow.form(Map.of("state", state)).replace("+", "%20"));
    assertThat(gateway.sessions()).isZero();
  }

  @Test
  void carriesAStateOf512CharactersAndNoLongerOne() {
    with("id_token_hint", idToken).with("post_logout_redirect_uri", BACK);
    isSignedOut(with("state", "x".repeat(513)).get());
    idToken = idToken(browser, "alice");
    with("id_token_hint", idToken);
    isSentTo(with("state", "x".repeat(512)).get(), BACK + "?state=" + "x".repeat(512));
  }

  @Test
  void goesBackWithoutAStateWhereNoneCame() {
    with("id_token_hint", idToken).with("post_logout_redirect_uri", BACK);
    isSentTo(get(), BACK);
  }

  @Test
  void keepsTheQueryOfARegisteredAddress() {
    with("id_token_hint", idToken)
        .with("post_logout_redirect_uri", BACK_WITH_QUERY)
        .with("state", "s");
    isSentTo(get(), BACK_WITH_QUERY + "&state=s");
  }

  @Test
  void goesBackByAFormWhoseTokenComesIntoNoAddress() {
    with("id_token_hint", idToken).with("post_logout_redirect_uri", BACK).with("state", "s");
    Response turned = postedElsewhere();
    assertThat(turned.status()).isEqualTo(200);
    assertThat(Browser.header(turned, "Cache-Control")).isEqualTo("no-store");
    assertThat(Browser.header(turned, "Content-Security-Policy"))
        .contains("script-src 'sha256-")
        .doesNotContain("form-action");
    assertThat(Browser.text(turned)).doesNotContain("?id_token_hint", "&amp;id_token_hint");
    assertThat(promptNone()).as("nothing has ended by that").isEqualTo("signed in");
    isSentTo(browser.post(LOGOUT, hidden(turned)), BACK + "?state=s");
  }

  @Test
  void asksAfterAFormWithAnotherPersonsTokenWithoutBringingItIntoAnAddress() {
    String bobs = idToken(new Browser(gateway), "bob");
    with("id_token_hint", bobs).with("post_logout_redirect_uri", BACK);
    Response page = browser.post(LOGOUT, hidden(postedElsewhere()));
    isAsked(page);
    assertThat(Browser.text(page)).doesNotContain("?id_token_hint", "&amp;id_token_hint");
    isSentTo(confirm(page), BACK);
  }

  @Test
  void endsWhatAFormsTokenNamesWhereTheBrowserHoldsNoSession() {
    with("id_token_hint", idToken).with("post_logout_redirect_uri", BACK);
    Response response = new Browser(gateway).post(LOGOUT, hidden(postedElsewhere()));
    assertThat(Browser.location(response)).isEqualTo(BACK);
    assertThat(promptNone()).isEqualTo("login_required");
  }

  /** The cookie does not come with it: SameSite=Lax. */
  private Response postedElsewhere() {
    return new Browser(gateway).post(LOGOUT, Flow.form(sent));
  }

  /** What the page's form submits. */
  private static String hidden(Response page) {
    Map<String, String> form = new LinkedHashMap<>();
    Matcher field = HIDDEN.matcher(Browser.text(page));
    while (field.find()) {
      form.put(field.group(1), field.group(2));
    }
    return Flow.form(form);
  }

  @Test
  void takesAHintAfterItsTime() {
    gateway.clock.advance(Duration.ofMinutes(16));
    with("id_token_hint", idToken).with("post_logout_redirect_uri", BACK);
    isSentTo(get(), BACK);
  }

  @Test
  void takesAHintAfterTheSessionsTimeOrEnd() {
    browser.get(LOGOUT + "?" + Flow.form(Map.of("id_token_hint", idToken)));
    with("id_token_hint", idToken).with("post_logout_redirect_uri", BACK);
    isSentTo(get(), BACK);
  }

  @Test
  void endsTheSessionThatAHintNamesWhereTheBrowserHoldsNone() {
    Browser other = new Browser(gateway);
    with("id_token_hint", idToken).with("post_logout_redirect_uri", BACK);
    assertThat(Browser.location(other.get(LOGOUT + "?" + Flow.form(sent)))).isEqualTo(BACK);
    assertThat(promptNone()).isEqualTo("login_required");
  }

  @Test
  void endsItAlsoWhereTheAddressIsNotRegistered() {
    with("id_token_hint", idToken).with("post_logout_redirect_uri", "https://evil.example/");
    Response response = new Browser(gateway).get(LOGOUT + "?" + Flow.form(sent));
    isSignedOut(response);
  }

  /** However long a hint counts: it ends the session that it names, and that is over. */
  @Test
  void endsNoLaterSessionByTheHintOfAnEarlierOne() {
    with("id_token_hint", idToken);
    idToken(browser, "alice");
    gateway.clock.advance(Duration.ofMinutes(16));
    new Browser(gateway).get(LOGOUT + "?" + Flow.form(sent));
    assertThat(promptNone()).isEqualTo("signed in");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/other",
        BACK + "?x=1",
        BACK + "/",
        BACK + "#x",
        "https://SHOP.example/bye",
        "https://shop.example:443/bye",
        "https://shop.example/%62ye",
        Gateway.CALLBACK,
        "not an address"
      })
  void isNeverSentToAnAddressThatIsNotRegistered(String address) {
    with("id_token_hint", idToken).with("post_logout_redirect_uri", address).with("state", "s");
    Response response = get();
    isSignedOut(response);
    assertThat(Browser.text(response)).contains("not registered for it");
  }

  @Test
  void isNotSentBackWithoutAHint() {
    with("post_logout_redirect_uri", BACK).with("client_id", "shop").with("state", "s");
    Response page = get();
    isAsked(page);
    isSignedOut(confirm(page));
  }

  @Test
  void isNotSentBackByAHintThatNobodySignedOrSomebodyElse() throws Exception {
    JWTClaimsSet claims = SignedJWT.parse(idToken).getJWTClaimsSet();
    SignedJWT foreign =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256)
                .keyID(gateway.core.signingKeys.active(Gateway.TENANT, "ES256").kid())
                .type(JOSEObjectType.JWT)
                .build(),
            claims);
    foreign.sign(new ECDSASigner((ECPrivateKey) TestKeys.generate("ES256").getPrivate()));

    with("post_logout_redirect_uri", BACK);
    for (String hint :
        List.of(new PlainJWT(claims).serialize(), foreign.serialize(), "x", "a.b.c")) {
      isAsked(with("id_token_hint", hint).get());
    }
    isSignedOut(confirm(get()));
  }

  @Test
  void isNotSentBackByAHintWhoseKeyIsPublishedNoMore() {
    gateway.rotateKeys();
    gateway.clock.advance(Duration.ofMinutes(30));
    with("id_token_hint", idToken).with("post_logout_redirect_uri", BACK);
    isAsked(get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "state=s", "client_id=shop"})
  void asksWhereNothingShowsWhoAsks(String query) {
    Response page = browser.get(LOGOUT + "?" + query);
    isAsked(page);
    isSignedOut(confirm(page));
    assertThat(gateway.sessions()).isZero();
  }

  @Test
  void signsOutByAHintWithoutAddress() {
    with("id_token_hint", idToken).with("state", "s");
    isSignedOut(get());
  }

  @Test
  void saysSoToWhomeverIsNotSignedIn() {
    Response response = new Browser(gateway).get(LOGOUT);
    assertThat(Browser.text(response)).contains("<h1>You are signed out</h1>");
    assertThat(Browser.headers(response, "Set-Cookie")).isEmpty();
  }

  @Test
  void asksWhereTheHintIsOfAnotherPerson() {
    String bobs = idToken(new Browser(gateway), "bob");
    with("id_token_hint", bobs).with("post_logout_redirect_uri", BACK).with("state", "s");
    Response page = get();
    isAsked(page);
    assertThat(Browser.text(page)).contains("signed in as");
    isSentTo(confirm(page), BACK + "?state=s");
    assertThat(gateway.sessions()).as("what the hint names has ended as well").isZero();
  }

  @Test
  void asksWhereTheHintIsOfAnotherSession() {
    String elsewhere = idToken(new Browser(gateway), "alice");
    with("id_token_hint", elsewhere).with("post_logout_redirect_uri", BACK);
    Response page = get();
    isAsked(page);
    isSentTo(confirm(page), BACK);
  }

  @Test
  void takesAClientThatIsTheHintsAudienceAndNoOther() {
    gateway.client("other", Gateway.draft());
    with("id_token_hint", idToken).with("post_logout_redirect_uri", BACK);
    isAsked(with("client_id", "other").get());
    isAsked(with("client_id", "unknown").get());
    isSentTo(with("client_id", "shop").get(), BACK);
  }

  @Test
  void sendsNobodyToWhatAnotherClientHasRegistered() {
    gateway.client(
        "other",
        Gateway.draft().toBuilder()
            .postLogoutRedirectUris(List.of(URI.create("https://other.example/bye")))
            .build());
    with("id_token_hint", idToken).with("post_logout_redirect_uri", "https://other.example/bye");
    isSignedOut(get());
  }

  @Test
  void sendsNobodyToAClientThatHasGone() {
    gateway.removeClient("shop");
    with("id_token_hint", idToken).with("post_logout_redirect_uri", BACK);
    Response response = get();
    assertThat(Browser.text(response)).contains("<h1>You are signed out</h1>");
    assertThat(gateway.sessions()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"id_token_hint", "post_logout_redirect_uri", "state", "client_id"})
  void refusesWhatComesTwice(String name) {
    Response response = browser.get(LOGOUT + "?" + name + "=a&" + name + "=b");
    assertThat(response.status()).isEqualTo(400);
    assertThat(promptNone()).isEqualTo("signed in");
  }

  @Test
  void refusesAFormThatIsNotItsOwn() {
    for (String form : new String[] {"confirm=yes", "confirm=yes&csrf=", "confirm=yes&csrf=x"}) {
      assertThat(browser.post(LOGOUT, form).status()).isEqualTo(403);
    }
    Browser other = new Browser(gateway);
    new Flow(gateway).code(other);
    String foreign = csrf(other.get(LOGOUT));
    assertThat(browser.post(LOGOUT, "confirm=yes&csrf=" + foreign).status()).isEqualTo(403);
    assertThat(promptNone()).isEqualTo("signed in");
  }

  @Test
  void takesNoSessionFromABrowserThatCouldNotShowIt() {
    Response response =
        new Browser(gateway).post(LOGOUT, "confirm=yes&csrf=x&post_logout_redirect_uri=" + BACK);
    assertThat(response.status()).isEqualTo(303);
    assertThat(Browser.headers(response, "Set-Cookie")).isEmpty();
  }

  @Test
  void doesNothingForABrowserThatLooksAhead() {
    String address = LOGOUT + "?" + Flow.form(Map.of("id_token_hint", idToken));
    browser.ahead("HEAD", address, "Accept", "*/*");
    browser.ahead("GET", address, "Sec-Purpose", "prefetch");
    assertThat(promptNone()).isEqualTo("signed in");
  }

  @Test
  void asksInTheReadersLanguageAndCarriesEverythingOn() {
    with("id_token_hint", idToken(new Browser(gateway), "bob"))
        .with("post_logout_redirect_uri", BACK)
        .with("state", "\"><script>")
        .with("ui_locales", "zh-CN");
    String page = Browser.text(get());
    assertThat(page)
        .contains("要退出登录吗？")
        .contains("name=\"post_logout_redirect_uri\" value=\"" + BACK + "\"")
        .contains("action=\"" + LOGOUT + "?ui_locales=zh-CN\"")
        .contains("hreflang=\"en\"")
        .doesNotContain("<script>");
  }

  @Test
  void carriesTheLanguageOfAClientsFormRound() {
    with("ui_locales", "zh-CN").with("state", "s");
    Response round = browser.post(LOGOUT, Flow.form(sent));
    assertThat(round.status()).isEqualTo(303);
    String address = Browser.location(round);
    assertThat(Browser.parameter(address, "ui_locales")).hasValue("zh-CN");
    assertThat(Browser.parameter(address, "state")).hasValue("s");
    assertThat(Browser.text(browser.get(address))).contains("要退出登录吗？");
  }

  @Test
  void tellsInTheLanguageOfAFormThatSomethingComesTwice() {
    Response response = browser.post(LOGOUT, "ui_locales=zh-CN&state=a&state=b");
    assertThat(response.status()).isEqualTo(400);
    assertThat(Browser.text(response)).contains("lang=\"zh-CN\"");
  }

  @Test
  void endsNothingOfAnotherTenant() {
    with("id_token_hint", idToken);
    Response response = browser.get("/t/other/oauth2/logout?" + Flow.form(sent));
    assertThat(Browser.text(response)).contains("<h1>You are signed out</h1>");
    assertThat(gateway.sessions()).isEqualTo(1);
  }
}
