package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.web.api.ApiFixture.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiTokensApiTest {
  private final ApiFixture api = new ApiFixture();

  private Answer made() {
    return api.send(
        "POST",
        "/api-tokens",
        "{\"displayName\":\"Terraform\",\"role\":\"tenant-admin\",\"tenants\":[\"acme\"],"
            + "\"expiresAt\":\"2026-12-22T12:00:00+01:00\"}");
  }

  private Answer with(String token, String path) {
    return api.send(ApiFixture.request("GET", path).header("Authorization", "Bearer " + token));
  }

  @Test
  void aTokenIsShownOnceAndOpensWhatItIsFor() {
    Answer made = made();
    assertThat(made.status()).isEqualTo(201);
    String token = made.body().get("token").asText();
    String id = made.body().get("id").asText();
    assertThat(made.header("Location")).hasValue("/api/v1/api-tokens/" + id);
    assertThat(made.body().get("expiresAt").asText()).isEqualTo("2026-12-22T11:00:00Z");
    assertThat(made.body().get("createdBy").asText()).isEqualTo("token:settings");

    assertThat(with(token, "/tenants/acme").status()).isEqualTo(200);
    assertThat(with(token, "/tenants/beta").status()).isEqualTo(404);
    assertThat(with(token, "/api-tokens").status()).isEqualTo(403);
    Answer session = with(token, "/session");
    assertThat(session.body().get("username").asText()).isEqualTo("token:" + id);
    assertThat(session.body().get("displayName").asText()).isEqualTo("Terraform");

    Answer one = api.get("/api-tokens/" + id);
    Answer list = api.get("/api-tokens");
    assertThat(one.body().get("lastUsedAt").asText()).isEqualTo("2026-11-22T11:00:00Z");
    assertThat(list.body().at("/items/0/etag").asText())
        .isEqualTo(one.header("ETag").orElseThrow());
    assertThat(one.text() + list.text()).doesNotContain(token);
  }

  @Test
  void aRevokedTokenOpensNothing() {
    Answer made = made();
    String path = "/api-tokens/" + made.body().get("id").asText();
    assertThat(api.send(ApiFixture.asOwner("DELETE", path)).status()).isEqualTo(204);

    assertThat(with(made.body().get("token").asText(), "/tenants/acme").status()).isEqualTo(401);
    assertThat(api.get(path).status()).isEqualTo(404);
    assertThat(api.send(ApiFixture.asOwner("DELETE", path)).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'role':'owner'}|displayName",
        "{'displayName':'x'}|role",
        "{'displayName':'x','role':'auditor'}|tenants",
        "{'displayName':'x','role':'auditor','tenants':['none']}|tenants",
        "{'displayName':'x','role':'owner','expiresAt':'tomorrow'}|expiresAt",
        "{'displayName':'x','role':'owner','expiresAt':'2026-11-22T11:00:00Z'}|expiresAt",
        "{'displayName':'x','role':'owner','token':'mine'}|token"
      })
  void saysWhatIsWrong(String body, String field) {
    Answer answer =
        api.send(
            ApiFixture.asOwner("POST", "/api-tokens")
                .body(ApiFixture.JSON, body.replace('\'', '"')));
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
  }
}
