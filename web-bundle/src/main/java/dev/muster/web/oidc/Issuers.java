package dev.muster.web.oidc;

import dev.muster.api.Installation;
import dev.muster.api.TenantUrls;
import java.net.URI;

/** Addresses of a tenant, all made of the one public address. */
public final class Issuers {
  private final URI publicUrl;
  private final boolean https;

  /**
   * Creates an instance.
   *
   * @param installation settings
   */
  public Issuers(Installation installation) {
    publicUrl = installation.publicUrl();
    https = "https".equalsIgnoreCase(publicUrl.getScheme());
  }

  /**
   * A tenant's issuer, which is the beginning of all its addresses.
   *
   * @param tenant the tenant's id
   * @return the issuer, without a slash at the end
   */
  public String of(String tenant) {
    return urls(tenant).issuer();
  }

  /**
   * The addresses of a tenant.
   *
   * @param tenant the tenant's id
   * @return the addresses
   */
  public TenantUrls urls(String tenant) {
    return new TenantUrls(publicUrl, tenant);
  }

  /**
   * Whether browsers come over https.
   *
   * @return true if so
   */
  public boolean https() {
    return https;
  }
}
