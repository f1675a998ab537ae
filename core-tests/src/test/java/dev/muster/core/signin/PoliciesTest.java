package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.core.hook.Policies;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.Deadline;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.hook.SignInPolicy;
import dev.muster.spi.hook.SignInPolicy.Verdict;
import dev.muster.spi.platform.SignInResult;
import dev.muster.spi.storage.Change;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliciesTest {
  private static final Text AT_NIGHT = new Text("Not at night.", "夜间不可登录。");

  @TempDir Path folder;
  private Gateway gateway;

  @BeforeEach
  void start() {
    gateway = new Gateway(folder);
  }

  private static Outcome.Refused<AuthorizationCode> refused(Outcome<AuthorizationCode> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    Outcome.Refused<AuthorizationCode> refused = (Outcome.Refused<AuthorizationCode>) outcome;
    assertThat(refused.reason()).isEqualTo(Refusal.POLICY);
    return refused;
  }

  @Test
  void isToldWhoStandsAtTheDoor() {
    List<SignInPolicy.Attempt> asked = new CopyOnWriteArrayList<>();
    gateway
        .policies()
        .add(
            attempt -> {
              asked.add(attempt);
              return Verdict.allow();
            },
            "test.bundle");

    String user = gateway.signedIn("li").user().id();
    gateway.signedIn("li");

    assertThat(asked)
        .extracting(SignInPolicy.Attempt::user)
        .containsExactly(Optional.empty(), Optional.of(user));
    assertThat(asked.get(1))
        .isEqualTo(
            new SignInPolicy.Attempt(
                Gateway.TENANT,
                Gateway.SOURCE,
                "fake",
                SignInMethod.BROWSER,
                Gateway.CALLER.address(),
                "Firefox",
                Gateway.person("li"),
                Optional.of(user)));
  }

  @Test
  void whomItRefusesGetsItsSentenceAndNothingIsStoredButThat() {
    gateway.policies().add(attempt -> Verdict.allow(), "first.bundle");
    gateway.policies().add(attempt -> Verdict.refuse(AT_NIGHT), "second.bundle");
    gateway.forget();

    assertThat(refused(gateway.comesIn(Gateway.person("li"))).sentence()).contains(AT_NIGHT);
    assertThat(gateway.commits())
        .flatExtracting(commit -> commit)
        .filteredOn(Change.Create.class::isInstance)
        .extracting(change -> change.key().collection())
        .containsExactly("used-state", "audit-event");
    assertThat(gateway.metrics().lines())
        .anySatisfy(line -> assertThat(line).contains("sign_ins_refused").contains("policy"));
    assertThat(gateway.events())
        .filteredOn(event -> event.action().equals("sign-in.refused"))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.detail())
                    .containsEntry("reason", "policy")
                    .containsEntry("policy", "second.bundle")
                    .containsEntry("platform", "fake")
                    .containsEntry("method", "browser")
                    .containsEntry("client", Gateway.CLIENT));
  }

  @Test
  void oneThatThrowsLetsNobodyIn() {
    gateway
        .policies()
        .add(
            attempt -> {
              throw new IllegalStateException("as the test says");
            },
            "test.bundle");

    assertThat(refused(gateway.comesIn(Gateway.person("li"))).sentence()).isPresent();
  }

  @Test
  void oneThatAnswersNothingLetsNobodyIn() {
    gateway.policies().add(attempt -> null, "test.bundle");

    assertThat(refused(gateway.comesIn(Gateway.person("li"))).sentence()).isPresent();
  }

  @Test
  void oneThatHangsLetsNobodyInAndIsNotWaitedForLong() {
    CountedMetrics metrics = new CountedMetrics();
    Policies policies = Policies.requiring(List.of(), metrics);
    CountDownLatch never = new CountDownLatch(1);
    policies.add(
        attempt -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return Verdict.allow();
        },
        "test.bundle");

    assertThat(policies.judge(attempt(), Deadline.in(Duration.ofMillis(50)))).isPresent();
    assertThat(metrics.lines())
        .containsExactly("muster_hook_calls_total hook policy bundle test.bundle outcome timeout");
  }

  @Test
  void oneThatIsRequiredAndNotThereLetsNobodyIn() {
    Policies policies = Policies.requiring(List.of("com.example.policy"), new CountedMetrics());
    policies.add(attempt -> Verdict.allow(), "other.bundle");

    assertThat(policies.isEmpty()).isFalse();
    assertThat(policies.judge(attempt(), Deadline.in(Duration.ofSeconds(5)))).isPresent();
    assertThat(policies.checks().get("policies"))
        .contains("signin.policies.required", "com.example.policy");
    assertThat(policies.mayFollow()).containsExactly("policies");

    policies.add(attempt -> Verdict.allow(), "com.example.policy");
    assertThat(policies.checks()).containsEntry("policies", "");
    assertThat(policies.judge(attempt(), Deadline.in(Duration.ofSeconds(5)))).isEmpty();
  }

  @Test
  void isNotAskedAboutWhomTheProductRefuses() {
    List<SignInPolicy.Attempt> asked = new CopyOnWriteArrayList<>();
    gateway
        .policies()
        .add(
            attempt -> {
              asked.add(attempt);
              return Verdict.allow();
            },
            "test.bundle");
    gateway.platform().code("c", SignInResult.refused(SignInResult.Reason.LEFT_COMPANY));

    assertThat(gateway.finish(gateway.pending(), "c"))
        .isEqualTo(new Outcome.Refused<>(Refusal.LEFT_COMPANY));
    assertThat(asked).isEmpty();
  }

  private static SignInPolicy.Attempt attempt() {
    return new SignInPolicy.Attempt(
        Gateway.TENANT,
        Gateway.SOURCE,
        "fake",
        SignInMethod.BROWSER,
        "192.0.2.7",
        "Firefox",
        Gateway.person("li"),
        Optional.empty());
  }
}
