package dev.muster.testkit.storage;

import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.IndexEntry;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The documents of one collection and partition. Guarded by its store's lock. */
final class InMemoryBucket {
  /**
   * Where an entry lies.
   *
   * @param index its index
   * @param value its value
   * @param id the document that carries it
   */
  record Position(String index, String value, String id) {}

  private static final Comparator<Position> ORDER =
      Comparator.comparing(Position::index)
          .thenComparing(Position::value, Utf8Order.INSTANCE)
          .thenComparing(Position::id, Utf8Order.INSTANCE);

  private final NavigableMap<String, Document> documents = new TreeMap<>(Utf8Order.INSTANCE);
  private final NavigableMap<Position, Boolean> entries = new TreeMap<>(ORDER);

  Optional<Document> live(String id, Instant now) {
    return Optional.ofNullable(documents.get(id)).filter(document -> isLive(document, now));
  }

  void put(Document document) {
    remove(document.key().id());
    documents.put(document.key().id(), document);
    for (IndexEntry entry : document.indexes()) {
      entries.merge(
          new Position(entry.index(), entry.value(), document.key().id()),
          entry.unique(),
          Boolean::logicalOr);
    }
  }

  void remove(String id) {
    Document gone = documents.remove(id);
    if (gone != null) {
      for (IndexEntry entry : gone.indexes()) {
        entries.remove(new Position(entry.index(), entry.value(), id));
      }
    }
  }

  /** The ids of live documents that carry a unique value. */
  List<String> holders(IndexEntry entry, Instant now) {
    List<String> holders = new ArrayList<>();
    entries.tailMap(new Position(entry.index(), entry.value(), ""), true).entrySet().stream()
        .takeWhile(
            at ->
                at.getKey().index().equals(entry.index())
                    && at.getKey().value().equals(entry.value()))
        .filter(at -> at.getValue() && live(at.getKey().id(), now).isPresent())
        .forEach(at -> holders.add(at.getKey().id()));
    return holders;
  }

  /** Every live match of a condition, in ascending order. */
  List<Position> matches(Query.Condition condition, Instant now) {
    List<Position> all = new ArrayList<>();
    if (condition instanceof Query.All) {
      documents.keySet().forEach(id -> all.add(new Position("", "", id)));
    } else {
      for (Position at : entries.tailMap(first(condition), true).keySet()) {
        if (!holds(condition, at)) {
          break;
        }
        all.add(at);
      }
    }
    all.removeIf(at -> live(at.id(), now).isEmpty());
    return all;
  }

  /** Where the matches of a condition begin: they lie side by side. */
  private static Position first(Query.Condition condition) {
    if (condition instanceof Query.Equal equal) {
      return new Position(equal.index(), equal.value(), "");
    }
    if (condition instanceof Query.Prefix prefix) {
      return new Position(prefix.index(), prefix.prefix(), "");
    }
    Query.Range range = (Query.Range) condition;
    return new Position(range.index(), range.from(), "");
  }

  private static boolean holds(Query.Condition condition, Position at) {
    if (condition instanceof Query.Equal equal) {
      return at.index().equals(equal.index()) && at.value().equals(equal.value());
    }
    if (condition instanceof Query.Prefix prefix) {
      return at.index().equals(prefix.index())
          && Utf8Order.storable(prefix.prefix())
          && at.value().startsWith(prefix.prefix());
    }
    Query.Range range = (Query.Range) condition;
    return at.index().equals(range.index())
        && Utf8Order.storable(range.from())
        && Utf8Order.storable(range.to())
        && Utf8Order.INSTANCE.compare(at.value(), range.from()) >= 0
        && Utf8Order.INSTANCE.compare(at.value(), range.to()) < 0;
  }

  private static boolean isLive(Document document, Instant now) {
    return document.expiresAt().map(end -> end.isAfter(now)).orElse(true);
  }
}
