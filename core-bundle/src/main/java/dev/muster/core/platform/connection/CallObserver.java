package dev.muster.core.platform.connection;

import java.time.Duration;
import java.util.Optional;

/** Is told of every call to a platform. Returns at once and throws nothing. */
public interface CallObserver {
  /**
   * A call has ended.
   *
   * @param tenant for which tenant it was made
   * @param platform the platform's id
   * @param took how long it took, with its repetitions
   * @param error the platform's own code of what went wrong, else ours in kebab case; empty where
   *     it answered what it was asked, be it that somebody is not there
   */
  void called(String tenant, String platform, Duration took, Optional<String> error);
}
