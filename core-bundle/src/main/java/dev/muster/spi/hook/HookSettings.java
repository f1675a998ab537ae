package dev.muster.spi.hook;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The installation's settings of one bundle of hooks: {@code hook.<symbolic name>.<key>} in {@code
 * conf/muster.properties}, or as an environment variable. A service that every bundle may ask for,
 * with {@code @Reference}; each gets its own settings and nobody else's. Thread-safe.
 */
@FunctionalInterface
@ProviderType
public interface HookSettings {
  /**
   * A setting. Does not block, and fails for no key.
   *
   * @param key the last part of its name, such as {@code roster.file}
   * @return the value without blanks at its ends, or empty if it is not set
   */
  Optional<String> setting(String key);
}
