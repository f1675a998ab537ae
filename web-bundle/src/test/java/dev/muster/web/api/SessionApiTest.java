package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.web.api.ApiFixture.Answer;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestInstallation;
import dev.muster.web.http.TestRequest;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionApiTest {
  private static final String RIGHT = "{\"username\":\"admin\",\"password\":\"right password\"}";

  private final ApiFixture api = new ApiFixture();

  private Answer signIn(String json) {
    return api.send(ApiFixture.request("POST", "/session").body(ApiFixture.JSON, json));
  }

  private static TestRequest withCookie(String method) {
    return ApiFixture.request(method, "/session").header("Cookie", "muster-console=cookie-0");
  }

  @Test
  void signsInWithACookieThatScriptCannotReadAndOtherSitesCannotSend() {
    Answer answer = signIn(RIGHT);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("username").asText()).isEqualTo("admin");
    assertThat(answer.body().get("role").asText()).isEqualTo("owner");
    assertThat(answer.body().get("tenants").get(0).asText()).isEqualTo("*");
    assertThat(answer.body().get("csrfToken").asText()).isEqualTo("csrf-0");
    assertThat(answer.header("Set-Cookie"))
        .hasValue("muster-console=cookie-0; Path=/; Max-Age=28800; HttpOnly; SameSite=Strict");
    assertThat(answer.text()).doesNotContain("cookie-0");
  }

  @Test
  void keepsTheCookieOnHttpsWhereBrowsersComeByIt() {
    ApiFixture https = new ApiFixture(TestInstallation.plain().at("https://id.example"));
    Answer answer = https.send(ApiFixture.request("POST", "/session").body(ApiFixture.JSON, RIGHT));
    assertThat(answer.header("Set-Cookie").orElseThrow())
        .startsWith("__Host-muster-console=cookie-0; Path=/; ")
        .contains("; Secure; HttpOnly; SameSite=Strict");
    assertThat(https.send(withCookie("GET")).status()).isEqualTo(401);
  }

  private static List<String> cookies(Answer answer) {
    return answer.response().headers().stream()
        .filter(header -> header.name().equals("Set-Cookie"))
        .map(Response.Header::value)
        .toList();
  }

  @Test
  void remembersTheBrowserAndHandsOnWhatItRemembered() {
    assertThat(cookies(signIn(RIGHT)).get(1))
        .isEqualTo("muster-device=device-1; Path=/; Max-Age=7776000; HttpOnly; SameSite=Strict");
    assertThat(api.world.devices).isEmpty();
    api.send(
        ApiFixture.request("POST", "/session")
            .header("Cookie", "muster-device=planted; muster-device=device-1")
            .body(ApiFixture.JSON, RIGHT));
    assertThat(api.world.devices).containsExactly("device-1");

    ApiFixture https = new ApiFixture(TestInstallation.plain().at("https://id.example"));
    Answer answer = https.send(ApiFixture.request("POST", "/session").body(ApiFixture.JSON, RIGHT));
    assertThat(cookies(answer).get(1))
        .startsWith("__Host-muster-device=device-1; Path=/; ")
        .contains("; Secure; HttpOnly; SameSite=Strict");
  }

  @Test
  void keepsTheMemoryOfTheBrowserWhenSigningOut() {
    signIn(RIGHT);
    Answer answer = api.send(withCookie("DELETE").header("X-CSRF-Token", "csrf-0"));

    assertThat(cookies(answer)).singleElement().asString().startsWith("muster-console=;");
  }

  @Test
  void findsTheSessionBesideACookieThatWasPlanted() {
    signIn(RIGHT);
    for (String line :
        new String[] {
          "muster-console=planted; muster-console=cookie-0",
          "muster-console=cookie-0; muster-console=planted",
          "muster-console=a; muster-console=b; muster-console=cookie-0"
        }) {
      assertThat(api.send(ApiFixture.request("GET", "/session").header("Cookie", line)).status())
          .isEqualTo(200);
    }
  }

  @Test
  void refusesAWrongPasswordWithoutACookie() {
    Answer answer = signIn("{\"username\":\"admin\",\"password\":\"wr0ng\"}");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Set-Cookie")).isEmpty();
    assertThat(answer.text()).doesNotContain("wr0ng");
    assertThat(signIn("{\"username\":\"\",\"password\":\"\"}").status()).isEqualTo(401);
    assertThat(
            signIn("{\"username\":\"admin\",\"password\":\"" + "x".repeat(2000) + "\"}").status())
        .isEqualTo(401);
    assertThat(api.world.sessions).isEmpty();
  }

  @Test
  void takesNoMoreOfAnybodyThanASignInNeeds() {
    String longest = RIGHT + " ".repeat(4096 - RIGHT.length());
    assertThat(signIn(longest).status()).isEqualTo(200);
    api.world.sessions.clear();

    assertThat(signIn(longest + " ").status()).isEqualTo(413);
    assertThat(api.send(withCookie("DELETE").body(ApiFixture.JSON, " ".repeat(4097))).status())
        .isEqualTo(413);
    assertThat(api.world.sessions).isEmpty();
  }

  @Test
  void doesNotReadAForm() {
    Answer answer =
        api.send(
            ApiFixture.request("POST", "/session")
                .body("application/x-www-form-urlencoded", "username=admin&password=x"));
    assertThat(answer.status()).isEqualTo(415);
    assertThat(api.send(ApiFixture.request("POST", "/session").body("text/plain", RIGHT)).status())
        .isEqualTo(415);
  }

  @Test
  void tellsWhoIsSignedIn() {
    signIn(RIGHT);
    assertThat(api.send(withCookie("GET")).body().get("csrfToken").asText()).isEqualTo("csrf-0");
    assertThat(api.send(ApiFixture.request("GET", "/session")).status()).isEqualTo(401);
    Answer token = api.send(ApiFixture.asOwner("GET", "/session"));
    assertThat(token.body().get("username").asText()).isEqualTo("token:1");
    assertThat(token.body().has("csrfToken")).isFalse();
  }

  @Test
  void signsOutOnlyFromTheConsole() {
    signIn(RIGHT);
    assertThat(api.send(withCookie("DELETE")).code()).isEqualTo("csrf");
    assertThat(api.world.sessions).hasSize(1);
    Answer answer = api.send(withCookie("DELETE").header("X-CSRF-Token", "csrf-0"));
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Set-Cookie").orElseThrow())
        .startsWith("muster-console=; ")
        .contains("Max-Age=0");
    assertThat(api.world.sessions).isEmpty();
    assertThat(api.send(withCookie("DELETE")).status()).isEqualTo(401);
  }
}
