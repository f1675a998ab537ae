package dev.muster.api;

import dev.muster.api.SignIns.Interaction;
import dev.muster.spi.Secret;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Lets people who have forgotten their password choose another one, with a code that is sent to a
 * verified address of theirs. A name that nobody has gets the same answers, after the same time.
 */
@ProviderType
public interface PasswordRecovery {
  /**
   * Whether it can be offered: people may sign in with a password, and somebody carries codes.
   *
   * @param tenant the tenant's id
   * @return true if so
   */
  boolean isOffered(String tenant);

  /**
   * How codes can go to people.
   *
   * @param tenant the tenant's id
   * @return the ways; none where no tenant has the id
   */
  CodeWays ways(String tenant);

  /**
   * Sends a code to the user whom somebody names, after this has returned.
   *
   * @param caller the browser's address and the correlation id; the actor is not used
   * @param tenant the tenant's id
   * @param username a user name, or a verified address that no other user has, however odd
   * @param language a BCP 47 tag for users who have none of their own
   * @return what the browser holds to enter the code with, whether there is such a user or not
   * @throws ProblemException {@code THROTTLED} if this network has asked too often
   */
  Secret sendCode(Caller caller, String tenant, String username, String language);

  /**
   * Goes on with the code that somebody entered. Whoever enters the right one chooses another
   * password with {@link PasswordSignIns#choose}, and is signed in by that.
   *
   * @param presenter who enters it
   * @param key what {@link #sendCode} gave, however odd
   * @param code what they entered, however odd
   * @param clientId for which client they came, where for one
   * @return what it comes to
   */
  Entered enter(
      Interactions.Presenter presenter, Secret key, Secret code, Optional<String> clientId);

  /** What a code that was entered comes to. */
  sealed interface Entered {
    /**
     * It is the code.
     *
     * @param interaction what they go on with; its kind is {@link PasswordSignIns#CHANGE}
     */
    record Right(Interaction interaction) implements Entered {}

    /**
     * It is not, or belongs to somebody who has no password here.
     *
     * @param left how often they may still be wrong
     */
    record Wrong(int left) implements Entered {}
  }
}
