package dev.muster.web.signin;

import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.User;
import dev.muster.core.testing.SentCodes;
import dev.muster.spi.Secret;
import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.Flow;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The pages for somebody who has forgotten their password. */
class RecoveryTest {
  private static final String LOGIN = "/t/" + Gateway.TENANT + "/login";
  private static final String PAGE = LOGIN + "/recovery";

  private final Gateway gateway = new Gateway();
  private final Browser browser = new Browser(gateway);
  private final SentCodes sent = new SentCodes();
  private final Flow flow = new Flow(gateway).with("identity_source", "password");

  @BeforeEach
  void open() {
    gateway.core.tenants.change(
        ALICE, Gateway.TENANT, was -> was.withPasswordSignIn(true), OptionalLong.empty());
    gateway.core.deliveries.add(sent, 0);
    gateway.core.users.create(
        ALICE,
        Gateway.TENANT,
        User.Profile.builder("wang").email(Optional.of("wang@corp.example"), true).build(),
        Optional.of(Secret.of("correct horse battery")));
  }

  private static String csrf(Response page) {
    Matcher found = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"").matcher(Browser.text(page));
    assertThat(found.find()).as(Browser.text(page)).isTrue();
    return found.group(1);
  }

  private Response enter(String address, String fields) {
    return browser.post(address, fields + "&csrf=" + csrf(browser.get(address)));
  }

  private String asked(String address, String name) {
    Response response = enter(address, "username=" + name);
    assertThat(response.status()).isEqualTo(303);
    return Browser.location(response);
  }

  @Test
  void aClientGetsACodeOnceTheyHaveChosenAnotherPassword() {
    String form = Browser.text(browser.get(Browser.location(browser.get(flow.authorize()))));
    Matcher link = Pattern.compile("href=\"([^\"]*/login/recovery[^\"]*)\"").matcher(form);
    assertThat(link.find()).isTrue();
    String entering = asked(link.group(1).replace("&amp;", "&"), "wang");
    assertThat(Browser.text(browser.get(entering)))
        .contains("Enter the code", "autocomplete=\"one-time-code\"", "inputmode=\"numeric\"")
        .doesNotContain("wang", sent.last().reveal(), "<script");

    Response wrong = enter(entering, "code=" + sent.wrong().reveal());
    assertThat(wrong.status()).isEqualTo(403);
    assertThat(Browser.text(wrong)).contains("Tries left: 4", "role=\"alert\"");
    assertThat(enter(entering, "code=").status()).isEqualTo(400);
    String choosing = Browser.location(enter(entering, "code=" + sent.last().reveal()));
    assertThat(choosing).startsWith(gateway.issuer() + "/login/password?");
    assertThat(Browser.text(browser.get(choosing))).contains("The code was right.");
    Response done = enter(choosing, "password=an+entirely+new+horse&again=an+entirely+new+horse");

    String code = Browser.parameter(Browser.location(done), "code").orElseThrow();
    assertThat(flow.token(code).status()).isEqualTo(200);
    assertThat(browser.cookies()).containsKeys("muster-session", "muster-browser");
    assertThat(enter(entering, "code=" + sent.last().reveal()).status()).isEqualTo(403);
  }

  @Test
  void saysNothingOfWhoHasAnAccount() {
    String theirs = Browser.text(browser.get(asked(PAGE, "wang")));
    String nobodys = Browser.text(browser.get(asked(PAGE, "nobody")));
    assertThat(sent.messages).hasSize(1);
    assertThat(plain(nobodys)).isEqualTo(plain(theirs));
  }

  private static String plain(String page) {
    return page.replaceAll("interaction=[0-9a-f]{12}", "")
        .replaceAll("value=\"[A-Za-z0-9_-]{43}\"", "");
  }

  @Test
  void isNotThereWithoutSomebodyWhoCarriesCodesNorWhereItIsOff() {
    Gateway mute = new Gateway();
    mute.core.tenants.change(
        ALICE, Gateway.TENANT, was -> was.withPasswordSignIn(true), OptionalLong.empty());
    Browser other = new Browser(mute);
    assertThat(Browser.text(other.get(LOGIN))).doesNotContain("/login/recovery");
    assertThat(other.get(PAGE).status()).isEqualTo(400);
    assertThat(Browser.text(browser.get(LOGIN))).contains("/login/recovery");

    gateway.core.tenants.change(
        ALICE, Gateway.TENANT, was -> was.withPasswordSignIn(false), OptionalLong.empty());
    assertThat(browser.get(PAGE).status()).isEqualTo(400);
  }

  @Test
  void isNotThereForAClientThatTakesNoPassword() {
    String form = Browser.text(browser.get(Browser.location(browser.get(flow.authorize()))));
    Matcher link = Pattern.compile("href=\"([^\"]*/login/recovery[^\"]*)\"").matcher(form);
    assertThat(link.find()).isTrue();
    String page = link.group(1).replace("&amp;", "&");
    assertThat(browser.get(page).status()).isEqualTo(200);

    gateway.client("shop", Gateway.draft().toBuilder().identitySources(Set.of("wecom")).build());
    assertThat(browser.get(page).status()).isEqualTo(400);
  }

  @Test
  void refusesAFormOfAnotherSiteAndAnotherBrowsersPage() {
    assertThat(browser.post(PAGE, "username=wang").status()).isEqualTo(403);
    assertThat(enter(PAGE, "username=").status()).isEqualTo(400);
    assertThat(sent.messages).isEmpty();
    String entering = asked(PAGE, "wang");
    String fields = "code=" + sent.last().reveal() + "&csrf=" + csrf(browser.get(entering));
    Browser other = new Browser(gateway);
    assertThat(other.get(entering).status()).isEqualTo(400);
    assertThat(other.post(entering, fields).status()).isEqualTo(400);
    assertThat(browser.post(entering, "code=" + sent.last().reveal()).status()).isEqualTo(403);
    assertThat(browser.post(entering, fields).status()).isEqualTo(303);
  }

  @Test
  void endsAfterFiveWrongCodesAndSpeaksChinese() {
    browser.languages("zh-CN");
    assertThat(Browser.text(browser.get(PAGE))).contains("忘记密码？", "发送验证码");
    String entering = asked(PAGE, "wang");
    for (int i = 0; i < 4; i++) {
      assertThat(Browser.text(enter(entering, "code=" + sent.wrong().reveal()))).contains("还可尝试");
    }
    assertThat(Browser.text(enter(entering, "code=" + sent.wrong().reveal())))
        .contains("错误次数过多", "密码没有更改");
    assertThat(enter(entering, "code=" + sent.last().reveal()).status()).isEqualTo(403);
  }
}
