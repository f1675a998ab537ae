package dev.muster.spi.storage;

import dev.muster.spi.Page;
import java.util.Objects;
import java.util.Optional;

/**
 * A question for documents of one collection and partition by one index, in the order of that
 * index's values and, where those are equal, of ids. A document appears once per matching entry.
 *
 * @param collection the collection
 * @param partition the partition
 * @param condition which entries
 * @param descending whether the order is reversed
 * @param limit the most documents to return, 1 to {@link #MAX_LIMIT}
 * @param after {@link Page#next()} of the page before, or empty for the first. Opaque, made by the
 *     store that is asked; valid for the same question only
 */
public record Query(
    String collection,
    String partition,
    Condition condition,
    boolean descending,
    int limit,
    Optional<String> after) {
  /** The most documents of one page. */
  public static final int MAX_LIMIT = 1000;

  /** Validates. */
  public Query {
    Objects.requireNonNull(collection);
    Objects.requireNonNull(partition);
    Objects.requireNonNull(condition);
    Objects.requireNonNull(after);
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("A query's limit is 1 to " + MAX_LIMIT);
    }
  }

  /**
   * The first page in ascending order.
   *
   * @param collection the collection
   * @param partition the partition
   * @param condition which entries
   * @param limit the most documents to return
   * @return the query
   */
  public static Query of(String collection, String partition, Condition condition, int limit) {
    return new Query(collection, partition, condition, false, limit, Optional.empty());
  }

  /** Which documents are asked for. */
  public sealed interface Condition {}

  /** Every document, in the order of ids. */
  public record All() implements Condition {}

  /**
   * Entries with this value.
   *
   * @param index the index
   * @param value the value
   */
  public record Equal(String index, String value) implements Condition {}

  /**
   * Entries whose value begins so.
   *
   * @param index the index
   * @param prefix the beginning; empty for every entry of the index
   */
  public record Prefix(String index, String prefix) implements Condition {}

  /**
   * Entries from one value to another.
   *
   * @param index the index
   * @param from the least value, inclusive
   * @param to the greatest value, exclusive
   */
  public record Range(String index, String from, String to) implements Condition {}
}
