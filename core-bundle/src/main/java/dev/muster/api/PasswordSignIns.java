package dev.muster.api;

import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.Interactions.Presenter;
import dev.muster.api.SignIns.Outcome;
import dev.muster.spi.Secret;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Signs people in with a password of ours, in tenants that have turned that on. Such a session has
 * no identity, and {@link #SOURCE} in place of an identity source.
 */
@ProviderType
public interface PasswordSignIns {
  /** What stands where a session, a client or a statistic names an identity source. */
  String SOURCE = "password";

  /** The {@link SignIns.Interaction#kind} of whoever has to choose another password first. */
  String CHANGE = "password-change";

  /** How long a browser is known in which somebody signed in. */
  Duration BROWSER_LIFETIME = Duration.ofDays(180);

  /**
   * Whether people may sign in with a password.
   *
   * @param tenant the tenant's id
   * @return true where it is on
   */
  boolean isOn(String tenant);

  /**
   * Signs somebody in. What is wrong is one answer, after one time: no such user, no password of
   * theirs, another one.
   *
   * @param presenter who presents it
   * @param presented what
   * @param grant what to give to a client in the same commit, or empty for a session alone
   * @return what became of it
   * @throws ProblemException {@code THROTTLED} after too many wrong passwords from this address,
   *     {@code UNAVAILABLE} if too many passwords are being checked at the moment
   */
  Answer signIn(Presenter presenter, Presented presented, Optional<Grants.Request.Code> grant);

  /**
   * Looks at a sign-in that waits for another password.
   *
   * @param tenant the tenant's id
   * @param key its key, however odd
   * @param clientId for which client it is, where for one
   * @return what a page shows of it, or empty if nothing waits by this key
   */
  Optional<Change> waiting(String tenant, Secret key, Optional<String> clientId);

  /**
   * Goes on with the password that somebody chose. It counts from the commit on in which they are
   * signed in; all other sessions of theirs end with it.
   *
   * @param presenter who chooses
   * @param key the key of the sign-in that waits
   * @param password the password
   * @param grant as in {@link #signIn}
   * @return what became of it, with what the browser is to keep once they are signed in
   * @throws ProblemException {@code INVALID_VALUE} with the field {@code password} if it may not be
   *     one, or is the one before; the sign-in goes on waiting. {@code UNAVAILABLE} as in {@link
   *     #signIn}
   */
  Chosen choose(
      Presenter presenter, Secret key, Secret password, Optional<Grants.Request.Code> grant);

  /**
   * A password that is to be another.
   *
   * @param username whose it is
   * @param recovers whether they have forgotten it; else somebody else has set it
   */
  record Change(String username, boolean recovers) {}

  /**
   * What became of a password that somebody chose.
   *
   * @param outcome what became of the sign-in
   * @param browser as in {@link Answer.Right}; empty unless they are signed in
   */
  record Chosen(Outcome<AuthorizationCode> outcome, Optional<Secret> browser) {}

  /**
   * What somebody presents.
   *
   * @param username a user name, or a verified address or phone number that no other user has,
   *     however odd
   * @param password the password
   * @param browser what the browser keeps of a sign-in before, however odd
   */
  record Presented(String username, Secret password, Optional<Secret> browser) {}

  /** What became of a password. */
  sealed interface Answer {
    /**
     * It is theirs.
     *
     * @param outcome what became of the sign-in
     * @param browser what the browser is to keep for {@link #BROWSER_LIFETIME}: it lets nobody in,
     *     and wrong passwords from elsewhere do not make it wait
     */
    record Right(Outcome<AuthorizationCode> outcome, Secret browser) implements Answer {}

    /** It is nobody's who is named so. */
    record Wrong() implements Answer {}

    /** The tenant has no sign-in by password, or the client does not take it. */
    record Off() implements Answer {}
  }
}
