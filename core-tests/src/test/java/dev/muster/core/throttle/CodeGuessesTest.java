package dev.muster.core.throttle;

import static dev.muster.core.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.throttle.CodeGuesses.Attempt;
import dev.muster.core.throttle.CodeGuesses.Verdict;
import dev.muster.testkit.storage.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CodeGuessesTest {
  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T11:00:00Z"));
  private final CodeGuesses guesses = new CodeGuesses(clock);

  private Attempt begin() {
    return guesses.begin("acme", "wecom", "192.0.2.1");
  }

  private int begun(int times, List<Attempt> attempts) {
    int refused = 0;
    for (int i = 0; i < times; i++) {
      try {
        attempts.add(begin());
      } catch (ProblemException e) {
        refused++;
      }
    }
    return times - refused;
  }

  @Test
  void refuseTheTwentyFirstInAMinuteAndOnlyThatSourceAndAddress() {
    for (int i = 0; i < 20; i++) {
      begin().end(Verdict.JUNK);
    }

    assertProblem(ProblemCode.THROTTLED, this::begin);
    guesses.begin("acme", "lark", "192.0.2.1").end(Verdict.GOOD);
    guesses.begin("acme", "wecom", "192.0.2.2").end(Verdict.GOOD);
    guesses.begin("other", "wecom", "192.0.2.1").end(Verdict.GOOD);
    clock.advance(Duration.ofMinutes(1));
    begin().end(Verdict.GOOD);
  }

  @Test
  void neverRefuseThoseWhoseCodesAreGoodHoweverManyComeAtOnce() {
    List<Attempt> attempts = new ArrayList<>();

    assertThat(begun(500, attempts)).isEqualTo(500);
    attempts.forEach(each -> each.end(Verdict.GOOD));
  }

  @Test
  void askNoMoreThanTwentyTimesWhenTheyComeSideBySide() {
    List<Attempt> attempts = new ArrayList<>();
    int asked = begun(16, attempts);
    attempts.remove(0).end(Verdict.JUNK);
    asked += begun(100, attempts);
    attempts.forEach(each -> each.end(Verdict.JUNK));

    assertThat(asked).isEqualTo(20);
    assertProblem(ProblemCode.THROTTLED, this::begin);
  }

  @Test
  void stillBoundTheNextMinuteAndBelieveAnAddressWithGoodCodesMore() {
    begin().end(Verdict.JUNK);
    clock.advance(Duration.ofMinutes(2));
    List<Attempt> attempts = new ArrayList<>();
    assertThat(begun(100, attempts)).isEqualTo(20);
    attempts.forEach(each -> each.end(Verdict.GOOD));
    attempts.clear();

    assertThat(begun(100, attempts)).isEqualTo(40);
  }

  @Test
  void countNothingWhereThePlatformDidNotSay() {
    for (int i = 0; i < 100; i++) {
      begin().end(Verdict.UNKNOWN);
    }

    begin().end(Verdict.GOOD);
  }
}
