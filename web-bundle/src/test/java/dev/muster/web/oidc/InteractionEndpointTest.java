package dev.muster.web.oidc;

import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.api.Client.AuthMethod;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.User;
import dev.muster.core.testing.SentCodes;
import dev.muster.spi.Secret;
import dev.muster.web.fake.Gateway;
import dev.muster.web.http.Response;
import dev.muster.web.http.TestRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a native app gets whose person has to say which account is theirs. */
class InteractionEndpointTest {
  private final Gateway gateway = new Gateway();
  private final SentCodes sent = new SentCodes();
  private final Flow flow = new Flow(gateway);
  private User wang;

  @BeforeEach
  void open() {
    ask(false);
    gateway.source(Gateway.TENANT, "lark", "Lark", "lark");
    wang =
        gateway
            .core
            .users
            .create(
                ALICE,
                Gateway.TENANT,
                User.Profile.builder("wang").email(Optional.of("wang@corp.example"), true).build(),
                Optional.of(Secret.of("correct horse battery")))
            .value();
  }

  private void ask(boolean loginOnly) {
    gateway.core.sources.change(
        ALICE,
        Gateway.TENANT,
        "wecom",
        settings ->
            settings
                .withAssociation(new Association(Mode.ASK, List.of(), Set.of()))
                .withLoginOnly(loginOnly),
        OptionalLong.empty());
  }

  private int identities(User user) {
    return gateway.core.users.identities(Gateway.TENANT, user.id()).size();
  }

  private final ObjectMapper json = new ObjectMapper();

  private JsonNode body(Response response) throws Exception {
    return json.readTree(response.body());
  }

  private JsonNode token(String source, String person) throws Exception {
    return body(
        flow.post(
            Flow.form(
                Map.of(
                    "grant_type",
                    "urn:muster:oauth:grant-type:platform-code",
                    "identity_source",
                    source,
                    "code",
                    "ok-" + person,
                    "scope",
                    "openid")),
            Flow.basic("shop", Gateway.secret("shop"))));
  }

  private Response go(String key, String answer) {
    return gateway.server.answer(
        TestRequest.of("POST", "/t/" + Gateway.TENANT + "/login/interactions/" + key)
            .body("application/json", answer));
  }

  private String asked() throws Exception {
    JsonNode answer = token("wecom", "alice");
    assertThat(answer.path("error").asText()).isEqualTo("interaction_required");
    JsonNode interaction = answer.path("interaction");
    assertThat(interaction.path("kind").asText()).isEqualTo("bind-or-create");
    assertThat(interaction.path("expiresIn").asInt()).isEqualTo(300);
    assertThat(interaction.path("proofs"))
        .extracting(JsonNode::asText)
        .containsExactly("password", "identity-source");
    return interaction.path("key").asText();
  }

  @Test
  void createsAnAccount() throws Exception {
    Response response = go(asked(), "{\"choice\":\"create\"}");
    assertThat(response.status()).isEqualTo(200);
    assertThat(body(response).path("access_token").asText()).isNotEmpty();
    assertThat(body(response).path("id_token").asText()).isNotEmpty();
    assertThat(flow.userInfo(body(response).path("access_token").asText()).status()).isEqualTo(200);
  }

  @Test
  void linksAnAccountByItsPassword() throws Exception {
    String key = asked();
    String form = "{\"choice\":\"bind\",\"proof\":\"password\",\"username\":\"wang\",";
    Response wrong = go(key, form + "\"password\":\"no\"}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(body(wrong).path("error").asText()).isEqualTo("invalid_proof");
    assertThat(body(wrong).path("attemptsLeft").asInt()).isEqualTo(4);

    assertThat(go(key, form + "\"password\":\"correct horse battery\"}").status()).isEqualTo(200);
    assertThat(identities(wang)).isEqualTo(1);
    assertThat(body(go(key, "{\"choice\":\"create\"}")).path("error").asText())
        .isEqualTo("invalid_interaction");
  }

  @Test
  void hasNobodyGoOnWithAPasswordThatHasToBeChanged() throws Exception {
    gateway.core.users.setPassword(
        ALICE, Gateway.TENANT, wang.id(), Secret.of("correct horse battery"), true);
    String form = "{\"choice\":\"bind\",\"proof\":\"password\",\"username\":\"wang\",";
    Response response = go(asked(), form + "\"password\":\"correct horse battery\"}");
    assertThat(response.status()).isEqualTo(400);
    assertThat(body(response).path("error").asText()).isEqualTo("password_change_required");
    assertThat(body(response).has("interaction")).isFalse();
    assertThat(identities(wang)).isZero();
  }

  @Test
  void linksAnAccountByACodeOfAnotherSource() throws Exception {
    assertThat(token("lark", "alicia").path("access_token").asText()).isNotEmpty();
    String known = gateway.userId("alicia");
    String form =
        "{\"choice\":\"bind\",\"proof\":\"identity-source\",\"identity_source\":\"lark\",";
    String key = asked();
    assertThat(body(go(key, form + "\"code\":\"junk\"}")).path("attemptsLeft").asInt())
        .isEqualTo(4);

    // another code of the same person: one works once
    gateway.lark.forgetCodes();
    assertThat(go(key, form + "\"code\":\"ok-alicia\"}").status()).isEqualTo(200);

    assertThat(gateway.core.users.identities(Gateway.TENANT, known)).hasSize(2);
    assertThat(gateway.core.accounts.byUsername(Gateway.TENANT, "alice")).isEmpty();
  }

  @Test
  void linksAnAccountByACodeThatWasSent() throws Exception {
    gateway.core.deliveries.add(sent, 0);
    JsonNode interaction = token("wecom", "alice").path("interaction");
    assertThat(interaction.path("proofs"))
        .extracting(JsonNode::asText)
        .containsExactly("password", "code", "identity-source");
    String key = interaction.path("key").asText();
    String form = "{\"choice\":\"bind\",\"proof\":\"code\",";

    for (String name : List.of("nobody", "wang")) {
      Response answer = go(key, form + "\"username\":\"" + name + "\"}");
      assertThat(answer.status()).isEqualTo(202);
      assertThat(body(answer)).isEqualTo(json.readTree("{\"sent\":true,\"expiresIn\":600}"));
    }
    Response wrong = go(key, form + "\"code\":\"" + sent.wrong().reveal() + "\"}");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(body(wrong).path("error").asText()).isEqualTo("invalid_proof");
    assertThat(body(wrong).path("attemptsLeft").asInt()).isEqualTo(4);
    Response right = go(key, form + "\"code\":\"" + sent.last().reveal() + "\"}");
    assertThat(right.status()).isEqualTo(200);
    assertThat(identities(wang)).isEqualTo(1);
  }

  @Test
  void sendsNoCodeWhereNobodyCarriesIt() throws Exception {
    Response answer = go(asked(), "{\"choice\":\"bind\",\"proof\":\"code\",\"username\":\"wang\"}");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(body(answer).path("error").asText()).isEqualTo("invalid_request");
  }

  @Test
  void takesAProofOfNoSourceThatIsNotForTheClient() throws Exception {
    String key = asked();
    gateway.client(
        "shop",
        Gateway.draft(true, AuthMethod.CLIENT_SECRET_BASIC, "RS256", Set.of("wecom"), true));
    String form =
        "{\"choice\":\"bind\",\"proof\":\"identity-source\",\"identity_source\":\"lark\",";

    assertThat(body(go(key, form + "\"code\":\"ok-alicia\"}")).path("error").asText())
        .isEqualTo("invalid_proof");
    assertThat(token("wecom", "bob").path("interaction").path("proofs"))
        .extracting(JsonNode::asText)
        .containsExactly("password");
  }

  @Test
  void refusesWhatItCannotRead() throws Exception {
    String key = asked();
    for (String answer :
        List.of(
            "{}",
            "{\"choice\":\"other\"}",
            "{\"choice\":\"bind\"}",
            "{\"choice\":\"bind\",\"proof\":\"password\",\"username\":\"wang\"}",
            "{\"choice\":\"bind\",\"proof\":\"password\",\"username\":\"w\",\"password\":\"\"}",
            "{\"choice\":7}",
            "{\"choice\":\"bind\",\"proof\":\"code\"}",
            "{\"choice\":\"bind\",\"proof\":\"identity-source\"}",
            "[]",
            "x")) {
      Response response = go(key, answer);
      assertThat(response.status()).as(answer).isEqualTo(400);
      assertThat(body(response).path("error").asText()).isEqualTo("invalid_request");
    }
    for (String foreign : List.of("x", "a".repeat(43), "%20")) {
      assertThat(body(go(foreign, "{\"choice\":\"create\"}")).path("error").asText())
          .isEqualTo("invalid_interaction");
    }
    assertThat(go(key, "{\"choice\":\"create\"}").status()).isEqualTo(200);
  }

  @Test
  void refusesWhoeverMayNotHaveAnAccount() throws Exception {
    ask(true);
    JsonNode interaction = token("wecom", "alice").path("interaction");
    assertThat(interaction.path("kind").asText()).isEqualTo("bind");

    Response refused = go(interaction.path("key").asText(), "{\"choice\":\"create\"}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(body(refused).path("error").asText()).isEqualTo("access_denied");
  }
}
