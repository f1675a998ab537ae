package dev.muster.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.Plugins.Plugin;
import dev.muster.core.plugin.PluginException.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Plugins that administrators upload and delete. */
class PluginUploadsTest extends PluginDeployerFixture {
  // an administrator's changes

  private Path upload(TestJar jar) throws IOException {
    return jar.write(directory.resolve("upload"));
  }

  private void assertNothingChangedBy(TestJar jar, Why why) throws IOException {
    List<Path> before = files(directory);
    List<String> ran = framework.plugins().stream().map(Object::toString).toList();
    Path upload = upload(jar);
    assertThatThrownBy(() -> deployer.install(upload))
        .isInstanceOfSatisfying(PluginException.class, e -> assertThat(e.why()).isEqualTo(why));
    Files.delete(upload);
    assertThat(files(directory)).isEqualTo(before);
    assertThat(framework.plugins().stream().map(Object::toString).toList()).isEqualTo(ran);
  }

  @Test
  void anUploadTakesThePlaceOfThePluginsFiles() throws IOException {
    drop("a.jar", acme("1.0.0"));
    drop("other.jar", TestJar.bundle(OTHER, "1").header("Test-Platform", "other"));
    looks();

    assertThat(deployer.install(upload(acme("1.1.0")))).isEqualTo(ACME);

    assertThat(files(dropped))
        .map(Path::toString)
        .containsExactly(ACME + "-1.1.0.jar", "other.jar");
    assertRuns("1.1.0");
    looks();
    assertThat(framework.happened).containsOnlyOnce("started " + ACME + " 1.1.0");
    starts();
    assertRuns("1.1.0");
  }

  @Test
  void anUploadMayBeOlderThanWhatRuns() throws IOException {
    drop("a.jar", acme("2.0.0"));
    looks();

    deployer.install(upload(acme("1.0.0")));

    assertRuns("1.0.0");
    assertThat(files(dropped)).map(Path::toString).containsExactly(ACME + "-1.0.0.jar");
  }

  @Test
  void anUploadThatIsRefusedChangesNothing() throws IOException {
    drop("a.jar", acme("1.0.0"));
    looks();

    assertNothingChangedBy(broken("2.0.0"), Why.DOES_NOT_START);
    assertNothingChangedBy(TestJar.plain(), Why.NOT_A_BUNDLE);
    assertNothingChangedBy(acme("2.0.0").header("Test-Service", "none"), Why.NO_PLATFORM);
    assertNothingChangedBy(TestJar.bundle(FakeFramework.OURS, "9"), Why.NAME_TAKEN);
    trust =
        (entries, manifest) -> {
          throw new PluginException(Why.NOT_TRUSTED, "is signed by nobody");
        };
    assertNothingChangedBy(acme("2.0.0"), Why.NOT_TRUSTED);
    assertRuns("1.0.0");
  }

  @Test
  void anUploadOfWhatRunsDoesNotStartItAgain() throws IOException {
    drop("a.jar", acme("1.0.0"));
    looks();

    deployer.install(upload(acme("1.0.0")));

    assertThat(framework.happened).containsOnlyOnce("started " + ACME + " 1.0.0");
    assertThat(files(dropped)).map(Path::toString).containsExactly(ACME + "-1.0.0.jar");
  }

  @Test
  void anUploadStartsAPluginThatWasStopped() throws IOException {
    drop("a.jar", acme("1.0.0"));
    looks();
    deployer.stop(ACME).join();

    deployer.install(upload(acme("1.1.0")));

    assertRuns("1.1.0");
    starts();
    assertRuns("1.1.0");
  }

  @Test
  void deletingLeavesNothing() throws IOException {
    drop("a.jar", acme("1.0.0"));
    drop("b.jar", acme("0.9.0"));
    drop("other.jar", TestJar.bundle(OTHER, "1").header("Test-Platform", "other"));
    looks();
    deployer.stop(ACME).join();

    deployer.delete(ACME).join();

    assertThat(files(dropped)).map(Path::toString).containsExactly("other.jar");
    assertThat(files(directory.resolve("state")).stream().map(Path::toString))
        .noneMatch(each -> each.contains(ACME));
    assertThat(deployer.plugins()).extracting(Plugin::symbolicName).containsExactly(OTHER);
    drop("a.jar", acme("1.0.0"));
    looks();
    assertRuns("1.0.0");
  }

  @Test
  void deletesTheDamagedFileOfAPluginThatRunsFromItsCopy() throws IOException {
    Path file = drop("a.jar", acme("1.0.0"));
    looks();
    Files.writeString(file, "no jar at all");
    starts();
    assertRuns("1.0.0", "damaged");

    deployer.delete(ACME).join();

    assertThat(files(dropped)).isEmpty();
    assertThat(deployer.plugins()).isEmpty();
    assertThat(framework.plugins()).isEmpty();
  }

  @Test
  void aFileThatTellsNothingIsShownByItsName() throws IOException {
    Files.writeString(dropped.resolve("odd.jar"), "no jar at all");
    looks();

    assertRefused("odd.jar", Why.DAMAGED);
    assertThat(plugin("odd.jar").version()).isEqualTo(Optional.empty());
    deployer.delete("odd.jar").join();
    assertThat(files(dropped)).isEmpty();
  }
}
