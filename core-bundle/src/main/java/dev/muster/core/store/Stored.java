package dev.muster.core.store;

import dev.muster.spi.storage.DocumentKey;
import java.util.function.Function;

/**
 * A value as it was read.
 *
 * @param key where it lies
 * @param version which version of it was read
 * @param value the value
 */
public record Stored<T>(DocumentKey key, long version, T value) {
  /** The same place and version with a value made of this one. */
  public <R> Stored<R> map(Function<? super T, ? extends R> function) {
    return new Stored<>(key, version, function.apply(value));
  }
}
