package dev.muster.core.alert;

import dev.muster.api.warroom.Alerts.Tried;
import dev.muster.api.warroom.Alerts.TriedAlert;
import dev.muster.api.warroom.Alerts.TriedProblem;
import dev.muster.api.warroom.WarRoomRules.NotYet;
import dev.muster.api.warroom.WarRoomRules.Outcome;
import dev.muster.api.warroom.WarRoomSettings.Values;
import dev.muster.core.roomrule.Reading;
import dev.muster.spi.alert.AlertGroup;
import dev.muster.spi.alert.AlertItem;
import dev.muster.spi.alert.AlertMessage;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What would become of a message, as {@link Round} decides it. Of one thread. */
final class Trial {
  /** The most problems of a message that are shown, and the most alerts of each. */
  private static final int MOST = 20;

  private final Deciding deciding;
  private final String tenant;
  private final Values settings;

  Trial(Deciding deciding, String tenant) {
    this.deciding = deciding;
    this.tenant = tenant;
    this.settings = deciding.settings(tenant);
  }

  Tried of(AlertMessage message) {
    List<AlertGroup> groups = message.groups();
    return new Tried(
        groups.stream().limit(MOST).map(this::problem).toList(), leftOut(groups.size()));
  }

  private static int leftOut(int all) {
    return Math.max(0, all - MOST);
  }

  private TriedProblem problem(AlertGroup group) {
    return new TriedProblem(
        Round.fires(group) ? outcome(group) : resolved(group),
        group.alerts().stream().limit(MOST).map(item -> alert(group, item)).toList(),
        leftOut(group.alerts().size()) + group.more());
  }

  private Outcome outcome(AlertGroup group) {
    List<AlertItem> firing =
        group.alerts().stream().filter(Predicate.not(item -> Round.isOver(group, item))).toList();
    return deciding.outcome(
        tenant,
        settings,
        group.title(),
        readings(firing),
        firing.stream().map(AlertItem::fingerprint).distinct().count());
  }

  private Outcome resolved(AlertGroup group) {
    Outcome read = deciding.outcome(tenant, settings, group.title(), readings(group.alerts()), 0);
    return new Outcome(
        Optional.empty(),
        Optional.of(NotYet.RESOLVED),
        Optional.empty(),
        read.title(),
        read.severity(),
        read.applications(),
        read.regions());
  }

  private List<Reading> readings(List<AlertItem> alerts) {
    return alerts.stream().map(item -> Reading.of(settings, item.labels())).toList();
  }

  private TriedAlert alert(AlertGroup group, AlertItem item) {
    return new TriedAlert(
        item.title(), Reading.of(settings, item.labels()).severity(), !Round.isOver(group, item));
  }
}
