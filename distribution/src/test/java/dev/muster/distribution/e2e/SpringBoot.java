package dev.muster.distribution.e2e;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Ports;
import dev.muster.distribution.process.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An application of Spring Boot, of one file, in a process of its own. */
final class SpringBoot implements AutoCloseable {
  private static final Path JARS =
      Path.of("src", "test", "maven", "target", "spring-boot").toAbsolutePath();

  private final int port = Ports.free();
  private Child child;

  /** Where it will be, without a slash at its end. */
  String url() {
    return "http://127.0.0.1:" + port;
  }

  /**
   * Starts it.
   *
   * @param settings its {@code application.yml}
   * @param program its class
   * @param secret what it signs people in with
   */
  void start(String settings, String program, String secret) {
    if (!Files.isDirectory(JARS)) {
      throw new AssertionError(JARS + " is missing: build it, mvn package in src/test/maven");
    }
    try {
      Path folder = Files.createDirectories(Work.folder("spring-boot"));
      Files.writeString(folder.resolve("application.yml"), settings);
      Files.writeString(folder.resolve("Wiki.java"), program);
      child =
          Child.start(
              "e2e-spring-boot",
              folder,
              Map.of("MUSTER_CLIENT_SECRET", secret),
              List.of(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx128m",
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  JARS + "/*",
                  "Wiki.java",
                  "--server.address=127.0.0.1",
                  "--server.port=" + port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    child.awaitLine(
        Duration.ofSeconds(60), "application", 0, line -> line.contains("Started Wiki"));
  }

  /** The end of what it wrote. */
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
