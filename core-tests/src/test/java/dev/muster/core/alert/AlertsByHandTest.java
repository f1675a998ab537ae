package dev.muster.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.Alert.State;
import dev.muster.api.warroom.WarRoomRule.Threshold;
import dev.muster.core.testing.SteeredStore;
import dev.muster.core.testing.TestAlerts;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Text;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rooms that somebody has opened for an alert. */
class AlertsByHandTest extends AlertFixture {
  private String triaged() {
    alerting.rules.create(TestCore.ALICE, TENANT, TestAlerts.rule(true, Threshold.FIRST));
    group("firing", "k", "a");
    return alerts().get(0).id();
  }

  /** The node dies behind each commit in turn, until it gets through. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void areOpenedOnceWhereverTheNodeDies(int commits) {
    String alert = triaged();
    core.store.dieAfterCommits(commits);
    try {
      var unused = alerting.alerts.open(TestCore.ALICE, TENANT, alert);
      core.taskWork.runDue();
    } catch (SteeredStore.Died e) {
      // as the test wants it
    }
    core.store.revive();
    core.clock.advance(Duration.ofMinutes(2));
    core.taskWork.runDue();
    if (!alerts(State.TRIAGE).isEmpty()) {
      // nothing was decided: whoever got no answer asks again
      var unused = alerting.alerts.open(TestCore.ALICE, TENANT, alert);
      core.taskWork.runDue();
    }

    assertThat(rooms.all()).hasSize(1);
    assertThat(alerts(State.ROUTED))
        .singleElement()
        .satisfies(it -> assertThat(it.warRoom()).contains("room-1"));
  }

  @Test
  void areOpenedWhateverTheBudgetAndCountInIt() {
    String alert = triaged();
    allow(1);
    var unused = alerting.alerts.open(TestCore.ALICE, TENANT, alert);
    assertThat(rooms.all()).hasSize(1);

    alerting.rules.delete(
        TestCore.ALICE, TENANT, alerting.rules.inOrder(TENANT).get(0).id(), OptionalLong.empty());
    alerting.openAll(TENANT);
    json("{'title':'B'}");
    assertThat(rooms.all()).as("by itself").hasSize(1);

    String waiting = alerts(State.WAITING).get(0).id();
    assertThat(alerting.alerts.open(TestCore.ALICE, TENANT, waiting).warRoom())
        .isEqualTo(Optional.of("room-2"));
  }

  private static void refused(ThrowingCallable call, String code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.errors()).extracting(it -> it.code()).containsExactly(code));
  }

  @Test
  void areNotOpenedWhereNoRuleSaysOnWhichPlatforms() {
    group("firing", "k", "a");
    String alert = alerts(State.UNMATCHED).get(0).id();

    refused(() -> alerting.alerts.open(TestCore.ALICE, TENANT, alert), "no-rule");
    core.taskWork.runDue();
    assertThat(rooms.all()).isEmpty();
    assertThat(alerts(State.UNMATCHED)).hasSize(1);
  }

  @Test
  void areNotOpenedForWhatSomebodyDismissedUntilTheyOpenItAfterAll() {
    String alert = triaged();
    var unused = alerting.alerts.dismiss(TestCore.ALICE, TENANT, alert);
    group("firing", "k", "a", "b");
    assertThat(rooms.all()).isEmpty();

    assertThat(alerting.alerts.open(TestCore.ALICE, TENANT, alert).warRoom()).contains("room-1");
  }

  @Test
  void areClosedWhereTheirAlertIsNotToBeSeenAnyMore() {
    alerting.openAll(TENANT);
    group("firing", "k", "a");
    String alert = alerts(State.ROUTED).get(0).id();

    refused(() -> alerting.alerts.dismiss(TestCore.ALICE, TENANT, alert), "has-war-room");
    core.taskWork.runDue();
    assertThat(alerts(State.ROUTED)).hasSize(1);
  }

  /** Whoever opens it gets no answer, and the room is opened when the problem is over. */
  @Test
  void hearOfTheEndThatCameBeforeThemAndOfNothingElse() {
    alerting.rules.create(TestCore.ALICE, TENANT, TestAlerts.rule(true, Threshold.FIRST));
    json("{'title':'Slow','group':'g','alertKey':'a','severity':'warning'}");
    String alert = alerts().get(0).id();
    rooms.failWith(
        Optional.of(new ProblemException(ProblemCode.UNAVAILABLE, new Text("Later.", "稍后再试。"))));
    assertThatThrownBy(() -> alerting.alerts.open(TestCore.ALICE, TENANT, alert))
        .isInstanceOf(ProblemException.class);
    json("{'title':'Slow','group':'g','alertKey':'b','severity':'critical'}");
    json("{'group':'g','alertKey':'a','status':'resolved'}");
    json("{'group':'g','alertKey':'b','status':'resolved'}");
    rooms.failWith(Optional.empty());

    for (int i = 0; i < 10; i++) {
      core.clock.advance(Duration.ofMinutes(5));
      core.taskWork.runDue();
    }
    assertThat(rooms.all()).hasSize(1);
    assertThat(rooms.told).containsExactly("room-1 recovered");
  }
}
