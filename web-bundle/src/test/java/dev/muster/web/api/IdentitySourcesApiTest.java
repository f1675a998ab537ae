package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.UserUpgrade;
import dev.muster.spi.Secret;
import dev.muster.web.api.ApiFixture.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentitySourcesApiTest {
  private static final String SOURCES = "/tenants/acme/identity-sources";
  private static final String SOURCE = SOURCES + "/wecom-mobile";
  private static final String CREATE =
      """
      {"id":"wecom-mobile", "displayName":"企业微信", "platform":"wechatwork", "methods":["mobile","in-app"],
       "fields":{"corpId":"ww1","secret":"s3cr3t-value","privateInfo":true},
       "loginOnly":false,
       "association":{"mode":"match","matchBy":["phone","email"],"trust":["email"]},
       "enabled":true}
      """;

  private final ApiFixture api = new ApiFixture();

  @Test
  void createsWhatTheContractShows() {
    Answer answer = api.send("POST", SOURCES, CREATE);
    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.header("Location")).hasValue("/api/v1" + SOURCE);
    assertThat(answer.body().at("/methods").toString()).isEqualTo("[\"in-app\",\"mobile\"]");
    assertThat(answer.body().at("/association").toString())
        .isEqualTo("{\"mode\":\"match\",\"matchBy\":[\"phone\",\"email\"],\"trust\":[\"email\"]}");
    assertThat(answer.body().at("/fields").toString())
        .isEqualTo("{\"corpId\":\"ww1\",\"privateInfo\":\"true\"}");
    assertThat(answer.body().at("/secrets/secret/set").asBoolean()).isTrue();
    assertThat(answer.text()).doesNotContain("s3cr3t-value");
    assertThat(api.get(SOURCE).body()).isEqualTo(answer.body());
    assertThat(api.send("POST", SOURCES, CREATE).code()).isEqualTo("already-exists");
  }

  /** An app that sources draw on. */
  private void bindApp() {
    api.send(
        "POST",
        "/tenants/acme/mobile-apps",
        "{\"platform\":\"wechatwork\",\"fields\":{\"corpId\":\"ww1\",\"secret\":\"s3cr3t-value\"}}");
  }

  @Test
  void startsWithTheUsualValues() {
    bindApp();
    Answer answer =
        api.send(
            "POST",
            SOURCES,
            "{\"id\":\"a\",\"displayName\":\"A\",\"platform\":\"wechatwork\","
                + "\"methods\":[\"browser\"]}");
    assertThat(answer.body().at("/association").toString())
        .isEqualTo("{\"mode\":\"off\",\"matchBy\":[],\"trust\":[]}");
    assertThat(answer.body().get("enabled").asBoolean()).isTrue();
    assertThat(answer.body().get("loginOnly").asBoolean()).isFalse();
  }

  @Test
  void mergesAPatch() {
    bindApp();
    api.send("POST", SOURCES, CREATE);
    Answer answer =
        api.send(
            "PATCH",
            SOURCE,
            "{\"displayName\":\"W\",\"fields\":{\"privateInfo\":null,\"agentId\":\"1\"},"
                + "\"association\":{\"mode\":\"ask\",\"trust\":null},\"enabled\":false}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().get("displayName").asText()).isEqualTo("W");
    assertThat(answer.body().get("enabled").asBoolean()).isFalse();
    assertThat(answer.body().at("/fields").toString())
        .isEqualTo("{\"agentId\":\"1\",\"corpId\":\"ww1\"}");
    assertThat(answer.body().at("/association").toString())
        .isEqualTo("{\"mode\":\"ask\",\"matchBy\":[\"phone\",\"email\"],\"trust\":[]}");
    assertThat(answer.body().at("/secrets/secret/set").asBoolean()).isTrue();
    Answer reset =
        api.send("PATCH", SOURCE, "{\"association\":null,\"enabled\":null,\"loginOnly\":null}");
    assertThat(reset.body().at("/association/mode").asText()).isEqualTo("off");
    assertThat(reset.body().get("enabled").asBoolean()).isTrue();
    assertThat(reset.body().at("/secrets/secret/set").asBoolean()).isTrue();
    Answer without = api.send("PATCH", SOURCE, "{\"fields\":{\"secret\":null}}");
    assertThat(without.body().get("secrets")).isEmpty();
    assertThat(without.body().at("/fields/corpId").asText()).isEqualTo("ww1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":\"other\"}|id|immutable",
        "{\"platform\":\"lark\"}|platform|immutable",
        "{\"methods\":[\"telepathy\"]}|methods.0|unknown-value",
        "{\"methods\":\"mobile\"}|methods|wrong-type",
        "{\"methods\":null}|methods|required",
        "{\"association\":{\"mode\":\"guess\"}}|association.mode|unknown-value",
        "{\"association\":{\"matchBy\":[\"shoeSize\"]}}|association.matchBy.0|unknown-value",
        "{\"association\":{\"extra\":1}}|association.extra|unknown",
        "{\"association\":\"off\"}|association|wrong-type",
        "{\"enabled\":\"true\"}|enabled|wrong-type",
        "{\"loginOnly\":1}|loginOnly|wrong-type",
        "{\"fields\":{\"corpId\":{}}}|fields.corpId|wrong-type",
        "{\"secrets\":{}}|secrets|unknown"
      })
  void namesTheFieldThatItRefuses(String patch, String field, String code) {
    Answer created = api.send("POST", SOURCES, CREATE);
    Answer answer = api.send("PATCH", SOURCE, patch);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
    assertThat(answer.body().at("/errors/0/code").asText()).isEqualTo(code);
    assertThat(api.get(SOURCE).header("ETag")).isEqualTo(created.header("ETag"));
  }

  @Test
  void namesEverythingThatIsMissing() {
    Answer answer = api.send("POST", SOURCES, "{}");
    assertThat(answer.body().findValuesAsText("field"))
        .containsExactlyInAnyOrder("id", "platform", "displayName", "methods");
  }

  @Test
  void checksADraftWithWhatItWouldSignInWithAndStoresNothing() {
    Answer found = api.send("POST", SOURCES + "/check", CREATE);
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.body().at("/steps/1/platformCode").asText()).isEqualTo("60020");
    assertThat(found.text()).doesNotContain("s3cr3t-value");
    assertThat(lastChecked().secrets().get("secret").current())
        .isEqualTo(Secret.of("s3cr3t-value"));
    assertThat(api.get(SOURCE).status()).isEqualTo(404);

    Answer nothing = api.send("POST", SOURCES + "/check", CREATE.replace("ww1", "xx1"));
    assertThat(nothing.status()).isEqualTo(422);
    assertThat(nothing.body().at("/errors/0/field").asText()).isEqualTo("fields.corpId");
    assertThat(api.send("POST", SOURCES + "/check", CREATE.replace("wecom-mobile", "A")).text())
        .contains("\"field\":\"id\"");
  }

  /** A form that is changed does not have the secret: nobody ever gets it back. */
  @Test
  void checksADraftOfASourceWithTheSecretThatItHas() {
    String withoutSecret = CREATE.replace("\"secret\":\"s3cr3t-value\",", "");
    assertThat(api.send("POST", SOURCES + "/check", withoutSecret).status()).isEqualTo(422);
    api.send("POST", SOURCES, CREATE);

    assertThat(api.send("POST", SOURCES + "/check", withoutSecret).status()).isEqualTo(200);
    assertThat(lastChecked().secrets().get("secret").current())
        .isEqualTo(Secret.of("s3cr3t-value"));
    String removed = CREATE.replace("s3cr3t-value", "");
    assertThat(api.send("POST", SOURCES + "/check", removed).status()).isEqualTo(422);
    String another = withoutSecret.replace("wecom-mobile", "another");
    assertThat(api.send("POST", SOURCES + "/check", another).status())
        .as("the secret of a source of another id")
        .isEqualTo(422);
  }

  @Test
  void checksADraftThatDrawsOnTheMobileApp() {
    bindApp();
    String draft =
        "{\"id\":\"a\",\"displayName\":\"A\",\"platform\":\"wechatwork\",\"methods\":[\"browser\"]}";
    assertThat(api.send("POST", SOURCES + "/check", draft).status()).isEqualTo(200);
    assertThat(lastChecked().fields()).containsEntry("corpId", "ww1");
    assertThat(lastChecked().secrets().get("secret").current())
        .isEqualTo(Secret.of("s3cr3t-value"));
  }

  private Binding lastChecked() {
    return api.world.core.checked.get(api.world.core.checked.size() - 1);
  }

  @Test
  void saysWhoChangedItWhereItStandsAndHowItIsUsed() {
    TestCore core = api.world.core;
    new UserUpgrade(core.storage, core.directory, core.background, core.clock);
    Answer made = api.send("POST", SOURCES, CREATE);
    assertThat(made.body().get("order").asInt(-1)).isZero();
    assertThat(made.body().get("changedBy").asText()).isEqualTo("token:settings");
    assertThat(made.body().get("createdAt")).isEqualTo(made.body().get("updatedAt"));
    assertThat(made.body().has("lastSignInAt")).isFalse();
    assertThat(made.body().get("linkedUsers").asInt(-1)).isZero();

    Answer moved = api.send("PATCH", SOURCE, "{\"order\":7}");
    assertThat(moved.body().get("order").asInt()).isEqualTo(7);
    assertThat(api.send("PATCH", SOURCE, "{\"order\":1.5}").status()).isEqualTo(422);
    assertThat(api.send("PATCH", SOURCE, "{\"order\":1001}").status()).isEqualTo(422);
    assertThat(api.send("PATCH", SOURCE, "{\"changedBy\":\"x\"}").text()).contains("immutable");

    Answer one = api.get(SOURCE);
    assertThat(one.body().has("etag")).isFalse();
    assertThat(api.get(SOURCES).body().at("/items/0/etag").asText())
        .isEqualTo(one.header("ETag").orElseThrow());
    assertThat(api.get(SOURCES).body().at("/items/0").has("linkedUsers")).isFalse();
  }

  @Test
  void checksAndDeletes() {
    api.send("POST", SOURCES, CREATE);
    assertThat(api.get(SOURCES).body().at("/items/0").has("lastCheck")).isFalse();
    assertThat(api.send(ApiFixture.asOwner("POST", SOURCE + "/check")).status()).isEqualTo(200);
    JsonNode listed = api.get(SOURCES).body().at("/items/0/lastCheck");
    assertThat(listed.get("at").asText()).isEqualTo(api.world.core.clock.instant().toString());
    assertThat(listed.get("ok").asBoolean(true)).isFalse();
    assertThat(listed.get("wrong").asInt()).isOne();
    assertThat(api.get(SOURCE).body().get("lastCheck")).isEqualTo(listed);
    assertThat(api.send(ApiFixture.asOwner("DELETE", SOURCE).header("If-Match", "\"1\"")).status())
        .isEqualTo(412);
    assertThat(api.send(ApiFixture.asOwner("DELETE", SOURCE)).status()).isEqualTo(204);
    assertThat(api.send(ApiFixture.asOwner("DELETE", SOURCE)).status()).isEqualTo(404);
  }
}
