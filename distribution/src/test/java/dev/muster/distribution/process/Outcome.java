package dev.muster.distribution.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a command came to that ran to its end.
 *
 * @param exit its exit code
 * @param out lines of standard output
 * @param err lines of standard error
 */
public record Outcome(int exit, List<String> out, List<String> err) {
  private static final long SECONDS_TO_END = 60;

  static Outcome of(String name, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().keySet().removeIf(key -> key.startsWith("MUSTER_"));
    builder.environment().putAll(environment);
    try {
      Path folder = Files.createDirectories(Work.folder("output"));
      Path out = folder.resolve(name + ".out");
      Path err = folder.resolve(name + ".err");
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      Process process = builder.start();
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(command + " does not end; it wrote " + Files.readAllLines(out));
      }
      return new Outcome(process.exitValue(), Files.readAllLines(out), Files.readAllLines(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
