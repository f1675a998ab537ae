package dev.muster.core.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.warroom.Alert;
import dev.muster.api.warroom.Alert.State;
import dev.muster.api.warroom.AlertFormat;
import dev.muster.api.warroom.Alerts.Tried;
import dev.muster.api.warroom.Alerts.TriedAlert;
import dev.muster.api.warroom.Alerts.TriedProblem;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoomRule;
import dev.muster.api.warroom.WarRoomRule.Threshold;
import dev.muster.api.warroom.WarRoomRules.NotYet;
import dev.muster.api.warroom.WarRoomRules.Outcome;
import dev.muster.core.testing.TestAlerts;
import dev.muster.core.testing.TestCore;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What somebody tries before a sender sends it. */
class TriedAlertsTest extends AlertFixture {
  private Tried tried(AlertFormat format, String json) {
    return alerting.alerts.tryOut(TENANT, TestAlerts.content(format, json.replace('\'', '"')));
  }

  private TriedProblem only(AlertFormat format, String json) {
    Tried tried = tried(format, json);
    assertThat(tried.problems()).hasSize(1);
    assertThat(tried.more()).isZero();
    return tried.problems().get(0);
  }

  private static String many(int alerts, String each) {
    return IntStream.range(0, alerts)
        .mapToObj(each::formatted)
        .collect(Collectors.joining(",", "[", "]"));
  }

  @BeforeEach
  void bind() {
    alerting.bind(TENANT);
  }

  @Test
  void saysWhatWouldBecomeOfThemAndStoresNothing() {
    WarRoomRule rule = alerting.openAll(TENANT);

    TriedProblem problem = only(AlertFormat.ALERTMANAGER, message("firing", "k", "a", "b"));

    Outcome outcome = problem.outcome();
    assertThat(outcome.rule()).map(WarRoomRule::id).hasValue(rule.id());
    assertThat(outcome.wouldOpen()).isTrue();
    assertThat(outcome.title()).contains("Checkout is slow");
    assertThat(outcome.severity()).isEqualTo(Severity.P1);
    assertThat(problem.alerts()).hasSize(2).extracting(TriedAlert::firing).containsOnly(true);
    core.taskWork.runDue();
    assertThat(alerts()).isEmpty();
    assertThat(rooms.opened).isEmpty();
  }

  @Test
  void decidesAsWhatIsReceived() {
    alerting.openAll(TENANT);
    String message = message("firing", "k", "a");
    Outcome outcome = only(AlertFormat.ALERTMANAGER, message).outcome();

    alerting.send(TENANT, intake, AlertFormat.ALERTMANAGER, message);

    assertThat(rooms.opened.values())
        .singleElement()
        .satisfies(
            room -> {
              assertThat(room.what().facts().title()).isEqualTo(outcome.title());
              assertThat(room.what().facts().severity()).isEqualTo(outcome.severity());
            });
  }

  @Test
  void countsDifferentAlertsForTheThreshold() {
    Threshold two = new Threshold(2, Duration.ofMinutes(1));
    alerting.rules.create(TestCore.ALICE, TENANT, TestAlerts.rule(false, two));

    assertThat(why(message("firing", "k", "a"))).isEqualTo(NotYet.THRESHOLD);
    assertThat(why(message("firing", "k", "a", "a"))).isEqualTo(NotYet.THRESHOLD);
    assertThat(only(AlertFormat.ALERTMANAGER, message("firing", "k", "a", "b")).outcome().why())
        .isEmpty();
  }

  @Test
  void saysInTheSameWordsWhyAnAlertWaits() {
    Threshold two = new Threshold(2, Duration.ofMinutes(1));
    WarRoomRule rule =
        alerting.rules.create(TestCore.ALICE, TENANT, TestAlerts.rule(false, two)).value();
    saysTheSame(NotYet.THRESHOLD, message("firing", "k", "a"));

    alerting.rules.change(
        TestCore.ALICE,
        TENANT,
        rule.id(),
        it -> TestAlerts.rule(false, Threshold.FIRST),
        OptionalLong.empty());
    allow(0);
    saysTheSame(NotYet.BUDGET, message("firing", "l", "b"));
  }

  private void saysTheSame(NotYet why, String message) {
    Outcome outcome = only(AlertFormat.ALERTMANAGER, message).outcome();
    alerting.send(TENANT, intake, AlertFormat.ALERTMANAGER, message);

    assertThat(outcome.why()).contains(why);
    assertThat(alerts(State.WAITING))
        .extracting(Alert::problem)
        .contains(outcome.problem())
        .doesNotContain(Optional.empty());
  }

  private NotYet why(String message) {
    return only(AlertFormat.ALERTMANAGER, message).outcome().why().orElseThrow();
  }

  @Test
  void saysThatAProblemIsOver() {
    alerting.openAll(TENANT);

    assertThat(why(message("resolved", "k", "a"))).isEqualTo(NotYet.RESOLVED);
    TriedProblem problem =
        only(AlertFormat.JSON, "{'status':'resolved','alertKey':'a','severity':'critical'}");
    assertThat(problem.outcome().rule()).isEmpty();
    assertThat(problem.outcome().why()).contains(NotYet.RESOLVED);
    assertThat(problem.alerts().get(0)).isEqualTo(new TriedAlert("a", Severity.P1, false));
  }

  @Test
  void saysThatNothingFollows() {
    assertThat(
            tried(AlertFormat.PAGERDUTY, "{'event_action':'acknowledge','dedup_key':'k'}")
                .problems())
        .isEmpty();
  }

  @Test
  void showsTwentyProblemsAndTwentyAlertsOfEach() {
    Tried problems = tried(AlertFormat.JSON, many(30, "{'title':'Slow','alertKey':'%d'}"));
    assertThat(problems.problems()).hasSize(20);
    assertThat(problems.more()).isEqualTo(10);

    TriedProblem problem =
        only(AlertFormat.JSON, many(30, "{'title':'Slow','group':'g','alertKey':'%d'}"));
    assertThat(problem.alerts()).hasSize(20);
    assertThat(problem.more()).isEqualTo(10);
  }

  @Test
  void refusesWhatAnIntakeRefuses() {
    refuses(ProblemCode.MALFORMED, AlertFormat.ALERTMANAGER, "{}");
    refuses(ProblemCode.MALFORMED, AlertFormat.JSON, "nothing");
    refuses(ProblemCode.TOO_LARGE, AlertFormat.JSON, many(1001, "{'title':'%d'}"));
    refuses(ProblemCode.NOT_FOUND, new AlertFormat("telex"), "{}");
    assertThatThrownBy(
            () -> alerting.alerts.tryOut("nobody", TestAlerts.content(AlertFormat.JSON, "{}")))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.NOT_FOUND));
  }

  private void refuses(ProblemCode code, AlertFormat format, String json) {
    assertThatThrownBy(() -> tried(format, json))
        .isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
