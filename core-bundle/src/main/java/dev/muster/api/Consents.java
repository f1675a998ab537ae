package dev.muster.api;

import java.time.Duration;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What people let clients have that are not the company's own. A consent is one user's, for one
 * client as it was created, for some scopes. Without one such a client is given nothing, on no
 * path: {@link Grants} asks for it wherever something is given.
 */
@ProviderType
public interface Consents {
  /** How long a consent to a scope is remembered that is not given again. */
  Duration LIFETIME = Duration.ofDays(365);

  /**
   * Whether a user consented to what a client asks for.
   *
   * @param tenant the tenant's id
   * @param user the user's id
   * @param client the client, as stored
   * @param scope for what
   * @return true also if the client is the company's own, which needs none
   */
  boolean covers(String tenant, String user, Client client, Set<String> scope);

  /**
   * Remembers that somebody consented, beside what they consented to before, which ends when it
   * would have.
   *
   * @param caller their browser's address and the correlation id; the actor is not used
   * @param tenant the tenant's id
   * @param session the session in which they did
   * @param client the client, as they were shown it
   * @param scope for what
   * @return false, and nothing is stored, if the session has ended or the client is another one by
   *     now
   */
  boolean give(Caller caller, String tenant, Session session, Client client, Set<String> scope);
}
