package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Administrators.Role;
import dev.muster.spi.storage.Query;
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

  private static TestRequest with(Answer session, String method) {
    return ApiFixture.request(method, "/session").header("Cookie", cookie(session, 0));
  }

  /** A cookie of a session, its name and value. */
  private static String cookie(Answer session, int which) {
    return cookies(session).get(which).split(";", 2)[0];
  }

  private static String value(Answer session) {
    return cookie(session, 0).split("=", 2)[1];
  }

  private static String csrf(Answer session) {
    return session.body().get("csrfToken").asText();
  }

  private long sessions() {
    return api.world.core.store.count("console-session", "", new Query.All());
  }

  @Test
  void signsInWithACookieThatScriptCannotReadAndOtherSitesCannotSend() {
    Answer answer = signIn(RIGHT);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("username").asText()).isEqualTo("admin");
    assertThat(answer.body().get("role").asText()).isEqualTo("owner");
    assertThat(answer.body().get("tenants").get(0).asText()).isEqualTo("*");
    assertThat(csrf(answer)).isNotEqualTo(value(answer)).hasSizeGreaterThan(40);
    assertThat(answer.header("Set-Cookie").orElseThrow())
        .matches("muster-console=[\\w-]{43}; Path=/; Max-Age=28800; HttpOnly; SameSite=Strict");
    assertThat(answer.text()).doesNotContain(value(answer));
  }

  @Test
  void keepsTheCookieOnHttpsWhereBrowsersComeByIt() {
    ApiFixture https = new ApiFixture(TestInstallation.plain().at("https://id.example"));
    Answer answer = https.send(ApiFixture.request("POST", "/session").body(ApiFixture.JSON, RIGHT));
    assertThat(answer.header("Set-Cookie").orElseThrow())
        .startsWith("__Host-muster-console=" + value(answer) + "; Path=/; ")
        .contains("; Secure; HttpOnly; SameSite=Strict");
    assertThat(https.send(with(answer, "GET")).status()).isEqualTo(200);
    String elsewhere = "muster-console=" + value(answer);
    assertThat(
            https.send(ApiFixture.request("GET", "/session").header("Cookie", elsewhere)).status())
        .isEqualTo(401);
  }

  private static List<String> cookies(Answer answer) {
    return answer.response().headers().stream()
        .filter(header -> header.name().equals("Set-Cookie"))
        .map(Response.Header::value)
        .toList();
  }

  @Test
  void remembersTheBrowserAndHandsOnWhatItRemembered() {
    Answer first = signIn(RIGHT);
    assertThat(cookies(first).get(1))
        .matches("muster-device=[\\w.-]+; Path=/; Max-Age=7776000; HttpOnly; SameSite=Strict");
    for (int i = 0; i < 10; i++) {
      signIn("{\"username\":\"admin\",\"password\":\"wr0ng\"}");
    }
    assertThat(signIn(RIGHT).status()).isEqualTo(429);
    assertThat(
            api.send(
                    ApiFixture.request("POST", "/session")
                        .header("Cookie", "muster-device=planted; " + cookie(first, 1))
                        .body(ApiFixture.JSON, RIGHT))
                .status())
        .isEqualTo(200);

    ApiFixture https = new ApiFixture(TestInstallation.plain().at("https://id.example"));
    Answer answer = https.send(ApiFixture.request("POST", "/session").body(ApiFixture.JSON, RIGHT));
    assertThat(cookies(answer).get(1))
        .matches("__Host-muster-device=[\\w.-]+; Path=/; .*")
        .contains("; Secure; HttpOnly; SameSite=Strict");
  }

  @Test
  void keepsTheMemoryOfTheBrowserWhenSigningOut() {
    Answer session = signIn(RIGHT);
    Answer answer = api.send(with(session, "DELETE").header("X-CSRF-Token", csrf(session)));

    assertThat(cookies(answer)).singleElement().asString().startsWith("muster-console=;");
  }

  @Test
  void findsTheSessionBesideACookieThatWasPlanted() {
    String cookie = cookie(signIn(RIGHT), 0);
    for (String line :
        new String[] {
          "muster-console=planted; " + cookie,
          cookie + "; muster-console=planted",
          "muster-console=a; muster-console=b; " + cookie
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
    assertThat(sessions()).isZero();
  }

  @Test
  void takesNoMoreOfAnybodyThanASignInNeeds() {
    String longest = RIGHT + " ".repeat(4096 - RIGHT.length());
    Answer session = signIn(longest);
    assertThat(session.status()).isEqualTo(200);

    assertThat(signIn(longest + " ").status()).isEqualTo(413);
    assertThat(api.send(with(session, "DELETE").body(ApiFixture.JSON, " ".repeat(4097))).status())
        .isEqualTo(413);
    assertThat(sessions()).isEqualTo(1);
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
    Answer session = signIn(RIGHT);
    assertThat(csrf(api.send(with(session, "GET")))).isEqualTo(csrf(session));
    assertThat(api.send(ApiFixture.request("GET", "/session")).status()).isEqualTo(401);
    Answer token = api.send(ApiFixture.asOwner("GET", "/session"));
    assertThat(token.body().get("username").asText()).isEqualTo("token:settings");
    assertThat(token.body().has("csrfToken")).isFalse();
  }

  @Test
  void saysWhoItIsWhatTheyMayDoAndUntilWhen() {
    Answer session = signIn(RIGHT);
    assertThat(session.body().get("displayName").asText()).isEqualTo("admin");
    assertThat(session.body().get("rights").toString())
        .isEqualTo("[\"read\",\"respond\",\"change\",\"govern\"]");
    assertThat(session.body().get("expiresAt").asText()).isEqualTo("2026-11-22T19:00:00Z");
    Answer token =
        api.send(
            ApiFixture.request("GET", "/session")
                .header("Authorization", "Bearer " + api.world.token(Role.AUDITOR, "acme")));
    assertThat(token.body().get("displayName").asText()).isEqualTo("Script");
    assertThat(token.body().get("rights").toString()).isEqualTo("[\"read\"]");
    assertThat(token.body().get("tenants").toString()).isEqualTo("[\"acme\"]");
    assertThat(token.body().has("expiresAt")).isFalse();
  }

  private TestRequest console(Answer session, String method, String path) {
    return ApiFixture.request(method, path)
        .header("Cookie", cookie(session, 0))
        .header("X-CSRF-Token", csrf(session));
  }

  @Test
  void listsTheCallersOtherSessionsAndEndsThem() {
    Answer here = signIn(RIGHT);
    Answer there = signIn(RIGHT);
    api.furnished();

    Answer others = api.send(console(here, "GET", "/session/others"));
    assertThat(others.body().get("items")).hasSize(1);
    String id = others.body().at("/items/0/id").asText();
    String own =
        api.send(console(there, "GET", "/session/others")).body().at("/items/0/id").asText();
    for (String none : List.of(own, api.consoleSession, "nobody")) {
      assertThat(api.send(console(here, "DELETE", "/session/others/" + none)).status())
          .isEqualTo(404);
    }
    assertThat(api.send(with(here, "DELETE").header("X-CSRF-Token", "wrong")).code())
        .isEqualTo("csrf");
    assertThat(api.send(console(here, "DELETE", "/session/others/" + id)).status()).isEqualTo(204);
    assertThat(api.send(with(there, "GET")).status()).isEqualTo(401);
    assertThat(api.send(with(here, "GET")).status()).isEqualTo(200);
    assertThat(api.send(ApiFixture.asOwner("GET", "/session/others")).status()).isEqualTo(401);
  }

  @Test
  void changesOnesOwnPasswordAndEndsTheOthers() {
    api.furnished();
    String ana = "{\"username\":\"ana\",\"password\":\"%s\"}";
    Answer here = signIn(ana.formatted(ApiFixture.ANAS_PASSWORD));
    Answer there = signIn(ana.formatted(ApiFixture.ANAS_PASSWORD));
    String change = "{\"current\":\"%s\",\"password\":\"another password\"}";

    Answer wrong =
        api.send(
            console(here, "POST", "/session/password")
                .body(ApiFixture.JSON, change.formatted("wr0ng")));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body().at("/errors/0/field").asText()).isEqualTo("current");
    TestRequest right =
        console(here, "POST", "/session/password")
            .body(ApiFixture.JSON, change.formatted(ApiFixture.ANAS_PASSWORD));
    assertThat(api.send(right).status()).isEqualTo(204);

    assertThat(api.send(with(here, "GET")).status()).isEqualTo(200);
    assertThat(api.send(with(there, "GET")).status()).isEqualTo(401);
    assertThat(signIn(ana.formatted(ApiFixture.ANAS_PASSWORD)).status()).isEqualTo(401);
    assertThat(signIn(ana.formatted("another password")).status()).isEqualTo(200);
  }

  @Test
  void theSettingDecidesAboutThePasswordOfItsUser() {
    Answer answer =
        api.send(
            console(signIn(RIGHT), "POST", "/session/password")
                .body(
                    ApiFixture.JSON,
                    "{\"current\":\"right password\",\"password\":\"another password\"}"));
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.code()).isEqualTo("in-use");
  }

  @Test
  void signsOutOnlyFromTheConsole() {
    Answer session = signIn(RIGHT);
    assertThat(api.send(with(session, "DELETE")).code()).isEqualTo("csrf");
    assertThat(sessions()).isEqualTo(1);
    Answer answer = api.send(with(session, "DELETE").header("X-CSRF-Token", csrf(session)));
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.header("Set-Cookie").orElseThrow())
        .startsWith("muster-console=; ")
        .contains("Max-Age=0");
    assertThat(sessions()).isZero();
    assertThat(api.send(with(session, "DELETE")).status()).isEqualTo(401);
  }

  @Test
  void signsInToTheConsole() {
    Answer answer =
        api.send(
            ApiFixture.request("POST", "/session")
                .body(ApiFixture.JSON, "{\"username\":\"admin\",\"password\":\"right password\"}"));
    assertThat(answer.status()).isEqualTo(200);
    String cookie = answer.header("Set-Cookie").orElseThrow().split(";", 2)[0];
    Answer made =
        api.send(
            ApiFixture.request("PATCH", "/tenants/acme")
                .header("Cookie", cookie)
                .header("X-CSRF-Token", answer.body().get("csrfToken").asText())
                .body(ApiFixture.JSON, "{\"displayName\":\"O\"}"));
    assertThat(made.status()).isEqualTo(200);
    assertThat(api.get("/tenants/acme/audit-events").body().at("/items/0/actor").asText())
        .isEqualTo("admin:admin");
  }

  private static TestRequest signingIn(String password) {
    return ApiFixture.request("POST", "/session")
        .body(ApiFixture.JSON, "{\"username\":\"admin\",\"password\":\"" + password + "\"}");
  }

  @Test
  void makesTheEleventhWrongPasswordWaitAndNotTheBrowserThatIsKnown() {
    List<String> cookies =
        api.send(signingIn("right password")).response().headers().stream()
            .filter(header -> header.name().equals("Set-Cookie"))
            .map(header -> header.value().split(";", 2)[0])
            .toList();
    for (int i = 0; i < 10; i++) {
      assertThat(api.send(signingIn("wrong")).status()).isEqualTo(401);
    }

    Answer answer = api.send(signingIn("right password"));
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.code()).isEqualTo("throttled");
    assertThat(answer.header("Retry-After")).hasValue("1");
    TestRequest known = signingIn("right password").header("Cookie", String.join("; ", cookies));
    assertThat(api.send(known).status()).isEqualTo(200);
    Answer events = api.get("/audit-events?action=admin.sign-in-refused");
    assertThat(events.body().at("/items")).hasSize(1);
    assertThat(events.body().at("/items/0/detail/count").asText()).isEqualTo("11");
    assertThat(events.body().at("/items/0/subject").asText()).isEqualTo("admin:admin");
  }
}
