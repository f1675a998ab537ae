package dev.muster.core.roomrule;

import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoomSettings.Values;
import dev.muster.core.store.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A tenant's settings as they are stored. */
record SettingsRecord(
    int maxNewRooms,
    long perSeconds,
    String titleTemplate,
    List<String> severityFrom,
    Map<String, Severity> severities,
    List<String> applicationsFrom,
    List<String> regionsFrom) {
  static final String COLLECTION = "war-room-settings";

  /** There is one. */
  static final String ID = "current";

  static final Schema<SettingsRecord> SCHEMA = Schema.of(COLLECTION, SettingsRecord.class);

  static SettingsRecord of(Values values) {
    return new SettingsRecord(
        values.maxNewRooms(),
        values.per().toSeconds(),
        values.titleTemplate(),
        values.severityFrom(),
        values.severities(),
        values.applicationsFrom(),
        values.regionsFrom());
  }

  Values values() {
    return new Values(
        maxNewRooms,
        Duration.ofSeconds(perSeconds),
        titleTemplate,
        severityFrom,
        severities,
        applicationsFrom,
        regionsFrom);
  }
}
