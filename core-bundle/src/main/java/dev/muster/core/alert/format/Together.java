package dev.muster.core.alert.format;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.alert.format.AlertGroup.Ending;
import dev.muster.spi.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
   * @throws ProblemException {@code TOO_LARGE}
   */
  void add(String key, Ending ending, AlertItem alert) {
    if (++size > Bounds.ALERTS) {
      throw new ProblemException(
          ProblemCode.TOO_LARGE,
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
    return parts.stream()
        .map(
            part ->
                new AlertGroup(
                    part.key,
                    Optional.empty(),
                    part.ending,
                    part.alerts.get(0).title(),
                    part.alerts.get(0).summary(),
                    part.alerts,
                    0))
        .toList();
  }
}
