package dev.muster.core.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignInTries;
import dev.muster.api.SignInTries.Opened;
import dev.muster.api.SignInTries.Try;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Pending;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.SignInResult;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;

/** Tries of the source of the gateway, by somebody of the company. */
abstract class PlatformTriesFixture extends PlatformSignInsFixture {
  static final Caller ALICE = new Caller("admin:alice", "192.0.2.1", "c-a");
  static final SignIns.Begin BEGIN = begin(Gateway.TENANT, Gateway.SOURCE);

  SignInTries tries;

  @BeforeEach
  void openTries() {
    tries = gateway.tries.get();
  }

  static SignIns.Begin begin(String tenant, String source) {
    return new SignIns.Begin(tenant, source, SignInMethod.BROWSER, Gateway.CALLBACK, "en", "");
  }

  void source(Association association, boolean loginOnly, boolean enabled) {
    gateway
        .sources()
        .set(
            Gateway.TENANT,
            FakeSources.source(
                Gateway.SOURCE,
                Settings.of("WeCom", Set.of(SignInMethod.BROWSER))
                    .withAssociation(association)
                    .withLoginOnly(loginOnly)
                    .withEnabled(enabled)));
  }

  SignInTries.Made made() {
    return tries.create(ALICE, Gateway.TENANT, Gateway.SOURCE);
  }

  static SignIns.Begun leads(SignInTries node, Secret key) {
    return ((Opened.Leads) node.open(Gateway.CALLER, key, BEGIN)).begun();
  }

  Pending pending(SignInTries.Made made) {
    SignIns.Begun begun = leads(tries, made.key());
    return gateway
        .signIns()
        .open(Gateway.TENANT, Gateway.SOURCE, begun.state(), begun.cookieValue())
        .orElseThrow();
  }

  Optional<Try> finish(Pending pending, String code) {
    return tries.finish(Gateway.CALLER, pending, Optional.of(Secret.of(code)), "Firefox");
  }

  /** From beginning to end, as it is read afterwards. */
  Try tried(SignInResult result) {
    SignInTries.Made made = made();
    gateway.platform().code("c", result);
    assertThat(finish(pending(made), "c")).isEqualTo(read(made));
    return read(made).orElseThrow();
  }

  Optional<Try> read(SignInTries.Made made) {
    return tries.find(Gateway.TENANT, made.id());
  }

  static void assertProblem(ProblemCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }
}
