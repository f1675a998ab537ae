package dev.muster.web.http;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Deadline;
import dev.muster.spi.Text;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a body that is still on its way without a thread that waits for it: a few hundred clients
 * that send a byte now and then would else hold every thread there is. First it gathers; once the
 * request is answered it reads over what still comes, so that the connection can be closed without
 * the answer getting lost (RFC 9112, section 9.6).
 */
final class BodyReader implements ReadListener {
  private static final Logger LOG = LoggerFactory.getLogger(BodyReader.class);
  private static final int PIECE = 8192;

  private static final Supplier<InputStream> WAIT = new GoOn("when more has come");
  private static final Supplier<InputStream> MORE = new GoOn("at once");

  private final HttpServletRequest request;
  private final ServletInputStream in;
  private final Set<BodyReader> readers;
  private final byte[] piece = new byte[PIECE];
  private State state;

  /** What is being done, until when and what follows; changed as a whole. */
  private record State(
      Mode mode,
      int left,
      Deadline deadline,
      @Nullable Gathered body,
      Consumer<Supplier<InputStream>> then) {
    State after(int read) {
      return new State(mode, left - read, deadline, body, then);
    }
  }

  /** No end yet. */
  private record GoOn(String when) implements Supplier<InputStream> {
    @Override
    public InputStream get() {
      throw new IllegalStateException(when);
    }
  }

  private enum Mode {
    IDLE,
    GATHER,
    READ_OVER
  }

  private static final class Gathered extends ByteArrayOutputStream {
    private final Bytes.Share share;

    Gathered(Bytes.Share share) {
      super(512);
      this.share = share;
    }

    InputStream stream() {
      return new ByteArrayInputStream(buf, 0, count);
    }
  }

  /** All that read at the moment: somebody looks whether one is late. */
  static final class All {
    private final Set<BodyReader> readers = ConcurrentHashMap.newKeySet();

    /** Ends what is late. Called every now and then, by one thread, which waits for nothing. */
    void look() {
      readers.forEach(BodyReader::lookAtTime);
    }
  }

  /** Reads nothing yet; begins asynchronous input, which has to be allowed. */
  BodyReader(HttpServletRequest request, All all) throws IOException {
    this.request = request;
    this.in = request.getInputStream();
    this.readers = all.readers;
    this.state = idle();
  }

  private static State idle() {
    return new State(Mode.IDLE, 0, Deadline.in(Duration.ofDays(1)), null, body -> {});
  }

  /** Whether reading the body waits for nothing. */
  static boolean hasArrived(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    if (length < 0) {
      return request.getHeader("Transfer-Encoding") == null;
    }
    return length == 0
        || (!waitsToBeAsked(request) && request.getInputStream().available() >= length);
  }

  /**
   * Whether a body comes only when it is asked for (RFC 9110, section 10.1.1), which opening its
   * stream does.
   *
   * @param request the request
   * @return true if so
   */
  static boolean waitsToBeAsked(HttpServletRequest request) {
    return request.getHeader("Expect") != null
        && (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null);
  }

  /**
   * Gathers.
   *
   * @param limit one more byte than this is gathered at most
   * @param share what the body may take of the memory for all of them
   * @param atMost how long
   * @param then is given the body once, or what throws why there is none
   */
  void gather(int limit, Bytes.Share share, Duration atMost, Consumer<Supplier<InputStream>> then) {
    begin(new State(Mode.GATHER, limit, Deadline.in(atMost), new Gathered(share), then));
    in.setReadListener(this);
  }

  /**
   * Reads over what comes, after {@link #gather} or without it.
   *
   * @param then called once, when all of it has come, or enough of it or for long enough
   */
  void readOver(boolean gathered, Runnable then) {
    begin(
        new State(
            Mode.READ_OVER,
            Limits.LINGER_BYTES,
            Deadline.in(Limits.LINGER_TIME),
            null,
            body -> then.run()));
    if (!gathered) {
      in.setReadListener(this);
      return;
    }
    try {
      onDataAvailable();
    } catch (IOException e) {
      onError(e);
    }
  }

  private synchronized void begin(State next) {
    state = next;
    readers.add(this);
  }

  /** Only once for each beginning. */
  private void end(Supplier<InputStream> result) {
    Consumer<Supplier<InputStream>> then;
    synchronized (this) {
      if (state.mode == Mode.IDLE) {
        return;
      }
      then = state.then;
      state = idle();
      readers.remove(this);
    }
    then.accept(result);
  }

  @Override
  public void onDataAvailable() throws IOException {
    while (true) {
      Supplier<InputStream> result;
      synchronized (this) {
        result = step();
      }
      if (result == WAIT) {
        return;
      }
      if (result != MORE) {
        end(result);
        return;
      }
    }
  }

  /** One piece; what ends reading, or whether to go on. */
  private Supplier<InputStream> step() throws IOException {
    if (state.mode == Mode.IDLE || in.isFinished() || !in.isReady()) {
      return in.isFinished() ? finished() : WAIT;
    }
    int n = in.read(piece);
    if (n < 0) {
      return finished();
    }
    Gathered body = state.body;
    if (body != null) {
      if (!body.share.take(n)) {
        return BodyReader::tooMany;
      }
      body.write(piece, 0, n);
    }
    state = state.after(n);
    return state.left < 0 ? finished() : MORE;
  }

  private Supplier<InputStream> finished() {
    Gathered body = state.body;
    return body == null ? InputStream::nullInputStream : body::stream;
  }

  @Override
  public void onAllDataRead() {
    Supplier<InputStream> result;
    synchronized (this) {
      result = finished();
    }
    end(result);
  }

  /** The connection failed, or what came is no body. */
  @Override
  public void onError(Throwable failure) {
    end(BodyReader::brokenOff);
  }

  private void lookAtTime() {
    boolean late;
    synchronized (this) {
      late = state.deadline.passed();
    }
    if (late) {
      endElsewhere();
    }
  }

  /** What follows is a request's work, which takes its time. */
  private void endElsewhere() {
    try {
      request.getAsyncContext().start(() -> end(BodyReader::tooSlow));
    } catch (IllegalStateException e) {
      LOG.debug("The request is over", e);
      readers.remove(this);
    } catch (RuntimeException e) {
      LOG.debug("No thread is free; at the next look", e);
    }
  }

  private static InputStream tooSlow() {
    throw new ProblemException(
        ProblemCode.MALFORMED, new Text("The body took too long.", "发送请求体用时过长。"));
  }

  private static InputStream tooMany() {
    throw new ProblemException(
        ProblemCode.UNAVAILABLE,
        new Text("There are too many requests at the moment. Please try again.", "当前请求过多，请稍后重试。"),
        List.of(),
        Optional.of(Duration.ofSeconds(1)));
  }

  private static InputStream brokenOff() {
    throw new ProblemException(
        ProblemCode.MALFORMED, new Text("The body ended too early.", "请求体不完整。"));
  }
}
