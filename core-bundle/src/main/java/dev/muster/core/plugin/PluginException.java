package dev.muster.core.plugin;

import org.jspecify.annotations.Nullable;

/** A jar is refused; the message completes the sentence that begins with its name. */
final class PluginException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  PluginException(String message) {
    this(message, null);
  }

  PluginException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
