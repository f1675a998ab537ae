package dev.muster.core.plugin;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** A jar is refused; the message completes the sentence that begins with its name. */
final class PluginException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_CAUSES = 50;

  /** What kind of reason. */
  enum Why {
    UNREADABLE("unreadable"),
    NOT_STORED("not-stored"),
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
    PLATFORM_TAKEN("platform-taken"),
    WAITS("waits-for-service"),
    GONE("stopped-by-itself"),
    SERVICE_LOST("service-lost"),
    SUPERSEDED("superseded"),
    UNEXPECTED("unexpected");

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
      return isMissing() || this == PLATFORM_TAKEN || this == GONE;
    }

    /** Whether it lacks something that another plugin may bring. */
    boolean isMissing() {
      return this == UNRESOLVABLE || this == WAITS;
    }

    /** Whether it says something about this machine, now: it is tried again before long. */
    boolean passesWithTime() {
      return this == UNREADABLE || this == NOT_STORED || this == GONE || this == UNEXPECTED;
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

  /** What nobody has thought of, such as a bug of ours that one plugin meets. */
  static PluginException unexpected(Throwable failure) {
    return new PluginException(
        Why.UNEXPECTED, "failed unexpectedly: " + reason(failure) + "; it is tried again", failure);
  }

  String sentence() {
    return String.valueOf(getMessage());
  }

  /** What lies at the bottom of a failure, in one line. */
  static String reason(Throwable failure) {
    Throwable root = failure;
    // causes of others may go round in a circle
    for (int i = 0; i < MOST_CAUSES && root.getCause() != null; i++) {
      root = root.getCause();
    }
    String message = root.getMessage();
    String name = root.getClass().getSimpleName();
    return message == null ? name : name + ": " + message.lines().findFirst().orElse("");
  }

  /** A fault of a disk in words: the message of a file system's exception is but a path. */
  static String fault(Throwable failure) {
    if (failure instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (failure instanceof NoSuchFileException) {
      return "no such file or folder";
    }
    if (failure instanceof FileSystemException system) {
      String why = system.getReason();
      return why == null ? failure.getClass().getSimpleName() : why;
    }
    return reason(failure);
  }
}
