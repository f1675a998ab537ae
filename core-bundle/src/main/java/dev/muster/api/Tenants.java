package dev.muster.api;

import dev.muster.spi.Page;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.osgi.annotation.versioning.ProviderType;

/** The tenants of the installation. */
@ProviderType
public interface Tenants {
  /**
   * Adds a tenant.
   *
   * @param caller on whose behalf
   * @param id its id
   * @param displayName what people call it
   * @return the tenant
   * @throws ProblemException {@code INVALID_VALUE}, {@code ALREADY_EXISTS}
   */
  Versioned<Tenant> create(Caller caller, String id, String displayName);

  /**
   * Reads a tenant.
   *
   * @param id its id, however odd
   * @return the tenant, or empty if there is none
   */
  Optional<Versioned<Tenant>> find(String id);

  /**
   * Lists tenants in the order of ids.
   *
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page
   * @throws ProblemException {@code INVALID_VALUE} if {@code after} is none of ours
   */
  Page<Versioned<Tenant>> list(int limit, Optional<String> after);

  /**
   * Changes a tenant. Without sign-in by password, every session that began so has ended.
   *
   * @param caller on whose behalf
   * @param id its id
   * @param change makes the new settings of the present ones. May be called more than once.
   * @param expected the version that the caller has read, if it matters
   * @return the tenant
   * @throws ProblemException {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code STALE}
   */
  Versioned<Tenant> change(
      Caller caller, String id, UnaryOperator<Tenant.Settings> change, OptionalLong expected);

  /**
   * Deletes a tenant and all that it has. From the moment it returns nothing of it can be reached.
   *
   * @param caller on whose behalf
   * @param id its id
   * @param expected the version that the caller has read, if it matters
   * @throws ProblemException {@code NOT_FOUND}, {@code STALE}, {@code IN_USE} for the tenant that
   *     is always there
   */
  void delete(Caller caller, String id, OptionalLong expected);
}
