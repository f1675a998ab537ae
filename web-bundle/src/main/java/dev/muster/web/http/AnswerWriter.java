package dev.muster.web.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes an answer as fast as the other side reads it, without a thread that waits for that. */
final class AnswerWriter implements WriteListener {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerWriter.class);
  private static final int PIECE = 16_384;

  private final ServletOutputStream out;
  private final byte[] body;
  private final Runnable written;
  private final Runnable gone;
  private int at;
  private boolean flushed;
  private boolean done;

  /**
   * Creates an instance.
   *
   * @param out where to
   * @param body what
   * @param written called once when all of it is handed over
   * @param gone called once in place of that, when nobody is there any more
   */
  AnswerWriter(ServletOutputStream out, byte[] body, Runnable written, Runnable gone) {
    this.out = out;
    this.body = body;
    this.written = written;
    this.gone = gone;
  }

  @Override
  public void onWritePossible() throws IOException {
    while (at < body.length && out.isReady()) {
      int n = Math.min(PIECE, body.length - at);
      at += n;
      out.write(body, at - n, n);
    }
    if (body.length == 0 && !flushed) {
      // its header is to be sent, whatever is still to be read
      flushed = true;
      out.flush();
    }
    if (at == body.length && !done && out.isReady()) {
      done = true;
      written.run();
    }
  }

  @Override
  public void onError(Throwable failure) {
    LOG.debug("Whoever asked has gone before the answer was written", failure);
    if (!done) {
      done = true;
      gone.run();
    }
  }
}
