package dev.muster.core.platform.limit;

import java.util.Optional;

/** The installation's settings {@code platform.<id>.<key>}. */
@FunctionalInterface
public interface PlatformSettings {
  /**
   * A setting.
   *
   * @param platform the platform's id, also one that nobody has heard of
   * @param key the last part of the name, such as {@code api.url}
   * @return the value, or empty if it is not set
   */
  Optional<String> setting(String platform, String key);
}
