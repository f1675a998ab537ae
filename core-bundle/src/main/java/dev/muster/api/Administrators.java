package dev.muster.api;

import dev.muster.spi.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Those who manage the installation: who they are and what they may do. */
@ProviderType
public interface Administrators {
  /** How long a console session lasts at the most. */
  Duration SESSION_LIFETIME = Duration.ofHours(8);

  /**
   * Signs in to the console. Wrong passwords cost time: after five in a row a name waits.
   *
   * @param caller the browser's address and the correlation id
   * @param username the name, however odd
   * @param password what was presented
   * @return the session
   * @throws ProblemException {@code UNAUTHENTICATED}, {@code THROTTLED}
   */
  ConsoleSession signIn(Caller caller, String username, Secret password);

  /**
   * The console session that a browser holds.
   *
   * @param cookie what was presented, however odd
   * @return the session, or empty if it is none or has ended
   */
  Optional<ConsoleSession> session(Secret cookie);

  /**
   * Ends a console session.
   *
   * @param caller on whose behalf
   * @param cookie what was presented; nothing happens if it is none
   */
  void signOut(Caller caller, Secret cookie);

  /**
   * Whom an API token stands for.
   *
   * @param token what was presented, however odd
   * @return who it is, or empty if it is none or has expired
   */
  Optional<Principal> token(Secret token);

  /**
   * Somebody who manages.
   *
   * @param actor as in {@link Caller#actor()}
   * @param role what they may do
   * @param tenants where: ids, or {@code *} alone for all
   */
  record Principal(String actor, Role role, Set<String> tenants) {
    /** Copies. */
    public Principal {
      tenants = Set.copyOf(tenants);
    }

    /**
     * Whether they may see a tenant.
     *
     * @param tenant the tenant's id
     * @return true if so
     */
    public boolean sees(String tenant) {
      return tenants.contains("*") || tenants.contains(tenant);
    }
  }

  /** What somebody may do. */
  enum Role {
    /** Everything. */
    OWNER("owner"),
    /** Everything in their tenants. */
    TENANT_ADMIN("tenant-admin"),
    /** War rooms in their tenants; the rest to read. */
    RESPONDER("responder"),
    /** Everything in their tenants to read. */
    AUDITOR("auditor");

    /** What the API calls it. */
    private final String id;

    Role(String id) {
      this.id = id;
    }

    /**
     * What the API calls it.
     *
     * @return the id
     */
    public String id() {
      return id;
    }
  }

  /**
   * A console session.
   *
   * @param cookie what the browser holds
   * @param csrfToken what the console sends with every change
   * @param username who it is
   * @param principal what they may do
   */
  record ConsoleSession(Secret cookie, Secret csrfToken, String username, Principal principal) {}
}
