package dev.muster.core.source;

import dev.muster.core.change.ChangeSet;

/** What ends with an identity source. Thread-safe. */
public interface SourceEnd {
  /**
   * Follows a source's end, in the commit that deletes it. Called again where others get in the way
   * of that.
   *
   * @param work the commit
   * @param tenant the tenant's id
   * @param source the source's id
   */
  void deleted(ChangeSet work, String tenant, String source);
}
