package dev.muster.core.known;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.Platforms.Platform;
import dev.muster.core.background.Background;
import dev.muster.core.mobileapp.MobileAppRecord;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.TestPlatforms;
import dev.muster.core.platform.Together;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.store.Storage;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.StorageException;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownPlatformsTest {
  private final FakePlatform fake = new FakePlatform();
  private TestCore core;
  private Storage storage;
  private ProviderRegistry registry;
  private KnownPlatforms known;

  @BeforeEach
  void start(@TempDir Path folder) {
    core = new TestCore(folder);
    storage = core.storage;
    core.platforms.offer(fake.descriptor());
    restart();
    TestPlatforms.add(registry, fake, 1);
    known.look();
  }

  private void restart() {
    storage.close();
    storage = new Storage(core.store);
    registry = new ProviderRegistry(new CountedMetrics());
    known =
        new KnownPlatforms(
            registry, storage, core.store, core.directory, core.dependents, core.background);
  }

  private void bind() {
    core.mobileApps.bind(
        TestCore.ALICE, TestCore.TENANT, FakePlatform.ID, Map.of("corpId", "c1", "secret", "s3"));
  }

  private void addSource() {
    core.sources.create(
        TestCore.ALICE,
        TestCore.TENANT,
        "door",
        FakePlatform.ID,
        Settings.of("Door", Set.of(SignInMethod.BROWSER))
            .withFields(Map.of("corpId", "c1", "secret", "s3")));
  }

  @Test
  void aPlatformWithoutItsBundleIsKnownAfterARestart() {
    bind();
    restart();

    Platform gone = registry.find(FakePlatform.ID).orElseThrow();
    assertThat(gone.available()).isFalse();
    assertThat(gone.descriptor()).hasValue(fake.descriptor());
    assertThat(gone.bundleVersion()).isEqualTo("1.0.1");
    known.look();
    assertThat(registry.list()).containsExactly(gone);
  }

  @Test
  void aPlatformThatOnlyASourceUsesStaysInSight() {
    addSource();
    restart();
    known.look();

    assertThat(registry.find(FakePlatform.ID)).isPresent();
  }

  @Test
  void aPlatformThatNobodyUsesAnyMoreIsForgotten() {
    bind();
    restart();
    known.look();
    assertThat(registry.list()).hasSize(1);
    core.mobileApps.unbind(
        TestCore.ALICE, TestCore.TENANT, FakePlatform.ID, false, OptionalLong.empty());
    known.look();

    assertThat(registry.list()).isEmpty();
    restart();
    assertThat(registry.list()).isEmpty();
  }

  @Test
  void whatAnUpdatedBundleSaysTakesThePlaceOfWhatWasKnown() {
    bind();
    TestPlatforms.add(registry, fake, 2);
    known.look();
    restart();

    assertThat(registry.find(FakePlatform.ID).orElseThrow().bundleVersion()).isEqualTo("1.0.2");
  }

  /** Before fields had ways in, and platforms said what they vouch for. */
  @Test
  void whatAnEarlierVersionStoredIsStillRead() {
    bind();
    DocumentKey key = new DocumentKey("known-platform", "", FakePlatform.ID);
    Document now = core.store.find(key).orElseThrow();
    String stored = new String(now.body(), StandardCharsets.UTF_8);
    String earlier =
        stored
            .replace(",\"methods\":[]", "")
            .replaceAll(",\"vouchedFor\":\\{[^}]*}", "")
            .replaceAll(",\"setup\":\\[[^]]*]", "");
    assertThat(earlier).isNotEqualTo(stored);
    core.store.commit(List.of(new Change.Delete(key, 0)));
    core.store.commit(
        List.of(
            new Change.Create(
                new Document(
                    key,
                    0,
                    earlier.getBytes(StandardCharsets.UTF_8),
                    List.of(),
                    Optional.empty()))));
    restart();

    assertThat(registry.find(FakePlatform.ID).orElseThrow().descriptor())
        .contains(fake.descriptor());
  }

  @Test
  void whatCannotBeReadLeavesTheIdAndIsWrittenAnew() {
    bind();
    restart();
    DocumentKey key = new DocumentKey("known-platform", "", FakePlatform.ID);
    core.store.commit(List.of(new Change.Delete(key, 0)));
    core.store.commit(
        List.of(
            new Change.Create(
                new Document(
                    key,
                    0,
                    "{\"descriptor\":7}".getBytes(StandardCharsets.UTF_8),
                    List.of(),
                    Optional.empty()))));
    assertThat(registry.list())
        .containsExactly(new Platform(FakePlatform.ID, Optional.empty(), false, "", ""));

    TestPlatforms.add(registry, fake, 1);
    known.look();
    restart();
    assertThat(registry.find(FakePlatform.ID).orElseThrow().descriptor()).isPresent();
  }

  /** Runs nothing by itself, and knows what was called off. */
  private static final class Kept implements Background {
    final List<Runnable> once = new ArrayList<>();
    final Map<String, Runnable> repeated = new HashMap<>();
    final Set<String> calledOff = new HashSet<>();

    @Override
    public void run(String what, Runnable work) {
      once.add(work);
    }

    @Override
    public Runnable every(String what, Duration pause, Runnable work) {
      repeated.put(what, work);
      return () -> calledOff.add(what);
    }
  }

  private KnownPlatforms known(Background background) {
    return new KnownPlatforms(
        new ProviderRegistry(new CountedMetrics()),
        storage,
        core.store,
        core.directory,
        core.dependents,
        background);
  }

  private static DocumentStore away() {
    return (DocumentStore)
        Proxy.newProxyInstance(
            KnownPlatformsTest.class.getClassLoader(),
            new Class<?>[] {DocumentStore.class},
            (proxy, method, arguments) -> {
              throw new StorageException("away", true, new IOException("away"));
            });
  }

  @Test
  void areNotRememberedUntilTheyCouldBeReadAndAreReadOnce() {
    Kept kept = new Kept();
    KnownPlatforms known = known(kept);
    Runnable again = Objects.requireNonNull(kept.repeated.get("remembering platforms"));
    core.store.moveTo(away());
    assertThatThrownBy(kept.once.get(0)::run).isInstanceOf(StorageException.class);
    assertThat(known.remembered()).isFalse();

    core.store.moveTo(new InMemoryDocumentStore(core.clock));
    again.run();
    assertThat(known.remembered()).isTrue();
    assertThat(kept.calledOff).isEmpty();
    int before = core.store.reads();
    again.run();
    assertThat(core.store.reads()).isEqualTo(before);
    assertThat(kept.calledOff).containsExactly("remembering platforms");
  }

  @Test
  void nothingIsDoneForThemAnyMoreOnceTheComponentIsGone() {
    Kept kept = new Kept();
    KnownPlatforms known = known(kept);
    int before = kept.once.size();
    AtomicBoolean told = new AtomicBoolean();
    var unused = storage.onChange(MobileAppRecord.COLLECTION, notice -> told.set(true));

    known.close();
    bind();
    Together.until(told::get);

    assertThat(kept.calledOff).containsExactlyInAnyOrderElementsOf(kept.repeated.keySet());
    assertThat(kept.once).hasSize(before);
  }

  /** By another thread, a moment later. */
  private void awaitKept(String version) {
    DocumentKey key = new DocumentKey("known-platform", "", FakePlatform.ID);
    Together.until(
        () ->
            core.store
                .find(key)
                .filter(it -> new String(it.body(), StandardCharsets.UTF_8).contains(version))
                .isPresent());
  }

  @Test
  void whatAPlatformSaysIsKeptWithEachBindingThatIsMade() {
    TestPlatforms.add(registry, fake, 2);
    bind();
    awaitKept("1.0.2");

    TestPlatforms.add(registry, fake, 3);
    addSource();
    awaitKept("1.0.3");

    restart();
    assertThat(registry.find(FakePlatform.ID).orElseThrow().bundleVersion()).isEqualTo("1.0.3");
  }
}
