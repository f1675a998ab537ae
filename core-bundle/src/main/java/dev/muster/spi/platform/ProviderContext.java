package dev.muster.spi.platform;

import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the core lends a connection, so that no platform writes it again: HTTP with deadline,
 * budget, proxy, metrics and scrubbed logs; tokens that are fetched once for everybody; secrets
 * that can be changed under way; a circuit breaker per credential. One context belongs to one
 * connection.
 *
 * @apiNote Thread-safe. Blocking methods end by their deadline.
 */
@ProviderType
public interface ProviderContext {
  /**
   * Sends a request and reads the whole answer. Goes through the platform's proxy where one is set.
   * A call marked {@link HttpCall#idempotent} is sent again, within the deadline and a small
   * budget, when the connection fails or the answer is 502, 503 or 504. Redirects are not followed.
   *
   * @param call the request
   * @param deadline by when it ends
   * @return the answer, of whatever status
   * @throws ProviderException {@code UNAVAILABLE}, {@code TIMEOUT}, {@code THROTTLED} (our own
   *     budget for {@link HttpCall#quota}), or {@code UNEXPECTED_ANSWER} if the body is larger than
   *     {@link HttpCall#maxAnswerBytes}
   */
  default HttpAnswer exchange(HttpCall call, Deadline deadline) throws ProviderException {
    return exchange(call, deadline, answer -> answer);
  }

  /**
   * The same for a platform that says in the body what others say by the status. Whatever {@code
   * reading} throws goes to the caller; but {@code UNAVAILABLE}, by which it says that the platform
   * calls itself busy, counts as a 503: a call marked {@link HttpCall#idempotent} is sent again,
   * and the next answer is read.
   *
   * @param call the request
   * @param deadline by when it ends
   * @param reading what is made of an answer of whatever status; pure, since it may run several
   *     times
   * @param <T> what comes out
   * @return what the last reading returned
   * @throws ProviderException as above, or what the reading threw
   */
  <T> T exchange(HttpCall call, Deadline deadline, Reading<T> reading) throws ProviderException;

  /**
   * What is made of an answer.
   *
   * @param <T> what comes out
   */
  @FunctionalInterface
  interface Reading<T> {
    /**
     * Reads an answer.
     *
     * @param answer the answer
     * @return what comes out
     * @throws ProviderException {@code UNAVAILABLE} if the platform says that it is busy, or what
     *     else is wrong with it
     */
    T read(HttpAnswer answer) throws ProviderException;
  }

  /**
   * Does something with an access token. The token comes from the cache that all connections of the
   * tenant share, or is fetched by one of the callers while the others wait. When the work throws
   * {@code TOKEN_INVALID}, that token is dropped (unless another has taken its place already), a
   * new one is fetched, and the work is done once more; a second {@code TOKEN_INVALID} goes to the
   * caller.
   *
   * @param recipe how the token is had
   * @param work what to do with it
   * @param deadline by when it ends
   * @param <T> what comes out
   * @return what the work returned
   * @throws ProviderException what the work or the recipe threw, or {@code CREDENTIAL_BLOCKED}
   */
  <T> T withToken(TokenRecipe recipe, Work<T> work, Deadline deadline) throws ProviderException;

  /**
   * Does something with a secret itself, where a platform wants it in the call. A secret that was
   * changed a moment ago overlaps with the one before: while the new one has not worked, the work
   * is done again with the old one after {@code CREDENTIAL_REFUSED}. The third refusal in a row
   * opens the credential's circuit breaker.
   *
   * @param field the secret field's name
   * @param work what to do with it; throws {@code CREDENTIAL_REFUSED} when the platform says that
   *     the secret is wrong
   * @param deadline by when it ends
   * @param <T> what comes out
   * @return what the work returned
   * @throws ProviderException what the work threw, or {@code CREDENTIAL_BLOCKED}
   * @throws IllegalArgumentException if the field is not set
   */
  <T> T withSecret(String field, Work<T> work, Deadline deadline) throws ProviderException;

  /**
   * Checks something that came from outside with a secret of ours: a signature, a seal. Tries the
   * current value and, while that has not worked, the one before; each time for nothing but the
   * value, so that nobody can have a credential blocked by sending forgeries. Needs no deadline:
   * the check is pure. With two secrets, one check is nested in the other.
   *
   * @param field the secret field's name
   * @param check what it is checked with; empty if it does not hold
   * @param <T> what comes out
   * @return what the check returned, or empty if it held with no value, or the field is not set
   */
  <T> Optional<T> verifyWith(String field, Function<Secret, Optional<T>> check);

  /**
   * An allowance of something that the platform punishes when there is too much of it, such as
   * searches that find nobody. Shared by all connections of the tenant to the same app, on every
   * node, and remembered over restarts. Nodes that take at the same moment may go beyond it by as
   * many as they have under way, so set it below what the platform bears.
   *
   * @param name what it is an allowance of, unique among those of the bound app
   * @param most how many in any such time
   * @param per the time; what was used comes back up to a twenty-fourth of it later
   * @return the allowance
   */
  Allowance allowance(String name, int most, Duration per);

  /**
   * See {@link #allowance}. After {@link #take} comes one of {@link #use} and {@link #giveBack}; as
   * long as neither does, what was taken counts on this node alone.
   */
  @ProviderType
  interface Allowance {
    /**
     * Takes one, if there is one left. Cheap beside a call to a platform: it reads, and stores
     * nothing.
     *
     * @return false if the allowance is used up, or it cannot be known: the call is not to be made
     */
    boolean take();

    /** Stores that one that was taken counts. */
    void use();

    /** Gives one back that was taken and turned out not to count. */
    void giveBack();
  }

  /**
   * A setting {@code platform.<id>.<key>} of the installation.
   *
   * @param key the last part of the name, such as {@code api.url}
   * @return the value, or empty if it is not set
   */
  Optional<String> setting(String key);

  /**
   * The clock of the product.
   *
   * @return the clock, in UTC
   */
  Clock clock();

  /** How a token is had. Immutable. */
  @ProviderType
  sealed interface TokenRecipe permits TokenRecords.TokenRecipeRecord {
    /**
     * A recipe.
     *
     * @param name what it is a token for, unique among the tokens of the bound app; connections of
     *     the tenant that name the same app, secret and name share the token
     * @param secretField the secret field it is made of
     * @param fetch asks the platform for a token; throws {@code CREDENTIAL_REFUSED} when the
     *     platform says that the secret is wrong
     * @return the recipe
     */
    static TokenRecipe of(String name, String secretField, Fetch fetch) {
      return new TokenRecords.TokenRecipeRecord(name, secretField, fetch);
    }

    /** {@return what it is a token for, unique among the tokens of the bound app} */
    String name();

    /** {@return the secret field it is made of} */
    String secretField();

    /** {@return what asks the platform for a token} */
    Fetch fetch();
  }

  /** Asks a platform for a token. */
  @FunctionalInterface
  interface Fetch {
    /**
     * Asks.
     *
     * @param secret what it is made of
     * @param deadline by when it ends
     * @return the token
     * @throws ProviderException if there is none to be had
     */
    Token fetch(Secret secret, Deadline deadline) throws ProviderException;
  }

  /** A token as a platform gave it. Immutable. */
  @ProviderType
  sealed interface Token permits TokenRecords.TokenRecord {
    /**
     * A token.
     *
     * @param value the token
     * @param lifetime how long it works, as the platform says; the core fetches anew somewhat
     *     earlier
     * @return the token
     */
    static Token of(Secret value, Duration lifetime) {
      return new TokenRecords.TokenRecord(value, lifetime);
    }

    /** {@return the token} */
    Secret value();

    /** {@return how long it works, as the platform says} */
    Duration lifetime();
  }

  /**
   * What is done with a token or a secret.
   *
   * @param <T> what comes out
   */
  @FunctionalInterface
  interface Work<T> {
    /**
     * Does it.
     *
     * @param credential the token or secret
     * @return what comes out
     * @throws ProviderException if it cannot be done
     */
    T with(Secret credential) throws ProviderException;
  }
}
