package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.core.store.Stored;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.SessionRecord;
import dev.muster.web.api.ApiFixture.Answer;
import dev.muster.web.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersApiTest {
  private static final String USERS = "/tenants/acme/users";

  private final ApiFixture api = new ApiFixture();
  private String id = "";

  private Answer create() {
    Answer created =
        api.send(
            "POST",
            USERS,
            """
        {"username":"li","displayName":"李","nickname":"小李",
         "email":"li@corp.example","emailVerified":true,
         "phone":"+8613800000000","phoneVerified":true,"externalId":"7","locale":"zh-CN",
         "picture":"https://corp.example/li.png","password":"correct horse battery"}
        """);
    id = created.body().get("id").asText();
    return created;
  }

  private String user() {
    return USERS + "/" + id;
  }

  @Test
  void createsAUserAndNeverSendsThePasswordBack() {
    Answer created = create();
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).hasValue("/api/v1" + user());
    assertThat(created.body().get("status").asText()).isEqualTo("active");
    assertThat(created.body().get("passwordSet").asBoolean()).isTrue();
    assertThat(created.body().has("lastSignInAt")).isFalse();
    assertThat(created.text()).doesNotContain("horse");
    assertThat(api.get(user()).body()).isEqualTo(created.body());
  }

  @Test
  void mergesAPatchAndForgetsThatAChangedAddressWasVerified() {
    create();
    Answer answer =
        api.send(
            "PATCH", user(), "{\"email\":\"other@corp.example\",\"phone\":null,\"locale\":null}");
    assertThat(answer.body().get("email").asText()).isEqualTo("other@corp.example");
    assertThat(answer.body().get("emailVerified").asBoolean()).isFalse();
    assertThat(answer.body().get("phoneVerified").asBoolean()).isFalse();
    assertThat(answer.body().has("phone")).isFalse();
    assertThat(answer.body().has("locale")).isFalse();
    assertThat(answer.body().get("displayName").asText()).isEqualTo("李");
    Answer verified =
        api.send("PATCH", user(), "{\"email\":\"third@corp.example\",\"emailVerified\":true}");
    assertThat(verified.body().get("emailVerified").asBoolean()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":\"x\"}|id|immutable",
        "{\"status\":\"disabled\"}|status|immutable",
        "{\"createdAt\":\"x\"}|createdAt|immutable",
        "{\"username\":null}|username|required",
        "{\"password\":null}|password|required",
        "{\"password\":\"\"}|password|required",
        "{\"emailVerified\":\"true\"}|emailVerified|wrong-type",
        "{\"email\":[\"a\"]}|email|wrong-type",
        "{\"picture\":\"not a uri\"}|picture|invalid-uri",
        "{\"isAdmin\":true}|isAdmin|unknown"
      })
  void namesTheFieldThatItRefuses(String patch, String field, String code) {
    create();
    Answer answer = api.send("PATCH", user(), patch);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
    assertThat(answer.body().at("/errors/0/code").asText()).isEqualTo(code);
  }

  @Test
  void keepsAUserOutAndLetsThemInAgain() {
    Answer created = create();
    assertThat(
            api.send(ApiFixture.asOwner("POST", user() + "/disable")).body().get("status").asText())
        .isEqualTo("disabled");
    assertThat(
            api.send(ApiFixture.asOwner("POST", user() + "/enable")).body().get("status").asText())
        .isEqualTo("active");
    assertThat(
            api.send(
                    ApiFixture.asOwner("POST", user() + "/disable")
                        .header("If-Match", created.header("ETag").orElseThrow()))
                .status())
        .isEqualTo(412);
  }

  @Test
  void remembersWhyAUserIsKeptOut() {
    create();
    assertThat(api.send("POST", user() + "/disable", "{\"reason\":\" Left in March. \"}").status())
        .isEqualTo(200);
    assertThat(api.world.core.events("acme").get(0).detail())
        .containsEntry("reason", "Left in March.");
    for (String wrong : new String[] {"x".repeat(201), "a\\u0007b"}) {
      Answer refused = api.send("POST", user() + "/disable", "{\"reason\":\"" + wrong + "\"}");
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.body().at("/errors/0/field").asText()).isEqualTo("reason");
    }
  }

  private JsonNode items(String what) {
    return api.get(user() + "/" + what).body().get("items");
  }

  @Test
  void showsAndUnlinksIdentities() {
    create();
    String identity = api.world.link(id);
    assertThat(items("identities").at("/0/platformUserId").asText()).isEqualTo("li");
    String one = user() + "/identities/" + identity;
    assertThat(api.send(ApiFixture.asOwner("DELETE", one)).status()).isEqualTo(204);
    assertThat(items("identities")).isEmpty();
    assertThat(api.send(ApiFixture.asOwner("DELETE", one)).status()).isEqualTo(404);
    api.world.link(id);
    assertThat(api.send(ApiFixture.asOwner("DELETE", user() + "/identities")).status())
        .isEqualTo(204);
    assertThat(items("identities")).isEmpty();
    assertThat(api.get(USERS + "/nobody/identities").status()).isEqualTo(404);
  }

  @Test
  void showsAndEndsSessions() {
    api.furnished();
    id = api.user;
    assertThat(items("sessions").at("/0/address").asText()).isEqualTo("192.0.2.9");
    assertThat(api.send(ApiFixture.asOwner("DELETE", user() + "/sessions")).status())
        .isEqualTo(204);
    assertThat(items("sessions")).isEmpty();
  }

  @Test
  void saysWhenASessionWasLastUsed() {
    api.furnished();
    id = api.user;
    assertThat(items("sessions").at("/0/lastUsedAt"))
        .isEqualTo(items("sessions").at("/0/authTime"));
    api.world.core.clock.advance(SessionRecord.LAST_USE_LAG);
    Instant now = api.world.core.clock.instant();
    api.world.core.changes.run(
        TestCore.ALICE,
        World.TENANT,
        work -> {
          var sessions = api.world.core.storage.repository(SessionRecord.SCHEMA);
          Stored<SessionRecord> read =
              sessions.find(World.TENANT, items("sessions").at("/0/id").asText()).orElseThrow();
          work.add(sessions.replace(read, read.value().usedAt(now)));
        });
    assertThat(items("sessions").at("/0/lastUsedAt").asText()).isEqualTo(now.toString());
  }

  @Test
  void saysWhoLeftWhenAndByWhichSourceThatIsKnown() {
    create();
    String identity = api.world.link(id);
    assertThat(api.get(user()).body().has("departure")).isFalse();
    Instant left = api.world.core.clock.instant();
    api.world.core.changes.run(
        TestCore.ALICE,
        World.TENANT,
        work -> api.world.core.departures.leave(work, World.TENANT, identity, left));

    JsonNode shown = api.get(user()).body();
    assertThat(shown.get("status").asText()).isEqualTo("disabled");
    assertThat(shown.at("/departure/reason").asText()).isEqualTo("left-company");
    assertThat(shown.at("/departure/at").asText()).isEqualTo(left.toString());
    assertThat(shown.at("/departure/identitySource").asText()).isEqualTo("wecom");
    assertThat(api.get(USERS + "?status=disabled").body().at("/items/0/departure"))
        .isEqualTo(shown.get("departure"));

    assertThat(api.send("POST", user() + "/enable", "{}").body().has("departure")).isFalse();
    assertThat(api.send("POST", user() + "/disable", "{}").body().has("departure"))
        .as("disabled by an administrator")
        .isFalse();
  }

  @Test
  void endsOneSession() {
    api.furnished();
    id = api.user;
    String one = user() + "/sessions/" + items("sessions").at("/0/id").asText();
    assertThat(api.send(ApiFixture.asOwner("DELETE", one)).status()).isEqualTo(204);
    assertThat(items("sessions")).isEmpty();
    assertThat(api.send(ApiFixture.asOwner("DELETE", one)).status()).isEqualTo(404);
  }

  @Test
  void setsAPasswordThatIsNeverSentBack() {
    api.furnished();
    id = api.user;
    Answer set =
        api.send(
            "POST",
            user() + "/password",
            "{\"password\":\"correct horse battery\",\"change\":true}");
    assertThat(set.status()).isEqualTo(204);
    assertThat(api.get(user()).body().get("passwordSet").asBoolean()).isTrue();
    assertThat(items("sessions")).isEmpty();
    assertThat(api.world.core.events("acme").get(0).action()).isEqualTo("user.password-set");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|password|required",
        "{\"password\":\"\"}|password|required",
        "{\"password\":\"short\"}|password|length",
        "{\"password\":\"correct horse battery\",\"change\":1}|change|wrong-type",
        "{\"password\":\"correct horse battery\",\"admin\":true}|admin|unknown"
      })
  void refusesAPasswordThatIsNone(String body, String field, String code) {
    create();
    Answer answer = api.send("POST", user() + "/password", body);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
    assertThat(answer.body().at("/errors/0/code").asText()).isEqualTo(code);
  }

  @Test
  void listsByStatusSourceAndLastSignIn() {
    create();
    api.world.link(id);
    assertThat(api.get(USERS + "?status=active&source=wecom").body().get("items")).hasSize(1);
    assertThat(api.get(USERS + "?source=other").body().get("items")).isEmpty();
    assertThat(api.get(USERS + "?status=disabled").body().get("items")).isEmpty();
    assertThat(api.get(USERS + "?inactiveSince=2026-01-01T00:00:00Z&q=l").body().get("items"))
        .hasSize(1);
    assertThat(api.get(USERS + "?status=maybe").body().at("/errors/0/field").asText())
        .isEqualTo("status");
    assertThat(api.get(USERS + "?inactiveSince=lately").body().at("/errors/0/code").asText())
        .isEqualTo("invalid-time");
  }

  @Test
  void exportsEverybodyWithoutFormulas() {
    create();
    api.send("POST", USERS, "{\"username\":\"=1+1\",\"displayName\":\"'@x\"}");
    for (int i = 0; i < 450; i++) {
      api.send("POST", USERS, "{\"username\":\"u" + i + "\"}");
    }
    Response export = api.send(ApiFixture.asOwner("GET", USERS + "/export")).response();
    StringBuilder csv = new StringBuilder(new String(export.body(), StandardCharsets.UTF_8));
    Objects.requireNonNull(export.rest())
        .forEachRemaining(piece -> csv.append(new String(piece, StandardCharsets.UTF_8)));

    assertThat(csv.toString().split("\r\n"))
        .hasSize(453)
        .doesNotHaveDuplicates()
        .startsWith(
            "\"id\",\"username\",\"displayName\",\"nickname\",\"email\",\"emailVerified\","
                + "\"phone\",\"phoneVerified\",\"externalId\",\"locale\",\"picture\","
                + "\"status\",\"createdAt\",\"lastSignInAt\"")
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "\""
                            + id
                            + "\",\"li\",\"李\",\"小李\",\"li@corp.example\",\"true\","
                            + "\"+8613800000000\",\"true\",\"7\",\"zh-CN\","
                            + "\"https://corp.example/li.png\",\"active\",\"20"))
        .anySatisfy(line -> assertThat(line).contains(",\"'=1+1\",\"''@x\","));
  }

  @Test
  void searchesAndDeletes() {
    create();
    assertThat(api.get(USERS + "?q=l").body().get("items")).hasSize(1);
    assertThat(api.get(USERS + "?q=x").body().get("items")).isEmpty();
    assertThat(api.send(ApiFixture.asOwner("DELETE", user())).status()).isEqualTo(204);
    assertThat(api.get(user()).status()).isEqualTo(404);
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
}
