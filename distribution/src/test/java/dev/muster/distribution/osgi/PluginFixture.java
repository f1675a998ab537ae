package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Plugins;
import dev.muster.api.Plugins.Plugin;
import dev.muster.api.Plugins.State;
import dev.muster.distribution.process.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;

/** The plugin folder of the framework that a test runs in, and what became of what lies there. */
final class PluginFixture {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BundleContext context;
  private final Path folder;

  PluginFixture(BundleContext context) {
    this.context = context;
    this.folder = Path.of(context.getProperty("muster.plugins.dir"));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  Path folder() {
    return folder;
  }

  <T> T service(Class<T> type) {
    var reference = context.getServiceReference(type);
    assertThat(reference).as(type.getName()).isNotNull();
    return context.getService(reference);
  }

  /** At once, as a rename does it. */
  void drop(String name, byte[] content) throws IOException {
    Path part = Files.write(folder.resolve(name + ".part"), content);
    Files.move(part, file(name), StandardCopyOption.REPLACE_EXISTING);
  }

  void drop(String name, PluginJars jar) throws IOException {
    drop(name, jar.bytes());
  }

  List<Plugin> plugins() {
    return service(Plugins.class).list();
  }

  Optional<Plugin> plugin(String symbolicName) {
    return service(Plugins.class).find(symbolicName);
  }

  Plugin await(String symbolicName, Predicate<Plugin> condition) {
    Await.until(
        PATIENCE,
        () -> symbolicName + "; there is " + plugins(),
        () -> plugin(symbolicName).filter(condition).isPresent());
    return plugin(symbolicName).orElseThrow();
  }

  Plugin awaitVersion(String symbolicName, String version) {
    return await(
        symbolicName,
        plugin -> plugin.state() == State.ACTIVE && plugin.version().equals(Optional.of(version)));
  }

  void awaitGone(String symbolicName) {
    Await.until(
        PATIENCE, () -> "gone; there is " + plugins(), () -> plugin(symbolicName).isEmpty());
  }

  /** Versions of a plugin's bundles that are installed. */
  List<String> bundles(String symbolicName) {
    return Stream.of(context.getBundles())
        .filter(bundle -> symbolicName.equals(bundle.getSymbolicName()))
        .map(bundle -> bundle.getVersion().toString())
        .toList();
  }

  void awaitOnlyBundle(String symbolicName, String version) {
    Await.until(
        PATIENCE,
        () -> "bundles " + bundles(symbolicName),
        () -> bundles(symbolicName).equals(List.of(version)));
  }

  /** A bundle is there for a moment longer while it is removed, or tried once more. */
  void awaitNoBundle(String symbolicName) {
    Await.until(
        PATIENCE,
        () -> "no bundle; there is " + bundles(symbolicName),
        () -> bundles(symbolicName).isEmpty());
  }

  void clear() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Await.until(PATIENCE, () -> "empty; there is " + plugins(), () -> plugins().isEmpty());
  }
}
