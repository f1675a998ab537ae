package dev.muster.api;

import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/** The applications that trust us. */
@ProviderType
public interface Clients {
  /**
   * Adds a client.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param clientId its id, or empty to have one made
   * @param clientSecret its secret, or empty to have one made where its method wants one
   * @param settings the rest of it
   * @return the client, with the secret where there is one: the only time it is seen
   * @throws ProblemException {@code NOT_FOUND} (tenant), {@code INVALID_VALUE}, {@code
   *     ALREADY_EXISTS}
   */
  WithSecret create(
      Caller caller,
      String tenant,
      Optional<String> clientId,
      Optional<Secret> clientSecret,
      Client.Settings settings);

  /**
   * Reads a client. From memory where it was read before; meant for every request.
   *
   * @param tenant the tenant's id
   * @param clientId the client's id, however odd
   * @return the client, or empty if there is none
   */
  Optional<Versioned<Client>> find(String tenant, String clientId);

  /**
   * Lists a tenant's clients in the order of ids.
   *
   * @param tenant the tenant's id
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page
   * @throws ProblemException {@code INVALID_VALUE} if {@code after} is none of ours
   */
  Page<Versioned<Client>> list(String tenant, int limit, Optional<String> after);

  /**
   * Changes a client.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param clientId the client's id
   * @param change makes the new settings of the present one. May be called more than once.
   * @param expected the version that the caller has read, if it matters
   * @return the client
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code STALE}
   */
  Versioned<Client> change(
      Caller caller,
      String tenant,
      String clientId,
      UnaryOperator<Client.Settings> change,
      OptionalLong expected);

  /**
   * Makes a new secret; the one before stops working at once.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param clientId the client's id
   * @return the client with its secret: the only time it is seen
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE} if its method wants none
   */
  WithSecret rotateSecret(Caller caller, String tenant, String clientId);

  /**
   * Deletes a client.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param clientId the client's id
   * @param expected the version that the caller has read, if it matters
   * @throws ProblemException {@code NOT_FOUND}, {@code STALE}
   */
  void delete(Caller caller, String tenant, String clientId, OptionalLong expected);

  /**
   * Whether a secret is a client's. Takes as long for a wrong one as for a right one. Too many
   * wrong ones make the address wait that they come from.
   *
   * @param caller the address and the correlation id; the actor is not used
   * @param tenant the tenant's id
   * @param clientId the client's id, however odd
   * @param secret what was presented
   * @return true if the client is there, has a secret, and it is this
   * @throws ProblemException {@code THROTTLED}, also for a right secret while the address waits
   */
  boolean secretMatches(Caller caller, String tenant, String clientId, Secret secret);

  /**
   * A client and the secret that was made for it.
   *
   * @param client the client
   * @param secret its secret, where it has one
   */
  record WithSecret(Versioned<Client> client, Optional<Secret> secret) {}
}
