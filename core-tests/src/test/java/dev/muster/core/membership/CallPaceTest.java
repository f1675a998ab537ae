package dev.muster.core.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.platform.connection.Binding;
import dev.muster.core.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallPaceTest {
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final AtomicLong now = new AtomicLong(-50);
  private final CallPace pace = new CallPace(BETWEEN, now::get);

  private static Binding binding(String id, String corp) {
    return new Binding("t", "wechatwork", id, "1", Map.of("corpId", corp), Map.of());
  }

  @Test
  void sourcesOfOneAppShareItsPace() {
    assertThat(pace.take(binding("a", "corp-1"))).isZero();
    assertThat(pace.take(binding("b", "corp-1"))).isEqualTo(BETWEEN);
    assertThat(pace.take(binding("a", "corp-1"))).isEqualTo(BETWEEN.multipliedBy(2));
    assertThat(pace.take(binding("a", "corp-2"))).as("another app").isZero();
  }

  @Test
  void whatWasNotCalledIsNotMadeUpFor() {
    assertThat(pace.take(binding("a", "corp-1"))).isZero();
    now.addAndGet(BETWEEN.multipliedBy(20).toNanos());
    assertThat(pace.take(binding("a", "corp-1"))).isZero();
    assertThat(pace.take(binding("a", "corp-1"))).isEqualTo(BETWEEN);
  }

  @Test
  void forgetsAppsThatAreNotAskedAnyMoreOnly() {
    assertThat(pace.take(binding("a", "last"))).isZero();
    now.addAndGet(BETWEEN.toNanos());
    for (int i = 0; i < 2_000; i++) {
      assertThat(pace.take(binding("a", "corp-" + i))).isZero();
    }
    assertThat(pace.take(binding("a", "corp-0"))).isEqualTo(BETWEEN);
    assertThat(pace.take(binding("a", "last"))).isZero();
  }

  @Test
  void isSetInCallsPerSecond() {
    CallPace five =
        new CallPace(
            new Settings(
                key ->
                    Optional.of(key)
                        .filter("reconciliation.calls.per.second"::equals)
                        .map(any -> "5"),
                "1"));
    assertThat(five.take(binding("a", "corp-1"))).isZero();
    assertThat(five.take(binding("a", "corp-1")))
        .isBetween(Duration.ofMillis(1), Duration.ofMillis(200));
    assertThat(new Settings(key -> Optional.empty(), "1").reconciliationCallsPerSecond())
        .isEqualTo(10);
  }
}
