package dev.muster.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A short run over all targets at once, from the same seed every time; as far as it gets. */
class FuzzTest {
  private static final int INPUTS = 20_000;
  private static final int SECONDS = 5;

  @TempDir Path found;

  @Test
  void mutationsOfWhatIsKeptBreakNothing() throws Exception {
    List<Path> folders = new ArrayList<>();
    folders.add(Files.createDirectories(found.resolve("new")));
    long kept = 0;
    for (Path target : Corpus.targets()) {
      folders.add(target);
      kept += Corpus.inputs(target).size();
    }
    Jazzer.Run run =
        new Jazzer("short")
            .brief()
            .with("-runs=" + INPUTS)
            .with("-max_total_time=" + SECONDS)
            .with("-seed=1")
            .run(folders);
    assertThat(run.found()).as(run.said()).isFalse();
    assertThat(run.inputs()).as(run.said()).isGreaterThanOrEqualTo(kept);
  }
}
