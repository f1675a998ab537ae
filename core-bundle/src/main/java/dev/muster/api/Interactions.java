package dev.muster.api;

import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Grants.Tokens;
import dev.muster.api.SignIns.Begin;
import dev.muster.api.SignIns.Begun;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Pending;
import dev.muster.spi.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Sign-ins that wait for the person: whoever is asked whether they have an account already answers
 * here. A key that was handed out by {@link Outcome.InteractionRequired} works once, for the client
 * of its sign-in, for five minutes; from when a code was sent, as long as that works.
 */
@ProviderType
public interface Interactions {
  /** How often a person may be wrong before they have to sign in anew. */
  int MAX_ATTEMPTS = 5;

  /** How long a code that was sent works, and the sign-in waits for it. */
  Duration CODE_LIFETIME = Duration.ofMinutes(10);

  /**
   * Looks at a sign-in that waits.
   *
   * @param tenant the tenant's id
   * @param key its key, however odd
   * @param clientId for which client it is, where for one
   * @return what a page shows of it, or empty if nothing waits by this key
   */
  Optional<Waiting> find(String tenant, Secret key, Optional<String> clientId);

  /**
   * Goes on with what a person answered in a browser.
   *
   * @param presenter who answers
   * @param key the key
   * @param reply what they answer
   * @param grant what to give to a client in the same commit, or empty for a session alone
   * @return what became of it
   * @throws ProblemException {@code THROTTLED} after too many wrong passwords or codes from this
   *     address, and where too many codes were asked for; {@code INVALID_VALUE} if a code is wanted
   *     and none can be sent
   */
  Answered<AuthorizationCode> answer(
      Presenter presenter, Secret key, Reply reply, Optional<Grants.Request.Code> grant);

  /**
   * Goes on with what a person answered in a native app.
   *
   * @param presenter who answers
   * @param key the key
   * @param reply what they answer
   * @return what became of it
   * @throws ProblemException as {@link #answer(Presenter, Secret, Reply, Optional)}
   */
  Answered<Tokens> answer(Presenter presenter, Secret key, Reply reply);

  /**
   * Sends a browser to another source, where the person proves which account is theirs.
   *
   * @param key the key of the sign-in that waits
   * @param clientId for which client it is, where for one
   * @param begin what is known; its source is the other one
   * @return where to send the browser
   * @throws ProblemException {@code NOT_FOUND} if nothing waits by this key, or the source is
   *     unknown, disabled, the one of the sign-in itself, not for the client or not for the method;
   *     else as {@link SignIns#begin}
   */
  Begun begin(Secret key, Optional<String> clientId, Begin begin);

  /**
   * Goes on when a browser came back from there.
   *
   * @param presenter who came back
   * @param pending what {@link SignIns#open} gave, whose errand is {@link SignIns.Errand#PROOF}
   * @param code what the platform handed over
   * @param grant as {@link #answer(Presenter, Secret, Reply, Optional)}
   * @return what became of it
   * @throws ProblemException as {@link #answer(Presenter, Secret, Reply, Optional)}
   */
  Answered<AuthorizationCode> returned(
      Presenter presenter, Pending pending, Secret code, Optional<Grants.Request.Code> grant);

  /**
   * The key of the sign-in that waits for somebody who went to another source.
   *
   * @param pending what {@link SignIns#open} gave, whose errand is {@link SignIns.Errand#PROOF}
   * @return the key
   */
  Secret key(Pending pending);

  /**
   * A sign-in that waits for its person.
   *
   * @param source by which source they came
   * @param name what the platform calls them, where it says so
   * @param platformUserId their id there
   * @param mayCreate whether they may also have a new account
   * @param codes how they can be sent a code, where they can
   * @param attemptsLeft how often they may still be wrong
   */
  record Waiting(
      String source,
      Optional<String> name,
      String platformUserId,
      boolean mayCreate,
      CodeWays codes,
      int attemptsLeft) {}

  /**
   * Who answers.
   *
   * @param caller the address and the correlation id; the actor is not used
   * @param tenant the tenant's id
   * @param userAgent what the browser or the app calls itself
   * @param replaced what it holds of sessions, however odd, as in {@link SignIns#finish}
   */
  record Presenter(Caller caller, String tenant, String userAgent, List<Secret> replaced) {
    /** Copies. */
    public Presenter {
      replaced = List.copyOf(replaced);
    }
  }

  /** What a person answers who is asked which account is theirs. */
  sealed interface Reply {
    /** They want an account of their own. */
    record Create() implements Reply {}

    /**
     * They know the password of an account.
     *
     * @param username its user name, or a verified e-mail address or phone number that no other
     *     account has, however odd
     * @param password the password
     * @param browser what the browser keeps of a sign-in by password before, however odd; see
     *     {@link PasswordSignIns.Presented}
     */
    record Password(String username, Secret password, Optional<Secret> browser) implements Reply {
      /** Where no browser is known. */
      public Password(String username, Secret password) {
        this(username, password, Optional.empty());
      }
    }

    /**
     * They want a code to be sent to a verified address of an account.
     *
     * @param username as in {@link Password}
     * @param language a BCP 47 tag for accounts that have none of their own
     */
    record SendCode(String username, String language) implements Reply {}

    /**
     * They have the code that was sent to them last.
     *
     * @param code what they entered, however odd
     */
    record Code(Secret code) implements Reply {}

    /**
     * They can sign in at another source that is linked to an account.
     *
     * @param source the other source's id, however odd
     * @param code what its platform handed over
     * @param codeVerifier the app's PKCE verifier towards the platform, where it used one
     */
    record Source(String source, Secret code, Optional<Secret> codeVerifier) implements Reply {}
  }

  /**
   * What became of an answer.
   *
   * @param <G> what a client is given
   */
  sealed interface Answered<G> {
    /**
     * The sign-in went on.
     *
     * @param outcome what became of it
     * @param <G> what a client is given
     */
    record Done<G>(Outcome<G> outcome) implements Answered<G> {}

    /**
     * A code is on its way, if there is such an account with an address that can be reached: nobody
     * learns here whether there is. The sign-in waits on.
     *
     * @param expiresIn how long it waits, and the code works, from now on
     * @param <G> what a client would have been given
     */
    record CodeSent<G>(Duration expiresIn) implements Answered<G> {}

    /**
     * It did not prove that an account is theirs.
     *
     * @param attemptsLeft how often they may still be wrong; with 0 the sign-in is over
     * @param <G> what a client would have been given
     */
    record WrongProof<G>(int attemptsLeft) implements Answered<G> {}
  }
}
