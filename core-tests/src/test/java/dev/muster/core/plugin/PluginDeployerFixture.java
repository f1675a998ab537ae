package dev.muster.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Plugins.Plugin;
import dev.muster.api.Plugins.PluginProblem;
import dev.muster.api.Plugins.State;
import dev.muster.core.plugin.PluginException.Why;
import dev.muster.core.testing.CountedMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder into which plugins are dropped, and a framework that runs them. */
abstract class PluginDeployerFixture {
  static final String ACME = "org.acme.chat";
  static final String OTHER = "org.acme.other";

  @TempDir Path directory;
  Path dropped;
  FakeFramework framework;
  PluginFolder folder;
  PluginDeployer deployer;
  PluginTrust trust = PluginTrust.ANY;

  @BeforeEach
  void start() throws IOException {
    dropped = Files.createDirectory(directory.resolve("plugins"));
    starts();
  }

  @AfterEach
  void end() {
    framework.end.countDown();
  }

  /** The product starts, with what is left on the disk. */
  void starts() throws IOException {
    if (framework != null) {
      framework.end.countDown();
    }
    framework = new FakeFramework();
    folder = new PluginFolder(dropped);
    deployer =
        new PluginDeployer(
            folder,
            new PluginStore(directory.resolve("state")),
            (entries, manifest) -> trust.check(entries, manifest),
            new PluginInstaller(framework.context(), new CountedMetrics(), Duration.ofSeconds(5)));
    deployer.apply(folder.first());
  }

  /** Looks until what changed has settled. */
  void looks() throws IOException {
    deployer.apply(folder.next());
    deployer.apply(folder.next());
  }

  static TestJar acme(String version) {
    return TestJar.bundle(ACME, version).header("Test-Platform", "acme");
  }

  static TestJar broken(String version) {
    return acme(version).header("Test-Start", "throws");
  }

  Path drop(String name, TestJar jar) throws IOException {
    return jar.write(dropped.resolve(name));
  }

  Plugin plugin(String name) {
    return deployer.plugins().stream()
        .filter(each -> each.symbolicName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  List<String> problems(String name) {
    return plugin(name).problems().stream().map(PluginProblem::code).toList();
  }

  void assertRuns(String version, String... problems) {
    assertThat(plugin(ACME).state()).isEqualTo(State.ACTIVE);
    assertThat(plugin(ACME).version()).hasValue(version);
    assertThat(problems(ACME)).containsExactly(problems);
  }

  void assertRefused(String name, Why why) {
    assertThat(plugin(name).state()).isEqualTo(State.REFUSED);
    assertThat(problems(name)).containsExactly(why.code());
  }

  List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
    }
  }
}
