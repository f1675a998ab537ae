package dev.muster.core.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testkit.storage.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ThrottleTest {
  private static final int MOST = 50;
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T11:00:00Z"));
  private final Throttle throttle = new Throttle(clock, Guesses.OF_A_NAME, MOST);

  private void fail(String key, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(throttle.fails(key)).as("failure %d of %s", i + 1, key).isEmpty();
    }
  }

  private Duration waitOf(String key) {
    return throttle.waits(key).orElse(Duration.ZERO);
  }

  @Test
  void letsNineFailuresPassAndMakesTheTenthWaitASecond() {
    fail("a", 9);
    assertThat(waitOf("a")).isZero();
    fail("a", 1);

    assertThat(waitOf("a")).isEqualTo(Duration.ofSeconds(1));
    assertThat(throttle.fails("a")).contains(Duration.ofSeconds(1));
    assertThat(waitOf("b")).isZero();
  }

  @Test
  void doublesTheWaitUpToAMinute() {
    fail("a", 10);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waits.add(waitOf("a").toSeconds());
      clock.advance(waitOf("a"));
      fail("a", 1);
    }

    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void countsWithinAnyMinuteAndNotInFixedOnes() {
    fail("a", 5);
    clock.advance(Duration.ofSeconds(59));
    fail("a", 5);

    assertThat(waitOf("a")).isPositive();
  }

  @Test
  void doesNotAddUpWhatIsFurtherApart() {
    for (int i = 0; i < 100; i++) {
      clock.advance(Duration.ofSeconds(7));
      fail("a", 1);
    }

    assertThat(waitOf("a")).isZero();
  }

  @Test
  void forgetsAfterAQuarterOfAnHour() {
    fail("a", 10);
    clock.advance(Duration.ofMinutes(14));
    fail("a", 1);
    assertThat(waitOf("a")).isEqualTo(Duration.ofSeconds(2));
    clock.advance(Duration.ofMinutes(15));
    fail("a", 9);

    assertThat(waitOf("a")).isZero();
  }

  @Test
  void forgetsOnSuccess() {
    fail("a", 9);
    throttle.forget("a");
    fail("a", 9);

    assertThat(waitOf("a")).isZero();
    assertThat(throttle.size()).isEqualTo(1);
  }

  @Test
  void countsNothingWhileAKeyWaits() {
    fail("a", 10);
    for (int i = 0; i < 100; i++) {
      assertThat(throttle.fails("a")).contains(Duration.ofSeconds(1));
    }
  }

  @Test
  void keepsTheKeysThatWaitHoweverManyOthersFail() {
    fail("victim", 10);
    fail("half", 5);
    clock.advance(Duration.ofMillis(1));
    for (int i = 0; i < 10_050; i++) {
      fail("n" + i, 1);
    }

    assertThat(waitOf("victim")).isPositive();
    assertThat(throttle.size()).isEqualTo(MOST);
    fail("half", 5);
    assertThat(waitOf("half")).isPositive();
  }

  @Test
  void keepsTheLongerWaitWhereTwoCompeteForThePlace() {
    Throttle small = new Throttle(clock, Guesses.OF_A_NAME, 2);
    for (int i = 0; i < 10; i++) {
      small.fails("long");
    }
    clock.advance(Duration.ofSeconds(1));
    small.fails("long");
    for (int i = 0; i < 10; i++) {
      small.fails("short");
    }
    small.fails("new");

    assertThat(small.waits("long")).isPresent();
    assertThat(small.waits("short")).isEmpty();
  }

  @Test
  void givesAFullNumberAgainAfterAPauseThatDoesNotGrow() {
    Throttle pausing = new Throttle(clock, new Throttle.Rule(20, WINDOW, WINDOW), MOST);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 20; i++) {
        assertThat(pausing.fails("a")).isEmpty();
      }
      assertThat(pausing.waits("a")).contains(Duration.ofMinutes(1));
      clock.advance(Duration.ofMinutes(1));
    }
  }
}
