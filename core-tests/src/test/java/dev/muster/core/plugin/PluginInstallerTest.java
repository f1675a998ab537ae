package dev.muster.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.plugin.PluginException.Why;
import dev.muster.core.testing.CountedMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleException;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

class PluginInstallerTest {
  private static final Duration ENOUGH = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final FakeFramework framework = new FakeFramework();
  private final CountedMetrics metrics = new CountedMetrics();
  private PluginInstaller installer = new PluginInstaller(framework.context(), metrics, ENOUGH);
  private int jars;

  @AfterEach
  void end() {
    framework.end.countDown();
  }

  private static TestJar acme() {
    return TestJar.bundle("org.acme.chat", "1.2.3").header("Test-Platform", "acme");
  }

  private static TestJar other() {
    return TestJar.bundle("org.acme.other", "1").header("Test-Platform", "other");
  }

  private PluginJar jar(TestJar content) throws IOException {
    Path file = content.write(directory.resolve(++jars + ".jar"));
    return PluginJar.read(file, directory.resolve("copy" + jars), PluginTrust.ANY);
  }

  private RunningPlugin start(TestJar content) throws IOException {
    return installer.start(jar(content), Map.of());
  }

  private void assertRefused(TestJar content, Why why, String words) {
    assertThatThrownBy(() -> start(content))
        .isInstanceOfSatisfying(
            PluginException.class,
            e -> {
              assertThat(e.why()).as(e.sentence()).isEqualTo(why);
              assertThat(e.sentence()).contains(words);
            });
    assertThat(framework.plugins()).as("what is left").isEmpty();
  }

  private void awaitGone() {
    long end = System.nanoTime() + ENOUGH.toNanos();
    while (!framework.plugins().isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.yield();
    }
  }

  @Test
  void tellsWhatAPluginOffers() throws IOException {
    RunningPlugin plugin = start(acme());

    assertThat(plugin.services()).containsExactly(FakeFramework.CHAT_PROVIDER);
    assertThat(plugin.platforms()).containsExactly("acme");
    assertThat(installer.isSettled(plugin.bundle())).isTrue();
    assertThat(installer.hasStopped(plugin.bundle())).isFalse();
  }

  @Test
  void takesAServiceOfTheSpiThatIsNoPlatform() throws IOException {
    RunningPlugin plugin = start(acme().header("Test-Service", "dev.muster.spi.hook.SignInPolicy"));

    assertThat(plugin.services()).containsExactly("dev.muster.spi.hook.SignInPolicy");
    assertThat(plugin.platforms()).isEmpty();
  }

  @Test
  void refusesAPlatformThatAnotherServes() throws IOException {
    PluginJar jar = jar(acme());
    assertThatThrownBy(() -> installer.start(jar, Map.of("acme", "org.first 1")))
        .isInstanceOfSatisfying(
            PluginException.class,
            e -> {
              assertThat(e.why()).isEqualTo(Why.PLATFORM_TAKEN);
              assertThat(e.sentence()).contains("acme", "org.first 1");
            });
    assertThat(framework.plugins()).isEmpty();
    assertThat(installer.start(jar, Map.of("other", "org.first 1")).platforms())
        .containsExactly("acme");
  }

  @Test
  void refusesAPlatformThatTwoOfTheSameAttemptOffer() throws IOException {
    PluginJar first = jar(acme());
    PluginJar second = jar(other().header("Test-Platform", "acme"));

    PluginInstaller.Outcome outcome = installer.start(List.of(first, second), Map.of());

    assertThat(outcome.running()).extracting(RunningPlugin::jar).containsExactly(first);
    assertThat(outcome.refused()).containsOnlyKeys(second);
    assertThat(framework.only()).hasToString("org.acme.chat 1.2.3");
  }

  @Test
  void oneOfSeveralThatDoesNotWorkLeavesAlone() throws IOException {
    PluginJar works = jar(acme());
    PluginJar fails = jar(other().header("Test-Start", "throws"));

    PluginInstaller.Outcome outcome = installer.start(List.of(fails, works), Map.of());

    assertThat(outcome.running()).extracting(RunningPlugin::jar).containsExactly(works);
    assertThat(outcome.refused()).containsOnlyKeys(fails);
    assertThat(framework.only().isThere()).isTrue();
  }

  @Test
  void oneThatDoesNotWorkTakesThoseAlongThatNeedIt() throws IOException {
    PluginJar needs = jar(acme().header("Test-Needs", "org.lib"));
    PluginJar gives = jar(other().header("Test-Gives", "org.lib").header("Test-Start", "throws"));

    PluginInstaller.Outcome outcome = installer.start(List.of(needs, gives), Map.of());

    assertThat(outcome.running()).isEmpty();
    assertThat(outcome.refused()).containsOnlyKeys(needs, gives);
    assertThat(outcome.refused().get(needs).why()).isEqualTo(Why.UNRESOLVABLE);
    assertThat(framework.plugins()).isEmpty();
  }

  @Test
  void refusesTheNameOfABundleOfTheProduct() {
    assertRefused(TestJar.bundle(FakeFramework.OURS, "9"), Why.NAME_TAKEN, FakeFramework.OURS);
    assertThat(framework.happened).as("not even installed").isEmpty();
  }

  @Test
  void refusesWhatOffersNothingOfTheSpi() {
    assertRefused(acme().header("Test-Service", "none"), Why.NO_PLATFORM, "offers no service");
    assertRefused(acme().header("Test-Service", "org.acme.Own"), Why.NO_PLATFORM, "offers no");
  }

  @Test
  void refusesAServiceThatWasMadeForOtherPackages() {
    assertRefused(acme().header("Test-Service", "foreign"), Why.NO_PLATFORM, "offers no service");
  }

  @Test
  void refusesAServiceThatCannotBeMade() {
    assertRefused(acme().header("Test-Service", "null"), Why.DOES_NOT_START, "cannot be made");
  }

  @Test
  void refusesAPlatformThatCannotDescribeItself() {
    assertRefused(acme().header("Test-Platform", "Not An Id"), Why.DOES_NOT_START, "Not An Id");
  }

  @Test
  void tellsAComponentThatWaitsFromOneThatFails() {
    ComponentConfigurationDTO component = new ComponentConfigurationDTO();
    UnsatisfiedReferenceDTO waits = new UnsatisfiedReferenceDTO();
    waits.name = "Rota";
    component.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {waits};
    framework.componentIs(component);
    assertRefused(acme().header("Test-Service", "none"), Why.WAITS, "AcmeChat waits for");

    component.failure =
        "java.lang.Foo: outer\n\tat x\nCaused by: java.lang.Bar: inner\n\tat y\nCaused by: Root: 7";
    assertRefused(
        acme().header("Test-Service", "none"), Why.NO_PLATFORM, "AcmeChat fails: Root: 7");
    component.failure = null;
    component.unsatisfiedReferences = new UnsatisfiedReferenceDTO[0];
    assertRefused(acme().header("Test-Service", "none"), Why.NO_PLATFORM, "offers no service");
  }

  @Test
  void waitsNoLongerThanAPluginMayTakeAndTakesItAwayWhenItHasStarted() throws IOException {
    installer = new PluginInstaller(framework.context(), metrics, Duration.ofMillis(50));
    PluginJar jar = jar(acme().header("Test-Start", "hangs"));

    assertThatThrownBy(() -> installer.start(jar, Map.of()))
        .isInstanceOfSatisfying(
            PluginException.class, e -> assertThat(e.why()).isEqualTo(Why.DOES_NOT_START));

    framework.end.countDown();
    awaitGone();
    assertThat(framework.happened).endsWith("uninstalled org.acme.chat 1.2.3");
  }

  @Test
  void takesTheStartThatThrewBack() {
    assertRefused(acme().header("Test-Start", "throws"), Why.DOES_NOT_START, "as the test says");
    assertThat(framework.happened)
        .containsExactly(
            "installed org.acme.chat 1.2.3",
            "started org.acme.chat 1.2.3",
            "uninstalled org.acme.chat 1.2.3");
  }

  @Test
  void tellsAFullDiskFromABadBundle() {
    framework.installingFails(
        new BundleException("cannot cache", new IOException("No space left on device")));
    assertRefused(acme(), Why.NOT_STORED, "No space left");
    framework.installingFails(new BundleException("Invalid header"));
    assertRefused(acme(), Why.NOT_A_BUNDLE, "Invalid header");
  }

  @Test
  void tellsACopyThatHasVanished() throws IOException {
    PluginJar jar = jar(acme());
    Files.delete(jar.copy());
    assertThatThrownBy(() -> installer.start(jar, Map.of()))
        .isInstanceOfSatisfying(
            PluginException.class, e -> assertThat(e.why()).isEqualTo(Why.NOT_STORED));
  }

  @Test
  void saysWhichPackageIsMissing() {
    assertRefused(acme().header("Test-Needs", "org.lib"), Why.UNRESOLVABLE, "org.lib, which no");
    assertRefused(
        acme().header("Test-Needs", "(&(osgi.wiring.package=org.lib)(version>=2.0))"),
        Why.UNRESOLVABLE,
        "org.lib 2.0 or higher");
  }

  @Test
  void saysThatThePluginIsMadeForAnotherVersionOfTheSpi() {
    assertRefused(
        acme()
            .header(
                "Test-Needs",
                "(&(osgi.wiring.package=dev.muster.spi.platform)(version>=2.0)(!(version>=3.0)))"),
        Why.SPI_VERSION,
        "is made for version [2.0,3.0) of dev.muster.spi.platform, this Muster has 1.0.0");
  }

  @Test
  void refusesWhatReachesForThePrivatePackagesOfTheProduct() {
    assertRefused(
        acme().header("Test-Needs", "dev.muster.core.plugin"),
        Why.PRIVATE_PACKAGES,
        "dev.muster.core.plugin, which dev.muster.core keeps for itself");
  }

  @Test
  void startsWhatCanDoWithoutAPackage() throws IOException {
    RunningPlugin plugin =
        start(acme().header("Test-Needs", "org.lib").header("Test-Resolution", "optional"));

    assertThat(plugin.platforms()).containsExactly("acme");
  }

  @Test
  void tellsWhyOneStoppedByWhatItMissesNow() throws IOException {
    RunningPlugin gives = start(other().header("Test-Gives", "org.lib"));
    RunningPlugin needs = start(acme().header("Test-Needs", "org.lib"));
    assertThat(installer.whyStopped(needs.bundle()).why()).isEqualTo(Why.GONE);

    installer.remove(gives.bundle()).join();

    assertThat(installer.whyStopped(needs.bundle()).why()).isEqualTo(Why.UNRESOLVABLE);
    assertThat(installer.whyStopped(gives.bundle()).why()).isEqualTo(Why.GONE);
    framework.only().stopsByItself();
    assertThat(installer.hasStopped(needs.bundle())).isTrue();
    assertThat(installer.isSettled(needs.bundle())).isFalse();
  }
}
