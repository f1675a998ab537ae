package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The distribution also runs on the newest Java of this machine, from 25 on. */
class NewerJavaIT {
  private static final int WANTED = 25;
  private static final String VARIABLE = "JAVA_HOME_" + WANTED;

  @Test
  void startsOnANewerJavaAndSignsSomebodyIn() throws IOException {
    Optional<Path> java = newerJava();
    if (java.isEmpty()) {
      String missing =
          "The distribution was not tried on Java "
              + WANTED
              + ": none is below /usr/lib/jvm; set "
              + VARIABLE;
      System.out.println("[WARNING] " + missing);
      Assumptions.abort(missing);
    }
    try (Company company = new Company()) {
      Distribution node =
          Distribution.unpack(
              "newer-java",
              company.settings(
                  Map.of(
                      "JAVA_HOME",
                      java.orElseThrow().toString(),
                      "MUSTER_ADMIN_PASSWORD",
                      "not-asked-here-123")));
      try (Child process = node.run()) {
        assertThat(Path.of("/proc/" + process.pid() + "/exe").toRealPath())
            .startsWith(java.orElseThrow().toRealPath());
        Company.bind(node);
        assertThat(new Person("crowd-9").signIn(node).has("id_token")).isTrue();
        // such as of what a later Java will take away
        assertThat(process.output()).noneMatch(line -> line.startsWith("WARNING"));
      }
    }
  }

  private static Optional<Path> newerJava() throws IOException {
    String named = System.getenv(VARIABLE);
    if (named != null && !named.isBlank()) {
      assertThat(Path.of(named, "bin", "java")).as(VARIABLE).isExecutable();
      return Optional.of(Path.of(named));
    }
    Path all = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    try (Stream<Path> installed = Files.list(all)) {
      return installed
          .filter(java -> version(java) >= WANTED)
          .max(Comparator.comparingInt(NewerJavaIT::version));
    }
  }

  private static int version(Path java) {
    Properties release = new Properties();
    try (Reader reader = Files.newBufferedReader(java.resolve("release"))) {
      release.load(reader);
    } catch (IOException e) {
      return 0;
    }
    String version = release.getProperty("JAVA_VERSION", "\"0\"");
    return Integer.parseInt(version.replaceAll("\"([0-9]+).*", "$1"));
  }
}
