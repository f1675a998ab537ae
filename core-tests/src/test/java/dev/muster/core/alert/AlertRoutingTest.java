package dev.muster.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.Alert.State;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.Severity;
import dev.muster.core.testing.SteeredStore;
import dev.muster.core.testing.TestAlerts;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertRoutingTest extends AlertFixture {
  @Test
  void opensOneRoomForOneProblem() {
    alerting.openAll(TENANT);

    group("firing", KEY, "a", "b");
    group("firing", KEY, "a", "b", "c");

    assertThat(rooms.all()).hasSize(1);
    assertThat(rooms.all().get(0).what().facts().title()).isEqualTo("Checkout is slow");
    assertThat(rooms.all().get(0).what().facts().severity()).isEqualTo(Severity.P1);
    assertThat(rooms.all().get(0).what().facts().applications()).containsExactly("shop");
    assertThat(rooms.all().get(0).what().platforms()).containsExactly("lark");
    assertThat(alerts())
        .hasSize(3)
        .allMatch(alert -> alert.state() == State.ROUTED)
        .allMatch(alert -> alert.warRoom().equals(Optional.of("room-1")));
  }

  @Test
  void takesWhatBothOfAPairSendForOneThing() {
    alerting.openAll(TENANT);

    group("firing", KEY, "a");
    group("firing", KEY, "a");
    group("resolved", KEY, "a");
    group("firing", KEY, "a");
    group("resolved", KEY, "a");

    assertThat(alerts()).hasSize(1);
    assertThat(rooms.all()).hasSize(1);
    assertThat(rooms.told).containsExactly("room-1 recovered");
  }

  @Test
  void staysWithARoomWhenTheRoutingTreeIsEdited() {
    alerting.openAll(TENANT);

    group("firing", KEY, "a", "b");
    group("firing", "{}/{team=a}:{alertname=Slow}", "a", "b", "c");
    group("resolved", "{}/{team=a}:{alertname=Slow}", "a", "b", "c");

    assertThat(rooms.all()).hasSize(1);
    assertThat(rooms.told).containsExactly("room-1 recovered");
  }

  @Test
  void keepsRoutesApartThatGroupByTheSame() {
    alerting.openAll(TENANT);

    group("firing", "{}/{team=a}:{alertname=Slow}", "a");
    group("firing", "{}/{team=b}:{alertname=Slow}", "b");
    group("resolved", "{}/{team=a}:{alertname=Slow}", "a");

    assertThat(rooms.all()).hasSize(2);
    assertThat(rooms.told).containsExactly("room-1 recovered");
  }

  @Test
  void recoversARoomOnlyWithTheWholeGroup() {
    alerting.openAll(TENANT);
    group("firing", KEY, "a", "b");

    alerting.send(
        TENANT,
        intake,
        AlertFormat.ALERTMANAGER,
        message("firing", KEY, "a", "b")
            .replaceFirst("\\[\\{\"status\":\"firing\"", "[{\"status\":\"resolved\""));
    assertThat(rooms.told).isEmpty();

    group("resolved", KEY, "a", "b");
    assertThat(rooms.told).containsExactly("room-1 recovered");
    assertThat(alerts()).noneMatch(alert -> alert.content().firing());
  }

  @Test
  void goesOnInTheSameRoomUntilThatIsClosed() {
    alerting.openAll(TENANT);
    group("firing", KEY, "a@2026-11-22T10:00:00Z");
    group("resolved", KEY, "a@2026-11-22T10:00:00Z");

    core.clock.advance(Duration.ofMinutes(1));
    group("firing", KEY, "a@2026-11-22T10:30:00Z");
    assertThat(rooms.told).containsExactly("room-1 recovered", "room-1 fires again");

    group("resolved", KEY, "a@2026-11-22T10:30:00Z");
    rooms.closed.add("room-1");
    assertThat(rooms.all()).hasSize(1);
    group("firing", KEY, "a@2026-11-22T10:50:00Z");
    assertThat(rooms.all()).hasSize(2);
    assertThat(alerts())
        .hasSize(1)
        .allMatch(alert -> alert.warRoom().equals(Optional.of("room-2")));
  }

  @Test
  void opensAnotherRoomWhereTheFirstWasClosedWhileItsProblemGoesOn() {
    alerting.openAll(TENANT);
    group("firing", KEY, "a", "b");
    rooms.closed.add("room-1");

    json("{'title':'Another'}");
    alerting.send(
        TENANT,
        intake,
        AlertFormat.ALERTMANAGER,
        message("firing", KEY, "b")
            .replaceFirst("\\[\\{\"status\":\"firing\"", "[{\"status\":\"resolved\""));
    assertThat(rooms.all()).as("one of them ended").hasSize(2);
    group("firing", KEY, "a");
    group("firing", KEY, "a");

    assertThat(rooms.all()).hasSize(3);
    assertThat(alerts()).anyMatch(alert -> alert.warRoom().equals(Optional.of("room-3")));
  }

  private void slow(String key, String severity, String startsAt) {
    json(
        "{'title':'Slow','group':'g','alertKey':'%s','severity':'%s','startsAt':'%s'}"
            .formatted(key, severity, startsAt));
  }

  @Test
  void raisesARoomByALaterAlertThatIsMoreSevereAndNeverLowersIt() {
    alerting.openAll(TENANT);
    slow("a", "warning", "2026-11-22T10:00:00Z");
    slow("b", "info", "2026-11-22T10:01:00Z");
    assertThat(rooms.told).isEmpty();

    slow("c", "critical", "2026-11-22T10:02:00Z");
    assertThat(rooms.told).containsExactly("room-1 is P1");
    slow("c", "critical", "2026-11-22T10:02:00Z");
    slow("d", "error", "2026-11-22T10:03:00Z");
    assertThat(rooms.told).hasSize(1);
    assertThat(rooms.all()).hasSize(1);
  }

  @Test
  void raisesARoomWhereAProblemComesBackWorse() {
    alerting.openAll(TENANT);
    slow("a", "warning", "2026-11-22T10:00:00Z");
    json("{'title':'Slow','group':'g','alertKey':'a','status':'resolved'}");
    slow("a", "critical", "2026-11-22T10:30:00Z");

    assertThat(rooms.told).containsOnlyOnce("room-1 is P1");
  }

  @Test
  void raisesARoomThatIsNotOpenedYetOnceItIs() {
    alerting.openAll(TENANT);
    rooms.failWith(
        Optional.of(new ProblemException(ProblemCode.UNAVAILABLE, new Text("Not now.", "稍后再试。"))));
    slow("a", "warning", "2026-11-22T10:00:00Z");
    slow("b", "critical", "2026-11-22T10:01:00Z");
    assertThat(rooms.all()).isEmpty();

    rooms.failWith(Optional.empty());
    for (int i = 0; i < 10; i++) {
      core.clock.advance(Duration.ofMinutes(5));
      core.taskWork.runDue();
    }
    assertThat(rooms.all()).hasSize(1);
    assertThat(rooms.told).contains("room-1 is P1");
  }

  @Test
  void tellsARoomOnceAMinuteThatItsProblemComesAndGoes() {
    alerting.openAll(TENANT);
    group("firing", KEY, "a@2026-11-22T10:00:00Z");
    group("resolved", KEY, "a@2026-11-22T10:00:00Z");
    assertThat(rooms.over).containsExactly("room-1");
    for (int i = 1; i <= 5; i++) {
      core.clock.advance(Duration.ofSeconds(10));
      group("firing", KEY, "a@2026-11-22T10:00:0" + i + "Z");
      if (i < 5) {
        group("resolved", KEY, "a@2026-11-22T10:00:0" + i + "Z");
      }
    }
    assertThat(rooms.told).containsExactly("room-1 recovered");
    assertThat(rooms.over).as("its status follows at once").isEmpty();

    core.clock.advance(Duration.ofSeconds(10));
    core.taskWork.runDue();
    assertThat(rooms.told).containsExactly("room-1 recovered", "room-1 fires again");

    group("resolved", KEY, "a@2026-11-22T10:00:05Z");
    core.clock.advance(Duration.ofSeconds(60));
    core.taskWork.runDue();
    assertThat(rooms.told).last().isEqualTo("room-1 recovered");
    core.clock.advance(Duration.ofMinutes(5));
    core.taskWork.runDue();
    assertThat(rooms.told).hasSize(3);
  }

  /** By then the room's status follows already. */
  @Test
  void tellsARoomLaterWhatItCouldNotBeToldAtOnce() {
    alerting.openAll(TENANT);
    group("firing", KEY, "a");
    rooms.failNextTelling(
        new ProblemException(ProblemCode.UNAVAILABLE, new Text("Not now.", "稍后再试。")));
    group("resolved", KEY, "a");
    assertThat(rooms.over).containsExactly("room-1");
    assertThat(rooms.told).isEmpty();

    core.clock.advance(Duration.ofMinutes(5));
    core.taskWork.runDue();
    assertThat(rooms.told).containsExactly("room-1 recovered");
  }

  /** Of a change and its contrary within a minute there is nothing to tell. */
  @Test
  void tellsARoomNothingThatIsAsItHeardLast() {
    alerting.openAll(TENANT);
    group("firing", KEY, "a@2026-11-22T10:00:00Z");
    group("resolved", KEY, "a@2026-11-22T10:00:00Z");
    core.clock.advance(Duration.ofSeconds(10));
    group("firing", KEY, "a@2026-11-22T10:00:01Z");
    core.clock.advance(Duration.ofSeconds(10));
    group("resolved", KEY, "a@2026-11-22T10:00:01Z");
    core.clock.advance(Duration.ofMinutes(5));
    core.taskWork.runDue();

    assertThat(rooms.told).containsExactly("room-1 recovered");
  }

  @Test
  void endsAProblemOfOurOwnFormatWithItsLastAlert() {
    alerting.openAll(TENANT);
    json("[{'title':'A','group':'g','alertKey':'1'},{'title':'B','group':'g','alertKey':'2'}]");
    json("{'group':'g','alertKey':'1','status':'resolved'}");
    assertThat(rooms.told).isEmpty();
    json("{'group':'g','alertKey':'2','status':'resolved'}");

    assertThat(rooms.all()).hasSize(1);
    assertThat(rooms.told).containsExactly("room-1 recovered");
  }

  @Test
  void tellsNobodyOfTheEndOfWhatItNeverHeardOf() {
    alerting.openAll(TENANT);
    group("resolved", KEY, "a");

    assertThat(rooms.all()).isEmpty();
    assertThat(alerts()).isEmpty();
  }

  @Test
  void storesEveryAlertOfAStormAndOneRoomForEachGroup() {
    alerting.openAll(TENANT);
    for (int group = 0; group < 12; group++) {
      String[] fingerprints = new String[300];
      for (int i = 0; i < fingerprints.length; i++) {
        fingerprints[i] = group + "-" + i;
      }
      alerting.inbox.receive(
          TestCore.ALICE,
          TENANT,
          intake,
          TestAlerts.content(
              AlertFormat.ALERTMANAGER,
              message("firing", "g" + group, fingerprints)
                  .replace("\"alertname\":\"Slow\"}", "\"g\":\"" + group + "\"}")));
    }
    int before = core.store.commits();
    core.taskWork.runDue();

    assertThat(rooms.all()).hasSize(12);
    int stored = 0;
    Optional<String> after = Optional.empty();
    do {
      var page = alerting.alerts.list(TENANT, Optional.of(State.ROUTED), 200, after);
      stored += page.items().size();
      after = page.next();
    } while (after.isPresent());
    assertThat(stored).isEqualTo(12 * 300);
    assertThat(core.store.commits() - before).as("commits that route them").isLessThan(120);
  }

  /** The node dies behind each commit in turn, until it gets through. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void opensOneRoomWhereverTheNodeDies(int commits) {
    alerting.openAll(TENANT);
    boolean acknowledged = false;
    core.store.dieAfterCommits(commits);
    try {
      alerting.inbox.receive(
          TestCore.ALICE,
          TENANT,
          intake,
          TestAlerts.content(AlertFormat.ALERTMANAGER, message("firing", KEY, "a", "b")));
      acknowledged = true;
      core.taskWork.runDue();
    } catch (SteeredStore.Died e) {
      // as the test wants it
    }
    core.store.revive();
    if (!acknowledged) {
      // a sender that got no answer sends it again
      group("firing", KEY, "a", "b");
    }
    for (int i = 0; i < 3; i++) {
      core.clock.advance(Duration.ofMinutes(2));
      core.taskWork.runDue();
    }

    assertThat(rooms.all()).hasSize(1);
    assertThat(alerts())
        .hasSize(2)
        .allMatch(alert -> alert.warRoom().equals(Optional.of("room-1")));
    assertThat(
            alerting.alerts.list(TENANT, Optional.of(State.ROUTED), 10, Optional.empty()).items())
        .hasSize(2);
    assertThat(List.copyOf(rooms.told)).isEmpty();
  }
}
