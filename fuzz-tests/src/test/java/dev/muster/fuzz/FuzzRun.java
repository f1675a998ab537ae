package dev.muster.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * {@code make fuzz}: one target after another, each as long as is said; no part of the other tests.
 * What reaches something new is in {@code target/fuzz/<target>}, from where the next run goes on;
 * what broke something, beside it.
 */
class FuzzRun {
  private static final String SECONDS = System.getProperty("fuzz.seconds", "60");
  private static final Set<String> WANTED =
      Set.of(System.getProperty("fuzz.targets", "").split(","));

  @Test
  void breaksNothing() throws Exception {
    List<String> broken = new ArrayList<>();
    long inputs = 0;
    for (Path target : Corpus.targets()) {
      String name = target.getFileName().toString();
      if (!WANTED.contains("") && !WANTED.contains(name)) {
        continue;
      }
      Path found = Files.createDirectories(Path.of("target", "fuzz", name));
      Jazzer.Run run =
          new Jazzer(name).with("-max_total_time=" + SECONDS).run(List.of(found, target));
      inputs += run.inputs();
      System.out.println(
          name
              + ": "
              + run.inputs()
              + " inputs"
              + (run.found() ? ", and one broke something" : ""));
      if (run.found()) {
        broken.add(name + ":\n" + run.said());
      }
    }
    System.out.println(inputs + " inputs in all");
    assertThat(broken).isEmpty();
  }
}
