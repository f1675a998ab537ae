package dev.muster.api;

import dev.muster.spi.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Authorization requests that clients sent ahead (RFC 9126). Each is for one sign-in: a browser
 * begins it in time, and it is gone with the answer.
 */
@ProviderType
public interface PushedRequests {
  /** How long a browser may take to come with one (RFC 9126, section 2.2). */
  Duration LIFETIME = Duration.ofSeconds(90);

  /** What a {@code request_uri} of ours begins with (RFC 9126, section 2.2). */
  String PREFIX = "urn:ietf:params:oauth:request_uri:";

  /**
   * Keeps a request.
   *
   * @param caller the client's address and the correlation id
   * @param tenant the tenant's id
   * @param clientId the client, already authenticated
   * @param parameters the request, {@code application/x-www-form-urlencoded}
   * @return its {@code request_uri}
   * @throws ProblemException {@code THROTTLED} while the client has as many as it may, or one that
   *     does not authenticate has from the caller's network
   */
  Secret push(Caller caller, String tenant, String clientId, String parameters);

  /**
   * A browser comes with one. From then on it lasts as long as a sign-in may; coming with it again
   * meanwhile changes nothing.
   *
   * @param caller the browser's address and the correlation id
   * @param tenant the tenant's id
   * @param clientId the client that the browser names, however odd
   * @param requestUri what it has, however odd
   * @return false if it is none of this client, has expired or was answered
   */
  boolean begin(Caller caller, String tenant, String clientId, String requestUri);

  /**
   * Reads one that was begun.
   *
   * @param tenant the tenant's id
   * @param clientId the client that the browser names, however odd
   * @param requestUri what it has, however odd
   * @return the request, or empty if it is none of this client, has expired or was answered
   */
  Optional<Begun> find(String tenant, String clientId, String requestUri);

  /**
   * A request that a browser has come with.
   *
   * @param parameters the request, {@code application/x-www-form-urlencoded}
   * @param at when a browser came with it first: a sign-in since then is one for it
   */
  record Begun(String parameters, Instant at) {}

  /**
   * One is answered, and is gone. Of two who answer it at the same time, on whichever nodes, one is
   * told so: the other gives nothing (RFC 9126, section 4).
   *
   * @param caller the browser's address and the correlation id
   * @param tenant the tenant's id
   * @param requestUri which
   * @return whether it was there until now
   */
  boolean end(Caller caller, String tenant, String requestUri);
}
