package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Administrators.Role;
import dev.muster.core.testing.TestCore;
import dev.muster.web.api.ApiFixture.Answer;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantsApiTest {
  private final ApiFixture api = new ApiFixture();

  @Test
  void createsReadsRenamesAndDeletes() {
    Answer created = api.send("POST", "/tenants", "{\"id\":\"new\",\"displayName\":\"新\"}");
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).hasValue("/api/v1/tenants/new");
    assertThat(created.header("ETag").orElseThrow()).matches("\"[1-9][0-9]*\"");
    assertThat(created.body().get("createdAt").asText()).isEqualTo("2026-11-22T11:00:00Z");
    assertThat(api.get("/tenants/new").body()).isEqualTo(created.body());
    Answer renamed = api.send("PATCH", "/tenants/new", "{\"displayName\":\"Newer\"}");
    assertThat(renamed.body().get("displayName").asText()).isEqualTo("Newer");
    assertThat(renamed.header("ETag")).isPresent().isNotEqualTo(created.header("ETag"));
    Answer deleted = api.send(ApiFixture.asOwner("DELETE", "/tenants/new"));
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(api.get("/tenants/new").status()).isEqualTo(404);
  }

  @Test
  void tellsConflictsApart() {
    assertThat(api.send("POST", "/tenants", "{\"id\":\"acme\",\"displayName\":\"A\"}").code())
        .isEqualTo("already-exists");
    assertThat(api.send(ApiFixture.asOwner("DELETE", "/tenants/default")).code())
        .isEqualTo("in-use");
  }

  @Test
  void leavesWhatAPatchDoesNotName() {
    assertThat(api.send("PATCH", "/tenants/acme", "{}").body().get("displayName").asText())
        .isEqualTo("Company acme");
  }

  @Test
  void turnsSignInByPasswordOnAndOff() {
    assertThat(api.get("/tenants/acme").body().get("passwordSignIn").asBoolean(true)).isFalse();
    Answer on = api.send("PATCH", "/tenants/acme", "{\"passwordSignIn\":true}");
    assertThat(on.body().get("passwordSignIn").asBoolean()).isTrue();
    assertThat(on.body().get("displayName").asText()).isEqualTo("Company acme");
    Answer named = api.send("PATCH", "/tenants/acme", "{\"displayName\":\"B\"}");
    assertThat(named.body().get("passwordSignIn").asBoolean()).isTrue();
    Answer off = api.send("PATCH", "/tenants/acme", "{\"passwordSignIn\":false}");
    assertThat(off.body().get("passwordSignIn").asBoolean(true)).isFalse();
    assertThat(api.send("PATCH", "/tenants/acme", "{\"passwordSignIn\":\"yes\"}").status())
        .isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"id\":\"x\"}", "{\"createdAt\":null}", "{\"displayName\":null}", "{\"x\":1}"})
  void refusesToChangeWhatCannotBeChanged(String patch) {
    Answer answer = api.send("PATCH", "/tenants/acme", patch);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("errors")).hasSize(1);
  }

  @Test
  void readsAMergePatchUnderItsOwnName() {
    assertThat(
            api.send(
                    ApiFixture.asOwner("PATCH", "/tenants/acme")
                        .body("application/merge-patch+json", "{\"displayName\":\"B\"}"))
                .body()
                .get("displayName")
                .asText())
        .isEqualTo("B");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"{v}\"|200",
        "*|200",
        " \"{v}\" |200",
        "\"0\"|412",
        "W/\"{v}\"|412",
        "{v}|412",
        "\"x\"|412",
        "\"-{v}\"|412",
        "\"99999999999999999999\"|412",
        "\"{v}\", \"0\"|400",
        "\"\"|412"
      })
  void changesOnlyTheVersionThatWasMeant(String ifMatch, int status) {
    String before = api.get("/tenants/acme").header("ETag").orElseThrow();
    Answer answer =
        api.send(
            ApiFixture.asOwner("PATCH", "/tenants/acme")
                .header("If-Match", ifMatch.replace("{v}", before.replace("\"", "")))
                .body(ApiFixture.JSON, "{\"displayName\":\"B\"}"));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(api.get("/tenants/acme").header("ETag").filter(before::equals).isEmpty())
        .isEqualTo(status == 200);
    if (status == 412) {
      assertThat(answer.code()).isEqualTo("stale");
    }
  }

  @Test
  void listsPieceByPiece() {
    Answer first = api.get("/tenants?limit=2");
    assertThat(first.body().get("items")).hasSize(2);
    String next = first.body().get("next").asText();
    Answer second = api.get("/tenants?limit=2&after=" + next);
    assertThat(second.body().get("items")).hasSize(1);
    assertThat(second.body().has("next")).isFalse();
    assertThat(api.get("/tenants?after=").body().get("items")).hasSize(3);
  }

  @Test
  void listsOnlyWhatTheCallerMaySee() {
    api.world.core.tenants.create(TestCore.ALICE, "deleted", "Deleted");
    String some = api.world.token(Role.AUDITOR, "acme", "beta", "deleted");
    api.world.core.tenants.delete(TestCore.ALICE, "deleted", OptionalLong.empty());
    Answer first =
        api.send(
            ApiFixture.request("GET", "/tenants?limit=1")
                .header("Authorization", "Bearer " + some));
    assertThat(first.body().at("/items/0/id").asText()).isEqualTo("acme");
    Answer second =
        api.send(
            ApiFixture.request("GET", "/tenants?after=acme")
                .header("Authorization", "Bearer " + some));
    assertThat(second.body().get("items")).hasSize(1);
    assertThat(second.body().at("/items/0/id").asText()).isEqualTo("beta");
    assertThat(
            api.send(
                    ApiFixture.request("GET", "/tenants?after=default")
                        .header("Authorization", "Bearer " + some))
                .status())
        .isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "201", "-1", "x", "1.5", "99999999999999", "%2B1", "١"})
  void refusesALimitThatIsNone(String limit) {
    String encoded = java.net.URLEncoder.encode(limit, java.nio.charset.StandardCharsets.UTF_8);
    Answer answer = api.get("/tenants?limit=" + encoded);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo("limit");
  }

  @Test
  void refusesALimitThatIsThereTwice() {
    assertThat(api.get("/tenants?limit=1&limit=2").status()).isEqualTo(400);
  }
}
