package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Metrics;
import dev.muster.api.Platforms;
import dev.muster.api.Plugins.State;
import dev.muster.distribution.process.Await;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;

/** What the watched folder makes of files that come, change and go. */
@InFramework
class PluginsIT {
  private static final String ACME = "org.acme.chat";

  private PluginFixture plugins;

  @BeforeEach
  void fixture(BundleContext context) {
    plugins = new PluginFixture(context);
  }

  @AfterEach
  void leaveTheFolderEmpty(BundleContext context) throws Exception {
    new PluginFixture(context).clear();
  }

  private static PluginJars acme(String version) {
    return PluginJars.of(ACME, version, "acme");
  }

  private boolean serves(String platform) {
    return plugins
        .service(Platforms.class)
        .find(platform)
        .map(Platforms.Platform::available)
        .orElse(false);
  }

  @Test
  void aJarThatIsDroppedServesUntilItIsTakenAway() throws Exception {
    plugins.drop("a.jar", acme("1.0.0"));
    var plugin = plugins.awaitVersion(ACME, "1.0.0");
    assertThat(plugin.services()).containsExactly("dev.muster.spi.platform.ChatProvider");
    assertThat(plugin.platforms()).containsExactly("acme");
    assertThat(plugin.files()).containsExactly("a.jar");
    assertThat(plugin.problems()).isEmpty();
    assertThat(serves("acme")).isTrue();

    Files.delete(plugins.file("a.jar"));
    plugins.awaitGone(ACME);
    Await.until(Duration.ofSeconds(10), "the platform is gone", () -> !serves("acme"));
    assertThat(plugins.service(Platforms.class).find("acme")).isPresent();
  }

  @Test
  void aFileThatIsOverwrittenOrRenamedOverIsUpdated() throws Exception {
    plugins.drop("a.jar", acme("1.0.0"));
    plugins.awaitVersion(ACME, "1.0.0");
    Files.write(plugins.file("a.jar"), acme("1.1.0").bytes());
    plugins.awaitVersion(ACME, "1.1.0");
    plugins.drop("a.jar", acme("1.0.5"));
    plugins.awaitVersion(ACME, "1.0.5");
    plugins.awaitOnlyBundle(ACME, "1.0.5");
  }

  @Test
  void nothingOfAVersionThatWentStaysInMemory(BundleContext context) throws Exception {
    plugins.drop("a.jar", acme("1.0.0").component(TestPlugin.Made.class));
    plugins.awaitVersion(ACME, "1.0.0");
    WeakReference<Bundle> old =
        Stream.of(context.getBundles())
            .filter(bundle -> ACME.equals(bundle.getSymbolicName()))
            .map(bundle -> new WeakReference<>(bundle))
            .findFirst()
            .orElseThrow();
    plugins.drop("a.jar", acme("1.0.1").component(TestPlugin.Made.class));
    plugins.awaitVersion(ACME, "1.0.1");
    plugins.awaitOnlyBundle(ACME, "1.0.1");
    Await.until(
        Duration.ofSeconds(20),
        "nobody holds it",
        () -> {
          System.gc();
          return old.get() == null;
        });
  }

  @Test
  void aFileThatComesInPiecesIsWaitedFor() throws Exception {
    byte[] whole = acme("1.0.0").bytes();
    try (OutputStream out = Files.newOutputStream(plugins.file("a.jar"))) {
      out.write(Arrays.copyOf(whole, whole.length / 2));
      out.flush();
      plugins.await(ACME, plugin -> plugin.state() == State.REFUSED);
      out.write(Arrays.copyOfRange(whole, whole.length / 2, whole.length));
    }
    assertThat(plugins.awaitVersion(ACME, "1.0.0").problems()).isEmpty();
  }

  @Test
  void theHigherOfTwoVersionsServes() throws Exception {
    plugins.drop("acme-1.10.jar", acme("1.10.0"));
    plugins.awaitVersion(ACME, "1.10.0");
    plugins.drop("acme-1.9.jar", acme("1.9.0"));
    plugins.await(ACME, plugin -> plugin.files().size() == 2);
    plugins.awaitVersion(ACME, "1.10.0");
    plugins.drop("acme-2.jar", acme("2.0.0"));
    plugins.awaitVersion(ACME, "2.0.0");
    Files.delete(plugins.file("acme-2.jar"));
    Files.delete(plugins.file("acme-1.10.jar"));
    plugins.awaitVersion(ACME, "1.9.0");
    plugins.awaitOnlyBundle(ACME, "1.9.0");
  }

  @Test
  void threadsThatAPluginLeavesAreToldAndHarmNobody() throws Exception {
    String name = "org.acme.leaks";
    plugins.drop("leaks.jar", PluginJars.of(name, "1.0.0", "leaks").behaves("leaks"));
    plugins.awaitVersion(name, "1.0.0");
    plugins.drop("a.jar", acme("1.0.0"));
    plugins.awaitVersion(ACME, "1.0.0");

    Files.delete(plugins.file("leaks.jar"));
    plugins.awaitGone(name);
    Await.until(
        Duration.ofSeconds(10),
        "it is told",
        () ->
            plugins
                .service(Metrics.class)
                .scrape()
                .contains("muster_plugins_left_threads_total{plugin=\"" + name + "\"} 1"));
    assertThat(serves("acme")).isTrue();
    assertThat(plugins.bundles(name)).isEmpty();

    Files.delete(plugins.file("a.jar"));
    plugins.awaitGone(ACME);
    Await.until(Duration.ofSeconds(10), "it is gone", () -> plugins.bundles(ACME).isEmpty());
    assertThat(plugins.service(Metrics.class).scrape())
        .doesNotContain("muster_plugins_left_threads_total{plugin=\"" + ACME + "\"}");
  }

  @Test
  void tenComeAndGoAtOnce() throws Exception {
    for (int i = 0; i < 10; i++) {
      plugins.drop("p" + i + ".jar", PluginJars.of("org.acme.p" + i, "1.0.0", "p" + i));
    }
    for (int i = 0; i < 10; i++) {
      plugins.awaitVersion("org.acme.p" + i, "1.0.0");
    }
    for (int i = 0; i < 10; i++) {
      Files.delete(plugins.file("p" + i + ".jar"));
    }
    for (int i = 0; i < 10; i++) {
      plugins.awaitGone("org.acme.p" + i);
    }
  }

  @Test
  void aFolderThatIsSwappedAsAWholeIsTakenOver() throws Exception {
    plugins.drop("a.jar", acme("1.0.0"));
    plugins.drop("b.jar", PluginJars.of("org.acme.b", "1.0.0", "other"));
    plugins.awaitVersion(ACME, "1.0.0");
    plugins.awaitVersion("org.acme.b", "1.0.0");
    Path next = plugins.folder().resolveSibling("plugins-next");
    Path before = plugins.folder().resolveSibling("plugins-before");
    Files.createDirectory(next);
    Files.write(next.resolve("other-name.jar"), acme("1.1.0").bytes());
    Files.move(plugins.folder(), before);
    Files.move(next, plugins.folder());

    plugins.awaitVersion(ACME, "1.1.0");
    plugins.awaitGone("org.acme.b");
    for (String name : new String[] {"a.jar", "b.jar"}) {
      Files.delete(before.resolve(name));
    }
    Files.delete(before);
  }

  @Test
  void aPluginThatNeedsAnotherWaitsForIt() throws Exception {
    plugins.drop("a.jar", acme("1.0.0").imports("org.acme.lib"));
    plugins.await(ACME, plugin -> plugin.state() == State.REFUSED);
    plugins.drop(
        "lib.jar",
        PluginJars.of("org.acme.lib", "1.0.0", "lib").header("Export-Package", "org.acme.lib"));
    assertThat(plugins.awaitVersion(ACME, "1.0.0").problems()).isEmpty();
    Files.delete(plugins.file("a.jar"));
    plugins.awaitGone(ACME);
  }
}
