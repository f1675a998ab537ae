package dev.muster.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.AlertFormat;
import dev.muster.core.alert.KeptAlerts.Most;
import dev.muster.core.task.TaskHandler.Result;
import dev.muster.core.task.TaskHandler.Run;
import dev.muster.core.task.TaskType.Nothing;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.Logged;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Deadline;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeptAlertsTest extends AlertFixture {
  private final CountedMetrics metrics = new CountedMetrics();

  private Result look(Most most, Deadline deadline) {
    return new AlertRetention(
            new KeptAlerts(core.storage, metrics, core.clock, most), core.directory)
        .run(new Run<>("t", "", new Nothing(), core.clock.instant(), 0, deadline));
  }

  private void look(Most most) {
    assertThat(look(most, Deadline.in(Duration.ofMinutes(1)))).isInstanceOf(Result.Done.class);
  }

  private void firing(String name) {
    json("{'title':'%s','alertKey':'%s'}".formatted(name, name));
    core.clock.advance(Duration.ofSeconds(1));
  }

  private List<String> titles() {
    return alerts().stream().map(alert -> alert.content().title()).toList();
  }

  private long problems() {
    return core.storage.repository(ProblemRecord.SCHEMA).count(TENANT, new Query.All());
  }

  @Test
  void removesTheOldestAlertsAboveTheBound() {
    List.of("A0", "A1", "A2", "A3", "A4").forEach(this::firing);

    look(new Most(2, 100));

    assertThat(titles()).containsExactly("A4", "A3");
    core.clock.advance(AlertBounds.KEPT);
    assertThat(alerts()).isEmpty();
  }

  @Test
  void removesFirstWhatIsOverThenWhatHasNoRoomAndCountsIt() {
    firing("no room");
    alerting.openAll(TENANT);
    firing("room");
    firing("over");
    json("{'alertKey':'over','status':'resolved'}");

    look(new Most(100, 2));
    assertThat(titles()).containsExactly("room", "no room");
    assertThat(metrics.lines()).containsExactly("muster_alerts_removed_total kind problem");

    look(new Most(100, 1));
    assertThat(titles()).containsExactly("room");
    assertThat(problems()).isOne();
  }

  @Test
  void saysInTheLogOnceAMinuteHowManyHaveGone() {
    KeptAlerts kept = new KeptAlerts(core.storage, metrics, core.clock, new Most(100, 1));
    String log =
        Logged.by(
            () -> {
              for (int i = 0; i < 4; i++) {
                firing("A" + i);
                assertThat(kept.trim(TENANT, Deadline.in(Duration.ofMinutes(1)))).isTrue();
              }
              core.clock.advance(Duration.ofMinutes(1));
              firing("B");
              assertThat(kept.trim(TENANT, Deadline.in(Duration.ofMinutes(1)))).isTrue();
            });

    assertThat(log.lines().filter(line -> line.contains("removed")))
        .satisfiesExactly(
            first -> assertThat(first).contains(": 1 of them were removed"),
            second -> assertThat(second).contains(": 3 of them were removed"));
  }

  @Test
  void removesAProblemWithAllItsAlerts() {
    group("firing", "many", IntStream.range(0, 950).mapToObj(i -> "a" + i).toArray(String[]::new));
    core.clock.advance(Duration.ofSeconds(1));
    firing("B");

    look(new Most(10_000, 1));

    assertThat(titles()).containsExactly("B");
  }

  @Test
  void leavesTheRestForItsNextRunWhereTheTimeIsOver() {
    core.tenants.create(TestCore.ALICE, "acme", "Acme");
    firing("A");
    firing("B");

    assertThat(look(new Most(100, 1), Deadline.in(Duration.ZERO)))
        .isInstanceOf(Result.Unfinished.class);
    assertThat(titles()).hasSize(2);
    look(new Most(100, 1));
    assertThat(titles()).hasSize(1);
  }

  /** Between two looks of the task a sender makes more than anybody has room for. */
  @Test
  void keepsAFloodOfProblemsWithinTheBoundWhileItIsRouted() {
    core.taskWork.add(
        new AlertRouting(
            core.storage,
            core.changes,
            alerting.deciding,
            core.tally,
            new KeptAlerts(core.storage, metrics, core.clock, new Most(10_000, 50)),
            core.clock));
    for (int call = 0; call < 3; call++) {
      int number = call;
      alerting.send(
          TENANT,
          intake,
          AlertFormat.JSON,
          IntStream.range(0, 1000)
              .mapToObj(i -> "{\"title\":\"A\",\"alertKey\":\"%d-%d\"}".formatted(number, i))
              .collect(Collectors.joining(",", "[", "]")));
    }

    assertThat(problems()).isLessThanOrEqualTo(50 + AlertBounds.LOOK_AFTER);
    assertThat(alerts()).isNotEmpty();
  }
}
