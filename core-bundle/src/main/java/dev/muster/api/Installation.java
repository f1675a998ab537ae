package dev.muster.api;

import java.net.URI;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Settings of the installation that more than one part needs. */
@ProviderType
public interface Installation {
  /**
   * What browsers see of us.
   *
   * @return scheme, host and port, without a path or a slash at the end
   */
  URI publicUrl();

  /**
   * Whose {@code X-Forwarded-*} headers count.
   *
   * @return networks as CIDR, such as {@code 10.0.0.0/8}
   */
  List<String> trustedProxies();

  /**
   * Whether the sandbox is on.
   *
   * @return true in demo mode
   */
  boolean demo();

  /**
   * The product's version.
   *
   * @return such as {@code 1.0.0}
   */
  String version();
}
