package dev.muster.core.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PerMinuteTest {
  private Instant now = Instant.parse("2026-01-01T00:00:59.999Z");
  private final InstantSource clock = () -> now;
  private final PerMinute perMinute = new PerMinute(3, clock);

  private long allowed(String key, int calls) {
    return IntStream.range(0, calls).filter(i -> perMinute.allows(key)).count();
  }

  @Test
  void allowsAKeyAsMuchAsItMay() {
    assertThat(allowed("a", 2)).isEqualTo(2);
    assertThat(allowed("a", 100)).isEqualTo(1);
  }

  @Test
  void countsEachKeyForItself() {
    assertThat(allowed("a", 4)).isEqualTo(3);
    assertThat(allowed("b", 4)).isEqualTo(3);
  }

  @Test
  void remembersNoMoreKeysThanItMay() {
    PerMinute bounded = new PerMinute(1, 2, clock);
    assertThat(bounded.allows("a")).isTrue();
    assertThat(bounded.allows("b")).isTrue();
    assertThat(bounded.allows("c")).isFalse();
    now = now.plusMillis(1);
    assertThat(bounded.allows("c")).isTrue();
  }

  @Test
  void beginsAnewWithEachMinute() {
    assertThat(allowed("a", 4)).isEqualTo(3);
    now = now.plusMillis(1);
    assertThat(allowed("a", 4)).isEqualTo(3);
    now = now.plusSeconds(59);
    assertThat(allowed("a", 4)).isZero();
    now = now.plusSeconds(1);
    assertThat(allowed("a", 4)).isEqualTo(3);
  }
}
