package dev.muster.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.NewWarRoom.Facts;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoomRule.Settings;
import dev.muster.api.warroom.WarRoomRule.Threshold;
import dev.muster.api.warroom.WarRoomRule.When;
import dev.muster.core.testing.TestAlerts;
import dev.muster.core.testing.TestCore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Groups that are routed in several pieces. */
class LargeGroupsTest extends AlertFixture {
  private void ruleFor(Severity severity) {
    Settings all = TestAlerts.rule(false, Threshold.FIRST);
    When when = new When(List.of(), List.of(), Set.of(severity), Map.of());
    alerting.rules.create(
        TestCore.ALICE, TENANT, new Settings("Worst", true, 0, when, all.then(), all.threshold()));
  }

  /** The first is the worst. */
  private static String group(int alerts, String statusOfTheRest) {
    return IntStream.range(0, alerts)
        .mapToObj(
            i ->
                "{'title':'Slow','group':'g','alertKey':'%d','severity':'%s','application':'%s','status':'%s'}"
                    .formatted(
                        i,
                        i == 0 ? "critical" : "warning",
                        i == 0 ? "shop" : "web",
                        i == 0 ? "firing" : statusOfTheRest))
        .collect(Collectors.joining(",", "[", "]"));
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 101, 1000})
  void areDecidedByAllTheirAlertsWhereverTheyStand(int alerts) {
    ruleFor(Severity.P1);

    json(group(alerts, "firing"));

    assertThat(rooms.opened.values())
        .singleElement()
        .satisfies(
            room -> {
              Facts facts = room.what().facts();
              assertThat(facts.severity()).isEqualTo(Severity.P1);
              assertThat(facts.applications()).containsExactlyInAnyOrder("shop", "web");
            });
  }

  @Test
  void goOnWhereOnlyTheFirstOfThemFires() {
    ruleFor(Severity.P1);

    json(group(150, "resolved"));

    assertThat(rooms.opened).hasSize(1);
  }
}
