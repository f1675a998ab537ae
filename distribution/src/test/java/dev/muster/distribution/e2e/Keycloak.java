package dev.muster.distribution.e2e;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Keycloak, which keeps everything in memory and is gone with the test. */
final class Keycloak implements AutoCloseable {
  private static final Path UNPACKED =
      Path.of("src", "test", "maven", "target", "keycloak").toAbsolutePath();

  private final int port = Ports.free();
  private Child child;

  /** Where it will be, without a slash at its end. */
  String url() {
    return "http://127.0.0.1:" + port;
  }

  /**
   * Starts it.
   *
   * @param realm what it imports
   */
  void start(String realm) {
    Path home = home();
    try {
      Path imports = Files.createDirectories(home.resolve("data").resolve("import"));
      Files.writeString(imports.resolve("realm.json"), realm);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    child =
        Child.start(
            "e2e-keycloak",
            home,
            Map.of(
                "JAVA_OPTS_KC_HEAP",
                "-Xms64m -Xmx384m",
                // the second compiler takes as much time as all else together
                "JAVA_OPTS_APPEND",
                "-XX:TieredStopAtLevel=1"),
            List.of(
                "bash",
                "bin/kc.sh",
                "start-dev",
                "--import-realm",
                "--db=dev-mem",
                "--cache=local",
                "--http-host=127.0.0.1",
                "--http-port=" + port));
    child.awaitLine(
        Duration.ofMinutes(4), "Keycloak", 0, line -> line.contains("Listening on: http"));
  }

  private static Path home() {
    try (Stream<Path> folders = Files.list(UNPACKED)) {
      return folders
          .filter(folder -> folder.getFileName().toString().startsWith("keycloak-"))
          .findFirst()
          .orElseThrow(() -> new AssertionError(UNPACKED + " has no Keycloak"));
    } catch (IOException e) {
      throw new AssertionError(
          UNPACKED + " is missing: build it, mvn package in src/test/maven", e);
    }
  }

  /** The end of its log. */
  String log() {
    return child == null ? "" : child.tail();
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }
}
