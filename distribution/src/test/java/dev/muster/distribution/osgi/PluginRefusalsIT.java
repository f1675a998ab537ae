package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Plugins.Plugin;
import dev.muster.api.Plugins.PluginProblem;
import dev.muster.api.Plugins.State;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** A jar that cannot run is refused with its cause, and what worked before goes on. */
@InFramework
class PluginRefusalsIT {
  private static final String ACME = "org.acme.chat";
  private static final String FILE = "a.jar";

  private PluginFixture plugins;

  @BeforeEach
  void aPluginThatWorks(BundleContext context) throws Exception {
    plugins = new PluginFixture(context);
    plugins.drop(FILE, acme("1.0.0"));
    plugins.awaitVersion(ACME, "1.0.0");
  }

  @AfterEach
  void leaveTheFolderEmpty(BundleContext context) throws Exception {
    new PluginFixture(context).clear();
  }

  private static PluginJars acme(String version) {
    return PluginJars.of(ACME, version, "acme");
  }

  private void refuses(byte[] jar, String code, String... words) throws Exception {
    plugins.drop(FILE, jar);
    Plugin plugin = plugins.await(ACME, each -> !each.problems().isEmpty());
    PluginProblem problem = plugin.problems().get(0);
    assertThat(problem.code()).as(problem.message().en()).isEqualTo(code);
    assertThat(problem.message().en()).startsWith("The file " + FILE + " ").contains(words);
    assertThat(plugin.state()).isEqualTo(State.ACTIVE);
    assertThat(plugin.version()).hasValue("1.0.0");
    plugins.awaitOnlyBundle(ACME, "1.0.0");
  }

  private void refuses(PluginJars jar, String code, String... words) throws Exception {
    refuses(jar.bytes(), code, words);
  }

  @Test
  void truncated() throws Exception {
    byte[] whole = acme("2.0.0").bytes();
    refuses(Arrays.copyOf(whole, whole.length - 20), "damaged", "damaged or incomplete");
  }

  @Test
  void empty() throws Exception {
    refuses(new byte[0], "damaged", "is empty");
  }

  @Test
  void notABundle() throws Exception {
    refuses(
        acme("2.0.0").header("Bundle-ManifestVersion", "1"),
        "not-a-bundle",
        "lacks Bundle-ManifestVersion: 2");
  }

  @Test
  void aPackageThatNobodyHas() throws Exception {
    refuses(
        acme("2.0.0").imports("org.nowhere;version=\"[3.1,4)\""),
        "unresolvable",
        "org.nowhere",
        "[3.1.0,4.0.0)",
        "no bundle here exports");
  }

  @Test
  void aPackageThatSomebodyHasInAnotherVersion() throws Exception {
    refuses(
        acme("2.0.0").imports("org.osgi.util.promise;version=\"[9,10)\""),
        "unresolvable",
        "org.osgi.util.promise",
        "with it as 1.3");
  }

  @Test
  void anotherMajorVersionOfTheSpi() throws Exception {
    refuses(
        acme("2.0.0")
            .header(
                "Import-Package", "org.osgi.framework,dev.muster.spi.platform;version=\"[2.0,3)\""),
        "spi-version",
        "[2.0.0,3.0.0)",
        "this Muster has 1.");
  }

  @Test
  void aPrivatePackageOfOurs() throws Exception {
    refuses(
        acme("2.0.0").imports("dev.muster.core.plugin"),
        "private-packages",
        "dev.muster.core.plugin",
        "keeps for itself");
  }

  @Test
  void anActivatorThatThrows() throws Exception {
    refuses(acme("2.0.0").behaves("throws"), "does-not-start", "the licence has run out");
  }

  @Test
  void anActivatorThatThrowsAnError() throws Exception {
    refuses(acme("2.0.0").behaves("error"), "does-not-start", "org/acme/Missing");
  }

  @Test
  void anActivatorThatHangs() throws Exception {
    refuses(acme("2.0.0").behaves("hangs"), "does-not-start", "has not started within");
  }

  @Test
  void aComponentThatThrows() throws Exception {
    refuses(
        acme("2.0.0").component(TestPlugin.Broken.class),
        "does-not-start",
        "the component is broken");
  }

  @Test
  void noPlatform() throws Exception {
    refuses(acme("2.0.0").behaves("silent"), "no-platform", "ChatProvider");
  }

  @Test
  void aPlatformThatAnotherPluginServes() throws Exception {
    plugins.drop("thief.jar", PluginJars.of("org.thief", "9.0.0", "acme"));
    Plugin thief = plugins.await("org.thief", each -> !each.problems().isEmpty());
    assertThat(thief.state()).isEqualTo(State.REFUSED);
    assertThat(thief.problems().get(0).code()).isEqualTo("platform-taken");
    assertThat(thief.problems().get(0).message().en()).contains("acme", ACME + " 1.0.0");
    assertThat(plugins.bundles("org.thief")).isEmpty();
    assertThat(plugins.plugin(ACME).orElseThrow().platforms()).isEqualTo(List.of("acme"));
  }

  @Test
  void theNameOfABundleOfTheProduct() throws Exception {
    plugins.drop("core.jar", PluginJars.of("dev.muster.core", "9.0.0", "x"));
    Plugin core = plugins.await("dev.muster.core", each -> !each.problems().isEmpty());
    assertThat(core.problems().get(0).code()).isEqualTo("name-taken");
    assertThat(plugins.bundles("dev.muster.core")).hasSize(1);
  }
}
