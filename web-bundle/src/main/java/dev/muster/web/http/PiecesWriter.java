package dev.muster.web.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.Iterator;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes an answer that is too large for memory, a piece whenever the other side has taken the one
 * before. A piece is made in a turn of its own, so that whoever reads fast keeps no thread for
 * long.
 */
final class PiecesWriter implements WriteListener {
  private static final Logger LOG = LoggerFactory.getLogger(PiecesWriter.class);

  private final ServletOutputStream out;
  private final Iterator<byte[]> rest;
  private final Predicate<Runnable> turns;
  private final Runnable written;
  private final Runnable gone;
  private byte[] next;
  private boolean begun;
  private boolean done;

  /**
   * Creates an instance.
   *
   * @param out where to
   * @param first the first piece
   * @param rest the others
   * @param turns has something run in a turn of its own; false where too many wait
   * @param written called once when all of it is handed over
   * @param gone called once in place of that, when nobody is there any more or a piece is missing
   */
  PiecesWriter(
      ServletOutputStream out,
      byte[] first,
      Iterator<byte[]> rest,
      Predicate<Runnable> turns,
      Runnable written,
      Runnable gone) {
    this.out = out;
    this.next = first;
    this.rest = rest;
    this.turns = turns;
    this.written = written;
    this.gone = gone;
  }

  @Override
  public void onWritePossible() {
    takeTurn();
  }

  private void takeTurn() {
    try {
      if (!turns.test(this::write)) {
        LOG.debug("Too many wait; an answer is broken off");
        end(gone);
      }
    } catch (RuntimeException e) {
      LOG.debug("No thread is there for an answer any more", e);
      end(gone);
    }
  }

  private void write() {
    try {
      if (!out.isReady()) {
        return;
      }
      synchronized (this) {
        if (done) {
          return;
        }
        if (begun) {
          if (!rest.hasNext()) {
            end(written);
            return;
          }
          next = rest.next();
        }
        begun = true;
        out.write(next);
        next = new byte[0];
      }
      // not yet: whoever takes it tells by onWritePossible
      if (out.isReady()) {
        takeTurn();
      }
    } catch (IOException e) {
      LOG.debug("Whoever asked has gone before the answer was written", e);
      end(gone);
    } catch (RuntimeException e) {
      LOG.warn("A piece of an answer is missing; the answer is broken off", e);
      end(gone);
    }
  }

  @Override
  public void onError(Throwable failure) {
    LOG.debug("Whoever asked has gone before the answer was written", failure);
    end(gone);
  }

  private void end(Runnable how) {
    synchronized (this) {
      if (done) {
        return;
      }
      done = true;
    }
    how.run();
  }
}
