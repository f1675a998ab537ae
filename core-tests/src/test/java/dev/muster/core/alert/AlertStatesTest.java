package dev.muster.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.Alert.State;
import dev.muster.api.warroom.WarRoomRule.Threshold;
import dev.muster.core.alert.AlertStates.Followers;
import dev.muster.core.store.Schema;
import dev.muster.core.task.TaskHandler.Result;
import dev.muster.core.task.TaskHandler.Run;
import dev.muster.core.testing.TestAlerts;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Deadline;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Very many alerts that follow their problem, which takes more than one turn. */
class AlertStatesTest extends AlertFixture {
  private final AlertStates states = new AlertStates(core.storage);
  private String problem = "";

  @BeforeEach
  void makeOneOfThousand() {
    alerting.rules.create(TestCore.ALICE, TENANT, TestAlerts.rule(true, Threshold.FIRST));
    group("firing", KEY, IntStream.range(0, 1000).mapToObj(i -> "a" + i).toArray(String[]::new));
    problem =
        core.storage
            .repository(ProblemRecord.SCHEMA)
            .page(TENANT, new Query.All(), false, 1, Optional.empty())
            .items()
            .get(0)
            .key()
            .id();
  }

  /** A turn that has no more time than for the least. */
  private Result turn(Followers of) {
    return states.run(
        new Run<>("t", TENANT, of, core.clock.instant(), 0, Deadline.in(Duration.ZERO)));
  }

  private static Followers rest(Result result) {
    return (Followers) ((Result.Unfinished) result).payload().orElseThrow();
  }

  private long in(State state) {
    return alerting.deciding.alerts.count(
        TENANT, new Query.Prefix(AlertRecord.STATE, Schema.join(state.name(), "")));
  }

  @Test
  void goesOnInItsNextTurnWhereTheTimeIsOver() {
    var unused = alerting.alerts.dismiss(TestCore.ALICE, TENANT, alerts().get(0).id());

    Followers second = rest(turn(new Followers(problem)));
    assertThat(in(State.DISMISSED)).isEqualTo(400);
    Followers third = rest(turn(second));
    assertThat(in(State.DISMISSED)).isEqualTo(800);
    assertThat(turn(third)).isInstanceOf(Result.Done.class);
    assertThat(in(State.DISMISSED)).isEqualTo(1000);
  }

  @Test
  void beginsAnewWhereTheProblemIsInAnotherStateByThen() {
    var unused = alerting.alerts.dismiss(TestCore.ALICE, TENANT, alerts().get(0).id());
    Followers second = rest(turn(new Followers(problem)));
    var unusedToo = alerting.alerts.open(TestCore.ALICE, TENANT, alerts().get(0).id());
    Followers third = rest(turn(second));
    Followers fourth = rest(turn(third));
    assertThat(turn(fourth)).isInstanceOf(Result.Done.class);

    assertThat(in(State.ROUTED)).isEqualTo(1000);
  }
}
