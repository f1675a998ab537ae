package dev.muster.core.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Client.GrantType;
import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Refreshed;
import dev.muster.api.Grants.Refreshing;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.Identity;
import dev.muster.api.Session;
import dev.muster.api.Sessions;
import dev.muster.api.SignIns.Outcome;
import dev.muster.core.platform.Together;
import dev.muster.core.signin.Gateway;
import dev.muster.core.user.Deprovisioning;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.UserHousekeeping;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.Change;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * Refresh tokens: RFC 6749 section 6, RFC 9700 section 4.14, OpenID Connect Core sections 11, 12.
 */
class RefreshTokensTest extends RefreshTokensFixture {
  private static final Duration PAST_GRACE = Grants.REFRESH_TOKEN_GRACE.plusMillis(1);

  @Test
  void areGivenToWhoAskedForOfflineAccessAlone() {
    assertThat(first.refreshToken()).isPresent();
    assertThat(gateway.redeem(Gateway.code(gateway.signedIn("wang"))).orElseThrow().refreshToken())
        .isEmpty();

    gateway.clientsTake(EnumSet.of(GrantType.AUTHORIZATION_CODE), Set.of("*"));
    assertThat(
            gateway
                .redeem(Gateway.code(gateway.comesInOffline("zhao")))
                .orElseThrow()
                .refreshToken())
        .isEmpty();
  }

  @Test
  void giveTheSamePersonTheSameSessionAndTheTimeOfTheSignIn() {
    gateway.advance(Duration.ofMinutes(20));
    Tokens next = refreshed(first);

    assertThat(next.access().user().id()).isEqualTo(in.user().id());
    assertThat(next.access().identity()).isEqualTo(in.identity());
    assertThat(next.session().id()).isEqualTo(in.session().id());
    assertThat(next.session().authTime()).isEqualTo(in.session().authTime());
    assertThat(next.nonce()).isEmpty();
    assertThat(next.access().scope())
        .containsExactlyInAnyOrder("openid", "email", "offline_access");
    assertThat(next.expiresIn()).isEqualTo(Grants.ACCESS_TOKEN_LIFETIME);
    assertThat(next.accessToken().reveal()).isNotEqualTo(first.accessToken().reveal());
    assertThat(refreshToken(next).reveal()).isNotEqualTo(refreshToken(first).reveal());
    assertThat(works(next)).isTrue();
    assertThat(works(first)).isFalse();
  }

  @Test
  void workOnWhereThePlatformChangesTheIdOfTheAccount() {
    Identity before = in.identity().orElseThrow();
    String to = IdentityRecord.id(before.platform(), before.platformTenant(), "li2", true);
    Deprovisioning departures =
        new Deprovisioning(
            gateway.storage(),
            gateway.accounts(),
            new UserHousekeeping(gateway.storage(), gateway.accounts(), gateway.queue()),
            (tenant, source) -> false);
    gateway
        .changes()
        .run(
            Gateway.CALLER,
            Gateway.TENANT,
            work ->
                departures.rename(
                    work, Gateway.TENANT, before.id(), to, "li2", gateway.clock().instant()));

    assertThat(
            gateway
                .grants()
                .access(Gateway.TENANT, first.accessToken())
                .flatMap(Grants.Access::identity)
                .map(Identity::platformUserId))
        .hasValue("li2");
    Tokens next = refreshed(first);
    assertThat(next.access().identity().map(Identity::id)).hasValue(to);

    gateway
        .changes()
        .run(
            Gateway.CALLER,
            Gateway.TENANT,
            work ->
                departures.leave(
                    work, Gateway.TENANT, to, gateway.clock().instant().plusMillis(1)));
    refuses(next);
    assertThat(works(next)).isFalse();
  }

  @Test
  void costThreeReadsAndOneCommitThatWritesTheGrantAlone() {
    Together.until(
        () -> {
          first = refreshed(first);
          gateway.forget();
          first = refreshed(first);
          return gateway.reads().equals(List.of("grant", "identity", "session"))
              || gateway.reads().equals(List.of("grant", "session", "identity"));
        });

    assertThat(gateway.commits()).hasSize(1);
    assertThat(
            gateway.commits().get(0).stream()
                .map(each -> each.getClass().getSimpleName() + " " + each.key().collection()))
        .containsExactly(
            "Replace grant",
            "Require session",
            "Require user",
            "Require identity-source",
            "Require tenant");
  }

  @Test
  void costASignInNoCommitMore() {
    gateway.forget();
    Tokens tokens = gateway.redeem(Gateway.code(gateway.comesInOffline("wang"))).orElseThrow();

    assertThat(tokens.refreshToken()).isPresent();
    assertThat(gateway.commits()).hasSize(2);
    assertThat(gateway.commits().get(1))
        .filteredOn(change -> change instanceof Change.Replace)
        .extracting(change -> change.key().collection())
        .containsExactly("grant");
  }

  @Test
  void endWithTheCodeThatComesAgain() {
    assertThat(gateway.redeem(Gateway.code(in))).isEmpty();
    refuses(first);
  }

  @Test
  void endNothingWhenAnotherClientPresentsThem() {
    Tokens next = refreshed(first);
    gateway.advance(PAST_GRACE);
    for (Tokens tokens : List.of(first, next)) {
      assertThat(
              gateway
                  .grants()
                  .refresh(
                      Gateway.CALLER,
                      Gateway.TENANT,
                      new Refreshing("another", refreshToken(tokens), Optional.empty())))
          .isInstanceOf(Refreshed.Refused.class);
    }
    assertThat(works(next)).isTrue();
    assertThat(refreshed(next).refreshToken()).isPresent();
  }

  @Test
  void endNothingWhenSomebodyMakesThemUp() {
    String real = refreshToken(first).reveal();
    for (String odd :
        List.of(
            "x",
            "\0",
            real.substring(0, 86),
            real.substring(0, 43) + "x".repeat(86),
            real.substring(0, 128) + (real.endsWith("A") ? "E" : "A"),
            "x".repeat(10_000),
            first.accessToken().reveal())) {
      assertThat(refresh(Secret.of(odd), Optional.empty())).isInstanceOf(Refreshed.Refused.class);
    }
    assertThat(gateway.grants().access(Gateway.TENANT, refreshToken(first))).isEmpty();
    assertThat(gateway.redeem(refreshToken(first))).isEmpty();
    assertThat(works(first)).isTrue();
    assertThat(refreshed(first).refreshToken()).isPresent();
  }

  @Nested
  class Scope {
    @Test
    void mayBeLessAndIsWholeAgainTheNextTime() {
      Refreshed narrowed = refresh(refreshToken(first), Optional.of(Set.of("openid")));
      Tokens less = ((Refreshed.Given) narrowed).tokens();

      assertThat(less.access().scope()).containsExactly("openid");
      assertThat(gateway.grants().access(Gateway.TENANT, less.accessToken()).orElseThrow().scope())
          .containsExactly("openid");
      assertThat(refreshed(less).access().scope()).contains("email");
    }

    @Test
    void mayNotBeMore() {
      assertThat(refresh(refreshToken(first), Optional.of(Set.of("openid", "phone"))))
          .isInstanceOf(Refreshed.WrongScope.class);
      assertThat(refreshed(first).refreshToken()).isPresent();
    }

    @Test
    void hasNothingThatTheClientMayAskForNoMore() {
      gateway.clientsMayAskFor(Set.of("openid", "offline_access"));
      assertThat(refreshed(first).access().scope())
          .containsExactlyInAnyOrder("openid", "offline_access");
    }

    @Test
    void mayBeWhatWasGrantedAlsoWhereTheClientMayAskForLessMeanwhile() {
      gateway.clientsMayAskFor(Set.of("openid", "offline_access"));
      Set<String> granted = Set.of("openid", "email", "offline_access");
      for (int i = 0; i < 2; i++) {
        Refreshed given = refresh(refreshToken(first), Optional.of(granted));
        assertThat(given).isInstanceOf(Refreshed.Given.class);
        assertThat(((Refreshed.Given) given).tokens().access().scope())
            .containsExactlyInAnyOrder("openid", "offline_access");
      }
      assertThat(refresh(refreshToken(first), Optional.of(Set.of("openid", "phone"))))
          .isInstanceOf(Refreshed.WrongScope.class);
    }
  }

  @Test
  void areGivenInASessionThatIsThereAndOutliveItToo() {
    Outcome.SignedIn<AuthorizationCode> wang = gateway.signedIn("wang");
    Session session = wang.session();
    Tokens tokens =
        gateway
            .redeem(
                gateway
                    .grants()
                    .grant(Gateway.CALLER, Gateway.TENANT, session, Gateway.offline())
                    .orElseThrow()
                    .value())
            .orElseThrow();
    Tokens usual = gateway.redeem(Gateway.code(wang)).orElseThrow();
    gateway.advance(Sessions.LIFETIME);

    assertThat(refreshed(tokens).session().id()).isEqualTo(session.id());
    assertThat(works(usual)).isFalse();
  }

  @Test
  void areStoredAsDigests() {
    Tokens next = refreshed(first);

    assertThat(
            gateway.commits().stream()
                .flatMap(List::stream)
                .filter(change -> change instanceof Change.Replace)
                .map(
                    change ->
                        new String(
                            ((Change.Replace) change).document().body(), StandardCharsets.UTF_8)))
        .isNotEmpty()
        .noneMatch(
            stored ->
                stored.contains(refreshToken(first).reveal().substring(43, 86))
                    || stored.contains(refreshToken(next).reveal().substring(43, 86))
                    || stored.contains(next.accessToken().reveal().substring(43)));
  }
}
