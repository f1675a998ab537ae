package dev.muster.core.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.grant.GrantRecord.TokenKey;
import dev.muster.core.signin.Gateway;
import dev.muster.core.store.Repository;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.storage.Query;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a user has granted, however much that is. */
class UserGrantsTest extends StoredGrantsFixture {
  private Repository<GrantRecord> grants() {
    return gateway.storage().repository(GrantRecord.SCHEMA);
  }

  private void store(GrantRecord grant, String id, int number) {
    UnitOfWork work = new UnitOfWork();
    for (int i = 0; i < number; i++) {
      work.add(grants().create(Gateway.TENANT, id + i, grant));
    }
    gateway.storage().commit(work);
  }

  private static GrantRecord of(GrantRecord grant, String client, TokenKey token) {
    return new GrantRecord(
        client,
        grant.clientCreatedAt(),
        grant.scope(),
        grant.userId(),
        grant.sessionId(),
        grant.identity(),
        grant.generation(),
        grant.code(),
        Optional.of(token),
        List.of(),
        Optional.empty(),
        grant.claims());
  }

  @Test
  void areFoundBehindAnyNumberOfAnotherClients() {
    GrantRecord given = grants().all(Gateway.TENANT, new Query.All(), 1).get(0).value();
    TokenKey token =
        new TokenKey("digest", given.code().orElseThrow().expiresAt(), Optional.empty());
    store(of(given, "noisy", token), "a", 999);
    store(of(given, "noisy", token), "b", 100);
    store(of(given, "quiet", token), "c", 1);
    UserGrants granted =
        new UserGrants(
            gateway.storage(), Clock.fixed(token.expiresAt().minusMillis(1), ZoneOffset.UTC));

    assertThat(granted.of(Gateway.TENANT, given.userId()))
        .extracting(UserGrants.Held::clientId)
        .contains("quiet");
    UnitOfWork work = new UnitOfWork();
    assertThat(granted.end(work, Gateway.TENANT, given.userId(), "quiet")).isEqualTo(1);
    assertThat(granted.end(new UnitOfWork(), Gateway.TENANT, given.userId(), "noisy"))
        .isEqualTo(UnitOfWork.MOST_OF_A_KIND);
    gateway.storage().commit(work);
    assertThat(granted.of(Gateway.TENANT, given.userId()))
        .extracting(UserGrants.Held::clientId)
        .doesNotContain("quiet");
  }
}
