package dev.muster.web.api;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Versioned;
import dev.muster.spi.Page;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Values by id with versions, in memory. */
final class Shelf<T> {
  private final Map<String, Versioned<T>> values = new TreeMap<>();
  private final String what;

  Shelf(String what) {
    this.what = what;
  }

  Versioned<T> create(ProblemCode taken, String id, T value) {
    if (values.containsKey(id)) {
      throw new ProblemException(taken, "There is one already.");
    }
    return put(id, new Versioned<>(value, 1));
  }

  Optional<Versioned<T>> find(String id) {
    return Optional.ofNullable(values.get(id));
  }

  Versioned<T> get(String id) {
    return find(id).orElseThrow(() -> ProblemException.notFound(what));
  }

  Versioned<T> replace(String id, OptionalLong expected, T value) {
    long version = checked(id, expected).version();
    return put(id, new Versioned<>(value, version + 1));
  }

  void remove(String id, OptionalLong expected) {
    checked(id, expected);
    values.remove(id);
  }

  List<T> all(String prefix) {
    return values.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith(prefix))
        .map(entry -> entry.getValue().value())
        .toList();
  }

  Page<T> page(String prefix, int limit, Optional<String> after) {
    List<String> keys =
        values.keySet().stream()
            .filter(key -> key.startsWith(prefix))
            .filter(key -> after.isEmpty() || key.compareTo(prefix + after.get()) > 0)
            .toList();
    List<String> taken = keys.subList(0, Math.min(limit, keys.size()));
    return new Page<>(
        taken.stream().map(key -> values.get(key).value()).toList(),
        keys.size() > taken.size()
            ? Optional.of(taken.get(taken.size() - 1).substring(prefix.length()))
            : Optional.empty());
  }

  private Versioned<T> checked(String id, OptionalLong expected) {
    Versioned<T> present = get(id);
    if (expected.isPresent() && expected.getAsLong() != present.version()) {
      throw new ProblemException(ProblemCode.STALE, "It has changed since it was read.");
    }
    return present;
  }

  private Versioned<T> put(String id, Versioned<T> value) {
    values.put(id, value);
    return value;
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
