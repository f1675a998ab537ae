package dev.muster.core.roomrule;

import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoomRule;
import dev.muster.api.warroom.WarRoomRule.When;
import dev.muster.api.warroom.WarRoomSettings.Values;
import dev.muster.core.check.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a tenant's settings make of an alert's labels.
 *
 * @param severity how bad it is
 * @param application which application is affected
 * @param region which region is affected
 * @param labels the labels
 */
public record Reading(
    Severity severity,
    Optional<String> application,
    Optional<String> region,
    Map<String, String> labels) {
  private static final int NAME = 255;

  /** Reads labels. */
  public static Reading of(Values settings, Map<String, String> labels) {
    return new Reading(
        severity(settings, labels),
        name(settings.applicationsFrom(), labels),
        name(settings.regionsFrom(), labels),
        labels);
  }

  /** What names no severity is a warning: it wants somebody to look, and nobody to be woken. */
  private static Severity severity(Values settings, Map<String, String> labels) {
    for (String label : settings.severityFrom()) {
      String value = labels.get(label);
      if (value != null && !value.isBlank()) {
        String word = value.strip().toLowerCase(Locale.ROOT);
        Severity meant = settings.severities().get(word);
        return meant != null ? meant : byName(word).orElse(Severity.P3);
      }
    }
    return Severity.P3;
  }

  private static Optional<Severity> byName(String word) {
    for (Severity severity : Severity.values()) {
      if (severity.name().toLowerCase(Locale.ROOT).equals(word)) {
        return Optional.of(severity);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> name(List<String> from, Map<String, String> labels) {
    for (String label : from) {
      String value = labels.get(label);
      if (value != null && !value.isBlank()) {
        return Optional.of(Texts.cut(value.strip(), NAME));
      }
    }
    return Optional.empty();
  }

  /** The first rule that is for any of these alerts. */
  public static Optional<WarRoomRule> firstFor(List<WarRoomRule> rules, List<Reading> alerts) {
    return rules.stream()
        .filter(rule -> rule.settings().enabled())
        .filter(rule -> alerts.stream().anyMatch(alert -> alert.fits(rule.settings().when())))
        .findFirst();
  }

  private boolean fits(When when) {
    return fits(when.applications(), application)
        && fits(when.regions(), region)
        && (when.severities().isEmpty() || when.severities().contains(severity))
        && when.labels().entrySet().stream()
            .allMatch(label -> label.getValue().equals(labels.get(label.getKey())));
  }

  private static boolean fits(List<String> names, Optional<String> name) {
    return names.isEmpty() || name.filter(names::contains).isPresent();
  }
}
