package dev.muster.core.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Refreshed;
import dev.muster.api.Grants.Refreshing;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.SignIns.Outcome;
import dev.muster.core.grant.GrantRecord.RefreshKey;
import dev.muster.core.platform.Together;
import dev.muster.core.signin.Gateway;
import dev.muster.spi.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A refresh token that was replaced, and comes again (RFC 9700 section 4.14). */
class ReplacedRefreshTokenTest {
  private static final Duration PAST_GRACE = Grants.REFRESH_TOKEN_GRACE.plusMillis(1);

  @TempDir Path directory;
  private Gateway gateway;
  private Tokens first;

  @BeforeEach
  void signIn() {
    gateway = new Gateway(directory);
    Outcome.SignedIn<AuthorizationCode> in = gateway.comesInOffline("li");
    first = gateway.redeem(Gateway.code(in)).orElseThrow();
  }

  private Refreshed refresh(Secret token, Optional<Set<String>> scope) {
    return gateway
        .grants()
        .refresh(Gateway.CALLER, Gateway.TENANT, new Refreshing(Gateway.CLIENT, token, scope));
  }

  private Tokens refreshed(Tokens tokens) {
    return ((Refreshed.Given) refresh(refreshToken(tokens), Optional.empty())).tokens();
  }

  private static Secret refreshToken(Tokens tokens) {
    return tokens.refreshToken().orElseThrow();
  }

  private void refuses(Tokens tokens) {
    assertThat(refresh(refreshToken(tokens), Optional.empty()))
        .isInstanceOf(Refreshed.Refused.class);
  }

  private boolean works(Tokens tokens) {
    return gateway.grants().access(Gateway.TENANT, tokens.accessToken()).isPresent();
  }

  private static void assertSame(Tokens tokens, Tokens others) {
    assertThat(refreshToken(tokens).reveal()).isEqualTo(refreshToken(others).reveal());
    assertThat(tokens.accessToken().reveal()).isEqualTo(others.accessToken().reveal());
  }

  @Test
  void returnsTheSameSuccessorForTenSecondsAndWritesNothing() {
    Tokens next = refreshed(first);
    gateway.advance(Grants.REFRESH_TOKEN_GRACE.minusMillis(1));
    gateway.forget();
    Tokens again = refreshed(first);

    assertThat(refreshToken(again).reveal()).isEqualTo(refreshToken(next).reveal());
    assertThat(again.accessToken().reveal()).isEqualTo(next.accessToken().reveal());
    assertThat(again.expiresIn()).isEqualTo(next.expiresIn().minusMillis(9999));
    assertThat(gateway.commits()).isEmpty();
    assertThat(works(again)).isTrue();
  }

  @Test
  void endsTheFamilyLater() {
    Tokens next = refreshed(first);
    gateway.advance(PAST_GRACE);

    refuses(first);
    refuses(next);
    assertThat(works(next)).isFalse();
    assertThat(gateway.commits().get(gateway.commits().size() - 1))
        .extracting(change -> change.getClass().getSimpleName() + " " + change.key().collection())
        .containsExactly("Delete grant", "Create audit-event", "Require tenant");
  }

  @Test
  void endsTheFamilyHoweverLongAgoItWasReplaced() {
    Tokens next = first;
    for (int i = 0; i < 5; i++) {
      next = refreshed(next);
    }
    gateway.advance(PAST_GRACE);
    refuses(first);
    refuses(next);
  }

  @Test
  void givesManyWhoPresentItAtOnceTheSame() throws Exception {
    List<Tokens> given = Together.run(8, () -> refreshed(first));

    assertThat(given).hasSize(8);
    assertThat(given.stream().map(each -> refreshToken(each).reveal()).distinct()).hasSize(1);
    assertThat(given.stream().map(each -> each.accessToken().reveal()).distinct()).hasSize(1);
    assertThat(refreshed(given.get(0)).refreshToken()).isPresent();
  }

  @Test
  void givesNoMoreThanItGaveBefore() {
    refresh(refreshToken(first), Optional.of(Set.of("openid")));

    assertThat(refresh(refreshToken(first), Optional.empty()))
        .isInstanceOf(Refreshed.WrongScope.class);
    assertThat(refresh(refreshToken(first), Optional.of(Set.of("openid"))))
        .isInstanceOf(Refreshed.Given.class);
  }

  /**
   * A tab that is late gets what the others hold meanwhile, and nothing that is replaced already.
   */
  @Test
  void returnsTheLatestSuccessorThoughThatWasReplacedToo() {
    Tokens second = refreshed(first);
    gateway.advance(Duration.ofSeconds(1));
    Tokens third = refreshed(second);
    gateway.advance(Duration.ofSeconds(1));
    Tokens fourth = refreshed(third);
    gateway.advance(Duration.ofSeconds(1));
    gateway.forget();

    for (Tokens late : List.of(first, second, third)) {
      assertSame(refreshed(late), fourth);
    }
    assertThat(gateway.commits()).isEmpty();
    assertThat(works(fourth)).isTrue();
    assertThat(refreshed(fourth).refreshToken()).isPresent();
  }

  @Test
  void hasTheTenSecondsSinceItsOwnReplacementHoweverOftenItsSuccessorsWereReplaced() {
    Tokens second = refreshed(first);
    gateway.advance(Duration.ofSeconds(6));
    Tokens third = refreshed(second);
    gateway.advance(Duration.ofSeconds(4).minusMillis(1));
    assertSame(refreshed(first), third);

    gateway.advance(Duration.ofMillis(1));
    assertSame(refreshed(second), third);
    refuses(first);
    refuses(third);
    assertThat(works(third)).isFalse();
  }

  @Test
  void returnsTheLatestOfAFewAndEndsTheFamilyAfterMore() {
    Tokens latest = first;
    for (int i = 0; i < RefreshKey.MOST_REPLACED; i++) {
      latest = refreshed(latest);
    }
    assertSame(refreshed(first), latest);

    latest = refreshed(latest);
    refuses(first);
    refuses(latest);
  }

  @Test
  void givesNoMoreThanTheLatestExchangeGave() {
    Tokens second = refreshed(first);
    assertThat(refresh(refreshToken(second), Optional.of(Set.of("openid"))))
        .isInstanceOf(Refreshed.Given.class);

    assertThat(refresh(refreshToken(first), Optional.empty()))
        .isInstanceOf(Refreshed.WrongScope.class);
    assertThat(refresh(refreshToken(first), Optional.of(Set.of("openid"))))
        .isInstanceOf(Refreshed.Given.class);
  }
}
