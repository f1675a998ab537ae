package dev.muster.web.oidc;

import dev.muster.web.http.SetCookie;
import java.time.Duration;

/**
 * How cookies of a tenant are named and written, so that those of several tenants never meet.
 *
 * <p>Behind TLS they are {@code __Host-} (RFC 6265bis, section 4.1.3.2): no sibling host and nobody
 * on a plain connection can plant one. That prefix takes the path away, so the tenant is in the
 * name. On a plain connection the path keeps them apart.
 */
public final class TenantCookies {
  private final Issuers issuers;

  /**
   * Creates an instance.
   *
   * @param issuers the tenants' addresses
   */
  public TenantCookies(Issuers issuers) {
    this.issuers = issuers;
  }

  /**
   * A cookie's name.
   *
   * @param tenant the tenant's id
   * @param base what it holds, without a {@code -} behind which a tenant could be read
   * @return the name
   */
  public String name(String tenant, String base) {
    return issuers.https() ? "__Host-" + base + '-' + tenant : base;
  }

  /**
   * What the names of cookies begin with.
   *
   * @param base what the bases of the names begin with
   * @return what the names of all tenants that this browser shows begin with
   */
  public String prefix(String base) {
    return issuers.https() ? "__Host-" + base : base;
  }

  /**
   * A cookie.
   *
   * @param tenant the tenant's id
   * @param base what it holds
   * @param value its value
   * @param lifetime how long it lives; zero takes it away
   * @return the cookie
   */
  public SetCookie of(String tenant, String base, String value, Duration lifetime) {
    return new SetCookie(
        name(tenant, base),
        value,
        issuers.https() ? "/" : "/t/" + tenant,
        "Lax",
        issuers.https(),
        lifetime);
  }
}
