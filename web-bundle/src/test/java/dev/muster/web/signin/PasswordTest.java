package dev.muster.web.signin;

import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.User;
import dev.muster.spi.Secret;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.Flow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The form for a password, and the page on which another one is chosen. */
class PasswordTest {
  private static final String TENANT = "/t/" + Gateway.TENANT;
  private static final String LOGIN = TENANT + "/login";
  private static final String PAGE = LOGIN + "/password";
  private static final String RIGHT = "username=wang&password=correct+horse+battery";
  private static final String WRONG = "username=wang&password=wrong+horse+battery";
  private static final OptionalLong ANY = OptionalLong.empty();

  private final Gateway gateway = new Gateway();
  private final Browser browser = new Browser(gateway);
  private final Flow flow = new Flow(gateway).with("identity_source", "password");
  private User wang;

  @BeforeEach
  void open() {
    turn(true);
    wang =
        gateway
            .core
            .users
            .create(
                ALICE,
                Gateway.TENANT,
                User.Profile.of("wang"),
                Optional.of(Secret.of("correct horse battery")))
            .value();
  }

  private void turn(boolean on) {
    gateway.core.tenants.change(ALICE, Gateway.TENANT, was -> was.withPasswordSignIn(on), ANY);
  }

  private void mustChange() {
    gateway.core.users.setPassword(
        ALICE, Gateway.TENANT, wang.id(), Secret.of("correct horse battery"), true);
  }

  private static String csrf(Response page) {
    Matcher found = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(Browser.text(page));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private Response enter(String address, String fields) {
    return browser.post(address, fields + "&csrf=" + csrf(browser.get(address)));
  }

  private String authorized() {
    Response response = browser.get(flow.authorize());
    assertThat(response.status()).isEqualTo(303);
    return Browser.location(response);
  }

  private static Optional<String> code(Response response) {
    return response.status() == 303
        ? Browser.parameter(Browser.location(response), "code")
        : Optional.empty();
  }

  @Test
  void aClientGetsACodeForWhoeverKnowsTheirPassword() {
    String address = authorized();
    assertThat(address).startsWith(gateway.issuer() + "/login/password?");

    Response response = enter(address, RIGHT);

    assertThat(Browser.location(response)).startsWith(Gateway.CALLBACK);
    assertThat(flow.token(code(response).orElseThrow()).status()).isEqualTo(200);
    assertThat(browser.cookies()).containsKeys("muster-session", "muster-browser");
    // from now on the session does
    assertThat(code(browser.get(new Flow(gateway).authorize()))).isPresent();
  }

  @Test
  void standsBesideTheSources() {
    Response page = browser.get(LOGIN);
    assertThat(page.status()).isEqualTo(200);
    assertThat(Browser.text(page))
        .contains("企业微信", "Or with a password", "name=\"username\"", "action=\"" + PAGE + "\"")
        .doesNotContain("<script");
    assertThat(Browser.header(page, "Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("form-action");
    assertThat(Browser.header(page, "Cache-Control")).contains("no-store");
  }

  @Test
  void aloneLeadsToTheOtherWays() {
    assertThat(Browser.text(browser.get(PAGE)))
        .contains("Other ways to sign in", "href=\"" + LOGIN + "?choose=all\"")
        .doesNotContain("class=\"sources\"");
  }

  @Test
  void isTheOnlyWayWhereThereIsNoSource() {
    gateway.removeSource("wecom");
    Response page = browser.get(LOGIN);
    assertThat(page.status()).isEqualTo(200);
    assertThat(Browser.text(page))
        .contains("name=\"password\"")
        .doesNotContain("class=\"sources\"");
  }

  @Test
  void aPlatformsOwnClientAsksNobodyForAPassword() {
    browser.userAgent("Mozilla/5.0 wxwork/4.1");
    Response response = browser.get(LOGIN);
    assertThat(response.status()).isEqualTo(303);
    assertThat(Browser.location(response)).startsWith("https://platform.example/");
  }

  @Test
  void isNotThereWhereItIsOff() {
    turn(false);
    assertThat(browser.get(LOGIN).status()).isEqualTo(303);
    assertThat(browser.get(PAGE).status()).isEqualTo(404);
    assertThat(browser.get(LOGIN + "?identity_source=password").status()).isEqualTo(404);
  }

  @Test
  void isNotThereForAClientThatDoesNotTakeIt() {
    String address = authorized();
    String token = csrf(browser.get(address));
    gateway.client("shop", Gateway.draft().toBuilder().identitySources(Set.of("wecom")).build());
    assertThat(browser.get(address).status()).isEqualTo(404);
    assertThat(browser.post(address, RIGHT + "&csrf=" + token).status()).isEqualTo(404);
    assertThat(gateway.sessions()).isZero();
  }

  @Test
  void saysThatItIsWrongAndNotWhat() {
    String known = wrong(WRONG);
    String unknown = wrong("username=nobody&password=wrong+horse+battery");
    assertThat(known.replace("wang", "nobody")).isEqualTo(unknown);
    assertThat(gateway.sessions()).isZero();
  }

  private String wrong(String fields) {
    Response page = enter(PAGE, fields);
    assertThat(page.status()).isEqualTo(403);
    assertThat(Browser.text(page))
        .contains("The name or the password is wrong.", "role=\"alert\"")
        .doesNotContain("wrong horse");
    return Browser.text(page);
  }

  @Test
  void asksForWhatIsMissing() {
    for (String fields : List.of("", "username=wang", "password=x", "username=+&password=x")) {
      assertThat(enter(PAGE, fields).status()).isEqualTo(400);
    }
  }

  @Test
  void speaksChinese() {
    browser.languages("zh-CN");
    assertThat(Browser.text(browser.get(LOGIN))).contains("或使用密码登录", "用户名、邮箱或手机号");
    assertThat(Browser.text(enter(PAGE, WRONG))).contains("用户名或密码错误。");
    mustChange();
    String address = Browser.location(enter(PAGE, RIGHT));
    assertThat(Browser.text(browser.get(address))).contains("设置新密码", "至少 10 个字符");
    assertThat(Browser.text(enter(address, "password=password123&again=password123")))
        .contains("该密码过于常见");
  }

  @Test
  void refusesAFormOfAnotherSite() {
    String token = csrf(browser.get(PAGE));
    assertThat(browser.post(PAGE, RIGHT).status()).isEqualTo(403);
    assertThat(browser.post(PAGE, RIGHT + "&csrf=" + token + "x").status()).isEqualTo(403);
    // that of a browser of the attacker's own
    assertThat(new Browser(gateway).post(PAGE, RIGHT + "&csrf=" + token).status()).isEqualTo(403);
    assertThat(gateway.sessions()).isZero();
    assertThat(browser.post(PAGE, RIGHT + "&csrf=" + token).status()).isEqualTo(303);
  }

  @Test
  void wrongOnesFromElsewhereKeepNobodyOutWhereTheySignedInBefore() {
    assertThat(enter(PAGE, RIGHT).status()).isEqualTo(303);
    Browser stranger = new Browser(gateway);
    for (int i = 0; i < 10; i++) {
      stranger.post(PAGE, WRONG + "&csrf=" + csrf(stranger.get(PAGE)));
    }
    assertThat(stranger.post(PAGE, RIGHT + "&csrf=" + csrf(stranger.get(PAGE))).status())
        .isEqualTo(429);
    assertThat(enter(PAGE, RIGHT).status()).isEqualTo(303);
  }

  @Test
  void whoHasToChoosesAnotherPasswordFirst() {
    mustChange();
    Response asked = enter(authorized(), RIGHT);
    String address = Browser.location(asked);
    assertThat(address).startsWith(gateway.issuer() + "/login/password?").contains("interaction=");
    assertThat(gateway.sessions()).isZero();
    Response page = browser.get(address);
    assertThat(Browser.text(page))
        .contains(
            "Choose a new password", "At least 10 characters", "autocomplete=\"new-password\"")
        .doesNotContain("<script", "action=\"" + PAGE + "\"");

    assertThat(Browser.text(enter(address, "password=a+new+horse&again=another")))
        .contains("The two passwords differ.");
    assertThat(Browser.text(enter(address, "password=&again=")))
        .contains("Enter the new password twice.");
    assertThat(Browser.text(enter(address, "password=short&again=short")))
        .contains("Give 10 to 128 characters.");
    assertThat(
            Browser.text(
                enter(address, "password=correct+horse+battery&again=correct+horse+battery")))
        .contains("It is the password that you have now.");
    Response done = enter(address, "password=an+entirely+new+horse&again=an+entirely+new+horse");

    assertThat(flow.token(code(done).orElseThrow()).status()).isEqualTo(200);
    assertThat(browser.get(address).status()).isEqualTo(400);
    assertThat(enter(PAGE, RIGHT).status()).isEqualTo(403);
    assertThat(enter(PAGE, "username=wang&password=an+entirely+new+horse").status()).isEqualTo(303);
  }

  @Test
  void thePageForAnotherPasswordIsNobodyElses() {
    mustChange();
    String address = Browser.location(enter(PAGE, RIGHT));
    String token = csrf(browser.get(address));
    Browser other = new Browser(gateway);
    assertThat(other.get(address).status()).isEqualTo(400);
    String fields = "password=an+entirely+new+horse&again=an+entirely+new+horse&csrf=";
    assertThat(other.post(address, fields + token).status()).isEqualTo(400);
    assertThat(browser.post(address, fields + csrf(browser.get(PAGE))).status()).isEqualTo(403);
    assertThat(browser.get(address.replace("/login/password", "/login/bind")).status())
        .isEqualTo(400);
    assertThat(browser.get(PAGE + "?interaction=000000000000").status()).isEqualTo(400);
    assertThat(gateway.sessions()).isZero();
  }

  @Test
  void whoProvesAnAccountWithSuchAPasswordChoosesFirst() {
    gateway.core.sources.change(
        ALICE,
        Gateway.TENANT,
        "wecom",
        settings -> settings.withAssociation(new Association(Mode.ASK, List.of(), Set.of())),
        ANY);
    mustChange();
    Flow byPlatform = new Flow(gateway).with("identity_source", "wecom");
    String bind = Browser.location(byPlatform.signIn(browser, "ok-alice"));
    String address = Browser.location(enter(bind, "choice=bind&proof=password&" + RIGHT));
    assertThat(address).startsWith(gateway.issuer() + "/login/password?");
    assertThat(identities()).isZero();

    Response done = enter(address, "password=an+entirely+new+horse&again=an+entirely+new+horse");

    assertThat(byPlatform.token(code(done).orElseThrow()).status()).isEqualTo(200);
    assertThat(identities()).isEqualTo(1);
  }

  private int identities() {
    return gateway.core.users.identities(Gateway.TENANT, wang.id()).size();
  }
}
