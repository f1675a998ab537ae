package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.web.api.ApiFixture.Answer;
import dev.muster.web.http.TestRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API on the product's own services: that the two mean the same by what they say. */
class RealCoreTest {
  private final ApiFixture api = new ApiFixture();

  @Test
  void managesATenantFromEndToEnd() {
    api.furnished();
    for (String path :
        List.of(
            "/tenants/acme/mobile-apps/wechatwork",
            "/tenants/acme/identity-sources/wecom",
            "/tenants/acme/clients/shop")) {
      Answer read = api.get(path);
      assertThat(read.status()).as(path).isEqualTo(200);
      String etag = read.header("ETag").orElseThrow();
      assertThat(patch(path, etag).status()).as(path).isEqualTo(200);
      Answer after = api.get(path);
      assertThat(after.text()).doesNotContain("s3cr3t-value");
    }
    assertThat(api.get("/tenants/acme/users?q=li").body().get("items")).hasSize(1);
    assertThat(api.get("/tenants/acme/signing-keys").status()).isEqualTo(200);
    Answer events = api.get("/tenants/acme/audit-events");
    assertThat(events.body().get("items").size()).isGreaterThanOrEqualTo(4);
    assertThat(events.text()).doesNotContain("s3cr3t-value");
    assertThat(
            api.send(
                    ApiFixture.asOwner("GET", "/tenants/acme/audit-events")
                        .header("Accept", "text/csv"))
                .status())
        .isEqualTo(200);
    assertThat(api.send(ApiFixture.asOwner("DELETE", "/tenants/acme")).status()).isEqualTo(204);
    assertThat(api.get("/tenants/acme/users").status()).isEqualTo(404);
  }

  private Answer patch(String path, String etag) {
    TestRequest request = ApiFixture.asOwner("PATCH", path).header("If-Match", etag);
    return api.send(request.body(ApiFixture.JSON, "{}"));
  }

  @Test
  void namesWhatDrawsOnAnAppThatIsToBeDeleted() {
    assertThat(
            api.send(
                    "POST",
                    "/tenants/acme/mobile-apps",
                    "{\"platform\":\"wechatwork\",\"fields\":"
                        + "{\"corpId\":\"wwab\",\"secret\":\"x\",\"privateInfo\":\"true\"}}")
                .status())
        .isEqualTo(201);
    assertThat(
            api.send(
                    "POST",
                    "/tenants/acme/identity-sources",
                    "{\"id\":\"drawing\",\"displayName\":\"Draws\",\"platform\":\"wechatwork\","
                        + "\"methods\":[\"browser\"],\"fields\":{\"privateInfo\":\"false\"}}")
                .status())
        .isEqualTo(201);
    assertThat(
            api.send(
                    "PATCH",
                    "/tenants/acme/mobile-apps/wechatwork",
                    "{\"fields\":{\"privateInfo\":\"false\"}}")
                .status())
        .isEqualTo(200);

    Answer refused = api.send(ApiFixture.asOwner("DELETE", "/tenants/acme/mobile-apps/wechatwork"));

    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("in-use");
    assertThat(refused.body().get("dependants"))
        .hasToString(
            "[{\"type\":\"identity-source\",\"id\":\"drawing\",\"displayName\":\"Draws\"}]");
    assertThat(
            api.send(
                    ApiFixture.asOwner("DELETE", "/tenants/acme/mobile-apps/wechatwork?force=true"))
                .status())
        .isEqualTo(204);
  }

  @Test
  void confirmsAnAddressThatWasVerifiedAlready() {
    String user =
        api.send(
                "POST",
                "/tenants/acme/users",
                "{\"username\":\"li\",\"email\":\"li@corp.example\",\"emailVerified\":true}")
            .body()
            .get("id")
            .asText();

    Answer confirmed = api.send("PATCH", "/tenants/acme/users/" + user, "{\"emailVerified\":true}");

    assertThat(confirmed.status()).isEqualTo(200);
    assertThat(confirmed.body().get("emailVerified").asBoolean()).isTrue();
  }

  @Test
  void refusesAVersionThatHasPassed() {
    api.furnished();
    assertThat(api.send("PATCH", "/tenants/acme/clients/shop", "{\"displayName\":\"B\"}").status())
        .isEqualTo(200);
    assertThat(
            api.send(
                    ApiFixture.asOwner("DELETE", "/tenants/acme/clients/shop")
                        .header("If-Match", "\"1\""))
                .code())
        .isEqualTo("stale");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/tenants|{\"id\":\"UPPER\",\"displayName\":\"x\"}|422",
        "/tenants|{\"id\":\"acme\",\"displayName\":\"x\"}|409",
        "/tenants/acme/mobile-apps|{\"platform\":\"wechatwork\",\"fields\":{}}|422",
        "/tenants/acme/mobile-apps|{\"platform\":\"nothing\",\"fields\":{}}|422",
        "/tenants/acme/mobile-apps|{\"platform\":\"wechatwork\",\"fields\":{\"corpId\":\"ww1\",\"secret\":\"x\",\"strange\":\"1\"}}|422",
        "/tenants/acme/identity-sources|{\"id\":\"a b\",\"displayName\":\"x\",\"platform\":\"wechatwork\",\"methods\":[\"mobile\"]}|422",
        "/tenants/acme/identity-sources|{\"id\":\"a\",\"displayName\":\"\",\"platform\":\"wechatwork\",\"methods\":[]}|422",
        "/tenants/acme/clients|{\"displayName\":\"x\",\"redirectUris\":[\"javascript:alert(1)\"]}|422",
        "/tenants/acme/clients|{\"displayName\":\"x\",\"redirectUris\":[\"relative\"]}|422",
        "/tenants/acme/clients|{\"displayName\":\"x\",\"redirectUris\":[\"https://a/#f\"]}|422",
        "/tenants/acme/clients|{\"clientId\":\"a b\",\"displayName\":\"x\"}|422",
        "/tenants/acme/users|{\"username\":\"\"}|422",
        "/tenants/acme/users|{\"username\":\"x\",\"password\":\"short\"}|422",
        "/tenants/acme/users|{\"username\":\"x\",\"phone\":\"12345\"}|422",
        "/tenants/acme/users|{\"username\":\"x\",\"email\":\"nothing\"}|422"
      })
  void tellsWhatTheServicesRefuse(String path, String body, int status) {
    Answer answer = api.send("POST", path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    if (status == 422) {
      assertThat(answer.body().at("/errors/0/field").asText()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "tenants",
    "tenants/acme/users",
    "tenants/acme/clients",
    "tenants/acme/identity-sources",
    "tenants/acme/audit-events"
  })
  void refusesAPlaceInAListThatIsNone(String path) {
    api.furnished();
    assertThat(api.get("/" + path + "?after=%27%22%20nonsense").status()).isEqualTo(422);
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

  @Test
  void makesTheEleventhWrongTokenWaitOnEveryRoute() {
    for (int i = 0; i < 10; i++) {
      String path = i % 2 == 0 ? "/tenants" : "/session";
      TestRequest request =
          ApiFixture.request("GET", path).header("Authorization", "Bearer guess-" + i);
      assertThat(api.send(request).status()).isEqualTo(401);
    }

    Answer answer = api.get("/tenants");
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("Retry-After")).hasValue("1");
  }
}
