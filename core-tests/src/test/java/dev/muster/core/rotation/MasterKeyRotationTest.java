package dev.muster.core.rotation;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.binding.StoredCredentials;
import dev.muster.core.form.Forms;
import dev.muster.core.secret.Resealable;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.store.Storage;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MasterKeyRotationTest {
  private static final String NEW_KEY = "new AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n";

  @TempDir private Path folder;

  @Test
  void sealsEverythingAnewWhileRunningSoThatTheOldKeyCanGo() throws Exception {
    TestCore core = new TestCore(folder);
    core.mobileApps.bind(
        ALICE, TENANT, "chat", Map.of("corpId", "wwa", "agentId", "1", "secret", "first"));
    core.mobileApps.modifyKeys(
        ALICE, TENANT, "chat", Map.of("secret", "second"), OptionalLong.empty());
    String digest = core.digests.digest("x", Secret.of("y"));
    MasterKeyRotation rotation =
        new MasterKeyRotation(core.storage, core.box, core.directory, core.background, core.clock);
    rotation.add(core.mobileApps);
    rotation.add(core.sources);
    rotation.add(core.digests);
    rotation.look();
    assertThat(rotation.reseal()).isZero();

    Path file = folder.resolve("master.key");
    Files.writeString(file, NEW_KEY + Files.readString(file));
    rotation.look();
    Files.writeString(file, NEW_KEY);

    assertThat(rotation.reseal()).isZero();
    Storage otherNode = new Storage(core.store);
    SecretBox fresh = SecretBox.of(file, core.clock);
    var secret =
        new StoredCredentials(
                otherNode,
                new TenantDirectory(otherNode, core.clock),
                new Forms(core.platforms, fresh),
                core.clock)
            .ofMobileApp(TENANT, "chat")
            .orElseThrow()
            .secrets()
            .get("secret");
    assertThat(secret.current()).isEqualTo(Secret.of("second"));
    assertThat(secret.previous()).contains(Secret.of("first"));
    assertThat(new dev.muster.core.secret.Digests(otherNode, fresh).digest("x", Secret.of("y")))
        .isEqualTo(digest);
  }

  @Test
  void sealsAnewAlsoWhereTheFileWasChangedWhileNothingRan() throws Exception {
    TestCore core = new TestCore(folder);
    String digest = core.digests.digest("x", Secret.of("y"));
    Path file = folder.resolve("master.key");
    Files.writeString(file, NEW_KEY + Files.readString(file));
    Storage restarted = new Storage(core.store);
    SecretBox box = SecretBox.of(file, core.clock);
    MasterKeyRotation rotation =
        new MasterKeyRotation(
            restarted,
            box,
            new TenantDirectory(restarted, core.clock),
            core.background,
            core.clock);
    rotation.add(new dev.muster.core.secret.Digests(restarted, box));

    rotation.look();
    Files.writeString(file, NEW_KEY);

    SecretBox fresh = SecretBox.of(file, core.clock);
    assertThat(
            new dev.muster.core.secret.Digests(new Storage(core.store), fresh)
                .digest("x", Secret.of("y")))
        .isEqualTo(digest);
  }

  @Test
  void goesOnWithTheKeysItHasWhenTheFileIsMalformed() throws Exception {
    TestCore core = new TestCore(folder);
    MasterKeyRotation rotation =
        new MasterKeyRotation(core.storage, core.box, core.directory, core.background, core.clock);
    Files.writeString(folder.resolve("master.key"), "nonsense\n");

    rotation.look();

    assertThat(core.digests.digest("x", Secret.of("y"))).hasSize(43);
  }

  @Test
  void aStartLooksAtNoTenantWhereAllWasFoundSealedWithTheSameKeyLately() {
    TestCore core = new TestCore(folder);
    AtomicInteger looks = new AtomicInteger();
    Resealable feature =
        partition -> {
          looks.incrementAndGet();
          return 0;
        };
    Supplier<MasterKeyRotation> start =
        () -> {
          MasterKeyRotation rotation =
              new MasterKeyRotation(
                  core.storage, core.box, core.directory, core.background, core.clock);
          rotation.add(feature);
          return rotation;
        };
    start.get().look();
    int first = looks.get();
    assertThat(first).isPositive();

    start.get().look();
    assertThat(looks).hasValue(first);

    core.clock.advance(MasterKeyRotation.TRUSTED);
    start.get().look();
    assertThat(looks).hasValue(2 * first);
  }
}
