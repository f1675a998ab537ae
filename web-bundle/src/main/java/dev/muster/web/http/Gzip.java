package dev.muster.web.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.Semaphore;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** A body as gzip (RFC 1952), which is made once, when somebody first takes it. Thread-safe. */
final class Gzip {
  /** Below this it saves less than it costs. */
  private static final int LEAST = 1_024;

  /** The most that are made at a time: each has a quarter of a megabyte outside the heap. */
  private static final Semaphore FREE = new Semaphore(4);

  private final byte[] body;
  private volatile byte @Nullable [] made;

  Gzip(byte[] body) {
    this.body = body;
  }

  /**
   * Whether it depends on who asks how the body is sent.
   *
   * @return false where it is always sent as it is
   */
  boolean isWorthIt() {
    return body.length >= LEAST;
  }

  /**
   * The body as gzip.
   *
   * @return as gzip, or as it is while too many others are being made, or where gzip is not smaller
   */
  byte[] bytes() {
    byte[] known = made;
    if (known != null) {
      return known;
    }
    if (!FREE.tryAcquire()) {
      return body;
    }
    try {
      byte[] gzip = gzip(body);
      known = gzip.length < body.length ? gzip : body;
      made = known;
      return known;
    } finally {
      FREE.release();
    }
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(body.length / 2);
    try (GZIPOutputStream out = new GZIPOutputStream(all)) {
      out.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toByteArray();
  }
}
