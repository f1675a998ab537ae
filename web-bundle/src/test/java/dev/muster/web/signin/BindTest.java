package dev.muster.web.signin;

import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.User;
import dev.muster.core.testing.SentCodes;
import dev.muster.spi.Secret;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.Flow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page that asks somebody which account is theirs. */
class BindTest {
  private static final String BIND = "/t/" + Gateway.TENANT + "/login/bind";
  private static final String PASSWORD = "correct+horse+battery";

  private final Gateway gateway = new Gateway();
  private final SentCodes sent = new SentCodes();
  private final Browser browser = new Browser(gateway);
  private final Flow flow = new Flow(gateway).with("identity_source", "wecom");
  private User wang;

  @BeforeEach
  void open() {
    association(Mode.ASK, false);
    gateway.source(Gateway.TENANT, "lark", "Lark", "lark");
    wang =
        gateway
            .core
            .users
            .create(
                ALICE,
                Gateway.TENANT,
                User.Profile.builder("wang").email(Optional.of("wang@corp.example"), true).build(),
                Optional.of(Secret.of("correct horse battery")))
            .value();
  }

  private void association(Mode mode, boolean loginOnly) {
    gateway.core.sources.change(
        ALICE,
        Gateway.TENANT,
        "wecom",
        settings ->
            settings
                .withAssociation(new Association(mode, List.of(), Set.of()))
                .withLoginOnly(loginOnly),
        OptionalLong.empty());
  }

  private String asked(String person) {
    Response response = flow.signIn(browser, "ok-" + person);
    assertThat(response.status()).isEqualTo(303);
    assertThat(Browser.location(response)).startsWith(gateway.issuer() + "/login/bind?");
    return Browser.location(response);
  }

  private static String csrf(Response page) {
    Matcher found = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(Browser.text(page));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private Response answer(String address, String form) {
    return browser.post(address, form + "&csrf=" + csrf(browser.get(address)));
  }

  private static String password(String username, String password) {
    return "choice=bind&proof=password&username=" + username + "&password=" + password;
  }

  private int identities(User user) {
    return gateway.core.users.identities(Gateway.TENANT, user.id()).size();
  }

  private boolean hasCode(Response response) {
    return response.status() == 303
        && Browser.location(response).startsWith(Gateway.CALLBACK)
        && Browser.parameter(Browser.location(response), "code").isPresent();
  }

  @Test
  void showsWhoCameAndWhatTheyCanDo() {
    Response page = browser.get(asked("alice"));

    assertThat(page.status()).isEqualTo(200);
    assertThat(Browser.text(page))
        .contains("Alice &lt;b&gt;Li&lt;/b&gt;", "企业微信", "Lark", "Create a new account")
        .contains("name=\"choice\" value=\"bind\"", "name=\"proof\" value=\"password\"")
        .contains("name=\"username\"", "name=\"password\"")
        .doesNotContain("<script");
    assertThat(Browser.header(page, "Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("script-src");
    assertThat(Browser.header(page, "Cache-Control")).contains("no-store");
    assertThat(Browser.text(page).length()).isLessThan(12_000);
  }

  @Test
  void isWhereAReloadOfTheCallbackLeadsAsLongAsItWaits() {
    String state = flow.start(browser);
    String address = Browser.location(flow.callback(browser, state, "ok-alice"));
    for (int i = 0; i < 2; i++) {
      Response again = flow.callback(browser, state, "ok-alice");
      assertThat(again.status()).isEqualTo(303);
      assertThat(Browser.location(again)).isEqualTo(address);
    }
    assertThat(gateway.signIns.finished()).isEqualTo(1);

    assertThat(hasCode(answer(address, "choice=create"))).isTrue();
    assertThat(flow.callback(browser, state, "ok-alice").status()).isEqualTo(400);
  }

  @Test
  void isNotWhereAReloadLeadsInABrowserThatLostItsKey() {
    String state = flow.start(browser);
    browser.cookies().keySet().retainAll(List.of(gateway.signIns.cookieName(state)));
    flow.callback(browser, state, "ok-alice");
    browser.cookies().keySet().retainAll(List.of(gateway.signIns.cookieName(state)));
    assertThat(browser.cookies()).hasSize(1);
    assertThat(flow.callback(browser, state, "ok-alice").status()).isEqualTo(400);
  }

  @Test
  void speaksChinese() {
    browser.languages("zh-CN");
    assertThat(Browser.text(browser.get(asked("alice")))).contains("您是否已有账号？", "创建新账号", "关联此账号");
  }

  @Test
  void createsAnAccount() {
    String address = asked("alice");
    assertThat(hasCode(answer(address, "choice=create"))).isTrue();
    assertThat(gateway.userId("alice")).isNotEmpty();
    assertThat(browser.cookies()).containsKey("muster-session");
    assertThat(browser.get(address).status()).isEqualTo(400);
  }

  @Test
  void linksAnAccountByItsPassword() {
    Response response = answer(asked("alice"), password("wang", PASSWORD));

    assertThat(hasCode(response)).isTrue();
    assertThat(identities(wang)).isEqualTo(1);
    String code = Browser.parameter(Browser.location(response), "code").orElseThrow();
    assertThat(flow.token(code).status()).isEqualTo(200);
  }

  private static final String SEND = "choice=bind&proof=code&username=";
  private static final String ENTER = "choice=bind&proof=code&code=";

  @Test
  void linksAnAccountByACodeThatWasSent() {
    gateway.core.deliveries.add(sent, 0);
    String address = asked("alice");
    assertThat(Browser.text(browser.get(address))).contains("Send a code");

    Response away = answer(address, SEND + "wang");
    assertThat(away.status()).isEqualTo(303);
    String entering = Browser.location(away);
    Response page = browser.get(entering);
    assertThat(Browser.text(page))
        .contains("Enter the code", "10 minutes", "autocomplete=\"one-time-code\"")
        .contains("inputmode=\"numeric\"", "name=\"code\"")
        .doesNotContain("wang", sent.last().reveal(), "<script");
    gateway.clock.advance(Duration.ofMinutes(9));

    Response empty = answer(entering, ENTER);
    assertThat(empty.status()).isEqualTo(400);
    assertThat(Browser.text(empty)).contains("Enter the code that you were sent.");
    Response wrong = answer(entering, ENTER + sent.wrong().reveal());
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(Browser.text(wrong)).contains("Tries left: 4", "name=\"code\"");
    assertThat(hasCode(answer(entering, ENTER + "+" + sent.last().reveal()))).isTrue();
    assertThat(identities(wang)).isEqualTo(1);
  }

  @Test
  void sendsACodeFromTheSamePageToWhomeverAndToNobody() {
    gateway.core.deliveries.add(sent, 0);
    String address = asked("alice");
    String one = Browser.location(answer(address, SEND + "nobody"));
    String page = Browser.text(browser.get(one));
    String other = Browser.location(answer(address, SEND + "wang"));

    assertThat(other).isEqualTo(one);
    assertThat(Browser.text(browser.get(other))).isEqualTo(page);
    assertThat(sent.messages).hasSize(1);
    browser.languages("zh-CN");
    assertThat(Browser.text(browser.get(one))).contains("请输入验证码", "10 分钟");
  }

  @Test
  void saysWhenTooManyCodesWereAskedFor() {
    gateway.core.deliveries.add(sent, 0);
    String address = asked("alice");
    for (int i = 0; i < 3; i++) {
      assertThat(answer(address, SEND + "wang").status()).isEqualTo(303);
    }
    Response page = answer(address, SEND + "wang");

    assertThat(page.status()).isEqualTo(429);
    assertThat(Browser.text(page)).contains("No more codes are sent here.", "role=\"alert\"");
    assertThat(sent.messages).hasSize(3);
    assertThat(hasCode(answer(address, password("wang", PASSWORD)))).isTrue();
  }

  @Test
  void offersNoCodeWhereNobodyCarriesIt() {
    String address = asked("alice");
    assertThat(Browser.text(browser.get(address))).doesNotContain("Send a code");
    assertThat(answer(address, SEND + "wang").status()).isEqualTo(400);
  }

  @Test
  void asksWhoWantsACode() {
    gateway.core.deliveries.add(sent, 0);
    Response page = answer(asked("alice"), SEND);
    assertThat(page.status()).isEqualTo(400);
    assertThat(Browser.text(page)).contains("role=\"alert\"");
  }

  @Test
  void saysHowManyTriesAreLeftAndEndsAfterFive() {
    String address = asked("alice");

    Response first = answer(address, password("wang", "wrong+horse+battery"));
    assertThat(first.status()).isEqualTo(403);
    assertThat(Browser.text(first))
        .contains("Tries left: 4", "role=\"alert\"", "value=\"wang\"")
        .doesNotContain("wrong horse");
    for (int i = 0; i < 3; i++) {
      assertThat(answer(address, password("wang", "wrong")).status()).isEqualTo(403);
    }
    Response last = answer(address, password("wang", "wrong"));

    assertThat(last.status()).isEqualTo(403);
    assertThat(Browser.text(last)).contains("That was wrong too often");
    assertThat(browser.get(address).status()).isEqualTo(400);
    assertThat(identities(wang)).isZero();
    assertThat(gateway.sessions()).isZero();
  }

  @Test
  void asksForWhatIsMissing() {
    String address = asked("alice");
    for (String form :
        List.of(
            "",
            "choice=other",
            "choice=bind&proof=guess",
            password("", "x"),
            password("wang", ""),
            "choice=bind&proof=identity-source&identity_source=none",
            "choice=bind&proof=identity-source&identity_source=wecom")) {
      Response page = answer(address, form);
      assertThat(page.status()).as(form).isEqualTo(400);
      assertThat(Browser.text(page)).contains("role=\"alert\"");
    }
    assertThat(hasCode(answer(address, password("wang", PASSWORD)))).isTrue();
  }

  @Test
  void isNobodyElsesPage() {
    String address = asked("alice");
    assertThat(new Browser(gateway).get(address).status()).isEqualTo(400);
    assertThat(new Browser(gateway).post(address, "choice=create").status()).isEqualTo(400);
    for (String form : List.of("choice=create", "choice=create&csrf=x")) {
      assertThat(browser.post(address, form).status()).isEqualTo(403);
    }
    assertThat(browser.get(BIND).status()).isEqualTo(400);
    assertThat(browser.get(BIND + "?interaction=..%2f..").status()).isEqualTo(400);
    assertThat(browser.get(address.replaceAll("client_id=[^&]*", "client_id=other")).status())
        .isEqualTo(400);
    assertThat(gateway.sessions()).isZero();
  }

  @Test
  void staysOpenInTwoTabsAndTakesTheFirstAnswer() {
    String address = asked("alice");
    String csrf = csrf(browser.get(address));
    browser.get(address);

    assertThat(hasCode(browser.post(address, "choice=create&csrf=" + csrf))).isTrue();
    assertThat(browser.post(address, "choice=create&csrf=" + csrf).status()).isEqualTo(400);
    assertThat(gateway.sessions()).isEqualTo(1);
  }

  @Test
  void endsAfterFiveMinutes() {
    String address = asked("alice");
    gateway.clock.advance(Duration.ofMinutes(5));
    Response page = browser.get(address);
    assertThat(page.status()).isEqualTo(400);
    assertThat(Browser.text(page)).contains("Sign in again");
  }

  @Test
  void offersNoNewAccountWhereOnlyLoginIsAllowed() {
    association(Mode.ASK, true);
    String address = asked("alice");
    assertThat(Browser.text(browser.get(address))).doesNotContain("Create a new account");

    Response refused = answer(address, "choice=create");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(gateway.core.accounts.byUsername(Gateway.TENANT, "alice")).isEmpty();
  }

  @Test
  void linksTheAccountOfWhoeverSignsInAtAnotherSource() {
    Browser earlier = new Browser(gateway);
    String state =
        Browser.parameter(
                Browser.location(
                    earlier.get(new Flow(gateway).with("identity_source", "lark").authorize())),
                "state")
            .orElseThrow();
    earlier.get("/t/" + Gateway.TENANT + "/login/lark/callback?code=ok-alicia&state=" + state);
    String known = gateway.userId("alicia");
    String address = asked("alice");

    Response away = answer(address, "choice=bind&proof=identity-source&identity_source=lark");
    assertThat(Browser.location(away)).startsWith("https://platform.example/");
    String proof = Browser.parameter(Browser.location(away), "state").orElseThrow();

    String callback = "/t/" + Gateway.TENANT + "/login/lark/callback";
    Response declined = browser.get(callback + "?state=" + proof);
    assertThat(Browser.location(declined)).startsWith(gateway.issuer() + "/login/bind?");
    assertThat(Browser.text(browser.get(Browser.location(declined))))
        .contains("You did not sign in there");

    String second = leaves(address);
    Response nobody = browser.get(callback + "?code=ok-nobody&state=" + second);
    assertThat(Browser.location(nobody))
        .startsWith(gateway.issuer() + "/login/bind?")
        .doesNotContain("ok-nobody");
    assertThat(Browser.text(browser.get(Browser.location(nobody)))).contains("Tries left: 4");
    // what came back once is worth nothing a second time, and costs nothing
    assertThat(browser.get(callback + "?code=ok-alicia&state=" + second).status()).isEqualTo(400);

    String third = leaves(address);
    Response back = browser.get(callback + "?code=ok-alicia&state=" + third);

    assertThat(hasCode(back)).isTrue();
    assertThat(gateway.core.users.identities(Gateway.TENANT, known)).hasSize(2);
    assertThat(gateway.core.accounts.byUsername(Gateway.TENANT, "nobody")).isEmpty();
  }

  /** Goes to the other source, and returns the state that is to come back. */
  private String leaves(String address) {
    Response away = answer(address, "choice=bind&proof=identity-source&identity_source=lark");
    return Browser.parameter(Browser.location(away), "state").orElseThrow();
  }

  @Test
  void letsThePersonLeaveAsOftenAsTheyLike() {
    String address = asked("alice");
    for (int i = 0; i < 8; i++) {
      String state = leaves(address);
      browser.get("/t/" + Gateway.TENANT + "/login/lark/callback?state=" + state);
    }
    assertThat(hasCode(answer(address, "choice=create"))).isTrue();
  }

  @Test
  void isNoFaultOfOursWhenACookieIsEmpty() {
    browser.cookies().put("muster-signin-0123456789ab", "");
    assertThat(browser.get(BIND + "?interaction=0123456789ab").status()).isEqualTo(400);
  }

  @Test
  void knowsABrowserInWhichThePersonSignedInWithTheirPassword() {
    gateway.core.tenants.change(
        ALICE, Gateway.TENANT, was -> was.withPasswordSignIn(true), OptionalLong.empty());
    String page = "/t/" + Gateway.TENANT + "/login/password";
    assertThat(answer(page, "username=wang&password=correct+horse+battery").status())
        .isEqualTo(303);
    browser.cookies().keySet().retainAll(List.of("muster-browser"));
    String address = asked("alice");
    Browser stranger = new Browser(gateway);
    String token = csrf(stranger.get(page));
    for (int i = 0; i < 10; i++) {
      String wrong = "username=wang&password=wrong+horse+battery&csrf=" + token;
      assertThat(stranger.post(page, wrong).status()).isEqualTo(403);
    }

    Secret known = Secret.of(browser.cookies().remove("muster-browser"));
    assertThat(answer(address, password("wang", "correct+horse+battery")).status()).isEqualTo(429);
    browser.cookies().put("muster-browser", known.reveal());
    assertThat(hasCode(answer(address, password("wang", "correct+horse+battery")))).isTrue();
  }
}
