package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.web.api.ApiFixture.Answer;
import org.junit.jupiter.api.Test;

/** API tokens are called by their names wherever an answer says who did something. */
class ActorNamesApiTest {
  private static final String TENANT = "/tenants/acme";

  private final ApiFixture api = new ApiFixture();
  private final JsonNode made =
      api.send("POST", "/api-tokens", "{\"displayName\":\"Terraform\",\"role\":\"owner\"}").body();

  private JsonNode byToken(String path, String json) {
    Answer answer =
        api.send(
            ApiFixture.request("POST", path)
                .header("Authorization", "Bearer " + made.get("token").asText())
                .body(ApiFixture.JSON, json.replace('\'', '"')));
    assertThat(answer.status()).as(answer.text()).isBetween(200, 202);
    return answer.body();
  }

  private void bind() {
    JsonNode unused =
        byToken(
            TENANT + "/mobile-apps",
            "{'platform':'wechatwork','fields':{'corpId':'ww1','secret':'s3cr3t-value'}}");
  }

  private JsonNode item(String path) {
    return api.get(path).body().at("/items/0");
  }

  @Test
  void ofWhoeverBoundAMobileAppAndSetItsKeys() {
    bind();

    JsonNode app = api.get(TENANT + "/mobile-apps/wechatwork").body();
    assertThat(app.get("changedBy").asText()).isEqualTo("token:" + made.get("id").asText());
    assertThat(app.get("changedByName").asText()).isEqualTo("Terraform");
    assertThat(app.at("/secrets/secret/changedByName").asText()).isEqualTo("Terraform");
    assertThat(item(TENANT + "/mobile-apps").get("changedByName").asText()).isEqualTo("Terraform");
  }

  @Test
  void ofWhoeverMadeTheSecretOfAClient() {
    JsonNode client = byToken(TENANT + "/clients", "{'clientId':'shop','displayName':'Shop'}");

    String name = "/secrets/clientSecret/changedByName";
    assertThat(client.at(name).asText()).isEqualTo("Terraform");
    assertThat(api.get(TENANT + "/clients/shop").body().at(name).asText()).isEqualTo("Terraform");
    assertThat(item(TENANT + "/clients").at(name).asText()).isEqualTo("Terraform");
  }

  @Test
  void ofWhoeverMadeAnotherToken() {
    JsonNode other = byToken("/api-tokens", "{'displayName':'Pager','role':'owner'}");

    assertThat(other.get("createdByName").asText()).isEqualTo("Terraform");
    String one = "/api-tokens/" + other.get("id").asText();
    assertThat(api.get(one).body().get("createdByName").asText()).isEqualTo("Terraform");
    assertThat(api.get("/api-tokens").body().get("items"))
        .filteredOn(each -> each.get("id").equals(other.get("id")))
        .singleElement()
        .satisfies(it -> assertThat(it.get("createdByName").asText()).isEqualTo("Terraform"));
  }

  @Test
  void ofWhoeverStartedAReconciliation() {
    bind();
    JsonNode unused =
        byToken(
            TENANT + "/identity-sources",
            "{'id':'wecom','platform':'wechatwork','displayName':'W','methods':['browser']}");
    String runs = TENANT + "/identity-sources/wecom/reconciliations";
    JsonNode run = byToken(runs, "{'apply':false}");

    assertThat(item(runs).get("startedByName").asText()).isEqualTo("Terraform");
    assertThat(api.get(runs + "/" + run.get("id").asText()).body().get("startedByName").asText())
        .isEqualTo("Terraform");
  }

  @Test
  void ofNobodyWhoseTokenWasRevoked() {
    bind();
    Answer revoked =
        api.send(ApiFixture.asOwner("DELETE", "/api-tokens/" + made.get("id").asText()));
    assertThat(revoked.status()).isEqualTo(204);

    JsonNode app = api.get(TENANT + "/mobile-apps/wechatwork").body();
    assertThat(app.has("changedByName")).isFalse();
    assertThat(app.has("changedBy")).isTrue();
  }
}
