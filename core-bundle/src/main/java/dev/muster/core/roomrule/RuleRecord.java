package dev.muster.core.roomrule;

import dev.muster.api.Versioned;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoomRule;
import dev.muster.api.warroom.WarRoomRule.Settings;
import dev.muster.api.warroom.WarRoomRule.Threshold;
import dev.muster.api.warroom.WarRoomRule.When;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import dev.muster.spi.storage.IndexEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A rule as it is stored; its id is the document's. */
record RuleRecord(
    String displayName,
    boolean enabled,
    int order,
    List<String> applications,
    List<String> regions,
    Set<Severity> severities,
    Map<String, String> labels,
    ThenRecord then,
    int alerts,
    long withinSeconds,
    Instant createdAt) {
  static final String COLLECTION = "war-room-rule";

  /** The order in which rules are looked at. */
  static final String ORDER = "order";

  static final Schema<RuleRecord> SCHEMA =
      Schema.of(COLLECTION, RuleRecord.class, RuleRecord::indexes);

  static RuleRecord of(Settings settings, Instant createdAt) {
    When when = settings.when();
    return new RuleRecord(
        settings.displayName(),
        settings.enabled(),
        settings.order(),
        when.applications(),
        when.regions(),
        when.severities(),
        when.labels(),
        ThenRecord.of(settings.then()),
        settings.threshold().alerts(),
        settings.threshold().within().toSeconds(),
        createdAt);
  }

  private List<IndexEntry> indexes() {
    String place =
        String.format(Locale.ROOT, "%07d", order)
            + String.format(Locale.ROOT, "%016d", createdAt.toEpochMilli());
    return List.of(IndexEntry.of(ORDER, place));
  }

  private Settings settings() {
    return new Settings(
        displayName,
        enabled,
        order,
        new When(applications, regions, severities, labels),
        then.then(),
        new Threshold(alerts, Duration.ofSeconds(withinSeconds)));
  }

  static Versioned<WarRoomRule> rule(Stored<RuleRecord> stored) {
    RuleRecord record = stored.value();
    return new Versioned<>(
        new WarRoomRule(stored.key().id(), record.settings(), record.createdAt), stored.version());
  }
}
