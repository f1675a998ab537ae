package dev.muster.web.signin;

import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.Identity;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.OwnAccount;
import dev.muster.api.User;
import dev.muster.api.Users;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.InAppPage;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.Flow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody does on their own page. Alice came in by {@code wecom}. */
class OwnAccountTest {
  private static final String ACCOUNT = "/t/" + Gateway.TENANT + "/account";

  private final Gateway gateway = new Gateway();
  private final Browser browser = new Browser(gateway);
  private String alice = "";

  @BeforeEach
  void signIn() {
    gateway.source(Gateway.TENANT, "lark", "Lark", "lark");
    signIn(browser, "wecom", "ok-alice");
    alice = gateway.userId("alice");
  }

  private Response signIn(Browser who, String source, String code) {
    Response away = who.get("/t/" + Gateway.TENANT + "/login/" + source);
    return comesBack(who, source, state(away), code);
  }

  private static String state(Response away) {
    assertThat(Browser.location(away)).startsWith("https://platform.example/");
    return Browser.parameter(Browser.location(away), "state").orElseThrow();
  }

  private static Response comesBack(Browser who, String source, String state, String code) {
    return who.get(
        "/t/" + Gateway.TENANT + "/login/" + source + "/callback?code=" + code + "&state=" + state);
  }

  private static String csrf(Response page) {
    Matcher found = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(Browser.text(page));
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  private Response press(String form) {
    return press(browser, form);
  }

  private static Response press(Browser who, String form) {
    return who.post(ACCOUNT, form + "&csrf=" + csrf(who.get(ACCOUNT)));
  }

  private String page() {
    return Browser.text(browser.get(ACCOUNT));
  }

  private List<Identity> identities() {
    return gateway.core.users.identities(Gateway.TENANT, alice);
  }

  private String identity(String source) {
    return identities().stream()
        .filter(each -> each.identitySource().equals(source))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private String session(String device) {
    return gateway.core.users.sessions(Gateway.TENANT, alice).stream()
        .filter(each -> each.userAgent().contains(device))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private Response links(String code) {
    return comesBack(browser, "lark", state(press("link=lark")), code);
  }

  private void enabled(boolean enabled) {
    gateway.core.sources.change(
        ALICE, Gateway.TENANT, "lark", it -> it.withEnabled(enabled), OptionalLong.empty());
  }

  private void says(Response response, String sentence) {
    assertThat(response.status()).isEqualTo(303);
    assertThat(Browser.location(response)).startsWith(gateway.issuer() + "/account?");
    assertThat(Browser.text(browser.get(Browser.location(response)))).contains(sentence);
  }

  @Test
  void showsWhatIsKnownAndWhoSaysSo() {
    gateway.core.users.change(
        ALICE,
        Gateway.TENANT,
        alice,
        Users.Change.of(
            profile ->
                profile.toBuilder()
                    .phone(Optional.of("+8613800000000"), true)
                    .email(Optional.of("a@example.com"), false)
                    .externalId(Optional.of("4711"))
                    .build()),
        OptionalLong.empty());

    Response page = browser.get(ACCOUNT);

    assertThat(Browser.text(page))
        .contains("Alice &lt;b&gt;Li&lt;/b&gt;", "4711", "a@example.com<small>Not verified")
        .contains("+8613800000000<small>Verified by your administrator")
        .contains("企业微信", "Your only way in", "Chrome on Linux", "This device")
        .contains("No application has access right now")
        .contains("name=\"link\" value=\"lark\"")
        .doesNotContain("name=\"unlink\"", "name=\"end\"", "<script");
    assertThat(Browser.header(page, "Cache-Control")).contains("no-store");
    assertThat(Browser.header(page, "Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("script-src");
  }

  @Test
  void speaksChineseAndGoesOnInIt() {
    browser.languages("zh-CN");
    assertThat(page()).contains("个人信息", "已关联的登录方式", "已登录的设备", "已授权的应用");

    browser.languages("en");
    String token = csrf(browser.get(ACCOUNT));
    Response away = browser.post(ACCOUNT + "?ui_locales=zh-CN", "link=lark&csrf=" + token);
    Response back = comesBack(browser, "lark", state(away), "ok-alicia");
    assertThat(Browser.location(back)).contains("ui_locales=zh-CN");
    assertThat(Browser.text(browser.get(Browser.location(back)))).contains("关联成功");
  }

  @Test
  void linksAnotherIdentity() {
    Response back = links("ok-alicia");

    says(back, "Linked. You can sign in with it from now on.");
    assertThat(Browser.location(back)).doesNotContain("ok-alicia");
    assertThat(identities()).hasSize(2);
    assertThat(page()).doesNotContain("name=\"link\"").contains("alicia");
    assertThat(gateway.sessions()).isEqualTo(1);
    Browser phone = new Browser(gateway);
    signIn(phone, "lark", "ok-alicia");
    assertThat(gateway.core.users.sessions(Gateway.TENANT, alice)).hasSize(2);
  }

  @Test
  void linksInsideAPlatformsClientAndLeadsBackFromItsPage() {
    gateway.lark.asksByScript(InAppPage.of(List.of(), "done('ok-alicia');"));
    browser.userAgent("Mozilla/5.0 (iPhone) Lark/7");

    String sheet = Browser.text(press("link=lark"));

    assertThat(sheet).contains("id=\"in-app\"", "href=\"" + ACCOUNT + "\"");
    String state = sheet.replaceAll("(?s).*name=\"state\" value=\"([^\"]+)\".*", "$1");
    says(comesBack(browser, "lark", state, "ok-alicia"), "Linked.");
    assertThat(identities()).hasSize(2);
  }

  @Test
  void saysThatItIsSomebodyElses() {
    signIn(new Browser(gateway), "lark", "ok-bob");

    Response page = links("ok-bob");

    assertThat(page.status()).isEqualTo(403);
    assertThat(Browser.text(page))
        .contains("This belongs to another account", "href=\"" + ACCOUNT + "\"");
    assertThat(identities()).hasSize(1);
  }

  @Test
  void saysThatTheAccountHasSomebodyOfTheCompany() {
    gateway.source(Gateway.TENANT, "wecom-2", "WeCom 2", "wechatwork");
    Response page = comesBack(browser, "wecom-2", state(press("link=wecom-2")), "ok-alicia");
    assertThat(page.status()).isEqualTo(403);
    assertThat(Browser.text(page)).contains("Your account has somebody of this company already");
    assertThat(identities()).hasSize(1);
  }

  @Test
  void saysWhyNothingWasLinked() {
    says(comesBack(browser, "lark", state(press("link=lark")), ""), "You did not sign in there");

    String state = state(press("link=lark"));
    enabled(false);
    Response refused = comesBack(browser, "lark", state, "ok-alicia");
    assertThat(refused.status()).isEqualTo(403);
    assertThat(Browser.text(refused)).contains("Nothing was linked", "is switched off");
    enabled(true);

    Response invalid = links("junk");
    assertThat(invalid.status()).isEqualTo(403);
    assertThat(Browser.text(invalid)).contains("It took too long or was already finished");
    assertThat(identities()).hasSize(1);
  }

  @Test
  void linksNothingInAnotherBrowserOrSession() {
    String state = state(press("link=lark"));
    assertThat(comesBack(new Browser(gateway), "lark", state, "ok-alicia").status()).isEqualTo(400);

    signIn(browser, "wecom", "ok-alice");
    Response other = comesBack(browser, "lark", state, "ok-alicia");
    assertThat(other.status()).isEqualTo(403);
    assertThat(Browser.text(other)).contains("You are not signed in as before");

    String again = state(press("link=lark"));
    browser.cookies().remove("muster-session");
    assertThat(Browser.text(comesBack(browser, "lark", again, "ok-alicia")))
        .contains("You are not signed in as before");
    assertThat(identities()).hasSize(1);
  }

  @Test
  void linksNothingTwiceByOneState() {
    String state = state(press("link=lark"));
    comesBack(browser, "lark", state, "ok-alicia");
    Response twice = comesBack(browser, "lark", state, "ok-alicia");
    assertThat(twice.status()).isEqualTo(400);
    assertThat(identities()).hasSize(2);
  }

  @Test
  void wantsARecentSignInToLink() {
    String token = csrf(browser.get(ACCOUNT));
    gateway.clock.advance(Duration.ofMinutes(10));

    assertThat(page())
        .doesNotContain("name=\"link\"")
        .contains("sign in again first", "/login?choose=all");
    says(browser.post(ACCOUNT, "link=lark&csrf=" + token), "sign in again first");
  }

  @Test
  void offersNoSourceThatIsDisabledOrNotThere() {
    enabled(false);
    assertThat(page()).doesNotContain("name=\"link\"");
    for (String source : List.of("lark", "wecom", "none", "..%2F")) {
      says(press("link=" + source), "does not work right now");
    }
    enabled(true);
    gateway.core.platforms.takeAway("lark");
    assertThat(page()).doesNotContain("name=\"link\"");
  }

  @Test
  void unlinksWhenThePersonIsSure() {
    links("ok-alicia");
    gateway.clock.advance(OwnAccount.UNDO);
    signIn(browser, "wecom", "ok-alice");
    String lark = identity("lark");

    Response question = press("unlink=" + lark);
    assertThat(question.status()).isEqualTo(200);
    assertThat(Browser.text(question)).contains("Unlink Lark?", "value=\"" + lark + "\"");
    assertThat(identities()).hasSize(2);

    says(press("unlink=" + lark + "&confirm=yes"), "Unlinked.");
    assertThat(identities()).hasSize(1);
    assertThat(gateway.core.events(Gateway.TENANT).get(0))
        .extracting(AuditEvent::action, AuditEvent::actor)
        .containsExactly("user.identity-unlinked", "user:" + alice);
  }

  @Test
  void leavesWhenTheSessionEndsWithTheIdentity() {
    links("ok-alicia");
    gateway.clock.advance(OwnAccount.UNDO);
    signIn(browser, "wecom", "ok-alice");
    String wecom = identity("wecom");
    assertThat(Browser.text(press("unlink=" + wecom))).contains("so you will be signed out");

    Response gone = press("unlink=" + wecom + "&confirm=yes");

    assertThat(Browser.location(gone)).isEqualTo(gateway.issuer() + "/login?choose=all");
    assertThat(browser.cookies()).doesNotContainKey("muster-session");
  }

  @Test
  void wantsARecentSignInToUnlink() {
    links("ok-alicia");
    gateway.clock.advance(OwnAccount.UNDO);
    signIn(browser, "wecom", "ok-alice");
    gateway.clock.advance(OwnAccount.RECENT);

    assertThat(page()).contains("sign in again first", "/login?choose=all");
    says(press("unlink=" + identity("lark")), "sign in again first");
    says(press("unlink=" + identity("lark") + "&confirm=yes"), "sign in again first");
    assertThat(identities()).hasSize(2);
  }

  @Test
  void unlinksNothingThatWasLinkedBeforeALinkOfToday() {
    links("ok-alicia");
    Browser other = new Browser(gateway);
    signIn(other, "lark", "ok-alicia");

    Response answer = press(other, "unlink=" + identity("wecom") + "&confirm=yes");

    assertThat(Browser.text(other.get(Browser.location(answer))))
        .contains("Another way to sign in was linked after this one");
    assertThat(identities()).hasSize(2);
  }

  @Test
  void doesNotUnlinkTheLastWayIn() {
    says(press("unlink=" + identity("wecom")), "That is your only way to sign in");
    says(press("unlink=" + identity("wecom") + "&confirm=yes"), "That is your only way to sign in");
    assertThat(identities()).hasSize(1);
  }

  @Test
  void tellsOtherSessionsOfALinkAndUndoesIt() {
    links("ok-alicia");
    Browser other = new Browser(gateway);
    signIn(other, "lark", "ok-alicia");
    assertThat(Browser.text(other.get(ACCOUNT)))
        .doesNotContain("Was that not you?")
        .contains("name=\"undo\"");
    assertThat(page()).contains("Lark (alicia) was linked", "Was that not you?");

    says(press("undo=" + identity("lark")), "Undone.");

    assertThat(identities()).hasSize(1);
    assertThat(Browser.location(other.get(ACCOUNT))).isEqualTo(gateway.issuer() + "/login");
    assertThat(page()).doesNotContain("Was that not you?");
  }

  @Test
  void deletesAnAccountThatWasMadeByMistakeWhenThePersonIsSure() {
    gateway.core.sources.change(
        ALICE,
        Gateway.TENANT,
        "lark",
        it -> it.withAssociation(new Association(Mode.ASK, List.of(), Set.of())),
        OptionalLong.empty());
    Browser wang = new Browser(gateway);
    String address = Browser.location(signIn(wang, "lark", "ok-wang"));
    wang.post(address, "choice=create&csrf=" + csrf(wang.get(address)));
    String user = gateway.userId("wang");
    String identity = gateway.core.users.identities(Gateway.TENANT, user).get(0).id();

    Response question = press(wang, "undo=" + identity);
    assertThat(Browser.text(question))
        .contains("Did you have an account before?", "Delete this account");
    assertThat(gateway.core.users.find(Gateway.TENANT, user)).isPresent();

    Response gone = press(wang, "undo=" + identity + "&confirm=yes");

    assertThat(Browser.location(gone)).isEqualTo(gateway.issuer() + "/login?choose=all");
    assertThat(gateway.core.users.find(Gateway.TENANT, user)).isEmpty();
    assertThat(Browser.location(signIn(wang, "lark", "ok-wang"))).contains("/login/bind?");
  }

  @Test
  void endsSessions() {
    Browser phone = new Browser(gateway).userAgent("Mozilla/5.0 (iPhone) Version/17 Safari/604");
    signIn(phone, "wecom", "ok-alice");
    assertThat(page()).contains("Safari on iPhone", "name=\"end\"");

    says(press("end=" + session("iPhone")), "Signed out there.");
    assertThat(phone.get(ACCOUNT).status()).isEqualTo(303);

    signIn(phone, "wecom", "ok-alice");
    Response gone = press("everywhere=all");
    assertThat(Browser.location(gone)).isEqualTo(gateway.issuer() + "/login?choose=all");
    assertThat(phone.get(ACCOUNT).status()).isEqualTo(303);
  }

  @Test
  void namesThePlatformsClientInWhichASessionRuns() {
    signIn(
        new Browser(gateway).userAgent("Mozilla/5.0 (Linux; Android 14) wxwork/4.1 Chrome/1"),
        "wecom",
        "ok-alice");
    assertThat(page()).contains("wechatwork on Android");
  }

  @Test
  void withdrawsWhatAnApplicationHolds() {
    Flow flow = new Flow(gateway).with("identity_source", "wecom");
    String code =
        Browser.parameter(Browser.location(browser.get(flow.authorize())), "code").orElseThrow();
    assertThat(flow.token(code).status()).isEqualTo(200);
    assertThat(page()).contains("Webshop", "who you are", "your email address");

    says(press("withdraw=shop"), "Withdrawn.");

    assertThat(page()).contains("No application has access right now");
    assertThat(press("withdraw=shop").status()).isEqualTo(404);
  }

  @Test
  void knowsNothingOfSomebodyElsesOrOfAnotherTenants() {
    Browser bob = new Browser(gateway);
    signIn(bob, "wecom", "ok-bob");
    User known =
        gateway.core.users.find(Gateway.TENANT, gateway.userId("bob")).orElseThrow().value();
    String identity = gateway.core.users.identities(Gateway.TENANT, known.id()).get(0).id();
    String session = gateway.core.users.sessions(Gateway.TENANT, known.id()).get(0).id();
    for (String form :
        List.of(
            "unlink=" + identity,
            "unlink=" + identity + "&confirm=yes",
            "undo=" + identity + "&confirm=yes",
            "undo=" + identity("wecom"),
            "end=" + session,
            "withdraw=none",
            "unlink=none",
            "end=" + "x".repeat(4000))) {
      assertThat(press(form).status()).as(form).isEqualTo(404);
    }
    assertThat(bob.get(ACCOUNT).status()).isEqualTo(200);

    String token = csrf(browser.get(ACCOUNT));
    Response elsewhere = browser.post("/t/other/account", "end=" + session + "&csrf=" + token);
    assertThat(Browser.location(elsewhere)).endsWith("/t/other/login");
  }

  @Test
  void takesNoFormOfAnotherPageOrSession() {
    Browser other = new Browser(gateway);
    signIn(other, "wecom", "ok-alice");
    String foreign = csrf(other.get(ACCOUNT));
    String signOut = page().replaceAll("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
    for (String token : List.of("", "guess", foreign, signOut)) {
      assertThat(browser.post(ACCOUNT, "everywhere=all&csrf=" + token).status()).isEqualTo(403);
    }
    assertThat(browser.post(ACCOUNT + "/sign-out", "csrf=" + csrf(browser.get(ACCOUNT))).status())
        .isEqualTo(403);
    assertThat(gateway.sessions()).isEqualTo(2);
    assertThat(new Browser(gateway).post(ACCOUNT, "everywhere=all").status()).isEqualTo(303);
  }

  @Test
  void ignoresAFormThatAsksForNothingAndAnAddressThatSaysSomethingElse() {
    assertThat(Browser.location(press("other=1"))).isEqualTo(gateway.issuer() + "/account");
    assertThat(Browser.text(browser.get(ACCOUNT + "?said=%3Cb%3E")))
        .doesNotContain("role=\"status\"", "<b>");
  }

  @Test
  void saysNothingByAnAddressThatSomebodyElseMade() {
    Browser bob = new Browser(gateway);
    signIn(bob, "wecom", "ok-bob");
    String elsewhere = Browser.location(press(bob, "link=none"));
    assertThat(Browser.text(bob.get(elsewhere))).contains("does not work right now");
    String own = Browser.location(press("link=none"));

    for (String address :
        List.of(
            elsewhere,
            own.replace("failed", "undone"),
            ACCOUNT + "?said=undone",
            ACCOUNT + "?said=undone.",
            ACCOUNT + "?said=.")) {
      assertThat(Browser.text(browser.get(address)))
          .as(address)
          .doesNotContain("role=\"status\"", "role=\"alert\"");
    }
  }

  @Test
  void staysSmallHoweverMuchThereIs() {
    String name = "名".repeat(60);
    gateway.core.users.change(
        ALICE,
        Gateway.TENANT,
        alice,
        new Users.Change(profile -> profile, Set.of(), Optional.of(Secret.of("correct horse b"))),
        OptionalLong.empty());
    // that signed her out
    signIn(browser, "wecom", "ok-alice");
    for (int i = 0; i < 12; i++) {
      String source = "more-" + i;
      gateway.core.sources.create(
          ALICE,
          Gateway.TENANT,
          source,
          "lark",
          Settings.of(name + i, Set.of(SignInMethod.values()))
              .withFields(Map.of("schema", "s", "corpId", "c" + i, "agentId", "1")));
      gateway.source(Gateway.TENANT, "spare-" + i, name + "s" + i, "lark");
      gateway.client("client-" + i, Gateway.draft());
      signIn(new Browser(gateway), "wecom", "ok-alice");
    }
    assertThat(page().getBytes(StandardCharsets.UTF_8).length).isLessThan(30_000);
    assertThat(page()).contains("There are more, which are older.");
  }
}
