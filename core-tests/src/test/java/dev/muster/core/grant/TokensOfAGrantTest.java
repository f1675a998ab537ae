package dev.muster.core.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Client.GrantType;
import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Refreshed;
import dev.muster.api.Grants.Refreshing;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.SignIns.Outcome;
import dev.muster.core.signin.Gateway;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All tokens of a grant that is refreshed: how long they work, and that all say the same of it. */
class TokensOfAGrantTest {
  @TempDir Path directory;
  private Gateway gateway;
  private Outcome.SignedIn<AuthorizationCode> in;
  private Tokens first;

  @BeforeEach
  void signIn() {
    gateway = new Gateway(directory);
    in = gateway.comesInOffline("li");
    first = gateway.redeem(Gateway.code(in)).orElseThrow();
  }

  private static Secret refreshToken(Tokens tokens) {
    return tokens.refreshToken().orElseThrow();
  }

  private Refreshed refresh(Tokens tokens) {
    return gateway
        .grants()
        .refresh(
            Gateway.CALLER,
            Gateway.TENANT,
            new Refreshing(Gateway.CLIENT, refreshToken(tokens), Optional.empty()));
  }

  private Tokens refreshed(Tokens tokens) {
    return ((Refreshed.Given) refresh(tokens)).tokens();
  }

  private void refuses(Tokens tokens) {
    assertThat(refresh(tokens)).isInstanceOf(Refreshed.Refused.class);
  }

  private boolean works(Tokens tokens) {
    return gateway.grants().access(Gateway.TENANT, tokens.accessToken()).isPresent();
  }

  @Test
  void areAccessTokensThatWorkUntilTheyExpire() {
    Tokens second = refreshed(first);
    gateway.advance(Duration.ofMinutes(5));
    Tokens third = refreshed(second);
    Tokens fourth = refreshed(third);
    gateway.advance(Grants.ACCESS_TOKEN_LIFETIME.minusMinutes(5).minusMillis(1));
    assertThat(List.of(first, second, third, fourth)).allMatch(this::works);

    gateway.advance(Duration.ofMillis(1));
    assertThat(List.of(first, second)).noneMatch(this::works);
    assertThat(List.of(third, fourth)).allMatch(this::works);
    var unused = refreshed(fourth);
    assertThat(stored().accessTokens()).hasSize(3);
  }

  @Test
  void areNoMoreAccessTokensThanABound() {
    List<Tokens> all = new ArrayList<>(List.of(first));
    for (int i = 0; i < GrantRecord.MOST_ACCESS_TOKENS; i++) {
      all.add(refreshed(all.get(i)));
    }
    assertThat(works(first)).isFalse();
    assertThat(all.subList(1, all.size())).allMatch(this::works);
    assertThat(stored().accessTokens()).hasSize(GrantRecord.MOST_ACCESS_TOKENS);
  }

  @Test
  void endTogetherWhicheverAccessTokenIsRevoked() {
    Tokens last = refreshed(refreshed(refreshed(first)));

    assertThat(
            gateway
                .grants()
                .revoke(Gateway.CALLER, Gateway.TENANT, Gateway.CLIENT, first.accessToken()))
        .isEqualTo(Grants.Revocation.DONE);
    assertThat(works(last)).isFalse();
    refuses(last);
  }

  private GrantRecord stored() {
    return gateway
        .storage()
        .repository(GrantRecord.SCHEMA)
        .all(Gateway.TENANT, new Query.All(), 1)
        .get(0)
        .value();
  }

  /** A token that is refused says of itself that it does not work. */
  private void nothingWorks() {
    assertThat(introspects(refreshToken(first))).isFalse();
    assertThat(introspects(first.accessToken())).isFalse();
    assertThat(works(first)).isFalse();
    refuses(first);
  }

  private boolean introspects(Secret token) {
    return gateway.grants().introspect(Gateway.TENANT, Gateway.CLIENT, token).isPresent();
  }

  @Test
  void endWithTheGrantType() {
    assertThat(introspects(refreshToken(first))).isTrue();
    gateway.clientsTake(EnumSet.of(GrantType.AUTHORIZATION_CODE), Set.of("*"));
    nothingWorks();
  }

  @Test
  void endWithTheSource() {
    gateway.clientsTake(EnumSet.allOf(GrantType.class), Set.of("another"));
    nothingWorks();
  }

  @Test
  void endWithoutConsentOnceItIsNeeded() {
    gateway.clientsNeedConsent(true);
    nothingWorks();
  }

  @Test
  void sayThatTheyEndedWithTheIdentity() {
    gateway.commit(
        List.of(
            gateway
                .accounts()
                .identities()
                .delete(Gateway.TENANT, in.identity().orElseThrow().id())));
    assertThat(introspects(refreshToken(first))).isFalse();
  }
}
