package dev.muster.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Plugins.PluginProblem;
import dev.muster.api.Plugins.State;
import dev.muster.core.plugin.PluginException.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Which jar runs, on a framework that does what a jar's manifest says. */
class PluginDeployerTest extends PluginDeployerFixture {
  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.yield();
    }
  }

  /** Until whatever goes has gone. */
  private void awaitOnly(String... plugins) {
    await(
        () -> framework.plugins().stream().map(Object::toString).toList().equals(List.of(plugins)));
  }

  @Test
  void runsTheHighestVersion() throws IOException {
    drop("z.jar", acme("1.9.0"));
    drop("a.jar", acme("1.10.0"));
    looks();

    assertRuns("1.10.0", "superseded");
    assertThat(framework.happened).doesNotContain("started " + ACME + " 1.9.0");
  }

  @Test
  void runsTheNextLowerVersionWhereTheHighestDoesNotWork() throws IOException {
    drop("a.jar", acme("1.0.0"));
    drop("b.jar", broken("2.0.0"));
    looks();

    assertRuns("1.0.0", "does-not-start");
    assertThat(framework.only().version()).isEqualTo("1.0.0");
  }

  @Test
  void startsTheNewBeforeTheOldGoes() throws IOException {
    drop("a.jar", acme("1.0.0"));
    looks();
    drop("a.jar", acme("2.0.0"));
    looks();
    awaitOnly(ACME + " 2.0.0");

    assertThat(framework.happened)
        .containsSubsequence("started " + ACME + " 2.0.0", "uninstalled " + ACME + " 1.0.0");
    assertRuns("2.0.0");
  }

  @Test
  void whatRunsGoesOnWhenItsFileIsReplacedByOneThatDoesNot() throws IOException {
    drop("a.jar", acme("1.0.0"));
    looks();
    drop("a.jar", broken("2.0.0"));
    looks();

    assertRuns("1.0.0", "does-not-start");
    assertThat(framework.happened).doesNotContain("uninstalled " + ACME + " 1.0.0");
    assertThat(framework.only().isThere()).isTrue();
  }

  @Test
  void whatRunsGoesOnWhenItsFileIsReplacedByNoJar() throws IOException {
    Path file = drop("a.jar", acme("1.0.0"));
    looks();
    Files.writeString(file, "no jar at all");
    looks();

    assertRuns("1.0.0", "damaged");
  }

  @Test
  void runsTheLastCopyThatWorkedWhereOnlyABrokenOneIsLeft() throws IOException {
    drop("a.jar", acme("1.0.0"));
    looks();
    drop("a.jar", broken("2.0.0"));
    looks();
    starts();

    assertRuns("1.0.0", "does-not-start");
  }

  @Test
  void runsTheLastCopyThatWorkedWhereTheFileIsDamaged() throws IOException {
    Path file = drop("a.jar", acme("1.0.0"));
    looks();
    Files.writeString(file, "no jar at all");
    starts();

    assertRuns("1.0.0", "damaged");
  }

  @Test
  void runsNoCopyThatIsNoLongerTrusted() throws IOException {
    drop("a.jar", acme("1.0.0"));
    looks();
    trust =
        (entries, manifest) -> {
          throw new PluginException(Why.NOT_TRUSTED, "is signed by nobody");
        };
    starts();

    assertRefused(ACME, Why.NOT_TRUSTED);
    assertThat(framework.plugins()).isEmpty();
  }

  @Test
  void runsNoCopyOfAPluginWhoseFileIsGone() throws IOException {
    Path file = drop("a.jar", acme("1.0.0"));
    looks();
    Files.delete(file);
    looks();
    awaitOnly();

    assertThat(deployer.plugins()).isEmpty();
    assertThat(files(directory.resolve("state"))).isEmpty();
    starts();
    assertThat(framework.happened).isEmpty();
  }

  @Test
  void runsNoCopyOfAPluginWhoseFileWentWhileTheProductWasDown() throws IOException {
    Path file = drop("a.jar", acme("1.0.0"));
    looks();
    Files.delete(file);
    starts();

    assertThat(framework.happened).isEmpty();
    assertThat(files(directory.resolve("state"))).isEmpty();
  }

  @Test
  void oneThatIsStoppedStaysSoOverAStartAndWhateverIsDropped() throws IOException {
    drop("a.jar", acme("1.0.0"));
    looks();
    deployer.stop(ACME).join();
    assertThat(framework.plugins()).isEmpty();
    drop("b.jar", acme("2.0.0"));
    looks();
    assertThat(plugin(ACME).state()).isEqualTo(State.STOPPED);
    starts();
    assertThat(plugin(ACME).state()).isEqualTo(State.STOPPED);
    assertThat(framework.happened).isEmpty();

    deployer.start(ACME);
    assertRuns("2.0.0", "superseded");
    starts();
    assertRuns("2.0.0", "superseded");
  }

  @Test
  void startingTriesAgainWhatWasRefused() throws IOException {
    drop("a.jar", acme("1.0.0"));
    framework.installingFails(new IllegalStateException("as the test says"));
    looks();
    assertRefused(ACME, Why.UNEXPECTED);
    framework.installingWorks();

    deployer.start(ACME);
    assertRuns("1.0.0");
  }

  @Test
  void whatNobodyHasThoughtOfIsTheProblemOfOnePluginAndIsTriedAgain() throws IOException {
    drop("a.jar", acme("1.0.0"));
    framework.installingFails(new IllegalStateException("as the test says"));
    looks();
    assertRefused(ACME, Why.UNEXPECTED);
    framework.installingWorks();
    drop("b.jar", TestJar.bundle(OTHER, "1").header("Test-Platform", "other"));
    looks();
    assertThat(plugin(OTHER).state()).isEqualTo(State.ACTIVE);
    assertRefused(ACME, Why.UNEXPECTED);

    deployer.again();
    assertRuns("1.0.0");
  }

  @Test
  void whatDoesNotStartIsNotTriedAgainAndAgain() throws IOException {
    drop("a.jar", broken("1.0.0"));
    looks();
    int before = framework.happened.size();
    deployer.again();
    deployer.follow();

    assertThat(framework.happened).hasSize(before);
    assertRefused(ACME, Why.DOES_NOT_START);
  }

  @Test
  void nobodyTakesAPlatformFromOneThatHasIt() throws IOException {
    drop("z.jar", TestJar.bundle("z.first", "1").header("Test-Platform", "acme"));
    looks();
    drop("a.jar", acme("1.0.0"));
    looks();
    assertRefused(ACME, Why.PLATFORM_TAKEN);
    assertThat(plugin(ACME).problems().get(0).message().en()).contains("z.first 1");
    starts();
    assertThat(plugin("z.first").state()).as("also after a start").isEqualTo(State.ACTIVE);
    assertRefused(ACME, Why.PLATFORM_TAKEN);
  }

  @Test
  void comesWhenThePlatformIsFree() throws IOException {
    Path first = drop("z.jar", TestJar.bundle("z.first", "1").header("Test-Platform", "acme"));
    looks();
    drop("a.jar", acme("1.0.0"));
    looks();
    Files.delete(first);
    looks();

    assertRuns("1.0.0");
    assertThat(plugin(ACME).platforms()).containsExactly("acme");
  }

  @Test
  void thoseThatNeedEachOtherComeTogether() throws IOException {
    drop(
        "a.jar",
        acme("1.0.0").header("Test-Needs", "org.other.lib").header("Test-Gives", "org.acme.lib"));
    looks();
    assertRefused(ACME, Why.UNRESOLVABLE);
    assertThat(plugin(ACME).problems().get(0).message().en()).contains("org.other.lib");
    drop(
        "b.jar",
        TestJar.bundle(OTHER, "1")
            .header("Test-Platform", "other")
            .header("Test-Needs", "org.acme.lib")
            .header("Test-Gives", "org.other.lib"));
    looks();

    assertRuns("1.0.0");
    assertThat(plugin(OTHER).state()).isEqualTo(State.ACTIVE);
  }

  @Test
  void oneThatDoesNotStartTakesTheOthersThatMissSomethingNotWithIt() throws IOException {
    drop("a.jar", acme("1.0.0").header("Test-Needs", "org.other.lib"));
    drop(
        "b.jar",
        TestJar.bundle(OTHER, "1")
            .header("Test-Platform", "other")
            .header("Test-Needs", "org.acme.missing")
            .header("Test-Gives", "org.other.lib"));
    looks();

    assertRefused(OTHER, Why.UNRESOLVABLE);
    assertRefused(ACME, Why.UNRESOLVABLE);
    assertThat(framework.plugins()).as("nothing of them is left").isEmpty();
  }

  @Test
  void oneThatStopsByItselfIsSeenAndStartedAgain() throws IOException {
    drop("a.jar", acme("1.0.0"));
    looks();
    framework.only().stopsByItself();
    deployer.follow();
    assertRefused(ACME, Why.GONE);
    awaitOnly();

    deployer.again();
    assertRuns("1.0.0");
    assertThat(framework.only().isThere()).isTrue();
  }

  @Test
  void saysWhatAPluginNoLongerOffersUntilItDoesAgain() throws IOException {
    drop("a.jar", acme("1.0.0"));
    looks();
    assertThat(plugin(ACME).services()).containsExactly(FakeFramework.CHAT_PROVIDER);
    framework.only().fallsSilent(true);
    deployer.follow();
    assertRuns("1.0.0", "service-lost");
    assertThat(plugin(ACME).platforms()).isEmpty();
    framework.only().fallsSilent(false);
    deployer.follow();
    assertRuns("1.0.0");
    assertThat(plugin(ACME).platforms()).containsExactly("acme");
  }

  @Test
  void tellsACopyFromAnOlderVersion() throws IOException {
    drop("a.jar", acme("1.0.0"));
    looks();
    drop("b.jar", acme("1.0.0"));
    drop("c.jar", acme("0.9.0"));
    looks();

    assertThat(plugin(ACME).problems())
        .extracting(PluginProblem::file)
        .containsExactly("b.jar", "c.jar");
    assertThat(plugin(ACME).problems().get(0).message().en()).contains("holds the same as a.jar");
    assertThat(plugin(ACME).problems().get(1).message().en())
        .contains("not newer than 1.0.0 of a.jar");
  }

  @Test
  void keepsRunningWhenItsFileIsRenamed() throws IOException {
    Path file = drop("a.jar", acme("1.0.0"));
    looks();
    Files.move(file, dropped.resolve("b.jar"));
    looks();

    assertRuns("1.0.0");
    assertThat(plugin(ACME).files()).containsExactly("b.jar");
    assertThat(framework.happened).containsOnlyOnce("started " + ACME + " 1.0.0");
  }
}
