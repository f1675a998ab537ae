package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Killed at any moment it has lost nothing that it acknowledged, and left nothing half. */
class KillIT {
  private static final int ROUNDS = 5;
  private static final int MORE_EACH_ROUND = 60;

  @Test
  void losesNothingThatWasAcknowledgedAndLeavesNothingHalf() {
    Distribution node =
        Distribution.unpack("kill", Map.of("MUSTER_ADMIN_PASSWORD", "not-asked-here-123"));
    Set<String> acknowledged = new HashSet<>();
    for (int round = 0; round < ROUNDS; round++) {
      int least = MORE_EACH_ROUND + 37 * round;
      try (Child process = node.run()) {
        assertThat(Writers.whole(node)).containsAll(acknowledged);
        try (Writers writers = new Writers(node, "round-" + round)) {
          Await.until(
              Duration.ofSeconds(60),
              "writes are under way",
              () -> writers.acknowledged().size() >= least);
          process.kill();
          writers.awaitEnd();
          acknowledged.addAll(writers.acknowledged());
        }
      }
    }
    try (Child process = node.run()) {
      assertThat(Writers.whole(node)).containsAll(acknowledged);
      assertThat(acknowledged.size()).isGreaterThanOrEqualTo(ROUNDS * MORE_EACH_ROUND);
      assertThat(process.alive()).isTrue();
    }
  }
}
