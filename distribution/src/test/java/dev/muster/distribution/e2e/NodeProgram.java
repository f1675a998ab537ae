package dev.muster.distribution.e2e;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A program of a recipe, in a folder of its own that has npm's packages of src/test/node. */
final class NodeProgram {
  static final Path PACKAGES = Path.of("src", "test", "node", "node_modules").toAbsolutePath();

  private NodeProgram() {}

  /**
   * Starts it and waits until it is there.
   *
   * @param name what to call it
   * @param file the name of its file
   * @param content what is in it
   * @param environment variables to add
   * @param ready part of the line that it writes when it is there
   * @param command what Node runs in the folder
   */
  static Child start(
      String name,
      String file,
      String content,
      Map<String, String> environment,
      String ready,
      String... command) {
    try {
      Path folder = Files.createDirectories(Work.folder(name));
      Path packages = folder.resolve("node_modules");
      if (Files.notExists(packages)) {
        Files.createSymbolicLink(packages, PACKAGES);
      }
      Files.writeString(folder.resolve(file), content);
      List<String> line =
          Stream.concat(Stream.of("node", "--max-old-space-size=128"), Stream.of(command)).toList();
      Child child = Child.start("e2e-" + name, folder, environment, line);
      child.awaitLine(Duration.ofSeconds(60), name, 0, each -> each.contains(ready));
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
