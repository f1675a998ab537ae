package dev.muster.core.logout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  private long now = Long.MAX_VALUE - 1_000;
  private final Pace pace = new Pace(500, () -> now);

  private long takeMillis() {
    return TimeUnit.NANOSECONDS.toMillis(pace.take());
  }

  @Test
  void hasThoseWaitWhoComeAtOnce() {
    assertThat(takeMillis()).isZero();
    assertThat(takeMillis()).isEqualTo(2);
    assertThat(takeMillis()).isEqualTo(4);
  }

  @Test
  void hasNobodyWaitWhoComesLater() {
    assertThat(takeMillis()).isZero();
    now += TimeUnit.MILLISECONDS.toNanos(2);
    assertThat(takeMillis()).isZero();
  }

  @Test
  void doesNotMakeUpForWhatNobodyTook() {
    assertThat(takeMillis()).isZero();
    now += TimeUnit.SECONDS.toNanos(10);
    assertThat(takeMillis()).isZero();
    assertThat(takeMillis()).isEqualTo(2);
  }
}
