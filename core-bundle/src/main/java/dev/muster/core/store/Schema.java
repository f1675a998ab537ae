package dev.muster.core.store;

import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of document: where it lies, what it can be found by, when it ends.
 *
 * @param collection the collection's name
 * @param type a record that Jackson can write and read
 * @param indexes what a value can be found by
 * @param expiresAt when a value ends
 * @param <T> the record
 */
public record Schema<T>(
    String collection,
    Class<T> type,
    Function<? super T, List<IndexEntry>> indexes,
    Function<? super T, Optional<Instant>> expiresAt) {
  /** Joins the parts of an index value; sorts before everything that people write. */
  public static final String SEPARATOR = "\u0001";

  /** A kind that is found by its id alone and does not end. */
  public static <T> Schema<T> of(String collection, Class<T> type) {
    return of(collection, type, value -> List.of());
  }

  /** A kind that does not end. */
  public static <T> Schema<T> of(
      String collection, Class<T> type, Function<? super T, List<IndexEntry>> indexes) {
    return new Schema<>(collection, type, indexes, value -> Optional.empty());
  }

  /** An index value of several parts, the last of which may be left open for a prefix. */
  public static String join(String... parts) {
    return String.join(SEPARATOR, parts);
  }
}
