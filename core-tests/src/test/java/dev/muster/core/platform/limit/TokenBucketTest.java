package dev.muster.core.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.platform.MovableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  @Test
  void letsNoMinuteSeeMoreCallsThanItAllows() {
    MovableClock clock = new MovableClock();
    TokenBucket bucket = new TokenBucket(600, clock);
    int taken = 0;
    for (int i = 0; i < 60_000; i += 10) {
      taken += bucket.take().isEmpty() ? 1 : 0;
      clock.advance(Duration.ofMillis(10));
    }

    assertThat(taken).isBetween(590, 600);
  }
}
