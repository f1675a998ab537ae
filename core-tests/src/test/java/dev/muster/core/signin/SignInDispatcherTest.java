package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Interaction;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.core.platform.Together;
import dev.muster.core.store.Stored;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.SignInResult;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dispatcher with two steps of this test: house rules and, for newcomers, a badge's number. */
class SignInDispatcherTest {
  private static final SignInStep RULES = new NamedStep("rules", false);
  private static final SignInStep BADGE = new NamedStep("badge", true);

  @TempDir private Path directory;
  private Gateway gateway;

  @BeforeEach
  void open() {
    gateway = new Gateway(directory, List.of(RULES, BADGE));
  }

  /** Is needed by everybody, or by newcomers alone. */
  private record NamedStep(String name, boolean newcomers) implements SignInStep {
    @Override
    public Optional<Need> need(SignInProgress progress, Standing standing) {
      return newcomers && standing.user().isPresent()
          ? Optional.empty()
          : Optional.of(new Need(name, List.of("by-hand")));
    }
  }

  private Interaction asked(Outcome<AuthorizationCode> outcome) {
    return ((Outcome.InteractionRequired<AuthorizationCode>) outcome).interaction();
  }

  private Outcome<AuthorizationCode> resume(SignInStep step, Secret key) {
    return resume(gateway.dispatcher(), Gateway.TENANT, Optional.of(Gateway.CLIENT), step, key);
  }

  private Outcome<AuthorizationCode> resume(
      SignInDispatcher dispatcher,
      String tenant,
      Optional<String> client,
      SignInStep step,
      Secret key) {
    return dispatcher.resume(
        new SignInDispatcher.Resumption(Gateway.CALLER, tenant, "Firefox", List.of(), client),
        step.name(),
        key,
        "shown",
        gateway.issuer().code(Gateway.request()));
  }

  private Outcome.SignedIn<AuthorizationCode> signedIn(String person) {
    Interaction rules = asked(gateway.comesIn(Gateway.person(person)));
    Outcome<AuthorizationCode> next = resume(RULES, rules.key());
    return (Outcome.SignedIn<AuthorizationCode>)
        (next instanceof Outcome.InteractionRequired<AuthorizationCode> badge
            ? resume(BADGE, badge.interaction().key())
            : next);
  }

  @Test
  void takesTheStepsInTheirOrderAndThenSignsIn() {
    Interaction rules = asked(gateway.comesIn(Gateway.person("li")));
    assertThat(rules.kind()).isEqualTo("rules");
    assertThat(rules.expiresIn()).isEqualTo(Duration.ofMinutes(5));
    assertThat(rules.proofs()).containsExactly("by-hand");

    Interaction badge = asked(resume(RULES, rules.key()));
    assertThat(badge.kind()).isEqualTo("badge");

    Outcome.SignedIn<AuthorizationCode> in =
        (Outcome.SignedIn<AuthorizationCode>) resume(BADGE, badge.key());
    assertThat(in.user().profile().username()).isEqualTo("li");
    assertThat(gateway.redeem(Gateway.code(in))).isPresent();
  }

  @Test
  void asksForNoStepThatTheSignInDoesNotNeed() {
    signedIn("li");

    Interaction rules = asked(gateway.comesIn(Gateway.person("li")));
    assertThat(resume(RULES, rules.key())).isInstanceOf(Outcome.SignedIn.class);
  }

  @Test
  void storesNothingOfAUserBeforeTheEnd() {
    gateway.forget();
    Interaction rules = asked(gateway.comesIn(Gateway.person("li")));
    Interaction badge = asked(resume(RULES, rules.key()));

    assertThat(gateway.commits().stream().flatMap(List::stream))
        .extracting(change -> change.getClass().getSimpleName() + " " + change.key().collection())
        .containsExactly(
            "Create used-state",
            "Create waiting-sign-in",
            "Require tenant",
            "Delete waiting-sign-in",
            "Create waiting-sign-in",
            "Require tenant");
    gateway.forget();
    resume(BADGE, badge.key());
    assertThat(gateway.commits()).hasSize(1);
    assertThat(gateway.commits().get(0).get(0).key().collection()).isEqualTo("waiting-sign-in");
  }

  @Test
  void takesAKeyOnce() {
    Interaction rules = asked(gateway.comesIn(Gateway.person("li")));
    Interaction badge = asked(resume(RULES, rules.key()));
    assertThat(resume(RULES, rules.key())).isEqualTo(new Outcome.Invalid<>());

    assertThat(resume(BADGE, badge.key())).isInstanceOf(Outcome.SignedIn.class);
    assertThat(resume(BADGE, badge.key())).isEqualTo(new Outcome.Invalid<>());
    assertThat(resume(RULES, rules.key())).isInstanceOf(Outcome.Invalid.class);
  }

  @Test
  void takesAKeyOnceAlsoWhenItComesManyTimesAtOnce() throws Exception {
    Interaction rules = asked(gateway.comesIn(Gateway.person("li")));

    List<Outcome<AuthorizationCode>> outcomes = Together.run(8, () -> resume(RULES, rules.key()));

    assertThat(outcomes).filteredOn(Outcome.InteractionRequired.class::isInstance).hasSize(1);
    assertThat(outcomes).filteredOn(Outcome.Invalid.class::isInstance).hasSize(7);
  }

  @Test
  void takesAKeyOfNobodyElse() {
    Secret key = asked(gateway.comesIn(Gateway.person("li"))).key();
    Optional<String> client = Optional.of(Gateway.CLIENT);
    SignInDispatcher dispatcher = gateway.dispatcher();

    List<Outcome<AuthorizationCode>> outcomes = new ArrayList<>();
    outcomes.add(resume(BADGE, key));
    outcomes.add(resume(dispatcher, "other", client, RULES, key));
    outcomes.add(resume(dispatcher, Gateway.TENANT, Optional.of("another"), RULES, key));
    outcomes.add(resume(dispatcher, Gateway.TENANT, Optional.empty(), RULES, key));
    outcomes.add(resume(RULES, Secret.of(key.reveal() + "x")));
    outcomes.add(resume(RULES, Secret.of("x")));

    assertThat(outcomes).containsOnly(new Outcome.Invalid<>());
    assertThat(asked(resume(RULES, key)).kind()).isEqualTo("badge");
  }

  @Test
  void takesNoKeyAfterItsTime() {
    Interaction rules = asked(gateway.comesIn(Gateway.person("li")));
    gateway.advance(rules.expiresIn());

    assertThat(resume(RULES, rules.key())).isEqualTo(new Outcome.Invalid<>());
  }

  @Test
  void doesNotAskSomebodyWhoMayNotSignIn() {
    Outcome.SignedIn<AuthorizationCode> in = signedIn("li");
    Interaction waiting = asked(gateway.comesIn(Gateway.person("li")));
    disable(in);

    assertThat(gateway.comesIn(Gateway.person("li")))
        .isEqualTo(new Outcome.Refused<>(Refusal.USER_DISABLED));
    assertThat(resume(RULES, waiting.key()))
        .isEqualTo(new Outcome.Refused<>(Refusal.USER_DISABLED));
    assertThat(resume(RULES, waiting.key())).isEqualTo(new Outcome.Invalid<>());
  }

  private void disable(Outcome.SignedIn<AuthorizationCode> in) {
    Stored<UserRecord> user =
        gateway.accounts().users().find(Gateway.TENANT, in.user().id()).orElseThrow();
    gateway.commit(
        List.of(
            gateway
                .accounts()
                .users()
                .replace(user, user.value().withActive(false, gateway.clock().instant()))));
  }

  @Test
  void goesOnAtNoSourceThatWasDisabledMeanwhile() {
    Interaction rules = asked(gateway.comesIn(Gateway.person("li")));
    gateway
        .sources()
        .set(
            Gateway.TENANT,
            FakeSources.source(
                Gateway.SOURCE, Set.of(), dev.muster.api.IdentitySource.Association.OFF, false));

    assertThat(resume(RULES, rules.key()))
        .isEqualTo(new Outcome.Refused<>(Refusal.SOURCE_DISABLED));
  }

  @Test
  void endsThePlatformsStateWhenItAsksForAStep() {
    gateway.platform().code("one", SignInResult.signedIn(Gateway.person("li")));
    SignIns.Pending pending = gateway.pending();
    asked(gateway.finish(pending, "one"));

    gateway.platform().code("two", SignInResult.signedIn(Gateway.person("li")));
    assertThat(gateway.finish(pending, "two")).isEqualTo(new Outcome.Invalid<>());
    assertThat(gateway.usedStates()).isEqualTo(1);
  }

  @Test
  void goesOnWithAllThatThePlatformSaidOfThePerson() {
    ExternalIdentity person =
        ExternalIdentity.of("corp-1", "li")
            .withName(Optional.of("Li"))
            .withPicture(Optional.of(URI.create("https://img.example/li.png")))
            .withWorkEmail(Optional.of(ContactPoint.of("li@corp.example", true)))
            .withPersonalEmail(Optional.of(ContactPoint.of("li@home.example", false)))
            .withPhone(Optional.of(ContactPoint.of("+8613800000000", true)))
            .withDepartments(List.of("7", "8"));

    for (ExternalIdentity each : List.of(person, person.asPartial())) {
      assertThat(StoredPerson.of(each).identity()).isEqualTo(each);
    }
    Secret key = asked(gateway.comesIn(person)).key();
    Outcome.SignedIn<AuthorizationCode> in =
        (Outcome.SignedIn<AuthorizationCode>) resume(BADGE, asked(resume(RULES, key)).key());
    assertThat(in.identity().orElseThrow().departments()).containsExactly("7", "8");
    assertThat(in.user().profile().email()).contains("li@corp.example");
    assertThat(in.user().profile().emailVerified()).isTrue();
    assertThat(in.user().profile().phone()).contains("+8613800000000");
  }

  @Test
  void keepsThePersonOutOfTheKeysText() {
    Secret key = asked(gateway.comesIn(Gateway.person("li"))).key();

    assertThat(key.reveal()).matches("[A-Za-z0-9_.-]+").doesNotContain("li@corp");
    assertThat(key.toString()).doesNotContain(key.reveal());
  }
}
