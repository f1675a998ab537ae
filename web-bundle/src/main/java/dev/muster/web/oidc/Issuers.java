package dev.muster.web.oidc;

import dev.muster.api.Installation;
import java.net.URI;

/** Addresses of a tenant, all made of the one public address. */
public final class Issuers {
  private final String base;
  private final boolean https;

  /**
   * Creates an instance.
   *
   * @param installation settings
   */
  public Issuers(Installation installation) {
    URI publicUrl = installation.publicUrl();
    base = publicUrl + "/t/";
    https = "https".equalsIgnoreCase(publicUrl.getScheme());
  }

  /**
   * A tenant's issuer, which is the beginning of all its addresses.
   *
   * @param tenant the tenant's id
   * @return the issuer, without a slash at the end
   */
  public String of(String tenant) {
    return base + tenant;
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
