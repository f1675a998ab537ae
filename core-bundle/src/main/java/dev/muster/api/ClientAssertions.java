package dev.muster.api;

import dev.muster.spi.Secret;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** How a client with a key of its own shows that it is the one (RFC 7523, section 3). */
@ProviderType
public interface ClientAssertions {
  /**
   * Whether an assertion is a client's own and was not used before. Each is used up by that, over
   * all nodes, until it has expired. May call the client's {@code jwksUri} and block for as long as
   * that takes, at most 5 s. Too many wrong ones make the address wait that they come from.
   *
   * @param caller the address and the correlation id; the actor is not used
   * @param tenant the tenant's id
   * @param clientId the client's id, however odd
   * @param assertion what was presented
   * @param audiences whom it may be meant for: one of them, and nobody else beside
   * @return true if the client is registered for {@link Client.AuthMethod#PRIVATE_KEY_JWT} and has
   *     signed it for one of the audiences, and this is its first use
   * @throws ProblemException {@code THROTTLED}, also for a right one while the address waits;
   *     {@code UNAVAILABLE} while the client's keys cannot be read, somebody else is asking for
   *     them or too many keys are being asked for: nobody waits for that
   */
  boolean accept(
      Caller caller, String tenant, String clientId, Secret assertion, Set<String> audiences);
}
