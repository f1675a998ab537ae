package dev.muster.spi.storage;

import java.util.List;
import java.util.Optional;

/** What became of a {@link DocumentStore#commit commit}. */
public sealed interface CommitResult {
  /**
   * Everything is stored, durably.
   *
   * @param versions a version per change, in order; 0 for deletes
   */
  record Committed(List<Long> versions) implements CommitResult {
    /** Copies. */
    public Committed {
      versions = List.copyOf(versions);
    }
  }

  /**
   * Nothing is stored.
   *
   * @param change the position of a change that did not hold, from 0
   * @param reason why
   * @param index the index whose uniqueness would be broken, with {@link Reason#UNIQUE}
   */
  record Conflict(int change, Reason reason, Optional<String> index) implements CommitResult {}

  /** Why a change did not hold. */
  enum Reason {
    /** A document to be created is there already. */
    EXISTS,
    /** A document has changed or gone since it was read. */
    VERSION,
    /** Another document carries a unique value. */
    UNIQUE
  }
}
