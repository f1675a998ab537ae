package dev.muster.api;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
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
   * Whether somebody's {@code X-Forwarded-*} headers count.
   *
   * @param address where a connection comes from, or a hop that a trusted proxy has named
   * @return whether it is in a range of {@code trusted.proxies}
   */
  boolean trustsProxy(InetAddress address);

  /**
   * Whether the sandbox is on.
   *
   * @return true in demo mode
   */
  boolean demo();

  /**
   * From which address the platforms see our calls, which some of them want to know beforehand.
   *
   * @return {@code outgoing.address}, where it is set
   */
  Optional<String> outgoingAddress();

  /**
   * Whether plugins may come in over the API.
   *
   * @return {@code plugins.upload}
   */
  boolean pluginUpload();

  /**
   * How long a password has to be that somebody chooses.
   *
   * @return {@code password.min.length}, in characters
   */
  int passwordMinLength();

  /**
   * The product's version.
   *
   * @return such as {@code 1.0.0}
   */
  String version();
}
