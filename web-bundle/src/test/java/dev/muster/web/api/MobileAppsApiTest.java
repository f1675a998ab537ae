package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.web.api.ApiFixture.Answer;
import dev.muster.web.http.TestInstallation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MobileAppsApiTest {
  private static final String APPS = "/tenants/acme/mobile-apps";
  private static final String APP = APPS + "/wechatwork";

  private final ApiFixture api = new ApiFixture();

  private Answer bind() {
    return api.send(
        "POST",
        APPS,
        "{\"platform\":\"wechatwork\",\"fields\":{\"corpId\":\"ww1\",\"agentId\":1000002,"
            + "\"privateInfo\":true,\"secret\":\"s3cr3t-value\"}}");
  }

  @Test
  void bindsAnAppAndNeverSendsItsSecretBack() {
    Answer bound = bind();
    assertThat(bound.status()).isEqualTo(201);
    assertThat(bound.header("Location")).hasValue("/api/v1" + APP);
    assertThat(bound.body().at("/fields/agentId").asText()).isEqualTo("1000002");
    assertThat(bound.body().at("/fields/privateInfo").asText()).isEqualTo("true");
    assertThat(bound.body().at("/secrets/secret/set").asBoolean()).isTrue();
    assertThat(bound.body().at("/secrets/secret/changedBy").asText()).isEqualTo("token:settings");
    assertThat(bound.body().at("/secrets/secret/pending").asBoolean(true)).isFalse();
    assertThat(bound.text()).doesNotContain("s3cr3t-value");
    assertThat(api.get(APP).text()).doesNotContain("s3cr3t-value");
    assertThat(api.get(APPS).text()).contains("wechatwork").doesNotContain("s3cr3t-value");
    assertThat(api.get(APPS).body().at("/items/0/etag").asText())
        .isEqualTo(bound.header("ETag").orElseThrow());
    assertThat(bound.body().get("changedBy").asText()).isEqualTo("token:settings");
    api.world.core.clock.advance(Duration.ofMinutes(1));
    Answer second = bind();
    assertThat(second.code()).isEqualTo("already-bound");
    assertThat(second.body().get("changedBy").asText()).isEqualTo("token:settings");
    assertThat(second.body().get("updatedAt")).isEqualTo(bound.body().get("updatedAt"));
  }

  @Test
  void saysWhatTheGroupChatsOfAnAppCanDoAndNothingWhereItHasNone() {
    bind();
    api.world.chats();
    JsonNode items = api.get(APPS).body().get("items");
    assertThat(items).extracting(each -> each.get("platform").asText()).contains("lark");
    for (JsonNode each : items) {
      if (each.get("platform").asText().equals("lark")) {
        JsonNode chats = each.get("groupChats");
        assertThat(chats.get("leastMembers").asInt(-1)).isZero();
        assertThat(chats.get("mostMembers").asInt()).isEqualTo(5000);
        assertThat(chats.get("ownerRequired").asBoolean(true)).isFalse();
        assertThat(chats.get("titleCharacters").asInt()).isEqualTo(60);
        assertThat(chats.get("messageBytes").asInt()).isEqualTo(30_000);
        assertThat(chats.get("features"))
            .extracting(JsonNode::asText)
            .containsExactly("find", "dissolve");
      } else {
        assertThat(each.has("groupChats")).isFalse();
      }
    }
  }

  @Test
  void changesFieldsButNotWhichAppItIs() {
    bind();
    Answer changed = api.send("PATCH", APP, "{\"fields\":{\"agentId\":null,\"cloud\":\"cn\"}}");
    assertThat(changed.body().at("/fields/agentId").isMissingNode()).isTrue();
    assertThat(changed.body().at("/fields/cloud").asText()).isEqualTo("cn");
    assertThat(changed.body().at("/fields/corpId").asText()).isEqualTo("ww1");
    assertThat(api.send("PATCH", APP, "{\"fields\":{\"corpId\":\"ww2\"}}").status()).isEqualTo(422);
    assertThat(api.send("PATCH", APP, "{\"platform\":\"lark\"}").status()).isEqualTo(422);
    assertThat(api.send("PATCH", APP, "{\"fields\":null}").status()).isEqualTo(422);
  }

  @Test
  void modifiesKeysAndOnlyKeys() {
    bind();
    Answer answer = api.send("PUT", APP + "/keys", "{\"secret\":\"n3w-value\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).doesNotContain("n3w-value");
    assertThat(answer.body().at("/secrets/secret/pending").asBoolean()).isTrue();
    assertThat(answer.body().at("/secrets/secret").has("previousUntil")).isFalse();
    assertThat(api.send("PUT", APP + "/keys", "{\"corpId\":\"ww2\"}").status()).isEqualTo(422);
    assertThat(api.send("PUT", APP + "/keys", "{\"secret\":null}").status()).isEqualTo(422);
    assertThat(api.send("PUT", APP + "/keys", "{\"secret\":\"\"}").status()).isEqualTo(422);
    assertThat(api.send("PUT", APP + "/keys", "{}").status()).isEqualTo(422);
    assertThat(api.send("PUT", APPS + "/lark/keys", "{\"secret\":\"x\"}").status()).isEqualTo(404);
  }

  @Test
  void repeatsNoSecretInAnError() {
    bind();
    assertThat(api.send("PUT", APP + "/keys", "{\"secret\":[\"s3cr3t-value\"]}").text())
        .contains("wrong-type")
        .doesNotContain("s3cr3t-value");
    assertThat(api.send("PUT", APP + "/keys", "{\"secret\":\"s3cr3t-value").text())
        .contains("malformed")
        .doesNotContain("s3cr3t");
  }

  @Test
  void doesNotUnbindWhatIsInUseUnlessTold() {
    api.furnished();
    assertThat(api.send(ApiFixture.asOwner("DELETE", APP)).code()).isEqualTo("in-use");
    assertThat(api.send(ApiFixture.asOwner("DELETE", APP + "?force=false")).status())
        .isEqualTo(409);
    assertThat(api.send(ApiFixture.asOwner("DELETE", APP + "?force=yes")).status()).isEqualTo(422);
    assertThat(api.send(ApiFixture.asOwner("DELETE", APP + "?force=true")).status()).isEqualTo(204);
    assertThat(api.get(APP).status()).isEqualTo(404);
  }

  @Test
  void saysWhatACheckFoundInTheLanguageAskedFor() {
    bind();
    Answer english = api.send(ApiFixture.asOwner("POST", APP + "/check"));
    assertThat(english.status()).isEqualTo(200);
    assertThat(english.body().get("ok").asBoolean()).isFalse();
    assertThat(english.body().at("/capabilities/sign-in").asBoolean(true)).isFalse();
    assertThat(english.body().at("/steps/0/for")).isEmpty();
    assertThat(english.body().at("/steps/1/platformCode").asText()).isEqualTo("60020");
    assertThat(english.body().at("/steps/1/fix").asText()).isEqualTo("Add the address.");
    Answer chinese =
        api.send(
            ApiFixture.asOwner("POST", APP + "/check")
                .header("Accept-Language", "fr, zh-CN;q=0.9, en;q=0.1"));
    assertThat(chinese.body().at("/steps/1/fix").asText()).isEqualTo("添加地址。");
  }

  @Test
  void saysWhatACheckOfADraftFoundAndBindsNothing() {
    Answer found =
        api.send(
            "POST",
            "/tenants/acme/mobile-apps/check",
            "{\"platform\":\"wechatwork\",\"fields\":{\"corpId\":\"ww1\",\"agentId\":\"7\",\"secret\":\"s\"}}");
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.body().at("/steps/1/platformCode").asText()).isEqualTo("60020");
    assertThat(api.get(APP).status()).isEqualTo(404);
    Answer wrong =
        api.send(
            "POST",
            "/tenants/acme/mobile-apps/check",
            "{\"platform\":\"wechatwork\",\"fields\":{}}");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.body().at("/errors/0/field").asText()).startsWith("fields.");
  }

  @Test
  void tellsThatAPlatformIsNotThere() {
    bind();
    api.world.core.platforms.takeAway("wechatwork");
    Answer answer = api.send(ApiFixture.asOwner("POST", APP + "/check"));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.code()).isEqualTo("platform-unavailable");
    assertThat(answer.header("Retry-After")).hasValue("5");
  }

  @Test
  void showsPlatformsAsFormsAreDrawnFromThem() {
    Answer one = api.get("/platforms/wechatwork");
    assertThat(one.body().at("/displayName/zh-CN").asText()).isEqualTo("企业微信");
    assertThat(one.body().at("/fields/0/type").asText()).isEqualTo("string");
    assertThat(one.body().at("/fields/1/secret").asBoolean()).isTrue();
    assertThat(one.body().at("/fields/3/choices/0/value").asText()).isEqualTo("cn");
    assertThat(one.body().at("/methods/1").asText()).isEqualTo("in-app");
    assertThat(one.body().at("/fields/0").has("methods")).isFalse();
    assertThat(one.body().at("/sourceFields/0/methods"))
        .hasToString("[\"browser\",\"in-app\",\"mobile\"]");
    assertThat(one.body().at("/sourceFields/5/methods")).hasToString("[\"mobile\"]");
    assertThat(one.body().at("/vouches"))
        .hasToString(
            "{\"browser\":[\"username\",\"externalId\"],"
                + "\"in-app\":[\"phone\",\"username\",\"externalId\"]}");
    assertThat(one.body().at("/setup/0"))
        .hasToString(
            "{\"id\":\"app\",\"text\":{\"en\":\"Corp ID\",\"zh-CN\":\"企业 ID\"},"
                + "\"helpUrl\":\"https://console.example/app\","
                + "\"methods\":[\"browser\",\"in-app\",\"mobile\"],\"provenBy\":\"token\"}");
    assertThat(one.body().at("/setup/1/methods")).hasToString("[\"browser\"]");
    assertThat(one.body().at("/setup/1/enters").asText()).isEqualTo("redirect");
    assertThat(one.body().at("/directory").asBoolean()).isTrue();
    assertThat(one.body().at("/callbackFields/0").asText()).isEqualTo("secret");
    assertThat(one.body().has("groupChat")).as("group chats, which no platform offers").isFalse();
    assertThat(one.body().at("/bundle/version").asText()).isEqualTo("1.0.0");
    Answer all = api.get("/platforms");
    assertThat(all.body().at("/items/0/available").asBoolean()).isFalse();
    assertThat(all.body().at("/items/0/bundle").isMissingNode()).isTrue();
    assertThat(all.body().at("/items/0/directory").asBoolean()).isFalse();
    assertThat(all.body().at("/items/0/callbackFields")).isEmpty();
    assertThat(api.get("/platforms/nothing").status()).isEqualTo(404);
  }

  /** Nobody else has to put an address together: not the console, not an administrator. */
  @Test
  void saysWhatIsEnteredInTheConsoleOfThePlatform() {
    bind();
    for (String method : List.of("in-app", "mobile")) {
      api.send(
          "POST",
          "/tenants/acme/identity-sources",
          "{\"id\":\"by-%s\",\"displayName\":\"A\",\"platform\":\"wechatwork\",\"methods\":[\"%s\"]}"
              .formatted(method, method));
    }
    String callback = "http://localhost:8080/t/acme/login/by-in-app/callback";
    assertThat(api.get(APP).body().get("urls"))
        .hasToString(
            "{\"issuer\":\"http://localhost:8080/t/acme\","
                + "\"events\":\"http://localhost:8080/t/acme/callbacks/wechatwork\","
                + "\"redirect\":[\""
                + callback
                + "\",\""
                + callback.replace("by-in-app", "by-mobile")
                + "\"],\"trustedDomain\":\"localhost:8080\"}");
    assertThat(api.get(APPS).body().at("/items/0/urls/redirect/0").asText()).isEqualTo(callback);
    String sources = "/tenants/acme/identity-sources";
    assertThat(api.get(sources + "/by-in-app").body().at("/urls/redirect/0").asText())
        .isEqualTo(callback);
    assertThat(api.get(sources).body().at("/items/1/urls/redirect")).hasSize(1);
    assertThat(api.get("/platforms/wechatwork").body().at("/urls/redirect/0").asText())
        .isEqualTo("http://localhost:8080/t/{tenant}/login/{source}/callback");
    assertThat(api.get("/platforms").body().at("/items/0/urls").has("events"))
        .as("events of a platform of which nothing is known")
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "https://SSO.corp.example,sso.corp.example",
    "https://sso.corp.example:443,sso.corp.example",
    "https://sso.corp.example:8443,sso.corp.example:8443",
    "http://10.0.0.7:80,10.0.0.7",
    "http://10.0.0.7:443,10.0.0.7:443"
  })
  void writesATrustedDomainAsPlatformsCompareIt(String publicUrl, String domain) {
    ApiFixture elsewhere = new ApiFixture(TestInstallation.plain().at(publicUrl));
    assertThat(elsewhere.get("/platforms/wechatwork").body().at("/urls/trustedDomain").asText())
        .isEqualTo(domain);
  }

  @Test
  void rotatesSigningKeys() {
    assertThat(api.get("/tenants/acme/signing-keys").body().findValuesAsText("status"))
        .containsExactly("active", "active");
    Answer rotated = api.send(ApiFixture.asOwner("POST", "/tenants/acme/signing-keys"));
    assertThat(rotated.status()).isEqualTo(200);
    assertThat(rotated.body().findValuesAsText("status"))
        .containsExactly("next", "active", "next", "active");
    api.world.core.clock.advance(Duration.ofMinutes(1));
    assertThat(api.get("/tenants/acme/signing-keys").body().findValuesAsText("status"))
        .containsExactly("active", "retired", "active", "retired");
    assertThat(rotated.text()).doesNotContain("publicKey");
  }

  @Test
  void rotatesNoKeyForACallThatIsRefused() {
    String before = api.get("/tenants/acme/signing-keys").text();

    assertThat(
            api.send(ApiFixture.asOwner("POST", "/tenants/acme/signing-keys?limit=none")).status())
        .isEqualTo(422);
    assertThat(api.get("/tenants/acme/signing-keys").text()).isEqualTo(before);
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
}
