package dev.muster.core.alert;

import dev.muster.api.warroom.Alert;
import dev.muster.api.warroom.Alert.State;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.WarRoomSettings.Values;
import dev.muster.core.testing.FakeRooms;
import dev.muster.core.testing.TestAlerts;
import dev.muster.core.testing.TestCore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A tenant with an intake. */
abstract class AlertFixture {
  static final String TENANT = TestCore.TENANT;

  /** By what Alertmanager tells a group. */
  static final String KEY = "{}:{alertname=Slow}";

  final TestCore core = new TestCore();
  final TestAlerts alerting = core.alerting;
  final FakeRooms rooms = alerting.rooms;
  final String intake;

  AlertFixture() {
    core.directory.require(TENANT);
    intake = alerting.intake(TENANT);
  }

  /** Sends a group of Alertmanager's, and has it routed. */
  void group(String status, String key, String... fingerprints) {
    alerting.send(TENANT, intake, AlertFormat.ALERTMANAGER, message(status, key, fingerprints));
  }

  /** A group of Alertmanager's; an alert is a fingerprint, with a time behind @ if it matters. */
  String message(String status, String key, String... fingerprints) {
    List<String> alerts = new ArrayList<>();
    for (String fingerprint : fingerprints) {
      String[] parts = fingerprint.split("@");
      String time = parts.length > 1 ? parts[1] : "2026-11-22T10:00:00Z";
      alerts.add(
          "{'status':'%s','labels':{'alertname':'Slow','severity':'critical','service':'shop','id':'%s'},'startsAt':'%s','fingerprint':'%s'}"
              .formatted(status, parts[0], time, parts[0]));
    }
    return ("{'receiver':'r','status':'%s','groupKey':'%s','groupLabels':{'alertname':'Slow'},"
            + "'commonLabels':{'alertname':'Slow'},'commonAnnotations':{'summary':'Checkout is slow'},'alerts':[%s]}")
        .formatted(status, key, String.join(",", alerts))
        .replace('\'', '"');
  }

  /** Sends an alert of our own format, and has it routed. */
  void json(String json) {
    alerting.send(TENANT, intake, AlertFormat.JSON, json.replace('\'', '"'));
  }

  /** Lets alerts open so many rooms in ten minutes. */
  void allow(int newRooms) {
    alerting.settings.change(
        TestCore.ALICE,
        TENANT,
        before ->
            new Values(
                newRooms,
                Duration.ofMinutes(10),
                before.titleTemplate(),
                before.severityFrom(),
                before.severities(),
                before.applicationsFrom(),
                before.regionsFrom()),
        OptionalLong.empty());
  }

  List<Alert> alerts() {
    return alerting.alerts.list(TENANT, Optional.empty(), 200, Optional.empty()).items();
  }

  List<Alert> alerts(State state) {
    return alerting.alerts.list(TENANT, Optional.of(state), 200, Optional.empty()).items();
  }
}
