package dev.muster.spi.storage;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A stored value with what it can be found by.
 *
 * <p>The body is opaque to a store. The array is handed over, not copied: neither side changes it
 * afterwards.
 *
 * @param key where it lies
 * @param version 0 in a document that is to be written; in one that was read, a number above 0 that
 *     grows with every write of this key and is never used twice for it, not even after a delete
 * @param body at most {@link #MAX_BODY} bytes
 * @param indexes what it can be found by, see {@link IndexEntry}; at most {@link #MAX_INDEXES}
 * @param expiresAt from when on it counts as deleted, or empty for never. Precise to the second or
 *     finer: an expired document is never returned, and its unique values are free again.
 */
public record Document(
    DocumentKey key,
    long version,
    byte[] body,
    List<IndexEntry> indexes,
    Optional<Instant> expiresAt) {
  /** The largest body, in bytes. */
  public static final int MAX_BODY = 4 * 1024 * 1024;

  /** The most index entries of one document. */
  public static final int MAX_INDEXES = 64;

  /** Validates and copies (but for the body). */
  public Document {
    Objects.requireNonNull(key);
    Objects.requireNonNull(expiresAt);
    indexes = List.copyOf(indexes);
    if (version < 0 || body.length > MAX_BODY || indexes.size() > MAX_INDEXES) {
      throw new IllegalArgumentException(
          "A document has a version of at least 0, at most "
              + MAX_BODY
              + " bytes and at most "
              + MAX_INDEXES
              + " index entries");
    }
  }

  /**
   * The shortest way to a document without indexes or expiry.
   *
   * @param key where it is to lie
   * @param body its value
   * @return a document to be written
   */
  public static Document of(DocumentKey key, byte[] body) {
    return new Document(key, 0, body, List.of(), Optional.empty());
  }
}
