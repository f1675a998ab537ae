package dev.muster.api;

import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Those who manage the installation: who they are and what they may do. Whatever changes that ends
 * their console sessions. There is always an owner, and nobody takes their own rights away.
 */
@ProviderType
public interface Administrators {
  /**
   * Adds an administrator.
   *
   * @param caller on whose behalf
   * @param username by which they sign in; never changed
   * @param settings what they may do
   * @param password their first password
   * @return the administrator
   * @throws ProblemException {@code INVALID_VALUE}, {@code ALREADY_EXISTS}
   */
  Versioned<Administrator> create(
      Caller caller, String username, Settings settings, Secret password);

  /**
   * Reads an administrator.
   *
   * @param username their name, however odd
   * @return the administrator, or empty if there is none
   */
  Optional<Versioned<Administrator>> find(String username);

  /**
   * Lists administrators in the order of user names.
   *
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page
   * @throws ProblemException {@code INVALID_VALUE} if {@code after} is none of ours
   */
  Page<Versioned<Administrator>> list(int limit, Optional<String> after);

  /**
   * Changes an administrator. Another role, other tenants or another password end their sessions.
   *
   * @param caller on whose behalf
   * @param username their name
   * @param change makes the new settings of the present ones. May be called more than once.
   * @param password another password, if it changes
   * @param expected the version that the caller has read, if it matters
   * @return the administrator
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code STALE}, {@code
   *     LAST_OWNER}; {@code IN_USE} for what {@code admin.password} decides
   */
  Versioned<Administrator> change(
      Caller caller,
      String username,
      UnaryOperator<Settings> change,
      Optional<Secret> password,
      OptionalLong expected);

  /**
   * Deletes an administrator and ends their sessions.
   *
   * @param caller on whose behalf
   * @param username their name
   * @param expected the version that the caller has read, if it matters
   * @throws ProblemException {@code NOT_FOUND}, {@code STALE}, {@code LAST_OWNER}; {@code IN_USE}
   *     for whom {@code admin.password} lets in
   */
  void delete(Caller caller, String username, OptionalLong expected);

  /**
   * An administrator.
   *
   * @param username by which they sign in
   * @param settings what they may do
   * @param createdAt since when they are known
   * @param lastSignInAt when they signed in last
   */
  record Administrator(
      String username, Settings settings, Instant createdAt, Optional<Instant> lastSignInAt) {}

  /**
   * What can be set of an administrator.
   *
   * @param displayName what people call them
   * @param role what they may do
   * @param tenants where: ids, or {@code *} alone for all, as an owner has it
   */
  record Settings(String displayName, Role role, Set<String> tenants) {
    /** Copies. */
    public Settings {
      tenants = Set.copyOf(tenants);
    }
  }

  /**
   * Somebody who manages: an administrator in a console session, or an API token.
   *
   * @param actor as in {@link Caller#actor()}
   * @param displayName what people call them
   * @param role what they may do
   * @param tenants where: ids, or {@code *} alone for all
   * @param expiresAt when the session or the token ends; empty if it does not
   */
  record Principal(
      String actor,
      String displayName,
      Role role,
      Set<String> tenants,
      Optional<Instant> expiresAt) {
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
}
