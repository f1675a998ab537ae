package dev.muster.web.http;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Deadline;
import dev.muster.spi.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.IntToLongFunction;

/** Reads bodies, as much and as long as is allowed. */
final class Bodies {
  private static final Text TOO_SLOW =
      new Text("The body took too long. Send it again.", "发送请求体用时过长，请重新发送。");

  private Bodies() {}

  /** Whether a request came to its end because no more of its body came. */
  static boolean isTooSlow(Throwable thrown) {
    return thrown instanceof ProblemException problem && problem.detail().equals(TOO_SLOW);
  }

  static byte[] read(Incoming incoming, int limit) {
    try {
      return open(incoming, limit, Deadline.in(Limits.BODY_TIME), bytes -> 0).readAllBytes();
    } catch (IOException e) {
      throw endedEarly();
    }
  }

  /**
   * A body that may be too large for memory; reading it throws what {@link #read} throws, {@code
   * UNAVAILABLE} if it comes too slowly.
   *
   * @param incoming the request
   * @param limit the most bytes
   * @param deadline by when it has to be there
   * @param earned by how many nanoseconds later, for so many bytes that have come
   * @return the body
   */
  static InputStream open(
      Incoming incoming, int limit, Deadline deadline, IntToLongFunction earned) {
    if (declared(incoming) > limit) {
      throw tooLarge(limit);
    }
    return new Bounded(incoming.body(), limit, deadline, earned);
  }

  private static final class Bounded extends InputStream {
    private final InputStream in;
    private final int limit;
    private final IntToLongFunction earned;
    private Deadline deadline;
    private long size;

    private Bounded(InputStream in, int limit, Deadline deadline, IntToLongFunction earned) {
      this.in = in;
      this.limit = limit;
      this.deadline = deadline;
      this.earned = earned;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] piece, int offset, int length) {
      int n;
      try {
        n = in.read(piece, offset, length);
      } catch (IOException e) {
        throw isWaiting(e) ? tooSlow() : endedEarly();
      }
      size += Math.max(0, n);
      if (size > limit) {
        throw tooLarge(limit);
      }
      deadline = new Deadline(deadline.nanoTime() + earned.applyAsLong(Math.max(0, n)));
      if (n >= 0 && deadline.passed()) {
        throw tooSlow();
      }
      return n;
    }
  }

  /** Whether the container waited for more for as long as it, or the request, waits. */
  private static boolean isWaiting(IOException e) {
    return e.getCause() instanceof TimeoutException
        || e.getCause() instanceof InterruptedException
        || e instanceof InterruptedIOException;
  }

  /**
   * The same may come faster another time, and senders of alerts send nothing again that was
   * answered 4xx.
   */
  private static ProblemException tooSlow() {
    return new ProblemException(
        ProblemCode.UNAVAILABLE, TOO_SLOW, List.of(), Optional.of(Duration.ofSeconds(1)));
  }

  private static ProblemException endedEarly() {
    return new ProblemException(
        ProblemCode.MALFORMED, new Text("The body ended too early.", "请求体不完整。"));
  }

  private static long declared(Incoming incoming) {
    List<String> length = incoming.headers("Content-Length");
    try {
      return length.size() == 1 ? Long.parseLong(length.get(0)) : 0;
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static ProblemException tooLarge(int limit) {
    return new ProblemException(
        ProblemCode.TOO_LARGE,
        new Text("The body is larger than " + limit + " bytes.", "请求体超过 " + limit + " 字节。"));
  }
}
