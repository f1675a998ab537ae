package dev.muster.core.signin;

import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.PasswordSignIns;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.SignInMethod;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The sign-in by password, as an identity source: the steps, the policies, the figures and what
 * ends sessions are the same for all. It is nowhere stored, and nobody is linked by it.
 */
@Component(service = PasswordSource.class)
public final class PasswordSource {
  private static final IdentitySource SOURCE =
      new IdentitySource(
          PasswordSignIns.SOURCE,
          PasswordSignIns.SOURCE,
          Settings.of(PasswordSignIns.SOURCE, Set.of(SignInMethod.BROWSER)),
          Map.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private final TenantDirectory tenants;

  /** Made by Declarative Services. */
  @Activate
  public PasswordSource(@Reference TenantDirectory tenants) {
    this.tenants = tenants;
  }

  /** The source, where a tenant has turned it on. */
  Optional<IdentitySource> find(String tenant) {
    return tenants
        .find(tenant)
        .filter(found -> found.value().passwordSignIn())
        .map(found -> SOURCE);
  }

  /**
   * What everything compares that rests on a password of a tenant's: it changes when the sign-in by
   * password is turned off, so that turning it on again revives nothing.
   */
  String validFrom(String tenant) {
    return tenants
        .find(tenant)
        .map(found -> found.value().passwordSessionsValidFrom().toString())
        .orElse("");
  }

  /** Whether somebody comes in with a password. */
  static boolean is(String source) {
    return source.equals(PasswordSignIns.SOURCE);
  }

  /** Who somebody is who came in with a password: who they are here. */
  static ExternalIdentity person(String tenant, Stored<UserRecord> user) {
    return ExternalIdentity.of(tenant, user.key().id())
        .withName(user.value().profile().displayName());
  }
}
