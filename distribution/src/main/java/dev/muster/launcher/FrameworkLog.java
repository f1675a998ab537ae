package dev.muster.launcher;

import org.apache.felix.framework.Logger;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The framework's own messages, which would go to standard output as they are. */
final class FrameworkLog extends Logger {
  private final org.slf4j.Logger log = LoggerFactory.getLogger("org.apache.felix.framework");

  @Override
  protected void doLog(int level, String message, @Nullable Throwable failure) {
    switch (level) {
      case LOG_ERROR -> log.error(message, failure);
      case LOG_WARNING -> log.warn(message, failure);
      case LOG_INFO -> log.info(message, failure);
      default -> log.debug(message, failure);
    }
  }
}
