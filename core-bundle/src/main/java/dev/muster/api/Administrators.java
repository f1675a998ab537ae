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

  /** How long a browser counts as one in which somebody signed in before. */
  Duration DEVICE_LIFETIME = Duration.ofDays(90);

  /**
   * Signs in to the console. Too many wrong passwords make an address wait, and a browser in which
   * the name signed in before only for its own.
   *
   * @param caller the browser's address and the correlation id
   * @param username the name, however odd
   * @param password what was presented
   * @param device {@link SignedIn#device()} of an earlier sign-in, however odd
   * @return the session
   * @throws ProblemException {@code UNAUTHENTICATED}, {@code THROTTLED}
   */
  SignedIn signIn(Caller caller, String username, Secret password, Optional<Secret> device);

  /**
   * Whether somebody signed in before in the browser that holds something.
   *
   * @param username the name, however odd
   * @param device what was presented, however odd
   * @return true if it is {@link SignedIn#device()} of an earlier sign-in of this name
   */
  boolean isDevice(String username, Secret device);

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
   * Whom an API token stands for. Too many wrong ones make the address wait that they come from.
   *
   * @param caller the address and the correlation id; the actor is not used
   * @param token what was presented, however odd
   * @return who it is, or empty if it is none or has expired
   * @throws ProblemException {@code THROTTLED}, also for a valid token while the address waits
   */
  Optional<Principal> token(Caller caller, Secret token);

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
   * What signing in gives.
   *
   * @param session the session
   * @param device what the browser holds for {@link #DEVICE_LIFETIME}, after the session too
   */
  record SignedIn(ConsoleSession session, Secret device) {}

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
