package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.web.api.ApiFixture.Answer;
import dev.muster.web.http.TestRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdministratorsApiTest {
  private static final String BO =
      "{\"username\":\"bo\",\"displayName\":\"Bo\",\"role\":\"tenant-admin\","
          + "\"tenants\":[\"acme\"],\"password\":\"correct horse battery\"}";

  private final ApiFixture api = new ApiFixture();

  private Answer signIn(String username, String password) {
    return api.send(
        ApiFixture.request("POST", "/session")
            .body(
                ApiFixture.JSON,
                "{\"username\":\"" + username + "\",\"password\":\"" + password + "\"}"));
  }

  private Answer bo() {
    return signIn("bo", "correct horse battery");
  }

  private static TestRequest by(Answer session, String method, String path) {
    return ApiFixture.request(method, path)
        .header("Cookie", session.header("Set-Cookie").orElseThrow().split(";", 2)[0])
        .header("X-CSRF-Token", session.body().get("csrfToken").asText());
  }

  @Test
  void anAdministratorSeesTheirTenantsAndDoesWhatTheRoleAllows() {
    Answer made = api.send("POST", "/admins", BO);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).hasValue("/api/v1/admins/bo");
    assertThat(made.text()).doesNotContain("horse").contains("\"id\":\"bo\"");
    Answer session = bo();

    assertThat(session.body().get("role").asText()).isEqualTo("tenant-admin");
    assertThat(api.send(by(session, "GET", "/tenants")).body().get("items")).hasSize(1);
    assertThat(api.send(by(session, "GET", "/tenants/acme/users")).status()).isEqualTo(200);
    assertThat(api.send(by(session, "GET", "/tenants/beta/users")).status()).isEqualTo(404);
    assertThat(api.send(by(session, "GET", "/admins")).status()).isEqualTo(403);
    assertThat(api.send(by(session, "GET", "/plugins")).status()).isEqualTo(403);
    assertThat(api.send(by(session, "DELETE", "/tenants/acme")).status()).isEqualTo(403);
  }

  @Test
  void listsThemWithTheirVersions() {
    api.send("POST", "/admins", BO);
    Answer list = api.get("/admins");
    assertThat(list.body().get("items").findValuesAsText("username")).contains("admin", "bo");
    Answer one = api.get("/admins/bo");
    assertThat(one.header("ETag")).hasValue(list.body().at("/items/1/etag").asText());
    assertThat(one.body().has("etag")).isFalse();
    assertThat(api.get("/admins/nobody").status()).isEqualTo(404);
  }

  @Test
  void aChangedPasswordOrRoleEndsTheSessions() {
    api.send("POST", "/admins", BO);
    for (String patch :
        List.of(
            "{\"password\":\"another password\"}",
            "{\"role\":\"owner\"}",
            "{\"role\":\"auditor\",\"tenants\":[\"beta\"],\"password\":\"correct horse battery\"}")) {
      api.send("PATCH", "/admins/bo", "{\"password\":\"correct horse battery\"}");
      Answer session = bo();
      assertThat(api.send("PATCH", "/admins/bo", patch).status()).as(patch).isEqualTo(200);
      assertThat(api.send(by(session, "GET", "/tenants")).status()).as(patch).isEqualTo(401);
    }
    assertThat(bo().body().get("tenants").toString()).isEqualTo("[\"beta\"]");
  }

  @Test
  void whoBecomesAnOwnerHasAllTenants() {
    api.send("POST", "/admins", BO);
    Answer owner = api.send("PATCH", "/admins/bo", "{\"role\":\"owner\"}");
    assertThat(owner.body().get("tenants").toString()).isEqualTo("[\"*\"]");
    Answer odd = api.send("PATCH", "/admins/bo", "{\"role\":\"owner\",\"tenants\":[\"acme\"]}");
    assertThat(odd.status()).isEqualTo(422);
  }

  @Test
  void aNameIsKeptWhereNoneIsGiven() {
    Answer made =
        api.send(
            "POST",
            "/admins",
            "{\"username\":\"cy\",\"role\":\"owner\",\"password\":\"correct horse battery\"}");
    assertThat(made.body().get("displayName").asText()).isEqualTo("cy");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'role':'auditor','tenants':['acme'],'password':'correct horse battery'}|username",
        "{'username':'Bo','role':'auditor','tenants':['acme'],'password':'correct horse battery'}|username",
        "{'username':'bo','tenants':['acme'],'password':'correct horse battery'}|role",
        "{'username':'bo','role':'king','tenants':['acme'],'password':'correct horse battery'}|role",
        "{'username':'bo','role':'auditor','password':'correct horse battery'}|tenants",
        "{'username':'bo','role':'auditor','tenants':['none'],'password':'correct horse battery'}|tenants",
        "{'username':'bo','role':'auditor','tenants':['acme']}|password",
        "{'username':'bo','role':'auditor','tenants':['acme'],'password':'short'}|password"
      })
  void saysWhatIsWrong(String body, String field) {
    Answer answer =
        api.send(
            ApiFixture.asOwner("POST", "/admins").body(ApiFixture.JSON, body.replace('\'', '"')));
    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
  }

  @Test
  void nobodyTakesTheirOwnRightsAwayAndTheSettingKeepsItsUser() {
    api.send("POST", "/admins", BO.replace("tenant-admin", "owner").replace("acme", "*"));
    Answer bo = bo();
    assertThat(api.send(by(bo, "DELETE", "/admins/bo")).code()).isEqualTo("last-owner");
    Answer demoted =
        api.send(by(bo, "PATCH", "/admins/bo").body(ApiFixture.JSON, "{\"role\":\"auditor\"}"));
    assertThat(demoted.status()).isEqualTo(409);
    assertThat(demoted.code()).isEqualTo("last-owner");
    assertThat(api.send(by(bo, "DELETE", "/admins/admin")).code()).isEqualTo("in-use");
  }

  @Test
  void deletesOneAtTheVersionThatWasRead() {
    String etag = api.send("POST", "/admins", BO).header("ETag").orElseThrow();
    api.send("PATCH", "/admins/bo", "{\"displayName\":\"Bob\"}");
    assertThat(
            api.send(ApiFixture.asOwner("DELETE", "/admins/bo").header("If-Match", etag)).status())
        .isEqualTo(412);
    Answer session = bo();
    assertThat(api.send(ApiFixture.asOwner("DELETE", "/admins/bo")).status()).isEqualTo(204);
    assertThat(api.send(by(session, "GET", "/tenants")).status()).isEqualTo(401);
    assertThat(api.get("/admins/bo").status()).isEqualTo(404);
  }

  @Test
  void listsSessionsOfAnybodyAndEndsThem() {
    api.send("POST", "/admins", BO);
    Answer session = bo();
    Answer list = api.get("/admins/bo/sessions");
    assertThat(list.body().get("items")).hasSize(1);
    String id = list.body().at("/items/0/id").asText();

    assertThat(api.send(ApiFixture.asOwner("DELETE", "/admins/admin/sessions/" + id)).status())
        .isEqualTo(404);
    assertThat(api.send(ApiFixture.asOwner("DELETE", "/admins/bo/sessions/" + id)).status())
        .isEqualTo(204);
    assertThat(api.send(by(session, "GET", "/tenants")).status()).isEqualTo(401);
    assertThat(api.get("/admins/nobody/sessions").status()).isEqualTo(404);
  }
}
