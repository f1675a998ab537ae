package dev.muster.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.web.fake.Browser;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.oidc.Flow;
import org.junit.jupiter.api.Test;

class AccountTest {
  private static final String ACCOUNT = "/t/" + Gateway.TENANT + "/account";

  private final Gateway gateway = new Gateway();
  private final Browser browser = new Browser(gateway);

  AccountTest() {
    new Flow(gateway).code(browser);
  }

  private static String csrf(Response page) {
    return Browser.text(page).replaceAll("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
  }

  @Test
  void sendsAStrangerToSignIn() {
    Response response = new Browser(gateway).get(ACCOUNT);
    assertThat(Browser.location(response)).isEqualTo(gateway.issuer() + "/login");
  }

  @Test
  void signsOut() {
    String token = csrf(browser.get(ACCOUNT));
    Response response = browser.post(ACCOUNT + "/sign-out", "csrf=" + token);
    assertThat(response.status()).isEqualTo(303);
    assertThat(gateway.sessions()).isZero();
    assertThat(browser.cookies()).doesNotContainKey("muster-session");
  }

  @Test
  void refusesAFormThatIsNotItsOwn() {
    for (String form : new String[] {"", "csrf=", "csrf=guess"}) {
      assertThat(browser.post(ACCOUNT + "/sign-out", form).status()).isEqualTo(403);
    }
    assertThat(gateway.sessions()).isEqualTo(1);
  }

  @Test
  void refusesTheTokenOfAnotherSession() {
    Browser other = new Browser(gateway);
    new Flow(gateway).code(other);
    String token = csrf(other.get(ACCOUNT));
    assertThat(browser.post(ACCOUNT + "/sign-out", "csrf=" + token).status()).isEqualTo(403);
  }

  @Test
  void neverShowsWhatOpensTheSession() {
    String session = browser.cookies().get("muster-session");
    assertThat(Browser.text(browser.get(ACCOUNT))).doesNotContain(session);
  }

  @Test
  void doesNotSignOutByALink() {
    assertThat(browser.get(ACCOUNT + "/sign-out").status()).isEqualTo(405);
  }
}
