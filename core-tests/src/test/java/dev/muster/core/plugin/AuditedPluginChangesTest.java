package dev.muster.core.plugin;

import static dev.muster.core.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.AuditEvent;
import dev.muster.api.Plugins.Plugin;
import dev.muster.api.Plugins.State;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.ProblemException.FieldProblem;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.settings.Settings;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.TestCore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditedPluginChangesTest {
  private static final String ACME = "org.acme.chat";

  @TempDir Path directory;
  private final FakeFramework framework = new FakeFramework();
  private final CountedMetrics metrics = new CountedMetrics();
  private Path dropped;
  private TestCore core;
  private PluginWatcher watcher;

  @BeforeEach
  void start() throws IOException {
    core = new TestCore(directory);
    dropped = Files.createDirectory(directory.resolve("plugins"));
    framework.properties.put("muster.plugins.dir", dropped.toString());
    framework.properties.put("muster.data.dir", directory.resolve("data").toString());
    watcher = new PluginWatcher(framework.context(), new ProviderRegistry(metrics), metrics);
    await(() -> watcher.checks().get("plugins").isEmpty());
  }

  @AfterEach
  void end() throws InterruptedException {
    framework.end.countDown();
    watcher.stop();
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.yield();
    }
  }

  private AuditedPluginChanges changes(boolean upload) {
    Settings settings =
        new Settings(
            key -> key.equals("plugins.upload") ? Optional.of("" + upload) : Optional.empty(),
            "1.0.0");
    return new AuditedPluginChanges(watcher, settings, core.changes);
  }

  private static TestJar acme(String version) {
    return TestJar.bundle(ACME, version).header("Test-Platform", "acme");
  }

  private static InputStream stream(TestJar jar) {
    return new ByteArrayInputStream(jar.bytes());
  }

  private List<String> events() {
    return core.events("").stream().map(AuditEvent::action).toList();
  }

  private long onTheirWay() throws IOException {
    try (Stream<Path> files = Files.list(directory.resolve("data/plugin-state/incoming"))) {
      return files.count();
    }
  }

  private Plugin installed() {
    return changes(true).install(TestCore.ALICE, stream(acme("1.0.0")));
  }

  @Test
  void installsWhatIsUploadedAndRecordsIt() throws IOException {
    Plugin plugin = installed();

    assertThat(plugin.state()).isEqualTo(State.ACTIVE);
    assertThat(watcher.list()).containsExactly(plugin);
    assertThat(core.events(""))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.action()).isEqualTo("plugin.installed");
              assertThat(event.actor()).isEqualTo(TestCore.ALICE.actor());
              assertThat(event.detail()).containsEntry("version", "1.0.0");
            });
    assertThat(onTheirWay()).as("the copy that runs").isEqualTo(1);
  }

  @Test
  void refusesUploadsUnlessTheyAreSwitchedOn() throws IOException {
    assertProblem(
        ProblemCode.PLUGIN_UPLOAD_OFF,
        () -> changes(false).install(TestCore.ALICE, stream(acme("1.0.0"))));
    Settings untouched = new Settings(key -> Optional.empty(), "1.0.0");
    assertProblem(
        ProblemCode.PLUGIN_UPLOAD_OFF,
        () ->
            new AuditedPluginChanges(watcher, untouched, core.changes)
                .install(TestCore.ALICE, stream(acme("1.0.0"))));

    assertThat(onTheirWay()).isZero();
    assertThat(framework.happened).isEmpty();
    assertThat(events()).isEmpty();
  }

  @Test
  void recordsAnUploadThatIsRefusedAndKeepsNothingOfIt() throws IOException {
    assertThatThrownBy(() -> changes(true).install(TestCore.ALICE, stream(TestJar.plain())))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ProblemCode.PLUGIN_REFUSED);
              assertThat(refusal.errors())
                  .extracting(FieldProblem::code)
                  .containsExactly("not-a-bundle");
            });

    assertThat(core.events(""))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.action()).isEqualTo("plugin.refused");
              assertThat(event.detail()).containsValue("not-a-bundle");
            });
    assertThat(onTheirWay()).isZero();
    assertThat(watcher.list()).isEmpty();
  }

  @Test
  void anUploadThatBreaksOffIsAFaultOfTheMomentAndNoRefusal() throws IOException {
    InputStream breaks =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("the connection is gone");
          }
        };
    assertProblem(ProblemCode.UNAVAILABLE, () -> changes(true).install(TestCore.ALICE, breaks));

    assertThat(onTheirWay()).isZero();
    assertThat(events()).isEmpty();
  }

  @Test
  void knowsNoPluginThatIsNotThere() {
    AuditedPluginChanges changes = changes(true);
    assertProblem(ProblemCode.NOT_FOUND, () -> changes.stop(TestCore.ALICE, "../../x"));
    assertProblem(ProblemCode.NOT_FOUND, () -> changes.start(TestCore.ALICE, "../../x"));
    assertProblem(ProblemCode.NOT_FOUND, () -> changes.delete(TestCore.ALICE, "../../x"));
    assertThat(directory.resolve("data").resolve("x")).doesNotExist();
    assertThat(events()).isEmpty();
  }

  @Test
  void recordsEveryChange() {
    installed();
    AuditedPluginChanges changes = changes(false);

    assertThat(changes.stop(TestCore.ALICE, ACME).state()).isEqualTo(State.STOPPED);
    assertThat(framework.plugins()).isEmpty();
    assertThat(changes.start(TestCore.ALICE, ACME).state()).isEqualTo(State.ACTIVE);
    changes.delete(TestCore.ALICE, ACME);

    assertThat(watcher.find(ACME)).isEmpty();
    assertThat(events())
        .containsExactly("plugin.deleted", "plugin.started", "plugin.stopped", "plugin.installed");
  }

  @Test
  void saysWhyAPluginThatIsStartedDoesNotRun() throws IOException {
    acme("1.0.0").header("Test-Start", "throws").write(dropped.resolve("a.jar"));
    await(() -> watcher.find(ACME).isPresent());

    assertThatThrownBy(() -> changes(false).start(TestCore.ALICE, ACME))
        .isInstanceOfSatisfying(
            ProblemException.class,
            refusal ->
                assertThat(refusal.errors())
                    .extracting(FieldProblem::code)
                    .containsExactly("does-not-start"));
  }

  @Test
  void tellsNoPartOfAListWhileTheFolderCannotBeReadAndRecovers() throws IOException {
    installed();
    Path away = Files.move(dropped, directory.resolve("away"));
    await(() -> watcher.checks().get("plugins").contains("cannot be read"));
    assertProblem(ProblemCode.UNAVAILABLE, watcher::list);
    assertThat(framework.only().isThere()).as("what runs goes on").isTrue();

    Files.move(away, dropped);
    await(() -> watcher.checks().get("plugins").isEmpty());
    assertThat(watcher.list()).hasSize(1);
  }

  @Test
  void whatAChangeThrowsReachesWhoeverAskedForIt() throws IOException {
    assertThat(watcher.<String>change(deployer -> "done")).isEqualTo("done");
    assertThatThrownBy(
            () ->
                watcher.change(
                    deployer -> {
                      throw new IOException("as the test says");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("as the test says");
  }
}
