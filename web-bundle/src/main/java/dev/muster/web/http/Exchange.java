package dev.muster.web.http;

import dev.muster.spi.Deadline;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request from its header to the end of its answer. No thread waits for what the other side
 * sends or takes, and one thread at a time works on it.
 */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

  private final Common common;
  private final HttpServletRequest request;
  private final HttpServletResponse answer;
  private final Deadline deadline;
  private final Deadline patience;
  private final Bytes.Share share;
  private boolean large;
  private Runnable cutOff = () -> {};
  private @Nullable AsyncContext async;
  private @Nullable BodyReader reader;

  /** Whether the body was asked for, which whoever expects to be told to go on is told then. */
  private volatile boolean asked;

  /** What all exchanges share. */
  record Common(
      Dispatcher dispatcher,
      ConcurrencyLimit concurrency,
      ConcurrencyLimit few,
      LargeAnswers largeAnswers,
      Bytes bytes,
      BodyReader.All readers,
      Duration bodyTime,
      Runnable lost) {}

  Exchange(Common common, HttpServletRequest request, HttpServletResponse answer) {
    this.common = common;
    this.request = request;
    this.answer = answer;
    this.deadline = common.dispatcher.deadline();
    this.patience = Deadline.in(Limits.TURN_TIME);
    this.share = common.bytes.share();
  }

  /** Answers at once, in this thread, whoever else waits. */
  void answerAlways() {
    finish(common.dispatcher.dispatch(incoming(), deadline), false);
  }

  /** Begins in a thread for which it waits like everybody else. */
  void behindOthers(Runnable work) {
    async().start(work);
  }

  /** Answers now or later. */
  void begin() {
    try {
      answer();
    } catch (IOException e) {
      lost(e);
    }
  }

  private void answer() throws IOException {
    ServletIncoming incoming = incoming();
    large = common.dispatcher.isLarge(incoming);
    if (request.getAttribute(GatewayServlet.CUT_OFF) instanceof Runnable known) {
      cutOff = known;
    }
    if (BodyReader.hasArrived(request)) {
      inTurn(() -> finish(common.dispatcher.dispatch(incoming, deadline), false));
      return;
    }
    int limit = common.dispatcher.bodyBytes(incoming);
    if (limit == 0 || limit > Limits.BODY_BYTES || request.getContentLengthLong() > limit) {
      // nobody reads it, it is too large, or its route reads it, which has looked at who sends it
      inTurn(() -> finish(common.dispatcher.dispatch(incoming, deadline), isLeft()));
    } else if (common.dispatcher.checks(incoming)) {
      inTurn(() -> check(incoming, limit));
    } else {
      gather(limit);
    }
  }

  private void check(ServletIncoming incoming, int limit) {
    Optional<Response> refusal = common.dispatcher.refusal(incoming, deadline);
    if (refusal.isPresent()) {
      finish(refusal.get(), isLeft());
    } else {
      gather(limit);
    }
  }

  private void gather(int limit) {
    async();
    try {
      asked = true;
      reader = new BodyReader(request, common.readers);
      reader.gather(limit, share, common.bodyTime, this::gathered);
    } catch (IOException e) {
      lost(e);
    }
  }

  private void gathered(Supplier<InputStream> content) {
    inTurn(
        () ->
            finish(
                common.dispatcher.dispatch(new ServletIncoming(request, content), deadline),
                isLeft()));
  }

  /** Works on it as soon as it is its turn; refuses where that takes too long. */
  private void inTurn(Runnable work) {
    ConcurrencyLimit turns = large ? common.few : common.concurrency;
    if (turns.tryAcquire()) {
      work(turns, work);
      return;
    }
    AsyncContext context = async();
    boolean waits =
        turns.acquire(
            () -> {
              try {
                context.start(() -> work(turns, patience.passed() ? this::refuse : work));
              } catch (RuntimeException e) {
                LOG.debug("Nobody waits for this request any more", e);
                share.giveBack();
                turns.release();
              }
            });
    if (!waits) {
      refuse();
    }
  }

  private static void work(ConcurrencyLimit turns, Runnable work) {
    try {
      work.run();
    } finally {
      turns.release();
    }
  }

  private void refuse() {
    finish(common.dispatcher.refuse(incoming()), isLeft());
  }

  /** No time of the container's: every step has its own. */
  private AsyncContext async() {
    AsyncContext known = async;
    if (known == null) {
      known = request.startAsync();
      known.setTimeout(0);
      async = known;
    }
    return known;
  }

  private ServletIncoming incoming() {
    return new ServletIncoming(
        request,
        () -> {
          asked = true;
          return ServletIncoming.content(request);
        });
  }

  /** Whether some of the body has not been read, and perhaps not even come. */
  private boolean isLeft() {
    if (!asked && BodyReader.waitsToBeAsked(request)) {
      return true;
    }
    try {
      return request.getContentLengthLong() != 0 && !request.getInputStream().isFinished();
    } catch (IOException e) {
      return true;
    }
  }

  private void finish(Response response, boolean left) {
    try {
      answer.setStatus(response.status());
      for (Response.Header header : response.headers()) {
        answer.addHeader(header.name(), header.value());
      }
      if (!response.contentType().isEmpty()) {
        answer.setContentType(response.contentType());
      }
      if (left) {
        answer.setHeader("Connection", "close");
      }
      byte[] body = response.body();
      boolean head = request.getMethod().equals("HEAD");
      Iterator<byte[]> rest = response.rest();
      if (rest != null && !head) {
        writePieces(body, rest);
        return;
      }
      if (rest == null && (head || left || body.length > Limits.ANSWER_BUFFER_BYTES)) {
        answer.setContentLength(body.length);
      }
      write(head ? new byte[0] : body, left);
    } catch (IOException | RuntimeException e) {
      lost(e);
    }
  }

  private void write(byte[] body, boolean left) throws IOException {
    if (!left && body.length <= Limits.ANSWER_BUFFER_BYTES) {
      // fits into the buffer, which the container writes when we are done, and waits for nothing
      answer.getOutputStream().write(body);
      complete();
      return;
    }
    async();
    if (large) {
      // an answer that is broken off in any other way is kept until somebody reads
      common.largeAnswers.add(this, body.length).forEach(each -> each.cutOff.run());
    }
    Runnable written = left ? this::linger : this::complete;
    answer
        .getOutputStream()
        .setWriteListener(
            new AnswerWriter(
                answer.getOutputStream(),
                body,
                written,
                () -> {
                  common.lost.run();
                  complete();
                }));
  }

  /** Every piece in its turn, behind those who wait for a thread. */
  private void writePieces(byte[] first, Iterator<byte[]> rest) throws IOException {
    AsyncContext context = async();
    answer
        .getOutputStream()
        .setWriteListener(
            new PiecesWriter(
                answer.getOutputStream(),
                first,
                rest,
                piece ->
                    common.concurrency.acquire(
                        () -> {
                          try {
                            context.start(() -> work(common.concurrency, piece));
                          } catch (RuntimeException e) {
                            common.concurrency.release();
                            throw e;
                          }
                        }),
                this::complete,
                this::breakOff));
  }

  /** So that nobody takes for whole what is not. */
  private void breakOff() {
    common.lost.run();
    try {
      // the embedded server's way to close a connection in the middle of an answer
      answer.sendError(-1);
    } catch (IOException | IllegalStateException e) {
      LOG.debug("It was broken off already", e);
    }
    complete();
  }

  /** Reads on for a moment: closed on a sender, the connection would take the answer with it. */
  private void linger() {
    try {
      BodyReader known = reader;
      boolean gathered = known != null;
      if (known == null) {
        known = new BodyReader(request, common.readers);
        reader = known;
      }
      known.readOver(gathered, this::complete);
    } catch (IOException | RuntimeException e) {
      lost(e);
    }
  }

  private void lost(Exception e) {
    LOG.debug("Whoever asked has gone", e);
    common.lost.run();
    complete();
  }

  private void complete() {
    share.giveBack();
    common.largeAnswers.remove(this);
    AsyncContext context = async;
    if (context != null) {
      try {
        context.complete();
      } catch (IllegalStateException e) {
        LOG.debug("It was over already", e);
      }
    }
  }
}
