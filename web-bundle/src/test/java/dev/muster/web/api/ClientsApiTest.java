package dev.muster.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import dev.muster.web.api.ApiFixture.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientsApiTest {
  private static final String CLIENTS = "/tenants/acme/clients";
  private static final String CLIENT = CLIENTS + "/shop";
  private static final String KEY =
      "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU\",\"y\":\"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0\"}";

  private final ApiFixture api = new ApiFixture();

  @Test
  void showsASecretOnceWhenItIsMade() {
    Answer created = api.send("POST", CLIENTS, "{\"displayName\":\"Shop\"}");
    assertThat(created.status()).isEqualTo(201);
    String secret = created.body().get("clientSecret").asText();
    String id = created.body().get("clientId").asText();
    assertThat(secret).hasSizeGreaterThan(40);
    assertThat(created.header("Location")).hasValue("/api/v1" + CLIENTS + "/" + id);
    assertThat(created.header("Cache-Control")).hasValue("no-store");
    Answer read = api.get(CLIENTS + "/" + id);
    assertThat(read.text()).doesNotContain(secret);
    assertThat(read.body().at("/secrets/clientSecret/set").asBoolean()).isTrue();
    assertThat(read.body().at("/secrets/clientSecret/changedBy").asText())
        .isEqualTo("token:settings");
    assertThat(api.get(CLIENTS).text()).doesNotContain(secret);
    Answer rotated = api.send(ApiFixture.asOwner("POST", CLIENTS + "/" + id + "/secret"));
    String second = rotated.body().get("clientSecret").asText();
    assertThat(matches(id, second)).isTrue();
    assertThat(matches(id, secret)).isFalse();
  }

  private boolean matches(String id, String secret) {
    return api.world.core.clients.secretMatches(
        TestCore.ALICE, World.TENANT, id, Secret.of(secret));
  }

  @Test
  void hasUsualValues() {
    Answer created = api.send("POST", CLIENTS, "{\"displayName\":\"Shop\"}");
    assertThat(created.body().get("type").asText()).isEqualTo("confidential");
    assertThat(created.body().has("tokenEndpointAuthMethod")).isFalse();
    assertThat(created.body().get("idTokenSignedResponseAlg").asText()).isEqualTo("RS256");
    assertThat(created.body().get("identitySources").toString()).isEqualTo("[\"*\"]");
    assertThat(created.body().get("firstParty").asBoolean()).isTrue();
    assertThat(created.body().get("claimsInIdToken").asBoolean(true)).isFalse();
    assertThat(created.body().get("grantTypes").toString())
        .isEqualTo("[\"authorization_code\",\"refresh_token\"]");
    assertThat(created.body().get("pkce").asText()).isEqualTo("required");
    assertThat(created.body().get("requirePushedAuthorizationRequests").asBoolean(true)).isFalse();
    assertThat(created.body().get("refreshTokenIdleSeconds").asInt()).isEqualTo(30 * 86_400);
    assertThat(created.body().get("refreshTokenMaxSeconds").asInt()).isEqualTo(90 * 86_400);
    assertThat(created.body().has("userinfoSignedResponseAlg")).isFalse();
    assertThat(created.body().get("warnings")).hasSize(1);
    assertThat(created.body().at("/warnings/0/code").asText()).isEqualTo("no-redirect-uri");
    Answer open =
        api.send(
            "POST", CLIENTS, "{\"clientId\":\"app\",\"displayName\":\"App\",\"type\":\"public\"}");
    assertThat(open.body().get("tokenEndpointAuthMethod").asText()).isEqualTo("none");
    assertThat(open.body().has("clientSecret")).isFalse();
    assertThat(open.body().get("secrets")).isEmpty();
  }

  @Test
  void takesOverAClientFromElsewhere() {
    api.send(
        "POST",
        "/tenants/acme/identity-sources",
        """
        {"id":"wecom","displayName":"W","platform":"wechatwork","methods":["browser"],
         "fields":{"corpId":"ww1","secret":"x"}}
        """);
    Answer created =
        api.send(
            "POST",
            CLIENTS,
            """
            {"clientId":"shop","clientSecret":"old-secret-of-elsewhere","displayName":"Shop","type":"confidential",
             "redirectUris":["https://shop.example/cb?x=%20","https://shop.example/cb","http://127.0.0.1/cb"],
             "postLogoutRedirectUris":["https://shop.example/"],
             "backchannelLogoutUri":"https://shop.example/bc",
             "scopes":["openid","platform"],"identitySources":["wecom"],
             "tokenEndpointAuthMethod":"client_secret_post","jwks":{"keys":[KEY]},
             "idTokenSignedResponseAlg":"ES256","firstParty":false}
            """
                .replace("KEY", KEY));
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.body().at("/redirectUris/0").asText())
        .isEqualTo("https://shop.example/cb?x=%20");
    assertThat(created.body().at("/jwks/keys/0/kty").asText()).isEqualTo("EC");
    assertThat(created.body().get("clientSecret").asText()).isEqualTo("old-secret-of-elsewhere");
    assertThat(api.send("POST", CLIENTS, "{\"clientId\":\"shop\",\"displayName\":\"S\"}").code())
        .isEqualTo("already-exists");
  }

  @Test
  void mergesAPatch() {
    takesOverAClientFromElsewhere();
    Answer answer =
        api.send(
            "PATCH",
            CLIENT,
            "{\"displayName\":\"New\",\"backchannelLogoutUri\":null,\"jwks\":null,"
                + "\"jwksUri\":\"https://shop.example/jwks\",\"scopes\":null}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().has("backchannelLogoutUri")).isFalse();
    assertThat(answer.body().has("jwks")).isFalse();
    assertThat(answer.body().get("jwksUri").asText()).isEqualTo("https://shop.example/jwks");
    assertThat(answer.body().get("scopes").size()).isGreaterThan(2);
    assertThat(answer.body().get("redirectUris")).hasSize(3);
    assertThat(answer.body().get("firstParty").asBoolean()).isFalse();
  }

  @Test
  void mergesObjectsAndReplacesLists() {
    takesOverAClientFromElsewhere();
    api.send("PATCH", CLIENT, "{\"jwks\":{\"note\":\"added\"},\"scopes\":[\"openid\"]}");
    Answer answer = api.send("PATCH", CLIENT, "{\"jwks\":{\"other\":1,\"note\":null}}");
    assertThat(answer.body().get("jwks").toString())
        .isEqualTo("{\"keys\":[" + KEY + "],\"other\":1}");
    assertThat(answer.body().get("scopes").toString()).isEqualTo("[\"openid\"]");
  }

  @Test
  void leavesAMethodThatFollowsFromTheTypeToTheType() {
    api.send(
        "POST", CLIENTS, "{\"clientId\":\"shop\",\"displayName\":\"App\",\"type\":\"public\"}");
    assertThat(api.get(CLIENT).body().get("tokenEndpointAuthMethod").asText()).isEqualTo("none");
    assertThat(api.send("PATCH", CLIENT, "{\"type\":\"confidential\"}").body())
        .noneMatch(member -> member.asText().equals("none"));
  }

  @Test
  void keepsTheMethodOfAuthenticationUntilAPatchTakesItAway() {
    String post = "\"tokenEndpointAuthMethod\":\"client_secret_post\"";
    api.send("POST", CLIENTS, "{\"clientId\":\"shop\",\"displayName\":\"App\"," + post + "}");
    assertThat(api.send("PATCH", CLIENT, "{}").text()).contains(post);
    assertThat(
            api.send("PATCH", CLIENT, "{\"tokenEndpointAuthMethod\":null}")
                .body()
                .has("tokenEndpointAuthMethod"))
        .isFalse();
  }

  @Test
  void putsClaimsIntoIdTokensWhereItIsAskedTo() {
    String asked = "\"claimsInIdToken\":true";
    api.send("POST", CLIENTS, "{\"clientId\":\"shop\",\"displayName\":\"App\"," + asked + "}");
    assertThat(api.send("PATCH", CLIENT, "{}").text()).contains(asked);
    assertThat(api.send("PATCH", CLIENT, "{\"claimsInIdToken\":null}").text())
        .doesNotContain(asked);
  }

  @Test
  void keepsGrantTypesUntilAPatchNamesThem() {
    String platformCode = "urn:muster:oauth:grant-type:platform-code";
    Answer created =
        api.send(
            "POST",
            CLIENTS,
            "{\"clientId\":\"shop\",\"displayName\":\"App\",\"grantTypes\":[\""
                + platformCode
                + "\"]}");
    assertThat(created.body().get("grantTypes").toString()).isEqualTo("[\"" + platformCode + "\"]");
    assertThat(api.send("PATCH", CLIENT, "{}").body().get("grantTypes"))
        .isEqualTo(created.body().get("grantTypes"));
    assertThat(api.send("PATCH", CLIENT, "{\"grantTypes\":null}").body().get("grantTypes"))
        .hasSize(2);
  }

  @Test
  void warnsOfWhatDoesNothingTogether() {
    String usual =
        "\"clientId\":\"shop\",\"displayName\":\"App\","
            + "\"redirectUris\":[\"https://a.example/\"]";
    assertThat(api.send("POST", CLIENTS, "{" + usual + "}").body().get("warnings")).isEmpty();

    assertThat(warnings("{\"redirectUris\":[]}")).containsExactly("redirectUris no-redirect-uri");
    assertThat(
            warnings(
                "{\"firstParty\":false,"
                    + "\"grantTypes\":[\"urn:muster:oauth:grant-type:platform-code\"]}"))
        .containsExactly("scopes offline-access-not-granted", "grantTypes consent-not-asked");
    assertThat(warnings("{\"scopes\":[\"openid\"]}"))
        .containsExactly("grantTypes consent-not-asked");
    assertThat(warnings("{\"firstParty\":true}")).isEmpty();
  }

  @Test
  void keepsScopesThatItDoesNotHaveAndWarnsOfThem() {
    api.send(
        "POST",
        CLIENTS,
        "{\"clientId\":\"shop\",\"displayName\":\"App\","
            + "\"redirectUris\":[\"https://a.example/\"]}");

    Answer changed =
        api.send("PATCH", CLIENT, "{\"scopes\":[\"openid\",\"roles\",\"email\",\"groups\"]}");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body().get("scopes").toString())
        .isEqualTo("[\"email\",\"groups\",\"openid\",\"roles\"]");
    assertThat(changed.body().get("warnings")).hasSize(1);
    assertThat(changed.body().at("/warnings/0/field").asText()).isEqualTo("scopes");
    assertThat(changed.body().at("/warnings/0/code").asText()).isEqualTo("unknown-scope");
    assertThat(changed.body().at("/warnings/0/message").asText())
        .contains("groups", "roles")
        .doesNotContain("email");
  }

  private List<String> warnings(String patch) {
    List<String> found = new ArrayList<>();
    api.send("PATCH", CLIENT, patch)
        .body()
        .get("warnings")
        .forEach(each -> found.add(each.get("field").asText() + " " + each.get("code").asText()));
    return found;
  }

  @Test
  void warnsOfOptionalPkceWhereverTheClientIsShown() {
    String made =
        "{\"clientId\":\"shop\",\"displayName\":\"App\",\"pkce\":\"optional\","
            + "\"redirectUris\":[\"https://a.example/\"]}";
    Answer created = api.send("POST", CLIENTS, made);
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.body().at("/warnings/0/field").asText()).isEqualTo("pkce");
    assertThat(created.body().at("/warnings/0/code").asText()).isEqualTo("pkce-optional");
    assertThat(api.get(CLIENTS).body().at("/items/0/warnings")).hasSize(1);
    assertThat(api.send("PATCH", CLIENT, "{}").body().get("warnings")).hasSize(1);
    assertThat(api.send("PATCH", CLIENT, "{\"pkce\":null}").body().get("warnings")).isEmpty();
  }

  @Test
  void keepsWhatItWasTold() {
    String told =
        "\"requirePushedAuthorizationRequests\":true,\"refreshTokenIdleSeconds\":3600,"
            + "\"refreshTokenMaxSeconds\":7200,\"userinfoSignedResponseAlg\":\"ES256\"";
    api.send("POST", CLIENTS, "{\"clientId\":\"shop\",\"displayName\":\"App\"," + told + "}");
    assertThat(api.send("PATCH", CLIENT, "{\"displayName\":\"Shop\"}").text()).contains(told);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"clientId\":\"x\"}|clientId|immutable",
        "{\"clientSecret\":\"s3cr3t\"}|clientSecret|immutable",
        "{\"type\":\"secretive\"}|type|unknown-value",
        "{\"redirectUris\":[\"https://a b\"]}|redirectUris.0|invalid-uri",
        "{\"redirectUris\":[1]}|redirectUris.0|wrong-type",
        "{\"redirectUris\":{}}|redirectUris|wrong-type",
        "{\"tokenEndpointAuthMethod\":\"tls_client_auth\"}|tokenEndpointAuthMethod|unknown-value",
        "{\"idTokenSignedResponseAlg\":\"none\"}|idTokenSignedResponseAlg|unknown-value",
        "{\"claimsInIdToken\":\"yes\"}|claimsInIdToken|wrong-type",
        "{\"pkce\":\"plain\"}|pkce|unknown-value",
        "{\"requirePushedAuthorizationRequests\":1}|requirePushedAuthorizationRequests|wrong-type",
        "{\"refreshTokenIdleSeconds\":\"1\"}|refreshTokenIdleSeconds|wrong-type",
        "{\"refreshTokenMaxSeconds\":1.5}|refreshTokenMaxSeconds|wrong-type",
        "{\"userinfoSignedResponseAlg\":\"none\"}|userinfoSignedResponseAlg|unknown-value",
        "{\"warnings\":[]}|warnings|immutable",
        "{\"grantTypes\":[\"password\"]}|grantTypes.0|unknown-value",
        "{\"grantTypes\":\"authorization_code\"}|grantTypes|wrong-type",
        "{\"jwks\":\"{}\"}|jwks|wrong-type",
        "{\"jwksUri\":\"::\"}|jwksUri|invalid-uri",
        "{\"displayName\":null}|displayName|required",
        "{\"client_name\":\"x\"}|client_name|unknown"
      })
  void namesTheFieldThatItRefuses(String patch, String field, String code) {
    takesOverAClientFromElsewhere();
    Answer answer = api.send("PATCH", CLIENT, patch);
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().at("/errors/0/field").asText()).isEqualTo(field);
    assertThat(answer.body().at("/errors/0/code").asText()).isEqualTo(code);
    assertThat(answer.text()).doesNotContain("s3cr3t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"displayName\":\"Shop\",\"redirect_uris\":[]}|' Did you mean redirectUris?'",
        "{\"displayName\":\"Shop\",\"colour\":\"red\"}|''",
      })
  void suggestsTheMemberThatWasMeant(String client, String suggestion) {
    assertThat(api.send("POST", CLIENTS, client).body().at("/errors/0/message").asText())
        .isEqualTo("There is no such member." + suggestion);
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
}
