package dev.muster.core.alert.format;

import dev.muster.spi.Text;
import dev.muster.spi.alert.AlertFormatException;
import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertGroup.Ending;
import dev.muster.spi.alert.AlertItem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The alerts of one call of a format without groups: those of one problem together. */
final class Together {
  private final List<Part> parts = new ArrayList<>();
  private final Map<String, Part> last = new HashMap<>();
  private int size;

  private record Part(String key, Ending ending, List<AlertItem> alerts) {}

  /**
   * Adds one behind what came before it.
   *
   * @param key the digest of its problem's name
   * @throws AlertFormatException if there are too many
   */
  void add(String key, Ending ending, AlertItem alert) {
    if (++size > Bounds.ALERTS) {
      throw AlertFormatException.tooMuch(
          new Text(
              "A call takes at most " + Bounds.ALERTS + " alerts.",
              "每次调用最多接收 " + Bounds.ALERTS + " 条告警。"));
    }
    Part part = last.get(key);
    if (part == null || part.ending != ending) {
      part = new Part(key, ending, new ArrayList<>());
      parts.add(part);
      last.put(key, part);
    }
    part.alerts.add(alert);
  }

  /** What was added; no list is empty. */
  List<AlertGroup> groups() {
    return parts.stream().map(Together::group).toList();
  }

  private static AlertGroup group(Part part) {
    AlertItem first = part.alerts.get(0);
    AlertGroup group = AlertGroup.of(part.key, part.ending, first.title(), part.alerts);
    return first.summary().map(group::withSummary).orElse(group);
  }
}
