package dev.muster.web.api;

import dev.muster.web.http.JsonObject;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A member of a merge patch (RFC 7396): not there, null, or a value.
 *
 * @param value the value, where it has one
 * @param gone whether it is null
 * @param <T> what it is
 */
record Member<T>(Optional<T> value, boolean gone) {
  static <T> Member<T> of(JsonObject body, String name, Optional<T> value) {
    return new Member<>(value, body.isNull(name));
  }

  /** The new value of what always has one. */
  T or(T present, T usual) {
    return value.orElse(gone ? usual : present);
  }

  /** The new value of what may have none. */
  Optional<T> orAbsent(Optional<T> present) {
    return value.isPresent() || gone ? value : present;
  }

  /** The new value of a set. */
  <E> Set<E> map(Function<T, ? extends Set<E>> toSet, Set<E> present, Set<E> usual) {
    return value.isPresent() ? toSet.apply(value.get()) : gone ? usual : present;
  }
}
