package dev.muster.core.plugin;

import org.jspecify.annotations.Nullable;

/** A jar is refused; the message completes the sentence that begins with its name. */
final class PluginException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of reason. */
  enum Why {
    DAMAGED("damaged"),
    UNSAFE("unsafe"),
    NOT_A_BUNDLE("not-a-bundle"),
    NOT_TRUSTED("not-trusted"),
    NAME_TAKEN("name-taken"),
    SPI_VERSION("spi-version"),
    PRIVATE_PACKAGES("private-packages"),
    UNRESOLVABLE("unresolvable"),
    DOES_NOT_START("does-not-start"),
    NO_PLATFORM("no-platform"),
    PLATFORM_TAKEN("platform-taken");

    private final String code;

    Why(String code) {
      this.code = code;
    }

    /** What the API calls it. */
    String code() {
      return code;
    }

    /** Whether another plugin that comes or goes may change it. */
    boolean mayPass() {
      return this == UNRESOLVABLE || this == PLATFORM_TAKEN;
    }
  }

  private final Why why;

  PluginException(Why why, String message) {
    this(why, message, null);
  }

  PluginException(Why why, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.why = why;
  }

  Why why() {
    return why;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }

  /** What lies at the bottom of a failure, in one line. */
  static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String message = root.getMessage();
    String name = root.getClass().getSimpleName();
    return message == null ? name : name + ": " + message.lines().findFirst().orElse("");
  }
}
