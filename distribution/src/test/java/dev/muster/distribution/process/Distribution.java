package dev.muster.distribution.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The real distribution in a folder of its own: its files, its settings, and its runs. */
public final class Distribution {
  /** The token of a full-rights administrator, of every run. */
  public static final String ADMIN_TOKEN = "token-of-the-tests-0123456789abcdef";

  private static final Path ASSEMBLED = Path.of("target", "muster");
  private static final Duration TO_START = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  private final String name;
  private final Path home;
  private final int port;
  private final Map<String, String> environment;

  private Distribution(String name, Path home, int port, Map<String, String> environment) {
    this.name = name;
    this.home = home;
    this.port = port;
    this.environment = environment;
  }

  /**
   * Copies what the build assembled.
   *
   * @param name what to call it, and its folder below the {@link Work} folder {@code runs}
   * @param settings environment variables, over those that every run gets: a free port of the
   *     loopback address and {@link #ADMIN_TOKEN}
   * @return the copy, with empty data
   */
  public static Distribution unpack(String name, Map<String, String> settings) {
    return unpack(name, settings, ASSEMBLED);
  }

  /**
   * Copies what another build assembled.
   *
   * @param name what to call it, and its folder below the {@link Work} folder {@code runs}
   * @param settings environment variables, over those that every run gets
   * @param assembled the folder to copy
   * @return the copy, with empty data
   */
  public static Distribution unpack(String name, Map<String, String> settings, Path assembled) {
    if (!Files.isDirectory(assembled)) {
      throw new AssertionError(assembled.toAbsolutePath() + " is missing: build it, make dist");
    }
    int port = Ports.free();
    Map<String, String> environment = new HashMap<>();
    environment.put("MUSTER_HTTP_HOST", "127.0.0.1");
    environment.put("MUSTER_HTTP_PORT", Integer.toString(port));
    environment.put("MUSTER_PUBLIC_URL", "http://localhost:" + port);
    environment.put("MUSTER_ADMIN_TOKEN", ADMIN_TOKEN);
    // nothing before it has to notice that it stops
    environment.put("MUSTER_STOP_GRACE", "0");
    // set by the build for its tests, whose many short runs spend most of their time compiling
    Optional.ofNullable(System.getProperty("muster.java.options"))
        .ifPresent(options -> environment.put("MUSTER_OPTS", options));
    environment.putAll(settings);
    Path home = Work.folder("runs").resolve(name);
    try {
      delete(home);
      copy(assembled, home);
      delete(home.resolve("data"));
      Files.createDirectories(home.resolve("data"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Distribution(name, home, port, Map.copyOf(environment));
  }

  /**
   * The same files and data with other settings.
   *
   * @param settings environment variables, over those of this one
   * @return the same copy
   */
  public Distribution with(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(settings);
    return new Distribution(name, home, port, Map.copyOf(all));
  }

  /**
   * Gives it the master key of another node, as every node of a database needs.
   *
   * @param other a node that was started before
   */
  public void copyMasterKeyOf(Distribution other) {
    Path key = Path.of("data", "master.key");
    try {
      Files.copy(other.home.resolve(key), home.resolve(key), StandardCopyOption.COPY_ATTRIBUTES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Its folder.
   *
   * @return an absolute path
   */
  public Path home() {
    return home;
  }

  /**
   * Its port.
   *
   * @return the port
   */
  public int port() {
    return port;
  }

  /**
   * What browsers see of it.
   *
   * @return the public URL, without a slash at its end
   */
  public URI publicUrl() {
    return URI.create(environment.get("MUSTER_PUBLIC_URL"));
  }

  /**
   * Runs a command of it, without waiting for anything.
   *
   * @param command {@code run}, {@code demo}, {@code check} and so on
   * @return the process: the start script replaces itself with Java
   */
  public Child launch(String... command) {
    // from elsewhere, as init systems do: nothing may depend on the working directory
    return Child.start(name, Path.of("").toAbsolutePath(), environment, line(command));
  }

  /**
   * Runs a command of it to its end.
   *
   * @param command {@code check}, {@code backup}, or a {@code run} that cannot succeed
   * @return what it came to
   * @throws AssertionError if it does not end
   */
  public Outcome finish(String... command) {
    return Outcome.of(name, environment, line(command));
  }

  private List<String> line(String... command) {
    String script = home.resolve("bin").resolve("muster").toString();
    return Stream.concat(Stream.of(script), Stream.of(command)).toList();
  }

  /**
   * The folder with everything in it, at another place.
   *
   * @param folder where to, in place of what is there
   * @return the same distribution and data
   */
  public Distribution moveTo(Path folder) {
    try {
      delete(folder);
      Files.move(home, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Distribution(name, folder.toAbsolutePath(), port, environment);
  }

  /**
   * Runs it until it is ready.
   *
   * @return the process
   * @throws AssertionError if it ends, or is not ready in time
   */
  public Child run() {
    return runAs("run");
  }

  /**
   * Runs it until it is ready.
   *
   * @param command {@code run} or {@code demo}
   * @return the process
   * @throws AssertionError if it ends, or is not ready in time
   */
  public Child runAs(String command) {
    Child child = launch(command);
    try {
      Await.until(
          TO_START,
          () -> name + " is ready; it wrote:\n" + child.tail(),
          () -> {
            if (!child.alive()) {
              throw new AssertionError(name + " has ended; it wrote:\n" + child.tail());
            }
            return status("/readyz") == 200;
          });
      return child;
    } catch (AssertionError e) {
      child.close();
      throw e;
    }
  }

  /**
   * The status with which it answers a GET.
   *
   * @param path the path
   * @return the status, or 0 if it does not answer
   */
  public int status(String path) {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    try {
      return HTTP.send(
              HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else {
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.notExists(folder)) {
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.sorted((a, b) -> b.compareTo(a)).toList();
    }
    for (Path file : files) {
      Files.delete(file);
    }
  }
}
