package dev.muster.core.hook;

import org.jspecify.annotations.Nullable;

/**
 * What code of others threw, for the log: classes and lines, and those of its causes. Messages stay
 * out, for they may have anything.
 */
final class WithoutMessages extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MOST_CAUSES = 5;

  WithoutMessages(Throwable thrown) {
    this(thrown, MOST_CAUSES);
  }

  private WithoutMessages(Throwable thrown, int causes) {
    super(thrown.getClass().getName(), cause(thrown.getCause(), causes));
    setStackTrace(thrown.getStackTrace());
  }

  private static @Nullable Throwable cause(@Nullable Throwable cause, int causes) {
    return cause == null || causes == 0 ? null : new WithoutMessages(cause, causes - 1);
  }
}
