package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Platforms;
import dev.muster.api.Plugins.Plugin;
import dev.muster.api.Plugins.PluginProblem;
import dev.muster.api.Plugins.State;
import dev.muster.distribution.process.Await;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** A plugin is shown as the framework has it, and every file of the folder as what became of it. */
@InFramework
class PluginStatesIT {
  private static final String ACME = "org.acme.chat";
  private static final String LIB = "org.acme.lib";

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

  private static PluginJars lib(String version) {
    return PluginJars.of(LIB, version, "lib").header("Export-Package", "org.acme.lib");
  }

  private Plugin awaitProblem(String symbolicName, String code) {
    return plugins.await(
        symbolicName, it -> it.problems().stream().anyMatch(each -> each.code().equals(code)));
  }

  private boolean serves(String platform) {
    return plugins
        .service(Platforms.class)
        .find(platform)
        .map(Platforms.Platform::available)
        .orElse(false);
  }

  private static Bundle bundle(BundleContext context, String symbolicName) {
    return Stream.of(context.getBundles())
        .filter(it -> symbolicName.equals(it.getSymbolicName()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void onesDependencyGoesAndComesBack() throws Exception {
    plugins.drop("lib.jar", lib("1.0.0"));
    plugins.drop("a.jar", acme("1.0.0").imports("org.acme.lib"));
    plugins.awaitVersion(ACME, "1.0.0");

    Files.delete(plugins.file("lib.jar"));
    Plugin dead = awaitProblem(ACME, "unresolvable");
    assertThat(dead.state()).isEqualTo(State.REFUSED);
    assertThat(dead.services()).isEmpty();
    assertThat(dead.platforms()).isEmpty();
    assertThat(dead.problems().get(0).message().en()).contains("org.acme.lib");
    assertThat(serves("acme")).isFalse();
    plugins.awaitNoBundle(ACME);

    plugins.drop("lib.jar", lib("1.0.0"));
    assertThat(plugins.awaitVersion(ACME, "1.0.0").problems()).isEmpty();
    assertThat(serves("acme")).isTrue();
  }

  @Test
  void onesDependencyIsUpdated() throws Exception {
    plugins.drop("lib.jar", lib("1.0.0"));
    plugins.drop("a.jar", acme("1.0.0").imports("org.acme.lib"));
    plugins.awaitVersion(ACME, "1.0.0");
    plugins.drop("lib.jar", lib("1.1.0"));
    plugins.awaitVersion(LIB, "1.1.0");
    plugins.awaitOnlyBundle(LIB, "1.1.0");
    plugins.await(ACME, it -> it.state() == State.ACTIVE && it.platforms().equals(List.of("acme")));
    plugins.awaitOnlyBundle(ACME, "1.0.0");
  }

  @Test
  void oneIsStoppedByWhoeverElse(BundleContext context) throws Exception {
    plugins.drop("a.jar", acme("1.0.0"));
    plugins.awaitVersion(ACME, "1.0.0");
    bundle(context, ACME).stop();
    Plugin stopped = awaitProblem(ACME, "stopped-by-itself");
    assertThat(stopped.state()).isEqualTo(State.REFUSED);
    assertThat(stopped.services()).isEmpty();
    assertThat(plugins.awaitVersion(ACME, "1.0.0").problems()).isEmpty();
    plugins.awaitOnlyBundle(ACME, "1.0.0");
  }

  @Test
  void aServiceThatGoesIsNotShownAsThere(BundleContext context) throws Exception {
    plugins.drop("a.jar", acme("1.0.0").component(TestPlugin.Made.class));
    plugins.awaitVersion(ACME, "1.0.0");
    ServiceComponentRuntime runtime = plugins.service(ServiceComponentRuntime.class);
    var component = runtime.getComponentDescriptionDTO(bundle(context, ACME), "component");
    runtime.disableComponent(component).getValue();
    Plugin without = awaitProblem(ACME, "service-lost");
    assertThat(without.services()).isEmpty();
    assertThat(without.platforms()).isEmpty();
    assertThat(without.problems().get(0).message().en())
        .contains("dev.muster.spi.platform.ChatProvider");
    runtime.enableComponent(component).getValue();
    plugins.await(ACME, it -> it.problems().isEmpty() && it.services().size() == 1);
  }

  @Test
  void twoThatNeedEachOtherBothStart() throws Exception {
    plugins.drop(
        "a.jar", acme("1.0.0").header("Export-Package", "org.acme.a").imports("org.acme.lib"));
    awaitProblem(ACME, "unresolvable");
    plugins.drop("lib.jar", lib("1.0.0").imports("org.acme.a"));
    assertThat(plugins.awaitVersion(ACME, "1.0.0").problems()).isEmpty();
    assertThat(plugins.awaitVersion(LIB, "1.0.0").problems()).isEmpty();
  }

  @Test
  void threeThatNeedEachOtherStartBesideOneThatCannot() throws Exception {
    plugins.drop("x.jar", PluginJars.of("org.acme.x", "1.0.0", "x").imports("org.nowhere"));
    for (int i = 0; i < 3; i++) {
      plugins.drop(
          "p" + i + ".jar",
          PluginJars.of("org.acme.p" + i, "1.0.0", "p" + i)
              .header("Export-Package", "org.acme.p" + i)
              .imports("org.acme.p" + (i + 1) % 3));
    }
    for (int i = 0; i < 3; i++) {
      plugins.awaitVersion("org.acme.p" + i, "1.0.0");
    }
    assertThat(awaitProblem("org.acme.x", "unresolvable").state()).isEqualTo(State.REFUSED);
  }

  @Test
  void twoThatNeedEachOtherDoNotStartWhenOneIsBroken() throws Exception {
    plugins.drop(
        "a.jar",
        acme("1.0.0")
            .header("Export-Package", "org.acme.a")
            .imports("org.acme.lib")
            .behaves("throws"));
    plugins.drop("lib.jar", lib("1.0.0").imports("org.acme.a"));
    assertThat(awaitProblem(ACME, "does-not-start").problems().get(0).message().en())
        .contains("the licence has run out");
    assertThat(awaitProblem(LIB, "unresolvable").state()).isEqualTo(State.REFUSED);
    assertThat(plugins.bundles(ACME)).isEmpty();
    assertThat(plugins.bundles(LIB)).isEmpty();
    plugins.drop(
        "a.jar", acme("1.0.1").header("Export-Package", "org.acme.a").imports("org.acme.lib"));
    plugins.awaitVersion(ACME, "1.0.1");
    plugins.awaitVersion(LIB, "1.0.0");
  }

  @Test
  void aComponentThatWaitsForAServiceOfAnotherIsTriedAgain() throws Exception {
    plugins.drop(
        "a.jar",
        acme("1.0.0").component(TestPlugin.Made.class, "dev.muster.spi.hook.SignInPolicy"));
    Plugin waits = awaitProblem(ACME, "waits-for-service");
    assertThat(waits.problems().get(0).message().en()).contains("needed");
  }

  @Test
  void aVersionThatIsNotNewerIsToldOf() throws Exception {
    byte[] jar = acme("1.10.0").bytes();
    plugins.drop("new.jar", jar);
    plugins.awaitVersion(ACME, "1.10.0");
    plugins.drop("old.jar", acme("1.9.0"));
    plugins.drop("other.jar", acme("1.10.0").entry("another", new byte[1]));
    plugins.drop("the-same.jar", jar);
    Plugin plugin = plugins.await(ACME, it -> it.problems().size() == 3);
    assertThat(plugin.state()).isEqualTo(State.ACTIVE);
    assertThat(plugin.version()).hasValue("1.10.0");
    assertThat(plugin.problems()).extracting(PluginProblem::code).containsOnly("superseded");
    assertThat(plugin.problems().get(0).message().en())
        .contains("old.jar", "1.9.0", "not newer than 1.10.0", "new.jar");
    assertThat(plugin.problems().get(1).message().en())
        .contains("other.jar", "version 1.10.0, which is not newer than 1.10.0 of new.jar");
    assertThat(plugin.problems().get(2).message().en())
        .contains("the-same.jar", "the same as new.jar");
    Files.delete(plugins.file("old.jar"));
    Files.delete(plugins.file("other.jar"));
    Files.delete(plugins.file("the-same.jar"));
    plugins.await(ACME, it -> it.problems().isEmpty());
  }

  @Test
  void aChangeThatLeavesNameSizeAndTimesIsNoticed() throws Exception {
    byte[] one = acme("1.0.1").bytes();
    byte[] other = acme("1.0.2").bytes();
    int size = Math.max(one.length, other.length);
    plugins.drop("a.jar", Arrays.copyOf(one, size)); // zeros at the end are no harm
    plugins.awaitVersion(ACME, "1.0.1");
    FileTime time = Files.getLastModifiedTime(plugins.file("a.jar"));
    Files.write(plugins.file("a.jar"), Arrays.copyOf(other, size));
    Files.setLastModifiedTime(plugins.file("a.jar"), time);
    plugins.awaitVersion(ACME, "1.0.2");
  }

  @Test
  void aNameInCapitalsIsReadAndNotesOfAnArchiverAreNot() throws Exception {
    Files.write(plugins.file("._X.JAR"), "Mac OS X".getBytes(StandardCharsets.US_ASCII));
    Files.write(plugins.file("._x.jar"), new byte[0]);
    plugins.drop("X.JAR", acme("1.0.0"));
    assertThat(plugins.awaitVersion(ACME, "1.0.0").files()).containsExactly("X.JAR");
    assertThat(plugins.plugins()).hasSize(1);
  }

  @Test
  void whatCannotBeReadIsNamedAsThatAndTriedAgain() throws Exception {
    Path elsewhere = plugins.folder().resolveSibling("elsewhere");
    Files.createSymbolicLink(plugins.file("a.jar"), elsewhere);
    Plugin unread = awaitProblem("a.jar", "unreadable");
    assertThat(unread.problems().get(0).message().en()).contains("leads nowhere");
    Files.write(elsewhere, acme("1.0.0").bytes());
    plugins.awaitVersion(ACME, "1.0.0");
    plugins.awaitGone("a.jar");

    Files.createDirectory(plugins.file("folder.jar"));
    assertThat(awaitProblem("folder.jar", "not-a-bundle").state()).isEqualTo(State.REFUSED);
    Files.delete(plugins.file("folder.jar"));
    Files.delete(plugins.file("a.jar"));
    Files.delete(elsewhere);
  }

  @Test
  void whatCannotBeKeptIsNamedAsThatAndTriedAgain(BundleContext context) throws Exception {
    Path incoming =
        Path.of(context.getProperty("muster.data.dir")).resolve("plugin-state").resolve("incoming");
    Path away = incoming.resolveSibling("incoming-away");
    Files.move(incoming, away);
    Files.writeString(incoming, "in the way, as a full disk is");
    plugins.drop("a.jar", acme("1.0.0"));
    Plugin full = awaitProblem("a.jar", "not-stored");
    assertThat(full.problems().get(0).message().en()).contains("data.dir");
    Files.delete(incoming);
    Files.move(away, incoming);
    plugins.awaitVersion(ACME, "1.0.0");
  }

  @Test
  void theListFailsWhileTheFolderCannotBeRead() throws Exception {
    plugins.drop("a.jar", acme("1.0.0"));
    plugins.awaitVersion(ACME, "1.0.0");
    Path away = plugins.folder().resolveSibling("plugins-away");
    Files.move(plugins.folder(), away);
    Await.until(Duration.ofSeconds(10), "the list fails", () -> fails(plugins));
    assertThat(plugins.plugin(ACME)).isPresent();
    Files.move(away, plugins.folder());
    Await.until(Duration.ofSeconds(10), "the list is back", () -> !fails(plugins));
    plugins.awaitVersion(ACME, "1.0.0");
  }

  private static boolean fails(PluginFixture plugins) {
    try {
      return plugins.plugins() == null;
    } catch (dev.muster.api.ProblemException e) {
      assertThat(e).hasMessageContaining("cannot be read");
      return true;
    }
  }
}
