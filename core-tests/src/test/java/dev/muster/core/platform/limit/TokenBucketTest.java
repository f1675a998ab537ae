package dev.muster.core.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testkit.storage.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  @Test
  void letsNoMinuteSeeMoreCallsThanItAllows() {
    ManualClock clock = new ManualClock(Instant.parse("2026-03-01T08:00:00Z"));
    TokenBucket bucket = new TokenBucket(600, clock);
    int taken = 0;
    for (int i = 0; i < 60_000; i += 10) {
      taken += bucket.take().isEmpty() ? 1 : 0;
      clock.advance(Duration.ofMillis(10));
    }

    assertThat(taken).isBetween(590, 600);
  }
}
