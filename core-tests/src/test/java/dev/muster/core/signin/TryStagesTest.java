package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.AuditEvent;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.ProblemCode;
import dev.muster.api.SignInTries;
import dev.muster.api.SignInTries.Opened;
import dev.muster.api.SignInTries.Try;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Pending;
import dev.muster.core.platform.Together;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.SignInResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How far a try comes, once each, and who has it. */
class TryStagesTest extends PlatformTriesFixture {
  private static final Association OFF = Association.OFF;
  private static final Set<SignInMethod> BROWSER = Set.of(SignInMethod.BROWSER);

  @Test
  void opensOnceAndNotForAnotherSourceOrTenantAndNotForLong() {
    SignInTries.Made made = made();
    gateway.source("other", Association.OFF);
    assertThat(tries.open(Gateway.CALLER, made.key(), begin(Gateway.TENANT, "other")))
        .isEqualTo(new Opened.Invalid());
    assertThat(tries.open(Gateway.CALLER, Secret.of(made.id()), BEGIN))
        .isEqualTo(new Opened.Invalid());
    gateway.sources().set("beta", FakeSources.source(Gateway.SOURCE, BROWSER, OFF, true));
    assertThat(tries.open(Gateway.CALLER, made.key(), begin("beta", Gateway.SOURCE)))
        .isEqualTo(new Opened.Invalid());
    assertThat(read(made).orElseThrow().done()).isFalse();

    SignIns.Begun unused = leads(tries, made.key());
    assertThat(tries.open(Gateway.CALLER, made.key(), BEGIN)).isEqualTo(new Opened.Invalid());

    SignInTries.Made late = made();
    gateway.advance(SignInTries.LIFETIME);
    assertThat(tries.open(Gateway.CALLER, late.key(), BEGIN)).isEqualTo(new Opened.Invalid());
  }

  @Test
  void comesBackOnceAndIsForgottenInTheEnd() {
    SignInTries.Made made = made();
    Pending pending = pending(made);
    gateway.platform().code("c", SignInResult.signedIn(Gateway.person("li")));
    assertThat(finish(pending, "c")).isPresent();

    assertThat(finish(pending, "c")).isEmpty();
    assertThat(gateway.platform().redemptions()).isEqualTo(1);
    gateway.advance(SignInTries.LIFETIME.multipliedBy(2));
    assertThat(read(made)).isPresent();
    gateway.advance(SignInTries.LIFETIME);
    assertThat(read(made)).isEmpty();
  }

  @Test
  void isNoSignInAndNoSignInIsATry() {
    Pending tried = pending(made());
    assertThatThrownBy(() -> gateway.finish(tried, "c"))
        .isInstanceOf(IllegalArgumentException.class);
    Pending signIn = gateway.pending();
    assertThatThrownBy(() -> finish(signIn, "c")).isInstanceOf(IllegalArgumentException.class);
    assertThat(gateway.platform().redemptions()).isZero();
  }

  @Test
  void isFinishedOnAnotherNodeAndOpenedOnOneOfThem() throws Exception {
    SignInTries.Made made = made();
    List<Opened> opened =
        Together.run(4, () -> gateway.tries.get().open(Gateway.CALLER, made.key(), BEGIN));
    assertThat(opened).filteredOn(Opened.Leads.class::isInstance).hasSize(1);
    assertThat(opened).filteredOn(new Opened.Invalid()::equals).hasSize(3);

    SignIns.Begun begun =
        opened.stream()
            .filter(Opened.Leads.class::isInstance)
            .map(each -> ((Opened.Leads) each).begun())
            .findFirst()
            .orElseThrow();
    Pending pending =
        gateway
            .otherNode()
            .open(Gateway.TENANT, Gateway.SOURCE, begun.state(), begun.cookieValue())
            .orElseThrow();
    gateway.platform().code("c", SignInResult.signedIn(Gateway.person("li")));
    List<Optional<Try>> ended =
        Together.run(
            4,
            () ->
                gateway
                    .tries
                    .get()
                    .finish(Gateway.CALLER, pending, Optional.of(Secret.of("c")), "Firefox"));

    assertThat(ended).filteredOn(Optional::isPresent).hasSize(1);
    assertThat(gateway.platform().redemptions()).isEqualTo(1);
    assertThat(read(made).orElseThrow().decision()).isPresent();
  }

  @Test
  void comesAgainWhereItWasTooMuchForNow() {
    SignInTries.Made made = made();
    Pending pending = pending(made);
    for (int i = 0; i < 20; i++) {
      finish(pending(made()), "junk" + i);
    }
    gateway.platform().code("c", SignInResult.signedIn(Gateway.person("li")));

    assertProblem(ProblemCode.THROTTLED, () -> finish(pending, "c"));
    assertThat(read(made).orElseThrow().done()).isFalse();
    gateway.advance(Duration.ofMinutes(2));
    assertThat(finish(pending, "c")).isPresent();
  }

  @Test
  void isAuditedAndBounded() {
    SignInTries.Made made = made();
    AuditEvent event = gateway.events().get(0);
    assertThat(event.action()).isEqualTo("identity-source.tried");
    assertThat(event.actor()).isEqualTo("admin:alice");
    assertThat(event.subject()).isEqualTo("identity-source:wecom");
    assertThat(event.detail().toString()).doesNotContain(made.id());

    for (int i = 1; i < SignInTries.MOST; i++) {
      made();
    }
    assertProblem(ProblemCode.THROTTLED, this::made);
    gateway.advance(SignInTries.LIFETIME.multipliedBy(3));
    assertThat(made().id()).hasSize(43);
  }

  @Test
  void isMadeForSourcesByWhichPeopleComeInABrowser() {
    assertProblem(ProblemCode.NOT_FOUND, () -> tries.create(ALICE, Gateway.TENANT, "nothing"));
    gateway
        .sources()
        .set(
            Gateway.TENANT,
            FakeSources.source(Gateway.SOURCE, Set.of(SignInMethod.MOBILE), OFF, true));
    assertProblem(ProblemCode.INVALID_VALUE, this::made);
  }
}
