package dev.muster.api;

import java.net.URI;
import java.util.Locale;

/**
 * The addresses of a tenant that others are given: applications, browsers and platforms. All of
 * them are made of the one public address, so that nobody else has to put one together.
 *
 * @param publicUrl {@link Installation#publicUrl}
 * @param tenant the tenant's id, or a placeholder in its place
 */
public record TenantUrls(URI publicUrl, String tenant) {
  /**
   * Where people sign in to the tenant.
   *
   * @return the issuer, without a slash at the end
   */
  public String issuer() {
    return publicUrl + "/t/" + tenant;
  }

  /**
   * Where a platform sends the browser back to.
   *
   * @param source the identity source's id, or a placeholder in its place
   * @return the address
   */
  public String callback(String source) {
    return issuer() + "/login/" + source + "/callback";
  }

  /**
   * Where a platform sends its webhook events to.
   *
   * @param platform the platform's id
   * @return the address
   */
  public String events(String platform) {
    return issuer() + "/callbacks/" + platform;
  }

  /**
   * What is entered where a platform asks for a host alone.
   *
   * @return the host, with the port unless it is the scheme's own
   */
  public String trustedDomain() {
    String host = String.valueOf(publicUrl.getHost()).toLowerCase(Locale.ROOT);
    int usual = "http".equalsIgnoreCase(publicUrl.getScheme()) ? 80 : 443;
    int port = publicUrl.getPort();
    return port < 0 || port == usual ? host : host + ":" + port;
  }
}
