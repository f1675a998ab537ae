package dev.muster.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** What clients hold of a user, client by client: tokens that work, and consents. */
@ProviderType
public interface ClientGrants {
  /**
   * Lists them.
   *
   * @param tenant the tenant's id
   * @param user the user's id
   * @return the latest first
   * @throws ProblemException {@code NOT_FOUND}
   */
  List<ClientGrant> list(String tenant, String user);

  /**
   * Ends what a client holds of a user: its tokens and the consent. It is given more when the user
   * uses it again, and consents again where it is not the company's own.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param user the user's id
   * @param clientId the client's id, however odd
   * @throws ProblemException {@code NOT_FOUND} also if it holds nothing
   */
  void withdraw(Caller caller, String tenant, String user, String clientId);

  /**
   * Ends what all clients hold of a user. Nothing happens where none holds anything.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @param user the user's id
   * @throws ProblemException {@code NOT_FOUND}
   */
  void withdrawAll(Caller caller, String tenant, String user);

  /**
   * What a client holds.
   *
   * @param clientId its id
   * @param displayName what it is called
   * @param since since when
   * @param scope for what
   * @param consentedAt when the user consented to it last; empty if they were not asked
   * @param offline whether it lasts beyond the user's sessions
   */
  record ClientGrant(
      String clientId,
      String displayName,
      Instant since,
      Set<String> scope,
      Optional<Instant> consentedAt,
      boolean offline) {
    /** Copies. */
    public ClientGrant {
      scope = Set.copyOf(scope);
    }
  }
}
