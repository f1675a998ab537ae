package dev.muster.web.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes an answer as fast as the other side reads it, without a thread that waits for that. */
final class AnswerWriter implements WriteListener {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerWriter.class);

  private final ServletOutputStream out;
  private final byte[] body;
  private final Runnable written;
  private final Runnable gone;
  private boolean begun;
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
    if (!begun && out.isReady()) {
      begun = true;
      if (body.length == 0) {
        // its header is to be sent, whatever is still to be read
        out.flush();
      } else {
        // whole, so that it is sent from where it stands: each piece would be copied first
        out.write(body);
      }
    }
    if (begun && !done && out.isReady()) {
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
