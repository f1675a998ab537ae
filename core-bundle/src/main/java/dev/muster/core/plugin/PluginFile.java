package dev.muster.core.plugin;

import java.nio.file.Path;
import java.util.Optional;

/** A file of the plugin folder, and what is known of it. Used by one thread. */
final class PluginFile {
  private final Path file;
  private final Optional<String> digest;
  private final Optional<String> symbolicName;
  private final Optional<PluginJar> jar;
  private Optional<PluginException> problem;
  private String reported = "";

  /** One that is whole. */
  PluginFile(Path file, PluginJar jar) {
    this.file = file;
    this.digest = Optional.of(jar.digest());
    this.symbolicName = Optional.of(jar.symbolicName());
    this.jar = Optional.of(jar);
    this.problem = Optional.empty();
  }

  /**
   * One that is refused for what it holds.
   *
   * @param digest of what was read; empty if nothing could be
   */
  PluginFile(
      Path file, Optional<String> digest, Optional<String> symbolicName, PluginException problem) {
    this.file = file;
    this.digest = digest;
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

  Optional<String> digest() {
    return digest;
  }

  /** Whose it is, as far as its manifest can be read. */
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

  /** Whether a reason differs from the one reported last; from now on it counts as reported. */
  boolean isNews(PluginException why) {
    boolean news = !reported.equals(why.sentence());
    reported = why.sentence();
    return news;
  }

  /** Keeps what was already reported about the same file. */
  PluginFile after(PluginFile before) {
    reported = before.reported;
    return this;
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
