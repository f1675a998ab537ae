package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.core.password.PasswordRules;
import dev.muster.core.secret.Digests;
import dev.muster.core.store.Stored;
import dev.muster.core.throttle.Guesses;
import dev.muster.core.throttle.Guesses.Guess;
import dev.muster.core.throttle.Guesses.Kind;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.PasswordHash;
import dev.muster.core.user.ProfileRules;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Secret;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Shows that somebody knows the password of an account; says as little of one that is not there.
 */
@Component(service = PasswordProof.class)
public final class PasswordProof {
  private static final String NOBODY = "user:(unknown)";

  private final Accounts accounts;
  private final PasswordHash passwords;
  private final Guesses guesses;
  private final Digests digests;
  private volatile Optional<String> nobodysHash = Optional.empty();

  /** Made by Declarative Services. */
  @Activate
  public PasswordProof(
      @Reference Accounts accounts,
      @Reference PasswordHash passwords,
      @Reference Guesses guesses,
      @Reference Digests digests) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.guesses = guesses;
    this.digests = digests;
  }

  /** An attempt that may be made now. */
  final class Attempt {
    private final Guess guess;
    private final Optional<Stored<UserRecord>> user;

    private Attempt(Guess guess, Optional<Stored<UserRecord>> user) {
      this.guess = guess;
      this.user = user;
    }

    /** Whose password it would be, where there is such a user. */
    Optional<Stored<UserRecord>> user() {
      return user;
    }

    /**
     * Whose password it is; takes as long for a name that nobody has.
     *
     * @return the user's id, or empty if it is not theirs
     * @throws ProblemException {@code THROTTLED}, {@code UNAVAILABLE} as {@link
     *     PasswordHash#matches}
     */
    Optional<String> proves(Secret password) {
      Optional<String> hash = user.flatMap(found -> found.value().password());
      boolean right =
          PasswordRules.canBeOne(password)
              && passwords.matches(password, hash.orElseGet(PasswordProof.this::nobodysHash))
              && hash.isPresent();
      return guesses.judge(guess, right) ? user.map(found -> found.key().id()) : Optional.empty();
    }
  }

  /**
   * Begins an attempt.
   *
   * @param name a user name, or an address that is verified and of one user alone, however odd
   * @throws ProblemException {@code THROTTLED} if this address has to wait
   */
  Attempt attempt(Caller caller, String tenant, String name) {
    return attempt(caller, tenant, name, id -> Optional.empty());
  }

  /**
   * Begins an attempt, in a browser that may be known.
   *
   * @param browsers the browser's id if the user of an id has signed in with it before
   */
  Attempt attempt(
      Caller caller, String tenant, String name, Function<String, Optional<String>> browsers) {
    Optional<Stored<UserRecord>> user = accounts.named(tenant, name);
    Guess guess =
        new Guess(
            Kind.USER_PASSWORD,
            caller,
            tenant,
            // a phone number is spelled in many ways
            ProfileRules.phone(name).orElseGet(() -> UserRecord.folded(name)),
            user.map(found -> "user:" + found.key().id()).orElse(NOBODY),
            user.flatMap(found -> browsers.apply(found.key().id())));
    guesses.requireNoWait(guess);
    return new Attempt(guess, user);
  }

  private String nobodysHash() {
    if (nobodysHash.isEmpty()) {
      nobodysHash = Optional.of(passwords.hash(digests.newToken()));
    }
    return nobodysHash.get();
  }
}
