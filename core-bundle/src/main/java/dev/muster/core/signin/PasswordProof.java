package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.PasswordSignIns;
import dev.muster.api.ProblemException;
import dev.muster.core.background.Background;
import dev.muster.core.password.PasswordRules;
import dev.muster.core.secret.Digests;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.throttle.Devices;
import dev.muster.core.throttle.Guesses;
import dev.muster.core.throttle.Guesses.Guess;
import dev.muster.core.throttle.Guesses.Kind;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.HashTurns.Party;
import dev.muster.core.user.KnownNetworks;
import dev.muster.core.user.PasswordChecks;
import dev.muster.core.user.PasswordHash;
import dev.muster.core.user.ProfileRules;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Secret;
import java.time.InstantSource;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Shows that somebody knows the password of an account; says as little of one that is not there,
 * after the same work.
 */
@Component(service = PasswordProof.class)
public final class PasswordProof {
  private static final String NOBODY = "user:(unknown)";

  private final Accounts accounts;
  private final PasswordChecks passwords;
  private final Guesses guesses;
  private final AccountGuesses bounds;
  private final Devices browsers;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public PasswordProof(
      @Reference Storage storage,
      @Reference Accounts accounts,
      @Reference PasswordHash passwords,
      @Reference Guesses guesses,
      @Reference SecretBox box,
      @Reference Digests digests,
      @Reference Background background,
      @Reference InstantSource clock) {
    this.accounts = accounts;
    this.passwords = new PasswordChecks(passwords);
    this.guesses = guesses;
    this.bounds =
        new AccountGuesses(storage, new KnownNetworks(storage, digests, clock), background, clock);
    this.browsers = new Devices(box, digests, Devices.HOSTED);
    this.clock = clock;
  }

  /** What a browser keeps in which a user signed in. */
  Secret browser(String tenant, String user) {
    return browsers.seal(
        owner(tenant, user), clock.instant().plus(PasswordSignIns.BROWSER_LIFETIME));
  }

  /** Tenants have no slash. */
  private static String owner(String tenant, String user) {
    return tenant + '/' + user;
  }

  /** An attempt that may be made now. */
  final class Attempt {
    private final Guess guess;
    private final Optional<Stored<UserRecord>> user;

    private Attempt(Guess guess, Optional<Stored<UserRecord>> user) {
      this.guess = guess;
      this.user = user;
    }

    /**
     * Whose password it is; takes as long for a name that nobody has.
     *
     * @return the user, or empty if it is not theirs, or is not heeded any more today
     * @throws ProblemException {@code THROTTLED}, {@code UNAVAILABLE} as {@link
     *     PasswordHash#matches}
     */
    Optional<Stored<UserRecord>> proves(Secret password) {
      AccountGuesses.Turn turn =
          bounds.turn(guess.tenant(), user, guess.device(), guess.caller().address());
      boolean wrong = false;
      try {
        boolean right = guesses.judge(guess, () -> isRight(password, turn.isHeeded()));
        wrong = !right;
        return user.filter(any -> right);
      } finally {
        turn.end(wrong);
      }
    }

    private boolean isRight(Secret password, boolean heeded) {
      return PasswordRules.canBeOne(password)
          && passwords.isRight(
              party(), password, user.flatMap(found -> found.value().password()), heeded);
    }

    private Party party() {
      return guess.device().isPresent()
          ? Party.knownUser(guess.tenant(), guess.name())
          : Party.user(guess.tenant(), guess.network()).withFailures(guesses.hasFailures(guess));
    }
  }

  /**
   * Begins an attempt.
   *
   * @param name a user name, or an address that is verified and of one user alone, however odd
   * @param browser what the browser keeps of a sign-in before, however odd
   * @throws ProblemException {@code THROTTLED} if this address, or this browser where the user is
   *     known in it, has to wait
   */
  Attempt attempt(Caller caller, String tenant, String name, Optional<Secret> browser) {
    Optional<Stored<UserRecord>> user = accounts.named(tenant, name);
    Optional<String> id = user.map(found -> found.key().id());
    Optional<String> known =
        id.flatMap(mine -> browser.flatMap(it -> browsers.open(it, owner(tenant, mine))));
    Guess guess =
        new Guess(
            Kind.USER_PASSWORD,
            caller,
            tenant,
            // elsewhere two names that count as one would tell that they are one user's
            id.filter(any -> known.isPresent()).orElseGet(() -> ProfileRules.comparable(name)),
            id.map(mine -> "user:" + mine).orElse(NOBODY),
            known);
    guesses.requireNoWait(guess);
    return new Attempt(guess, user);
  }
}
