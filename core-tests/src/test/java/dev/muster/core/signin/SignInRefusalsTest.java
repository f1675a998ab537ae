package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.IdentitySource.Association;
import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Pending;
import dev.muster.api.SignIns.Refusal;
import dev.muster.core.platform.TestPlatforms;
import dev.muster.core.store.Stored;
import dev.muster.core.testing.Logged;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.storage.Change;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who is refused, and what is said where a platform fails. */
class SignInRefusalsTest extends PlatformSignInsFixture {
  private List<String> audited() {
    return gateway.store().commits().stream()
        .flatMap(List::stream)
        .filter(change -> change.key().collection().equals("audit-event"))
        .map(
            change ->
                new String(((Change.Create) change).document().body(), StandardCharsets.UTF_8))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_A_MEMBER",
    "FOREIGN_COMPANY",
    "EXTERNAL_CONTACT",
    "LEFT_COMPANY",
    "NOT_IN_RANGE"
  })
  void refusesWhomThePlatformRefusesAndSaysSoInTheAudit(String reason) {
    gateway
        .platform()
        .code(
            "c",
            SignInResult.refused(SignInResult.Reason.valueOf(reason))
                .withPlatformCode(Optional.of("60111")));

    assertThat(gateway.finish(gateway.pending(), "c"))
        .isEqualTo(new Outcome.Refused<>(Refusal.valueOf(reason)));
    assertThat(users()).isEmpty();
    assertThat(audited()).hasSize(1);
    assertThat(audited().get(0))
        .contains("sign-in.refused", "identity-source:wecom", "192.0.2.7", "c-1")
        .contains(reason.toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
        .contains("60111", "browser");
  }

  @Test
  void refusesADisabledUser() {
    String id = gateway.signedIn("li").user().id();
    change(id, user -> user.withActive(false, gateway.clock().instant()));

    assertThat(gateway.comesIn(Gateway.person("li")))
        .isEqualTo(new Outcome.Refused<>(Refusal.USER_DISABLED));
  }

  @Test
  void refusesAUserWhoIsDisabledBehindTheCachesBack() {
    String id = gateway.signedIn("li").user().id();
    Gateway other = gateway;
    // as another node does it: this node's caches have not been told
    Stored<UserRecord> read = other.accounts().users().find(Gateway.TENANT, id).orElseThrow();
    gateway
        .store()
        .commit(
            List.of(
                other
                    .accounts()
                    .users()
                    .replace(read, read.value().withActive(false, gateway.clock().instant()))));

    assertThat(gateway.comesIn(Gateway.person("li")))
        .isEqualTo(new Outcome.Refused<>(Refusal.USER_DISABLED));
  }

  @Test
  void refusesWhereTheSourceWasDisabledMeanwhile() {
    Pending pending = gateway.pending();
    gateway.platform().code("c", SignInResult.signedIn(Gateway.person("li")));
    gateway
        .sources()
        .set(
            Gateway.TENANT,
            FakeSources.source(
                Gateway.SOURCE, Set.of(SignInMethod.BROWSER), Association.OFF, false));

    assertThat(gateway.finish(pending, "c"))
        .isEqualTo(new Outcome.Refused<>(Refusal.SOURCE_DISABLED));
    assertThat(gateway.platform().redemptions()).isZero();
  }

  @Test
  void refusesWhereTheSourceIsDisabledBetweenReadAndCommit() {
    Pending pending = gateway.pending();
    gateway.platform().code("c", SignInResult.signedIn(Gateway.person("li")));
    gateway.beforeNextCommit(gateway::disableSourceElsewhere);

    assertThat(gateway.finish(pending, "c"))
        .isEqualTo(new Outcome.Refused<>(Refusal.SOURCE_DISABLED));
    assertThat(gateway.accounts().byUsername(Gateway.TENANT, "li")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(ProviderException.Code.class)
  void saysInWhatWayThePlatformFailed(ProviderException.Code code) {
    gateway.platform().fails(code);

    Fault expected =
        switch (code) {
          case CREDENTIAL_REFUSED, CREDENTIAL_BLOCKED, TOKEN_INVALID -> Fault.CREDENTIAL;
          case ADDRESS_NOT_ALLOWED, NOT_PERMITTED, REJECTED -> Fault.CONFIGURATION;
          case THROTTLED -> Fault.THROTTLED;
          case UNAVAILABLE, TIMEOUT, UNEXPECTED_ANSWER, NOT_FOUND -> Fault.UNAVAILABLE;
        };
    assertThat(gateway.finish(gateway.pending(), "c")).isEqualTo(new Outcome.Failed<>(expected));
    assertThat(gateway.store().commits()).isEmpty();
  }

  @Test
  void tellsTheLogWhatThePlatformLacked() {
    gateway.platform().fails(ProviderException.Code.NOT_PERMITTED);

    assertThat(Logged.by(() -> gateway.finish(gateway.pending(), "c")))
        .contains("NOT_PERMITTED 7, as the test says");
  }

  @Test
  void boundsWhatTheLogIsToldOfAPlatformThatFails() {
    Runnable flood =
        () -> {
          for (int i = 0; i < PlatformIdentification.LINES_PER_MINUTE + 40; i++) {
            gateway.platform().fails(ProviderException.Code.UNAVAILABLE);
            gateway.finish(gateway.pending(), "c");
          }
        };

    for (int minute = 0; minute < 2; minute++) {
      assertThat(Logged.by(flood).lines().filter(line -> line.contains("failed: UNAVAILABLE")))
          .hasSize(PlatformIdentification.LINES_PER_MINUTE);
      gateway.advance(Duration.ofMinutes(1));
    }
  }

  @Test
  void saysThatThePlatformIsAbsent() {
    Pending pending = gateway.pending();
    TestPlatforms.remove(gateway.registry(), 1);
    Thread.currentThread().interrupt();

    assertThat(gateway.finish(pending, "c")).isEqualTo(new Outcome.Failed<>(Fault.ABSENT));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void boundsWhatAFloodOfRefusalsWrites() {
    for (int i = 0; i < Refusals.EVENTS_PER_MINUTE + 40; i++) {
      gateway.platform().code("c", SignInResult.refused(SignInResult.Reason.NOT_A_MEMBER));
      gateway.finish(gateway.pending(), "c");
    }

    assertThat(audited()).hasSize(Refusals.EVENTS_PER_MINUTE);
    assertThat(gateway.metrics().lines().stream().filter(l -> l.contains("refused_total")))
        .hasSize(Refusals.EVENTS_PER_MINUTE + 40);
    gateway.advance(Duration.ofMinutes(1));
    gateway.platform().code("c", SignInResult.refused(SignInResult.Reason.NOT_A_MEMBER));
    gateway.finish(gateway.pending(), "c");
    assertThat(audited()).hasSize(Refusals.EVENTS_PER_MINUTE + 1);
  }
}
