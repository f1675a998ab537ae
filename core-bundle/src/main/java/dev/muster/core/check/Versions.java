package dev.muster.core.check;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.store.Stored;
import dev.muster.spi.Text;
import java.util.OptionalLong;

/** Versions that callers have read. */
public final class Versions {
  private Versions() {}

  /** Refuses a change of what has changed since it was read. */
  public static void check(OptionalLong expected, Stored<?> stored) {
    if (expected.isPresent() && expected.getAsLong() != stored.version()) {
      throw new ProblemException(
          ProblemCode.STALE,
          new Text("It has changed since it was read. Read it again.", "读取之后内容已被修改，请重新读取。"));
    }
  }
}
