package dev.muster.spi.platform;

import java.net.URI;
import java.util.List;

/**
 * How the platform reaches us, for a check.
 *
 * @param publicUrl what browsers see of us, without a path
 * @param callbackUrls the addresses to which the platform sends people back; empty where no
 *     identity source uses the binding yet
 */
public record CheckEnvironment(URI publicUrl, List<URI> callbackUrls) {
  /** Copies. */
  public CheckEnvironment {
    callbackUrls = List.copyOf(callbackUrls);
  }
}
