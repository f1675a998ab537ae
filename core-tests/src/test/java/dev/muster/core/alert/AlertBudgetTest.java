package dev.muster.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.Alert.State;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.core.testing.TestAlerts;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Text;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rooms that are not opened, or not yet. */
class AlertBudgetTest extends AlertFixture {
  @Test
  void spendsNothingOfTheBudgetOnARoomThatIsNotOpened() {
    alerting.openAll(TENANT);
    allow(2);
    rooms.failWith(
        Optional.of(
            ProblemException.invalid(
                "platforms.0", "not-bound", new Text("Lark is not bound.", "飞书未绑定。"))));
    for (int i = 0; i < 5; i++) {
      group("firing", KEY, "a");
    }
    rooms.failWith(Optional.empty());

    json("{'title':'B'}");
    json("{'title':'C'}");

    assertThat(rooms.all())
        .extracting(room -> room.what().facts().title())
        .containsExactly("B", "C");
    json("{'title':'D'}");
    assertThat(rooms.all()).hasSize(2);
  }

  @Test
  void spendsNothingOfTheBudgetOnWhatIsOverBeforeItsRoomIsOpened() {
    alerting.openAll(TENANT);
    allow(1);
    alerting.inbox.receive(
        TestCore.ALICE,
        TENANT,
        intake,
        TestAlerts.content(AlertFormat.ALERTMANAGER, message("firing", KEY, "a")));
    group("resolved", KEY, "a");
    assertThat(rooms.all()).isEmpty();

    json("{'title':'B'}");
    assertThat(rooms.all()).hasSize(1);
  }

  /** The opening of a room found that its problem was over, which is back before that is stored. */
  @Test
  void opensTheRoomOfAProblemThatIsBackBeforeItWasOpened() {
    alerting.openAll(TENANT);
    rooms.failWith(
        Optional.of(new ProblemException(ProblemCode.UNAVAILABLE, new Text("Later.", "稍后再试。"))));
    group("firing", KEY, "a@2026-11-22T10:00:00Z");
    rooms.failWith(Optional.empty());
    group("resolved", KEY, "a@2026-11-22T10:00:00Z");

    group("firing", KEY, "a@2026-11-22T10:30:00Z");

    assertThat(rooms.all()).hasSize(1);
  }

  @Test
  void opensNoMoreRoomsThanTheBudgetHasAndTheOthersLater() {
    alerting.openAll(TENANT);
    allow(2);

    for (int i = 0; i < 5; i++) {
      json("{'title':'A" + i + "','alertKey':'" + i + "'}");
      core.clock.advance(Duration.ofSeconds(1));
    }
    assertThat(rooms.all()).hasSize(2);
    assertThat(alerts(State.WAITING)).hasSize(3).allMatch(alert -> alert.problem().isPresent());
    json("{'alertKey':'3','status':'resolved'}");
    assertThat(alerts(State.RESOLVED)).hasSize(1);

    core.clock.advance(Duration.ofMinutes(9));
    core.taskWork.runDue();
    assertThat(rooms.all()).hasSize(2);
    for (int i = 0; i < 3; i++) {
      core.clock.advance(Duration.ofMinutes(1));
      core.taskWork.runDue();
    }
    assertThat(rooms.all())
        .extracting(room -> room.what().facts().title())
        .containsExactlyInAnyOrder("A0", "A1", "A2", "A4");
    assertThat(alerts(State.WAITING)).isEmpty();
  }

  @Test
  void saysWhyARoomIsNotOpened() {
    alerting.openAll(TENANT);
    rooms.failWith(
        Optional.of(
            ProblemException.invalid(
                "platforms.0", "not-bound", new Text("Lark is not bound.", "飞书未绑定。"))));

    group("firing", KEY, "a");

    assertThat(alerts(State.WAITING)).hasSize(1);
    assertThat(alerts().get(0).problem()).contains(new Text("Lark is not bound.", "飞书未绑定。"));
    rooms.failWith(Optional.empty());
    assertThat(alerting.alerts.open(TestCore.ALICE, TENANT, alerts().get(0).id()).warRoom())
        .contains("room-1");
  }

  private void waitWith(String... titles) {
    for (String title : titles) {
      json("{'title':'%s'}".formatted(title));
      core.clock.advance(Duration.ofSeconds(1));
    }
  }

  private void pass(Duration time) {
    core.clock.advance(time);
    core.taskWork.runDue();
  }

  @Test
  void countsAlsoTheRoomsOfWhatHadToWait() {
    alerting.openAll(TENANT);
    allow(1);
    waitWith("A", "B", "C", "D");

    pass(Duration.ofMinutes(10));
    assertThat(rooms.all()).hasSize(2);
    for (int minute = 1; minute < 10; minute++) {
      pass(Duration.ofMinutes(1));
    }
    assertThat(rooms.all()).as("one in ten minutes").hasSize(2);
    pass(Duration.ofMinutes(1));
    assertThat(rooms.all()).hasSize(3);
  }

  @Test
  void opensWhatWaitsWithinAMinuteOfARaiseOfTheBudget() {
    alerting.openAll(TENANT);
    allow(1);
    waitWith("A", "B", "C");
    allow(3);

    pass(Duration.ofMinutes(1));
    assertThat(rooms.all()).hasSize(3);
  }

  @Test
  void opensWhatWaitsAsSoonAsThereMayBeAnotherRoom() {
    alerting.openAll(TENANT);
    allow(1);
    waitWith("A");
    pass(Duration.ofSeconds(9 * 60 + 30));
    waitWith("B");
    assertThat(rooms.all()).hasSize(1);

    pass(Duration.ofSeconds(30));
    assertThat(rooms.all()).hasSize(2);
  }

  @Test
  void looksOnceHoweverMuchWaits() {
    alerting.openAll(TENANT);
    allow(1);
    waitWith("A", "B", "C", "D", "E", "F", "G", "H");

    int before = core.store.commits();
    pass(Duration.ofMinutes(1));
    assertThat(core.store.commits() - before).as("its look and the next").isLessThanOrEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = ProblemCode.class,
      names = {"UNAVAILABLE", "PLATFORM_UNAVAILABLE"})
  void opensARoomLaterWhereWhatItNeedsIsNotThereNow(ProblemCode code) {
    alerting.openAll(TENANT);
    rooms.failWith(Optional.of(new ProblemException(code, new Text("Not now.", "稍后再试。"))));
    group("firing", KEY, "a");
    assertThat(alerts(State.WAITING)).isEmpty();
    rooms.failWith(Optional.empty());

    pass(Duration.ofMinutes(5));
    assertThat(rooms.all()).hasSize(1);
  }
}
