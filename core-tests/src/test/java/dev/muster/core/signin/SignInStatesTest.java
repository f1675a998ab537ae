package dev.muster.core.signin;

import static dev.muster.core.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Pending;
import dev.muster.core.platform.TestPlatforms;
import dev.muster.core.platform.Together;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignInResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How often a state and a code of a platform count. */
class SignInStatesTest extends PlatformSignInsFixture {
  @Test
  void finishesAStateOnce() {
    Pending pending = gateway.pending();
    gateway.platform().code("one", SignInResult.signedIn(Gateway.person("li")));
    gateway.platform().code("two", SignInResult.signedIn(Gateway.person("li")));

    assertThat(gateway.finish(pending, "one")).isInstanceOf(Outcome.SignedIn.class);
    assertThat(gateway.finish(pending, "two")).isEqualTo(new Outcome.Invalid<>());
  }

  @Test
  void finishesAStateOnceAlsoWhenItComesManyTimesAtOnce() throws Exception {
    Pending pending = gateway.pending();
    AtomicInteger number = new AtomicInteger();
    List<Outcome<AuthorizationCode>> outcomes =
        Together.run(
            8,
            () -> {
              String code = "c" + number.incrementAndGet();
              gateway.platform().code(code, SignInResult.signedIn(Gateway.person("li")));
              return gateway.finish(pending, code);
            });

    assertThat(outcomes.stream().filter(Outcome.SignedIn.class::isInstance)).hasSize(1);
    assertThat(outcomes.stream().filter(Outcome.Invalid.class::isInstance)).hasSize(7);
  }

  @Test
  void endsAStateWithThePlatformsFirstAnswer() {
    Pending pending = gateway.pending();
    for (int i = 0; i < 150; i++) {
      assertThat(gateway.finish(pending, "junk" + i)).isEqualTo(new Outcome.Invalid<>());
    }
    gateway.platform().code("good", SignInResult.signedIn(Gateway.person("li")));

    assertThat(gateway.finish(pending, "good")).isEqualTo(new Outcome.Invalid<>());
    assertThat(gateway.platform().redemptions()).isEqualTo(1);
  }

  @Test
  void endsAStateWithARefusalAlsoForOtherNodes() {
    Pending pending = gateway.pending();
    gateway.platform().code("c", SignInResult.refused(SignInResult.Reason.NOT_A_MEMBER));
    gateway.finish(pending, "c");
    gateway.platform().code("good", SignInResult.signedIn(Gateway.person("li")));

    assertThat(
            gateway
                .otherNode()
                .finish(
                    Gateway.CALLER, pending, Secret.of("good"), "", List.of(), Optional.empty()))
        .isEqualTo(new Outcome.Invalid<>());
    assertThat(users()).isEmpty();
    gateway.advance(SignIns.LIFETIME);
    assertThat(gateway.usedStates()).isZero();
  }

  @Test
  void endsAStateWithARefusalAlsoWhereAnotherNodeRenamesTheTenantMeanwhile() {
    Pending pending = gateway.pending();
    gateway.platform().code("c", SignInResult.refused(SignInResult.Reason.NOT_A_MEMBER));
    gateway.beforeNextCommit(gateway::renameTenantElsewhere);

    assertThat(gateway.finish(pending, "c")).isInstanceOf(Outcome.Refused.class);
    assertThat(gateway.usedStates()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = ProviderException.Code.class,
      names = {"UNAVAILABLE", "REJECTED", "TIMEOUT"})
  void asksAPlatformThatFailsOnceAboutAState(ProviderException.Code code) {
    Pending pending = gateway.pending();
    gateway.platform().fails(code);
    gateway.finish(pending, "one");
    int asked = gateway.platform().redemptions();

    assertThat(gateway.finish(pending, "two")).isEqualTo(new Outcome.Invalid<>());
    assertThat(gateway.platform().redemptions()).isEqualTo(asked);
  }

  @Test
  void asksThePlatformAboutTwentyJunkCodesOfAnAddressAndNoMore() {
    for (int i = 0; i < 20; i++) {
      gateway.finish(gateway.pending(), "junk" + i);
    }
    Pending pending = gateway.pending();
    gateway.platform().code("good", SignInResult.signedIn(Gateway.person("li")));

    assertThatThrownBy(() -> gateway.finish(pending, "good"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.THROTTLED);
              assertThat(e.retryAfter()).contains(Duration.ofMinutes(1));
            });
    assertThat(gateway.platform().redemptions()).isEqualTo(20);
    assertThat(gateway.usedStates()).isEqualTo(20);
    gateway.advance(Duration.ofMinutes(1));
    assertThat(gateway.finish(pending, "good")).isInstanceOf(Outcome.SignedIn.class);
  }

  @Test
  void countsACodeAsJunkThatThePlatformRejectsAndNoneWhereItFails() {
    gateway.platform().fails(ProviderException.Code.UNAVAILABLE);
    for (int i = 0; i < 20; i++) {
      gateway.finish(gateway.pending(), "good" + i);
    }
    gateway.platform().fails(ProviderException.Code.REJECTED);
    for (int i = 0; i < 20; i++) {
      gateway.finish(gateway.pending(), "junk" + i);
    }
    Pending pending = gateway.pending();

    assertProblem(ProblemCode.THROTTLED, () -> gateway.finish(pending, "one more"));
  }

  @Test
  void refusesACodeOfThePlatformThatWasUsed() {
    gateway.platform().code("one", SignInResult.signedIn(Gateway.person("li")));

    assertThat(gateway.finish(gateway.pending(), "one")).isInstanceOf(Outcome.SignedIn.class);
    assertThat(gateway.finish(gateway.pending(), "one")).isEqualTo(new Outcome.Invalid<>());
    assertThat(gateway.finish(gateway.pending(), "x".repeat(3000)))
        .isEqualTo(new Outcome.Invalid<>());
    assertThat(gateway.platform().redemptions()).isEqualTo(2);
  }

  @Test
  void keepsAStateForWhenAPlatformThatIsAbsentIsBack() {
    Pending pending = gateway.pending();
    TestPlatforms.remove(gateway.registry(), 1);

    for (int i = 0; i < 2; i++) {
      Thread.currentThread().interrupt();
      assertThat(gateway.finish(pending, "c")).isEqualTo(new Outcome.Failed<>(Fault.ABSENT));
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
