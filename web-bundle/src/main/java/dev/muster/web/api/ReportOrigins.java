package dev.muster.web.api;

import dev.muster.api.Versioned;
import dev.muster.api.warroom.Alert;
import dev.muster.api.warroom.AlertIntake;
import dev.muster.api.warroom.AlertIntakes;
import dev.muster.api.warroom.Alerts;
import dev.muster.api.warroom.NewWarRoom;
import dev.muster.api.warroom.WarRoomRule;
import dev.muster.api.warroom.WarRoomRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What opened a room of alerts, by the names that people know.
 *
 * @param alerts the alerts of the problem
 * @param intakes what intakes are called
 * @param rules what rules are called
 */
record ReportOrigins(Alerts alerts, AlertIntakes intakes, WarRoomRules rules) {
  private static final int MOST_TITLES = 5;

  /** The last ones: a problem may have thousands. */
  private static final int READ = 200;

  /**
   * What opened a room.
   *
   * @param titles of the alerts of its problem, the oldest first; none once they are removed
   * @param intake what the intake is called; its id where it is gone
   * @param rule what the rule is called; its id where it is gone
   */
  record Named(List<String> titles, String intake, Optional<String> rule) {
    Named {
      titles = List.copyOf(titles);
    }
  }

  Named named(String tenant, NewWarRoom.Origin origin) {
    List<String> titles =
        new ArrayList<>(
            alerts.ofGroup(tenant, origin.group(), READ, Optional.empty()).items().stream()
                .map(Alert::content)
                .map(Alert.Content::title)
                .toList());
    Collections.reverse(titles);
    return new Named(
        titles.stream().distinct().limit(MOST_TITLES).toList(),
        intakes
            .find(tenant, origin.intake())
            .map(Versioned::value)
            .map(AlertIntake::displayName)
            .orElse(origin.intake()),
        origin.rule().map(it -> rule(tenant, it)));
  }

  private String rule(String tenant, String id) {
    return rules
        .find(tenant, id)
        .map(Versioned::value)
        .map(WarRoomRule::settings)
        .map(WarRoomRule.Settings::displayName)
        .orElse(id);
  }
}
