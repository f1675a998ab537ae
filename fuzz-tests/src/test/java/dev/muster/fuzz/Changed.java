package dev.muster.fuzz;

import dev.muster.core.testing.SteeredStore;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was stored since a moment, and how it was then. Most inputs find everything as it was
 * prepared: what an input changes is undone, for to make sessions, codes and tokens anew takes
 * longer than an input. Of every {@value #ROUND} inputs, the first {@value #LASTING} find what
 * those before them left behind.
 */
final class Changed {
  private static final int ROUND = 1_000;
  private static final int LASTING = 50;

  private final SteeredStore store;
  private final Map<DocumentKey, Optional<Document>> before = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private int kept;
  private int inputs;
  private boolean undoes;

  Changed(SteeredStore store) {
    this.store = store;
    store.tellOfCommits(this::told);
  }

  private void told(List<Change> changes, List<Document> were) {
    if (undoes) {
      return;
    }
    Map<DocumentKey, Document> known = new HashMap<>();
    were.forEach(document -> known.put(document.key(), document));
    for (Change change : changes) {
      if (!(change instanceof Change.Require)) {
        before.putIfAbsent(change.key(), Optional.ofNullable(known.get(change.key())));
        counts.merge(change.key().collection(), 1, Integer::sum);
        kept++;
      }
    }
  }

  /** Looks from now on. */
  void begin() {
    before.clear();
    counts.clear();
  }

  /** How many documents were written or deleted, by collection. */
  Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }

  /** How many in all, but for what was undone. */
  int kept() {
    return kept;
  }

  /** Whether the next input leaves behind what it changes. */
  boolean lasts() {
    return inputs % ROUND < LASTING;
  }

  /**
   * An input was answered.
   *
   * @return whether it was the last one of those that leave something behind, or that do not: then
   *     everything is made anew, for one person's end is another place's too
   */
  boolean ended() {
    if (!lasts()) {
      undo();
    }
    inputs++;
    return inputs % ROUND == 0 || inputs % ROUND == LASTING;
  }

  private void undo() {
    List<Change> changes = new ArrayList<>();
    before.forEach((key, was) -> undone(was, store.find(key)).ifPresent(changes::add));
    kept -= counts.values().stream().mapToInt(Integer::intValue).sum();
    undoes = true;
    try {
      if (!changes.isEmpty() && !(store.commit(changes) instanceof CommitResult.Committed)) {
        throw new IllegalStateException("What an input changed could not be undone");
      }
    } finally {
      undoes = false;
      begin();
    }
  }

  private static Optional<Change> undone(Optional<Document> was, Optional<Document> is) {
    if (was.isEmpty()) {
      return is.map(document -> new Change.Delete(document.key(), document.version()));
    }
    return Optional.of(
        is.isEmpty()
            ? new Change.Create(versioned(was.get(), 0))
            : new Change.Replace(versioned(was.get(), is.get().version())));
  }

  private static Document versioned(Document document, long version) {
    return new Document(
        document.key(), version, document.body(), document.indexes(), document.expiresAt());
  }
}
