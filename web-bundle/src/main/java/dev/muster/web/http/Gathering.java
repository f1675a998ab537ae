package dev.muster.web.http;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A body that is still on its way, gathered without a thread that waits for it: a few hundred
 * clients that send a byte now and then would else hold every thread there is.
 */
final class Gathering implements ReadListener, AsyncListener {
  private static final int PIECE = 8192;

  /** Bytes of all bodies that are being gathered. */
  private static final AtomicLong GATHERED = new AtomicLong();

  private final AsyncContext async;
  private final ServletInputStream in;
  private final int limit;
  private final Consumer<Supplier<InputStream>> then;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(512);
  private final AtomicBoolean done = new AtomicBoolean();

  private Gathering(
      AsyncContext async, ServletInputStream in, int limit, Consumer<Supplier<InputStream>> then) {
    this.async = async;
    this.in = in;
    this.limit = limit;
    this.then = then;
  }

  /** Whether reading the body waits for nothing. */
  static boolean hasArrived(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    return length < 0
        ? request.getHeader("Transfer-Encoding") == null
        : length == 0 || request.getInputStream().available() >= length;
  }

  /**
   * Begins.
   *
   * @param request of which body
   * @param limit one more byte than this is gathered at most
   * @param atMost how long
   * @param then is given the body once, in a thread that may take its time, or what tells why there
   *     is none
   */
  static void begin(
      HttpServletRequest request, int limit, Duration atMost, Consumer<Supplier<InputStream>> then)
      throws IOException {
    AsyncContext async = request.startAsync();
    async.setTimeout(atMost.toMillis());
    ServletInputStream in = request.getInputStream();
    Gathering gathering = new Gathering(async, in, limit, then);
    async.addListener(gathering);
    in.setReadListener(gathering);
  }

  @Override
  public void onDataAvailable() throws IOException {
    byte[] piece = new byte[PIECE];
    while (in.isReady() && !in.isFinished()) {
      int n = in.read(piece);
      if (n < 0) {
        return;
      }
      if (GATHERED.addAndGet(n) > Limits.GATHERED_BYTES) {
        GATHERED.addAndGet(-n);
        end(Gathering::tooMany);
        return;
      }
      body.write(piece, 0, n);
      if (body.size() > limit) {
        onAllDataRead();
        return;
      }
    }
  }

  @Override
  public void onAllDataRead() {
    byte[] bytes = body.toByteArray();
    end(() -> new ByteArrayInputStream(bytes));
  }

  /** The connection failed, or what came is no body. */
  @Override
  public void onError(Throwable failure) {
    end(Gathering::brokenOff);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end(Gathering::tooSlow);
  }

  @Override
  public void onError(AsyncEvent event) {
    end(Gathering::brokenOff);
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}

  private void end(Supplier<InputStream> result) {
    if (done.compareAndSet(false, true)) {
      GATHERED.addAndGet(-body.size());
      try {
        then.accept(result);
      } finally {
        async.complete();
      }
    }
  }

  private static InputStream tooSlow() {
    throw new ProblemException(ProblemCode.MALFORMED, "The body took too long.");
  }

  private static InputStream tooMany() {
    throw new ProblemException(
        ProblemCode.UNAVAILABLE,
        "There are too many requests at the moment. Please try again.",
        List.of(),
        Optional.of(Duration.ofSeconds(1)));
  }

  private static InputStream brokenOff() {
    throw new ProblemException(ProblemCode.MALFORMED, "The body ended too early.");
  }
}
