package dev.muster.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.Alert;
import dev.muster.api.warroom.Alert.State;
import dev.muster.api.warroom.WarRoomRule.Threshold;
import dev.muster.core.testing.TestAlerts;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Text;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Alerts of which no room is opened at once. */
class AlertDecisionsTest extends AlertFixture {
  @Test
  void showsWhatNoRuleIsFor() {
    group("firing", KEY, "a");
    assertThat(alerts(State.UNMATCHED)).hasSize(1);

    alerting.openAll(TENANT);
    group("firing", KEY, "a");
    assertThat(alerts(State.UNMATCHED)).isEmpty();
    assertThat(rooms.all()).hasSize(1);
  }

  @Test
  void waitsForAsManyAsTheRuleAsksFor() {
    alerting.rules.create(
        TestCore.ALICE, TENANT, TestAlerts.rule(false, new Threshold(3, Duration.ofMinutes(1))));

    group("firing", KEY, "a");
    group("firing", KEY, "a");
    group("firing", KEY, "a");
    assertThat(alerts(State.WAITING)).hasSize(1);
    assertThat(alerts().get(0).problem())
        .get()
        .extracting(Text::en)
        .asString()
        .contains("1 of the 3");

    core.clock.advance(Duration.ofMinutes(2));
    group("firing", KEY, "a", "b", "c");
    assertThat(rooms.all()).as("a came too long ago").isEmpty();

    group("firing", KEY, "a", "b", "c", "d");
    assertThat(rooms.all()).hasSize(1);
    assertThat(alerts(State.ROUTED)).hasSize(4);
  }

  @Test
  void leavesTheDecisionToSomebodyWhereTheRuleSaysSo() {
    alerting.rules.create(TestCore.ALICE, TENANT, TestAlerts.rule(true, Threshold.FIRST));
    group("firing", KEY, "a", "b");
    assertThat(alerts(State.TRIAGE)).hasSize(2);
    assertThat(rooms.all()).isEmpty();

    Alert opened = alerting.alerts.open(TestCore.ALICE, TENANT, alerts().get(0).id());

    assertThat(opened.state()).isEqualTo(State.ROUTED);
    assertThat(opened.warRoom()).contains("room-1");
    assertThat(rooms.all().get(0).by()).isEqualTo(TestCore.ALICE);
    core.taskWork.runDue();
    assertThat(rooms.all()).hasSize(1);
    assertThat(alerts(State.ROUTED)).hasSize(2);
    assertThat(alerting.alerts.open(TestCore.ALICE, TENANT, opened.id()).warRoom())
        .contains("room-1");
  }

  /** A room that somebody opened for a problem that is over is no reason to be silent next time. */
  @Test
  void hearsOfTheNextOutageWhereARoomWasOpenedByHandForAProblemThatIsOver() {
    alerting.rules.create(TestCore.ALICE, TENANT, TestAlerts.rule(true, Threshold.FIRST));
    group("firing", KEY, "a");
    group("resolved", KEY, "a");
    Alert opened = alerting.alerts.open(TestCore.ALICE, TENANT, alerts().get(0).id());
    core.taskWork.runDue();
    String room = opened.warRoom().orElseThrow();
    assertThat(rooms.all()).hasSize(1);

    core.clock.advance(Duration.ofHours(1));
    group("firing", KEY, "a@2026-11-22T12:00:00Z");
    assertThat(rooms.told).as("its room never said that it was over").isEmpty();

    group("resolved", KEY, "a@2026-11-22T12:00:00Z");
    assertThat(rooms.told).containsExactly(room + " recovered");
    rooms.closed.add(room);
    core.clock.advance(Duration.ofHours(1));
    group("firing", KEY, "a@2026-11-22T13:00:00Z");
    assertThat(alerts(State.TRIAGE)).as("asked about anew").isNotEmpty();
  }

  @Test
  void asksNobodyAnyMoreAboutWhatIsOver() {
    alerting.rules.create(TestCore.ALICE, TENANT, TestAlerts.rule(true, Threshold.FIRST));
    group("firing", KEY, "a");
    group("resolved", KEY, "a");

    assertThat(alerts(State.TRIAGE)).isEmpty();
    assertThat(alerts(State.RESOLVED)).hasSize(1);
  }

  @Test
  void leavesAloneWhatWasDismissedUntilItFiresAnew() {
    alerting.rules.create(TestCore.ALICE, TENANT, TestAlerts.rule(true, Threshold.FIRST));
    group("firing", KEY, "a", "b");

    Alert dismissed = alerting.alerts.dismiss(TestCore.ALICE, TENANT, alerts().get(0).id());
    assertThat(dismissed.state()).isEqualTo(State.DISMISSED);
    group("firing", KEY, "a", "b");
    assertThat(alerts(State.DISMISSED)).hasSize(2);

    group("resolved", KEY, "a", "b");
    group("firing", KEY, "a@2026-11-22T10:30:00Z");
    assertThat(alerts(State.TRIAGE)).hasSize(2);
  }
}
