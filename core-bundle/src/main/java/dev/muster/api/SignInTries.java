package dev.muster.api;

import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Refusal;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Tries of identity sources: somebody signs in at the platform for real, and all that comes of it
 * is what the platform said and what would have become of them. No session, user or link is made,
 * and no profile changes. A source can be tried while it is disabled.
 */
@ProviderType
public interface SignInTries {
  /** How long a try can be opened; as long again it may take until the person comes back. */
  Duration LIFETIME = Duration.ofMinutes(10);

  /** The most tries that are kept of a tenant at a time. */
  int MOST = 50;

  /**
   * Prepares a try.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param source the source's id
   * @return what opens it
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE} if nobody comes in by this
   *     source in a browser, {@code THROTTLED} if there are too many
   */
  Made create(Caller caller, String tenant, String source);

  /**
   * Reads a try, for {@link #LIFETIME} after it can last have come to an end.
   *
   * @param tenant the tenant's id
   * @param id the try's id, however odd
   * @return the try, or empty if there is none
   */
  Optional<Try> find(String tenant, String id);

  /**
   * Begins the sign-in; a key works once.
   *
   * @param caller the browser's address and the correlation id; the actor is not used
   * @param key {@link Made#key}, however odd
   * @param begin what is known; its source and tenant are those of the address
   * @return what comes of it
   * @throws ProblemException {@code NOT_FOUND} if the source does not serve the method; the key
   *     still works then
   */
  Opened open(Caller caller, Secret key, SignIns.Begin begin);

  /**
   * Ends a try with what the browser brought back.
   *
   * @param caller the browser's address and the correlation id; the actor is not used
   * @param pending what {@link SignIns#open} gave, whose errand is {@link SignIns.Errand#TRY}
   * @param code what the platform handed over, or empty if the person declined there
   * @param userAgent what the browser calls itself
   * @return the try with what came of it, or empty if it has come back before
   * @throws ProblemException {@code THROTTLED} if too many codes from this address were none
   */
  Optional<Try> finish(
      Caller caller, SignIns.Pending pending, Optional<Secret> code, String userAgent);

  /**
   * A try that can be opened.
   *
   * @param id its id
   * @param key what opens it, once
   * @param expiresAt until when
   */
  record Made(String id, Secret key, Instant expiresAt) {}

  /** What comes of opening a try. */
  sealed interface Opened {
    /**
     * The browser goes to the platform.
     *
     * @param begun where and how
     */
    record Leads(SignIns.Begun begun) implements Opened {}

    /**
     * It cannot: the try is over.
     *
     * @param ended with what came of it
     */
    record Ended(Try ended) implements Opened {}

    /** The key was used, has expired, or is none of this source's. */
    record Invalid() implements Opened {}
  }

  /**
   * A try.
   *
   * @param id its id
   * @param source the source's id
   * @param expiresAt until when it can be opened
   * @param done whether it has come to an end
   * @param person whom the platform has shown, where it has
   * @param decision what would have become of them, where that was decided
   * @param problem what the person would have been told, where they would not come in
   */
  record Try(
      String id,
      String source,
      Instant expiresAt,
      boolean done,
      Optional<ExternalIdentity> person,
      Optional<Decision> decision,
      Optional<Problem> problem) {}

  /** What would have become of somebody. */
  enum Result {
    /** A user would be created. */
    CREATED,
    /** The account would be linked to a user who is there. */
    LINKED,
    /** The account is linked: they would be signed in. */
    SIGNED_IN,
    /** They would have to do something first. */
    ASKED,
    /** They would not come in. */
    REFUSED
  }

  /**
   * What would have become of somebody.
   *
   * @param result what
   * @param rule the stable name of what decided it, in kebab case; more may be added
   * @param user the id of the user as whom they would come in, where there is one already
   */
  record Decision(Result result, String rule, Optional<String> user) {}

  /**
   * Why nobody would come in. Where it is neither a refusal nor a fault and nobody declined, what
   * came back was worth nothing.
   *
   * @param refusal why the person may not
   * @param fault in what way the platform could not do its part
   * @param declined whether the person declined at the platform
   * @param sentence with {@link Refusal#POLICY}, why in the policy's own words
   * @param platformCode the platform's own code, where it gave one
   * @param correlationId what joins it with the log
   */
  record Problem(
      Optional<Refusal> refusal,
      Optional<Fault> fault,
      boolean declined,
      Optional<Text> sentence,
      Optional<String> platformCode,
      String correlationId) {}
}
