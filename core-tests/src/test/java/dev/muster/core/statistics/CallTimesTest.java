package dev.muster.core.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class CallTimesTest {
  @Test
  void sayWhatMostCallsDoNotTakeLongerThan() {
    CallTimes times = new CallTimes();
    for (int i = 0; i < 95; i++) {
      times.add(Duration.ofMillis(100));
    }
    for (int i = 0; i < 5; i++) {
      times.add(Duration.ofSeconds(4));
    }

    assertThat(times.p95Millis()).isEqualTo(110);
    times.add(Duration.ofSeconds(4));
    assertThat(times.p95Millis()).isBetween(3600L, 5000L);
  }

  @Test
  void areStoredAndAddedUp() {
    CallTimes times = new CallTimes();
    times.add(Duration.ofMillis(3));
    times.add(Duration.ofMinutes(3));
    CallTimes sum = new CallTimes();
    sum.add(times.stored());
    sum.add(times.stored());

    assertThat(times.stored()).hasSize(23);
    assertThat(sum.stored().stream().mapToLong(Long::longValue).sum()).isEqualTo(4);
    assertThat(sum.p95Millis()).isEqualTo(9500);
  }

  @Test
  void areNothingWithoutCalls() {
    assertThat(new CallTimes().p95Millis()).isZero();
    assertThat(new CallTimes().stored()).isEmpty();
  }
}
