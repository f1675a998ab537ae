package dev.muster.web.api;

import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.api.Client;
import dev.muster.api.PasswordSignIns;
import dev.muster.api.Session;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.ConsentRecord;
import dev.muster.core.user.SessionRecord;
import dev.muster.spi.storage.Query;
import dev.muster.web.api.ApiFixture.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What applications hold of a user, for administrators. */
class UserGrantsApiTest {
  private static final String TENANT = "acme";

  private final ApiFixture api = new ApiFixture();
  private final TestCore core = api.world.core;
  private String user = "";

  @BeforeEach
  void consent() {
    api.send("PATCH", "/tenants/acme", "{\"passwordSignIn\":true}");
    user =
        api.send("POST", "/tenants/acme/users", "{\"username\":\"li\"}").body().get("id").asText();
    consent("shop");
    core.clock.advance(Duration.ofMinutes(1));
    consent("wiki");
  }

  private void consent(String clientId) {
    Client.Settings settings = Client.Settings.builder("The " + clientId).firstParty(false).build();
    core.clients.create(ALICE, TENANT, Optional.of(clientId), Optional.empty(), settings);
    Client client = core.clients.find(TENANT, clientId).orElseThrow().value();
    assertThat(
            core.consents.give(ALICE, TENANT, session(clientId), client, Set.of("openid", "email")))
        .isTrue();
  }

  private Session session(String id) {
    Instant now = core.clock.instant();
    SessionRecord record =
        new SessionRecord(
            user,
            PasswordSignIns.SOURCE,
            Optional.empty(),
            now,
            now.plusSeconds(3600),
            "Firefox",
            "192.0.2.7",
            List.of(),
            core.accounts.users().find(TENANT, user).orElseThrow().value().sessionsValidFrom(),
            core.directory.find(TENANT).orElseThrow().value().passwordSessionsValidFrom());
    var sessions = core.storage.repository(SessionRecord.SCHEMA);
    core.storage.commit(new UnitOfWork().add(sessions.create(TENANT, id, record)));
    return SessionRecord.session(new Stored<>(sessions.key(TENANT, id), 1, record));
  }

  private String grants() {
    return "/tenants/acme/users/" + user + "/grants";
  }

  @Test
  void areListedTheLatestFirst() {
    JsonNode items = api.get(grants()).body().get("items");
    assertThat(items).hasSize(2);
    JsonNode latest = items.get(0);
    assertThat(latest.get("clientId").asText()).isEqualTo("wiki");
    assertThat(latest.get("displayName").asText()).isEqualTo("The wiki");
    assertThat(latest.get("scopes"))
        .extracting(JsonNode::asText)
        .containsExactly("email", "openid");
    assertThat(latest.get("since").asText()).isEqualTo(latest.get("consentedAt").asText());
    assertThat(latest.get("offline").asBoolean()).isFalse();
    assertThat(api.get(grants() + "?limit=1").body().get("next").asText()).isEqualTo("wiki");
  }

  @Test
  void areWithdrawnOneByOne() {
    assertThat(api.send(ApiFixture.asOwner("DELETE", grants() + "/wiki")).status()).isEqualTo(204);
    assertThat(api.get(grants()).body().get("items"))
        .extracting(item -> item.get("clientId").asText())
        .containsExactly("shop");
    Answer again = api.send(ApiFixture.asOwner("DELETE", grants() + "/wiki"));
    assertThat(again.status()).isEqualTo(404);
  }

  @Test
  void areWithdrawnAtOnce() {
    for (int i = 0; i < 2; i++) {
      assertThat(api.send(ApiFixture.asOwner("DELETE", grants())).status()).isEqualTo(204);
      assertThat(api.get(grants()).body().get("items")).isEmpty();
    }
  }

  @Test
  void areNotFoundOfNobody() {
    assertThat(api.get("/tenants/acme/users/nobody/grants").status()).isEqualTo(404);
    assertThat(api.send(ApiFixture.asOwner("DELETE", "/tenants/acme/users/nobody/grants")).status())
        .isEqualTo(404);
  }

  @Test
  void goWithTheUser() {
    core.users.delete(ALICE, TENANT, user, OptionalLong.empty());
    core.taskWork.runDue();
    assertThat(core.storage.repository(ConsentRecord.SCHEMA).all(TENANT, new Query.All(), 10))
        .isEmpty();
  }
}
