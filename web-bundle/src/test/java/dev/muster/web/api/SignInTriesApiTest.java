package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Administrators.Role;
import dev.muster.web.api.ApiFixture.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTriesApiTest {
  private static final String TRY = "/tenants/acme/identity-sources/wecom/try";

  private final ApiFixture api = new ApiFixture();

  @BeforeEach
  void addSources() {
    for (String source :
        new String[] {
          "{'id':'wecom','methods':['browser']", "{'id':'native','methods':['mobile']"
        }) {
      String rest =
          ",'platform':'wechatwork','displayName':'W','fields':{'corpId':'ww1','secret':'s'}}";
      Answer created =
          api.send("POST", "/tenants/acme/identity-sources", (source + rest).replace('\'', '"'));
      assertThat(created.status()).isEqualTo(201);
    }
  }

  private Answer post(String path) {
    return api.send(ApiFixture.asOwner("POST", path));
  }

  @Test
  void preparesATryAndShowsThatItWaits() {
    Answer made = post(TRY);

    assertThat(made.status()).isEqualTo(201);
    String id = made.body().get("id").asText();
    assertThat(made.body().get("url").asText())
        .startsWith("http://localhost:8080/t/acme/login/wecom/try?key=")
        .doesNotContain(id);
    assertThat(made.body().get("expiresAt").asText())
        .isEqualTo(api.world.core.clock.instant().plusSeconds(600).toString());
    assertThat(made.header("Location")).hasValue("/api/v1/tenants/acme/tries/" + id);

    Answer read = api.get("/tenants/acme/tries/" + id);
    assertThat(read.body().get("state").asText()).isEqualTo("waiting");
    assertThat(read.body().get("identitySource").asText()).isEqualTo("wecom");
    assertThat(read.body().has("platform")).isFalse();
    assertThat(read.body().has("decision")).isFalse();
    assertThat(read.body().has("error")).isFalse();
    assertThat(api.world.core.events("acme").get(0).action()).isEqualTo("identity-source.tried");
  }

  @Test
  void showsNoTryOfAnotherTenant() {
    String id = post(TRY).body().get("id").asText();

    assertThat(api.get("/tenants/beta/tries/" + id).status()).isEqualTo(404);
    assertThat(api.get("/tenants/acme/tries/nothing").status()).isEqualTo(404);
  }

  @Test
  void preparesNoneWhereThereIsNothingToTry() {
    assertThat(post("/tenants/acme/identity-sources/nothing/try").status()).isEqualTo(404);
    Answer inApps = post("/tenants/acme/identity-sources/native/try");
    assertThat(inApps.status()).isEqualTo(422);
    assertThat(inApps.body().at("/errors/0/code").asText()).isEqualTo("not-in-browsers");
  }

  @Test
  void letsThosePrepareOneWhoMayChangeTheSource() {
    String id = post(TRY).body().get("id").asText();
    String auditor = "Bearer " + api.world.token(Role.AUDITOR, "acme");

    assertThat(api.send(ApiFixture.request("POST", TRY).header("Authorization", auditor)).status())
        .isEqualTo(403);
    assertThat(
            api.send(
                    ApiFixture.request("GET", "/tenants/acme/tries/" + id)
                        .header("Authorization", auditor))
                .status())
        .isEqualTo(200);
  }

  @Test
  void boundsThem() {
    for (int i = 0; i < 50; i++) {
      assertThat(post(TRY).status()).isEqualTo(201);
    }

    Answer refused = post(TRY);
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).hasValue("60");
  }
}
