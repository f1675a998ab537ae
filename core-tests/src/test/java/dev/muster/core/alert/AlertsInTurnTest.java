package dev.muster.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.WarRoomRule.Threshold;
import dev.muster.core.testing.TestAlerts;
import dev.muster.core.testing.TestCore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When what has to wait gets its room. */
class AlertsInTurnTest extends AlertFixture {
  @Test
  void opensTheRoomFirstOfWhatHasWaitedLongest() {
    alerting.openAll(TENANT);
    allow(1);
    for (String title : List.of("A", "B", "C")) {
      json("{'title':'%s'}".formatted(title));
      core.clock.advance(Duration.ofSeconds(1));
    }
    for (int minute = 0; minute < 25; minute++) {
      core.clock.advance(Duration.ofMinutes(1));
      core.taskWork.runDue();
    }

    assertThat(rooms.all())
        .extracting(room -> room.what().facts().title())
        .containsExactly("A", "B", "C");
  }

  /** One that was over and begins anew has come once more; one that is repeated has not. */
  @Test
  void countsAnAlertThatFiresAnewAsOneMoreThatCame() {
    alerting.rules.create(
        TestCore.ALICE, TENANT, TestAlerts.rule(false, new Threshold(2, Duration.ofMinutes(10))));
    group("firing", "k", "a@2026-11-22T10:00:00Z");
    group("resolved", "k", "a@2026-11-22T10:00:00Z");
    core.clock.advance(Duration.ofHours(1));

    group("firing", "k", "a@2026-11-22T11:00:00Z");
    assertThat(rooms.all()).isEmpty();
    group("firing", "k", "a@2026-11-22T11:00:00Z", "b@2026-11-22T11:01:00Z");
    assertThat(rooms.all()).as("in two messages").hasSize(1);

    core.clock.advance(Duration.ofHours(1));
    String all = "{}:{alertname=Other}";
    group("firing", all, "c@2026-11-22T12:00:00Z");
    group("resolved", all, "c@2026-11-22T12:00:00Z");
    core.clock.advance(Duration.ofHours(1));
    group("firing", all, "c@2026-11-22T13:00:00Z", "d@2026-11-22T13:00:00Z");
    assertThat(rooms.all()).as("in one").hasSize(2);
  }
}
