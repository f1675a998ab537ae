package dev.muster.core.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.background.Background;
import dev.muster.core.known.KnownPlatforms;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.secret.Digests;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.TestCore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CoreReadinessTest {
  @TempDir private Path folder;

  @Test
  void isReadyWhenEverythingIsThere() {
    TestCore core = new TestCore(folder);
    CoreReadiness readiness = new CoreReadiness(() -> {});
    assertThat(readiness.checks().get("storage")).contains("No storage");
    assertThat(readiness.checks().get("core")).isNotEmpty();

    readiness.bind(core.store);
    readiness.bind(core.tenants);
    readiness.bind(core.digests);
    readiness.bind(known(core, core.background));

    assertThat(readiness.checks().values()).containsOnly("");
    assertThat(readiness.fatal()).isEmpty();
  }

  @Test
  void isNotReadyBeforeThePlatformsOfTheLastRunAreKnown() {
    TestCore core = new TestCore(folder);
    Later later = new Later();
    CoreReadiness readiness = readyBut(core, later);
    assertThat(readiness.checks().get("core")).contains("platforms").contains("still");

    later.once.forEach(Runnable::run);

    assertThat(readiness.checks().get("core")).isEmpty();
  }

  /** The reading at the start is not run here: one that failed has done as much. */
  @Test
  void isReadyOnceAReadingOfPlatformsWorksThatIsTriedAgain() {
    TestCore core = new TestCore(folder);
    Later later = new Later();
    CoreReadiness readiness = readyBut(core, later);

    later.again.forEach(Runnable::run);

    assertThat(readiness.checks().get("core")).isEmpty();
  }

  /** What is to be run, and again within a few seconds. */
  private static final class Later implements Background {
    final List<Runnable> once = new ArrayList<>();
    final List<Runnable> again = new ArrayList<>();

    @Override
    public void run(String what, Runnable work) {
      once.add(work);
    }

    @Override
    public Runnable every(String what, Duration pause, Runnable work) {
      if (pause.compareTo(Duration.ofSeconds(5)) < 0) {
        again.add(work);
      }
      return () -> {};
    }
  }

  private static CoreReadiness readyBut(TestCore core, Background background) {
    CoreReadiness readiness = new CoreReadiness(() -> {});
    readiness.bind(core.store);
    readiness.bind(core.tenants);
    readiness.bind(core.digests);
    readiness.bind(known(core, background));
    return readiness;
  }

  private static KnownPlatforms known(TestCore core, Background background) {
    return new KnownPlatforms(
        new ProviderRegistry(new CountedMetrics()),
        core.storage,
        core.store,
        core.directory,
        core.dependents,
        background);
  }

  @Test
  void endsTheStartWithTheSentenceThatSaysWhatIsWrongWithTheKeys() throws Exception {
    Path file = folder.resolve("master.key");
    Files.writeString(file, "nonsense\n");
    Files.setPosixFilePermissions(
        file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    CoreReadiness readiness =
        new CoreReadiness(
            () -> {
              var unused = SecretBox.of(file, java.time.InstantSource.system());
            });

    assertThat(readiness.fatal()).contains("master.key.file").contains("line 1");
    assertThat(readiness.checks().get("keys")).isEqualTo(readiness.fatal());
  }

  @Test
  void aLookFindsKeysThatDoNotOpenWhatIsStoredAndMakesNone() {
    TestCore core = new TestCore(folder);
    CoreReadiness empty = new CoreReadiness(() -> {}, true);
    empty.bind(core.store);
    empty.bind(SecretBox.of(folder.resolve("other.key"), java.time.InstantSource.system()));
    assertThat(empty.checks().get("keys")).isEmpty();
    assertThat(core.store.count("digest-key", "", new dev.muster.spi.storage.Query.All())).isZero();

    var unused = core.digests.digest("purpose", core.digests.newToken());

    assertThat(empty.checks().get("keys")).contains("master.key.file").contains("copy");
    assertThat(empty.fatal()).isEqualTo(empty.checks().get("keys"));
  }

  @Test
  void endsTheStartWhereWhatIsStoredWasEncryptedWithOtherKeys() throws Exception {
    TestCore core = new TestCore(folder);
    var unused = core.digests.digest("purpose", core.digests.newToken());
    SecretBox others = SecretBox.of(folder.resolve("other.key"), java.time.InstantSource.system());
    CoreReadiness readiness = new CoreReadiness(() -> {});
    readiness.bind(core.store);
    readiness.bind(core.tenants);
    readiness.bind(new Digests(core.storage, others));

    assertThat(readiness.checks().get("keys")).contains("master.key.file").contains("copy");
    assertThat(readiness.fatal()).isEqualTo(readiness.checks().get("keys"));
  }
}
