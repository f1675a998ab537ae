package dev.muster.core.platform.registry;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where code of others is, for the log: classes, methods and lines. Messages stay out, because they
 * may hold anything.
 */
final class Frames {
  private static final int MAX_FRAMES = 30;
  private static final int MAX_CAUSES = 5;

  private Frames() {}

  /** The frames of a thread at this moment. */
  static String of(Thread thread) {
    return lines(thread.getStackTrace());
  }

  /** What was thrown, and its causes. */
  static String of(Throwable failure) {
    StringBuilder text = new StringBuilder();
    @Nullable Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      text.append(i == 0 ? "" : "\n caused by ")
          .append(cause.getClass().getName())
          .append(lines(cause.getStackTrace()));
      cause = cause.getCause();
    }
    return text.toString();
  }

  private static String lines(StackTraceElement[] frames) {
    return Arrays.stream(frames)
        .limit(MAX_FRAMES)
        .map(frame -> "\n  at " + frame)
        .collect(Collectors.joining());
  }
}
