package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A copy that is made under writes brings back a state that there was. */
class BackupIT {
  @Test
  void aCopyMadeUnderWritesIsBroughtBackWhole() throws Exception {
    try (Company company = new Company()) {
      Distribution node =
          Distribution.unpack(
              "backup", company.settings(Map.of("MUSTER_ADMIN_PASSWORD", "not-asked-here-123")));
      Path copy = node.home().resolve("copy of today.db");
      Set<String> before;
      Set<String> after;
      try (Child process = node.run()) {
        Company.bind(node);
        try (Writers writers = new Writers(node, "early")) {
          Await.until(Duration.ofSeconds(60), "writes", () -> writers.acknowledged().size() >= 100);
          before = writers.acknowledged();
          Outcome backup = node.finish("backup", copy.toString());
          assertThat(backup.err()).isEmpty();
          assertThat(backup.exit()).isZero();
          assertThat(backup.out()).singleElement().asString().contains("master key");
        }
        try (Writers writers = new Writers(node, "late")) {
          Await.until(Duration.ofSeconds(60), "writes", () -> writers.acknowledged().size() >= 20);
        }
        after = Writers.whole(node);

        Outcome refused = node.finish("restore", copy.toString());
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).singleElement().asString().contains("stop it first");
        assertThat(process.alive()).isTrue();
      }
      assertThat(Files.getPosixFilePermissions(copy)).hasSize(2);

      Outcome restore = node.finish("restore", copy.toString());
      assertThat(restore.err()).isEmpty();
      assertThat(restore.exit()).isZero();
      try (Child process = node.run()) {
        Set<String> restored = Writers.whole(node);
        assertThat(restored).containsAll(before);
        assertThat(restored.stream().filter(name -> name.startsWith("late"))).isEmpty();
        assertThat(after.stream().filter(name -> name.startsWith("late"))).isNotEmpty();
        // secrets open, so the whole way works
        assertThat(new Person("crowd-7").signIn(node).has("id_token")).isTrue();
        assertThat(process.alive()).isTrue();
      }
    }
  }
}
