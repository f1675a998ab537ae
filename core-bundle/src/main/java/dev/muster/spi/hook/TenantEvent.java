package dev.muster.spi.hook;

import java.util.Map;

/** Something happened to a tenant. */
public sealed interface TenantEvent extends DomainEvent {
  /**
   * The tenant it happened to.
   *
   * @return the tenant's id
   */
  String tenant();

  @Override
  default String subject() {
    return Subjects.tenant(tenant());
  }

  /**
   * A tenant was created, renamed or deleted.
   *
   * @param tenant the tenant's id
   * @param change what happened to it; {@code CHANGED} when it was renamed
   */
  record TenantChanged(String tenant, ResourceChange change) implements TenantEvent {
    @Override
    public EventAction action() {
      return change.of(
          EventAction.TENANT_CREATED, EventAction.TENANT_RENAMED, EventAction.TENANT_DELETED);
    }
  }

  /**
   * A tenant has another signing key.
   *
   * @param tenant the tenant's id
   */
  record SigningKeysRotated(String tenant) implements TenantEvent {
    @Override
    public EventAction action() {
      return EventAction.SIGNING_KEYS_ROTATED;
    }
  }

  /**
   * Whether a tenant's users may sign in with a password was changed.
   *
   * @param tenant the tenant's id
   * @param enabled whether they may from now on
   */
  record PasswordSignInChanged(String tenant, boolean enabled) implements TenantEvent {
    @Override
    public EventAction action() {
      return EventAction.PASSWORD_SIGN_IN_CHANGED;
    }

    @Override
    public Map<String, String> detail() {
      return Map.of("enabled", Boolean.toString(enabled));
    }
  }

  /**
   * A tenant's pages look different.
   *
   * @param tenant the tenant's id
   */
  record BrandingChanged(String tenant) implements TenantEvent {
    @Override
    public EventAction action() {
      return EventAction.BRANDING_CHANGED;
    }
  }
}
