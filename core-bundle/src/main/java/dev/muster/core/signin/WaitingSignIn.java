package dev.muster.core.signin;

import dev.muster.core.store.Schema;
import dev.muster.spi.SignInMethod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A sign-in that waits for a step. The document's id is the digest of the key that was handed out
 * for it, and it is gone once the key has been used.
 *
 * @param step which step
 * @param need what the person has to do in it
 * @param source by which identity source they came
 * @param method how they sign in
 * @param person who they are at the platform
 * @param userIdIgnoresCase as in {@link SignInProgress}
 * @param clientId for which client, where for one
 * @param directScope for what, where an app gets tokens at once
 * @param proofs what was shown in steps before
 * @param attempts how often somebody has tried to prove something
 * @param expiresAt until when it waits
 */
record WaitingSignIn(
    String step,
    SignInStep.Need need,
    String source,
    SignInMethod method,
    StoredPerson person,
    boolean userIdIgnoresCase,
    Optional<String> clientId,
    Optional<Set<String>> directScope,
    Map<String, String> proofs,
    int attempts,
    Instant expiresAt) {
  static final Schema<WaitingSignIn> SCHEMA =
      new Schema<>(
          "waiting-sign-in",
          WaitingSignIn.class,
          waiting -> List.of(),
          waiting -> Optional.of(waiting.expiresAt()));

  static WaitingSignIn of(
      SignInProgress progress, String step, SignInStep.Need need, Instant expiresAt) {
    SignInContext context = progress.context();
    return new WaitingSignIn(
        step,
        need,
        context.source().id(),
        context.method(),
        StoredPerson.of(progress.person()),
        progress.userIdIgnoresCase(),
        context.clientId(),
        context.directScope(),
        progress.proofs(),
        0,
        expiresAt);
  }

  WaitingSignIn tried() {
    return with(attempts + 1, expiresAt);
  }

  WaitingSignIn untried() {
    return with(attempts - 1, expiresAt);
  }

  WaitingSignIn until(Instant end) {
    return with(attempts, end);
  }

  private WaitingSignIn with(int number, Instant end) {
    return new WaitingSignIn(
        step,
        need,
        source,
        method,
        person,
        userIdIgnoresCase,
        clientId,
        directScope,
        proofs,
        number,
        end);
  }
}
