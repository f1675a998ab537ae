package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.web.api.ApiFixture.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsersApiTest {
  private static final String USERS = "/tenants/acme/users";
  private static final String USER = USERS + "/u-li";

  private final ApiFixture api = new ApiFixture();

  private Answer create() {
    return api.send(
        "POST",
        USERS,
        """
        {"username":"li","displayName":"李","email":"li@corp.example","emailVerified":true,
         "phone":"+8613800000000","phoneVerified":true,"externalId":"7","locale":"zh-CN",
         "picture":"https://corp.example/li.png","password":"correct horse battery"}
        """);
  }

  @Test
  void createsAUserAndNeverSendsThePasswordBack() {
    Answer created = create();
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).hasValue("/api/v1" + USER);
    assertThat(created.body().get("status").asText()).isEqualTo("active");
    assertThat(created.body().get("passwordSet").asBoolean()).isTrue();
    assertThat(created.body().has("lastSignInAt")).isFalse();
    assertThat(created.text()).doesNotContain("horse");
    assertThat(api.get(USER).body()).isEqualTo(created.body());
  }

  @Test
  void mergesAPatchAndForgetsThatAChangedAddressWasVerified() {
    create();
    Answer answer =
        api.send(
            "PATCH", USER, "{\"email\":\"other@corp.example\",\"phone\":null,\"locale\":null}");
    assertThat(answer.body().get("email").asText()).isEqualTo("other@corp.example");
    assertThat(answer.body().get("emailVerified").asBoolean()).isFalse();
    assertThat(answer.body().get("phoneVerified").asBoolean()).isFalse();
    assertThat(answer.body().has("phone")).isFalse();
    assertThat(answer.body().has("locale")).isFalse();
    assertThat(answer.body().get("displayName").asText()).isEqualTo("李");
    Answer verified =
        api.send("PATCH", USER, "{\"email\":\"third@corp.example\",\"emailVerified\":true}");
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
    Answer answer = api.send("PATCH", USER, patch);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
    assertThat(answer.body().at("/errors/0/code").asText()).isEqualTo(code);
  }

  @Test
  void keepsAUserOutAndLetsThemInAgain() {
    create();
    assertThat(
            api.send(ApiFixture.asOwner("POST", USER + "/disable")).body().get("status").asText())
        .isEqualTo("disabled");
    assertThat(api.send(ApiFixture.asOwner("POST", USER + "/enable")).body().get("status").asText())
        .isEqualTo("active");
    assertThat(
            api.send(ApiFixture.asOwner("POST", USER + "/disable").header("If-Match", "\"1\""))
                .status())
        .isEqualTo(412);
  }

  @Test
  void showsAndUnlinksIdentities() {
    create();
    assertThat(api.get(USER + "/identities").body().at("/items/0/platformUserId").asText())
        .isEqualTo("li");
    assertThat(api.send(ApiFixture.asOwner("DELETE", USER + "/identities/i1")).status())
        .isEqualTo(204);
    assertThat(api.send(ApiFixture.asOwner("DELETE", USER + "/identities")).status())
        .isEqualTo(204);
    assertThat(api.world.calls).containsExactly("unlink i1", "unlink all");
    assertThat(api.send(ApiFixture.asOwner("DELETE", USER + "/identities/i2")).status())
        .isEqualTo(404);
    assertThat(api.get(USERS + "/nobody/identities").status()).isEqualTo(404);
  }

  @Test
  void showsAndEndsSessions() {
    create();
    assertThat(api.get(USER + "/sessions").body().at("/items/0/address").asText())
        .isEqualTo("192.0.2.9");
    assertThat(api.send(ApiFixture.asOwner("DELETE", USER + "/sessions")).status()).isEqualTo(204);
    assertThat(api.world.calls).containsExactly("end sessions");
  }

  @Test
  void searchesAndDeletes() {
    create();
    assertThat(api.get(USERS + "?q=l").body().get("items")).hasSize(1);
    assertThat(api.get(USERS + "?q=x").body().get("items")).isEmpty();
    assertThat(api.send(ApiFixture.asOwner("DELETE", USER)).status()).isEqualTo(204);
    assertThat(api.get(USER).status()).isEqualTo(404);
  }
}
