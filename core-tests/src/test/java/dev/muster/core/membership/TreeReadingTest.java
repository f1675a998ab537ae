package dev.muster.core.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.platform.connection.Binding;
import dev.muster.core.testing.TestCore;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TreeReadingTest {
  private static final Duration BETWEEN = Duration.ofMillis(100);

  private final TestCore core = new TestCore();
  private final CallPace pace = new CallPace(BETWEEN, () -> 0);

  private TreeReading reading(boolean awaited) {
    return new TreeReading(
        new AddressBooks(core.credentials, core.connections),
        Binding.ofDraft("t", "p", Map.of(), Map.of()),
        pace,
        awaited);
  }

  @Test
  void keepsThePaceWhereNobodyWaits() {
    TreeReading reading = reading(false);

    assertThat(reading.pause()).isZero();
    assertThat(reading.pause()).isEqualTo(BETWEEN);
  }

  @Test
  void keepsThePaceAfterSoManyCallsWherePeopleWait() {
    TreeReading reading = reading(true);

    assertThat(Stream.generate(reading::pause).limit(TreeReading.AT_ONCE))
        .containsOnly(Duration.ZERO);
    assertThat(reading.pause()).as("the first at its pace").isZero();
    assertThat(reading.pause()).isEqualTo(BETWEEN);
  }
}
