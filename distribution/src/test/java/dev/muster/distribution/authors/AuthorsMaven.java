package dev.muster.distribution.authors;

import dev.muster.distribution.process.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Maven as on the machine of somebody who writes a bundle: it finds Muster's artifacts in a
 * repository of files, and everything else where it always does. Nothing of ours gets into the
 * local repository of whoever runs the tests.
 */
public final class AuthorsMaven {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path WORK = Work.folder("authors");
  private static final long MINUTES = 10;

  /** What is published; the parent because the poms name it. */
  private static final List<String> PUBLISHED =
      List.of("core-bundle", "provider-testkit", "provider-archetype");

  private final Path repository = WORK.resolve("repository");
  private final Path local = WORK.resolve("local");

  /** Publishes what the build has made. */
  public AuthorsMaven() {
    try {
      // what an earlier run published would be taken for today's
      for (Path folder : List.of(repository, local.resolve("dev/muster"))) {
        remove(folder);
      }
      publish("muster", "pom", ROOT.resolve("pom.xml"));
      for (String module : PUBLISHED) {
        publish(module, "pom", ROOT.resolve(module).resolve("pom.xml"));
        publish(module, "jar", jar(ROOT.resolve(module)));
      }
      Files.writeString(WORK.resolve("settings.xml"), settings());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Builds one of {@code examples/}, with its tests, in a copy.
   *
   * @param name its folder
   * @return the jar
   */
  public Path example(String name) {
    Path copy = WORK.resolve(name);
    try {
      remove(copy);
      copy(ROOT.resolve("examples").resolve(name), copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    run(copy, "verify");
    return jar(copy);
  }

  /**
   * Runs Maven, which has to succeed.
   *
   * @param folder where
   * @param arguments goals and options
   */
  public void run(Path folder, String... arguments) {
    List<String> command = new ArrayList<>();
    Path home = Path.of(System.getProperty("muster.maven.home", ""), "bin", "mvn");
    command.add(Files.isExecutable(home) ? home.toString() : "mvn");
    command.addAll(List.of("-B", "-ntp", "-q", "-s", WORK.resolve("settings.xml").toString()));
    command.add("-Dmaven.repo.local=" + local);
    if (System.getProperty("muster.maven.mode", "").equals("offline true")) {
      command.addAll(List.of("-o", "-Daether.offline.protocols=file"));
    }
    command.addAll(List.of(arguments));
    Path log = folder.resolve("maven.log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new AssertionError(command + " does not end:\n" + Files.readString(log));
      }
      if (process.exitValue() != 0) {
        throw new AssertionError(command + " failed:\n" + Files.readString(log));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /**
   * What was published.
   *
   * @return the version
   */
  public static String version() {
    return jar(ROOT.resolve("core-bundle"))
        .getFileName()
        .toString()
        .replaceAll("^core-bundle-(.*)\\.jar$", "$1");
  }

  /**
   * The one jar that a module has made.
   *
   * @param module its folder
   * @return the jar
   */
  public static Path jar(Path module) {
    try (Stream<Path> files = Files.list(module.resolve("target"))) {
      return files
          .filter(file -> file.toString().endsWith(".jar"))
          .filter(file -> !file.toString().matches(".*-(sources|javadoc|tests)\\.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError(module + " has made no jar"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void publish(String artifact, String kind, Path file) throws IOException {
    Path folder = repository.resolve("dev/muster").resolve(artifact).resolve(version());
    Files.createDirectories(folder);
    Files.copy(
        file,
        folder.resolve(artifact + "-" + version() + "." + kind),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** What the build's own Maven has fetched lies there already; the rest comes from Central. */
  private String settings() {
    String machine =
        System.getProperty(
            "muster.maven.local", Path.of(System.getProperty("user.home"), ".m2/repository") + "");
    String repositories =
        entry("repository", "muster", repository.toUri().toString())
            + entry("repository", "machine", Path.of(machine).toUri().toString());
    String plugins =
        entry("pluginRepository", "muster", repository.toUri().toString())
            + entry("pluginRepository", "machine", Path.of(machine).toUri().toString());
    return "<settings><profiles><profile><id>muster</id><repositories>"
        + repositories
        + "</repositories><pluginRepositories>"
        + plugins
        + "</pluginRepositories></profile></profiles>"
        + "<activeProfiles><activeProfile>muster</activeProfile></activeProfiles></settings>\n";
  }

  private static String entry(String kind, String id, String url) {
    String policy = "<enabled>true</enabled><checksumPolicy>ignore</checksumPolicy>";
    return "<%1$s><id>%2$s</id><url>%3$s</url><releases>%4$s</releases><snapshots>%4$s</snapshots></%1$s>"
        .formatted(kind, id, url, policy);
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.filter(file -> !from.relativize(file).startsWith("target")).toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else {
        Files.copy(file, target);
      }
    }
  }

  private static void remove(Path folder) throws IOException {
    if (Files.exists(folder)) {
      List<Path> files;
      try (Stream<Path> all = Files.walk(folder)) {
        files = all.sorted((a, b) -> b.compareTo(a)).toList();
      }
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
