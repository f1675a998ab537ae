package dev.muster.spi;

import java.util.List;
import java.util.Optional;

/**
 * A piece of a longer list.
 *
 * @param items what it holds, in order
 * @param next what to ask with for the next piece; empty where there is none
 * @param <T> what it is a list of
 */
public record Page<T>(List<T> items, Optional<String> next) {
  /** Copies. */
  public Page {
    items = List.copyOf(items);
  }

  /**
   * A list that is complete.
   *
   * @param items what it holds
   * @param <T> what it is a list of
   * @return the only page
   */
  public static <T> Page<T> only(List<T> items) {
    return new Page<>(items, Optional.empty());
  }
}
