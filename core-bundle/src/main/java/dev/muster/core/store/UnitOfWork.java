package dev.muster.core.store;

import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.CommitResult.Conflict;
import dev.muster.spi.storage.DocumentKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What several features want to be stored together or not at all. Made by {@link Storage}, filled
 * by one thread, committed once.
 */
public class UnitOfWork {
  /**
   * As many documents of a kind as one unit ends or rests on: fewer than the thousand changes that
   * a store takes at once, which leaves room for the rest of it.
   */
  public static final int MOST_OF_A_KIND = 900;

  private final List<Change> changes = new ArrayList<>();
  private final List<Function<Conflict, Optional<RuntimeException>>> meanings = new ArrayList<>();
  private List<Long> versions = List.of();

  /** A unit that is still empty. */
  public UnitOfWork() {}

  /** Adds a change whose conflict means: somebody was faster, try again. */
  public final UnitOfWork add(Change change) {
    return add(change, conflict -> Optional.empty());
  }

  /**
   * Adds a change.
   *
   * @param change the change
   * @param meaning what a conflict at it means to whoever asked; empty to try again
   */
  public final UnitOfWork add(
      Change change, Function<Conflict, Optional<RuntimeException>> meaning) {
    changes.add(change);
    meanings.add(meaning);
    return this;
  }

  /** What was added, in order. */
  public final List<Change> changes() {
    return List.copyOf(changes);
  }

  /** The version that a document got by the commit. */
  public final long version(DocumentKey key) {
    for (int i = 0; i < versions.size(); i++) {
      if (changes.get(i).key().equals(key)) {
        return versions.get(i);
      }
    }
    throw new IllegalStateException("Nothing was committed at " + key.collection());
  }

  /** Whether a change of this document was added. */
  public final boolean changes(DocumentKey key) {
    return changes.stream().anyMatch(change -> change.key().equals(key));
  }

  /** Whether nothing was added. */
  public final boolean isEmpty() {
    return changes.isEmpty();
  }

  final void committed(CommitResult.Committed committed) {
    versions = committed.versions();
  }

  final Optional<RuntimeException> meaning(Conflict conflict) {
    return meanings.get(conflict.change()).apply(conflict);
  }
}
