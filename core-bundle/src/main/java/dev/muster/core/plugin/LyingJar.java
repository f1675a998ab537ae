package dev.muster.core.plugin;

import java.nio.file.Path;
import java.util.Optional;

/** A file of the plugin folder, and what is known of it. Used by one thread. */
final class LyingJar {
  private final Path file;
  private final Optional<String> symbolicName;
  private final Optional<PluginJar> jar;
  private Optional<PluginException> problem;

  /** One that is whole. */
  LyingJar(Path file, PluginJar jar) {
    this.file = file;
    this.symbolicName = Optional.of(jar.symbolicName());
    this.jar = Optional.of(jar);
    this.problem = Optional.empty();
  }

  /** One that is refused as it lies there. */
  LyingJar(Path file, Optional<String> symbolicName, PluginException problem) {
    this.file = file;
    this.symbolicName = symbolicName;
    this.jar = Optional.empty();
    this.problem = Optional.of(problem);
  }

  Path file() {
    return file;
  }

  String name() {
    return String.valueOf(file.getFileName());
  }

  /** Whose it is, as far as it tells. */
  Optional<String> symbolicName() {
    return symbolicName;
  }

  Optional<PluginJar> jar() {
    return jar;
  }

  PluginJar needJar() {
    return jar.orElseThrow();
  }

  Optional<PluginException> problem() {
    return problem;
  }

  boolean isSameAs(PluginJar other) {
    return jar.isPresent() && jar.get().digest().equals(other.digest());
  }

  void refuse(PluginException why) {
    problem = Optional.of(why);
  }

  /** Forgets a reason that another plugin may have taken away. */
  void mayTryAgain() {
    if (problem.isPresent() && problem.get().why().mayPass()) {
      tryAgain();
    }
  }

  void tryAgain() {
    if (jar.isPresent()) {
      problem = Optional.empty();
    }
  }
}
