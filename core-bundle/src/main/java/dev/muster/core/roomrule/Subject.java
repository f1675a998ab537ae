package dev.muster.core.roomrule;

import dev.muster.api.warroom.NewWarRoom.Facts;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoomSettings.Values;
import dev.muster.core.check.Texts;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a problem is about, put together from its alerts.
 *
 * @param name a line
 * @param summary more of it
 * @param severity that of the worst alert
 * @param applications of all alerts
 * @param regions of all alerts
 * @param labels of the first alert
 */
public record Subject(
    String name,
    Optional<String> summary,
    Severity severity,
    List<String> applications,
    List<String> regions,
    Map<String, String> labels) {
  private static final int MOST_NAMES = 100;
  private static final int MAX_SUMMARY = 4000;

  /** Of the alerts that fire, at least one. */
  public static Subject of(String name, Optional<String> summary, List<Reading> alerts) {
    return new Subject(
        name,
        summary.map(text -> Texts.cut(text, MAX_SUMMARY)),
        alerts.stream().map(Reading::severity).min(Comparator.naturalOrder()).orElse(Severity.P3),
        names(alerts.stream().flatMap(alert -> alert.application().stream()).toList()),
        names(alerts.stream().flatMap(alert -> alert.region().stream()).toList()),
        alerts.isEmpty() ? Map.of() : alerts.get(0).labels());
  }

  private static List<String> names(List<String> all) {
    return all.stream().distinct().limit(MOST_NAMES).toList();
  }

  /** The title of its room. */
  public String title(Values settings) {
    return RoomTitle.of(
        settings.titleTemplate(),
        Map.of(
            "title", name,
            "severity", severity.name(),
            "applications", String.join(", ", applications),
            "regions", String.join(", ", regions)),
        labels);
  }

  /** What its room is about. */
  public Facts facts(Values settings) {
    return new Facts(title(settings), severity, summary, applications, regions);
  }
}
