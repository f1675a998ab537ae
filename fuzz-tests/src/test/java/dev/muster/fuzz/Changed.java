package dev.muster.fuzz;

import dev.muster.spi.storage.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the storage was told since the last look. */
final class Changed {
  private final List<Change> changes = new ArrayList<>();
  private int all;

  void told(List<Change> more) {
    for (Change change : more) {
      if (!(change instanceof Change.Require)) {
        changes.add(change);
        all++;
      }
    }
  }

  /** How many documents were written or deleted, by collection; then begins anew. */
  Map<String, Integer> look() {
    Map<String, Integer> counts = new TreeMap<>();
    changes.forEach(each -> counts.merge(each.key().collection(), 1, Integer::sum));
    changes.clear();
    return counts;
  }

  /** How many in all. */
  int all() {
    return all;
  }
}
