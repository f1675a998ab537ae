package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.AuditEvent;
import dev.muster.api.AuditLog;
import dev.muster.api.Caller;
import dev.muster.api.PluginChanges;
import dev.muster.api.Plugins.Plugin;
import dev.muster.api.Plugins.State;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;

/** What an administrator does to plugins over the API. */
@InFramework
class PluginChangesIT {
  private static final String ACME = "org.acme.chat";
  private static final Caller ALICE = new Caller("admin:alice", "192.0.2.1", "id-of-the-test");

  private PluginFixture plugins;
  private PluginChanges changes;

  @BeforeEach
  void fixture(BundleContext context) {
    plugins = new PluginFixture(context);
    changes = plugins.service(PluginChanges.class);
  }

  @AfterEach
  void leaveTheFolderEmpty(BundleContext context) throws Exception {
    new PluginFixture(context).clear();
  }

  private Plugin install(PluginJars jar) {
    return changes.install(ALICE, new ByteArrayInputStream(jar.bytes()));
  }

  private static PluginJars acme(String version) {
    return PluginJars.of(ACME, version, "acme");
  }

  @Test
  void installsUpdatesAndGoesBackInTheFolder() throws Exception {
    plugins.drop("dropped.jar", acme("1.0.0"));
    plugins.awaitVersion(ACME, "1.0.0");
    assertThat(install(acme("1.1.0")).version()).hasValue("1.1.0");
    assertThat(plugins.file("dropped.jar")).doesNotExist();
    Plugin back = install(acme("1.0.5"));
    assertThat(back.version()).hasValue("1.0.5");
    assertThat(back.files()).containsExactly(ACME + "-1.0.5.jar");
    assertThat(plugins.file(ACME + "-1.0.5.jar")).hasBinaryContent(acme("1.0.5").bytes());
    plugins.awaitOnlyBundle(ACME, "1.0.5");
  }

  @Test
  void refusesAndLeavesWhatWorked() throws Exception {
    install(acme("1.0.0"));
    assertThatThrownBy(() -> install(acme("2.0.0").behaves("throws")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.PLUGIN_REFUSED);
              assertThat(e).hasMessageContaining("the licence has run out");
            });
    assertThat(plugins.plugin(ACME).orElseThrow().version()).hasValue("1.0.0");
    try (var files = Files.list(plugins.folder())) {
      assertThat(files).containsExactly(plugins.file(ACME + "-1.0.0.jar"));
    }
  }

  @Test
  void stopsStartsAndDeletes() throws Exception {
    install(acme("1.0.0"));
    assertThat(changes.stop(ALICE, ACME).state()).isEqualTo(State.STOPPED);
    assertThat(plugins.bundles(ACME)).isEmpty();
    plugins.drop("newer.jar", acme("1.1.0"));
    plugins.await(ACME, plugin -> plugin.files().size() == 2);
    assertThat(plugins.plugin(ACME).orElseThrow().state()).isEqualTo(State.STOPPED);
    assertThat(changes.start(ALICE, ACME).version()).hasValue("1.1.0");
    changes.delete(ALICE, ACME);
    assertThat(plugins.plugin(ACME)).isEmpty();
    assertThat(plugins.file("newer.jar")).doesNotExist();
    assertThatThrownBy(() -> changes.stop(ALICE, ACME))
        .isInstanceOfSatisfying(
            ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.NOT_FOUND));
  }

  @Test
  void deletesAlsoWhatCannotBeRead() throws Exception {
    plugins.drop("broken.jar", new byte[] {1, 2, 3});
    plugins.await("broken.jar", plugin -> plugin.state() == State.REFUSED);
    changes.delete(ALICE, "broken.jar");
    assertThat(plugins.file("broken.jar")).doesNotExist();
  }

  @Test
  void writesDownWhoDidWhat() {
    install(acme("1.0.0"));
    changes.stop(ALICE, ACME);
    changes.start(ALICE, ACME);
    changes.delete(ALICE, ACME);
    AuditLog.Filter filter =
        new AuditLog.Filter(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("plugin:" + ACME));
    assertThat(plugins.service(AuditLog.class).list("", filter, 4, Optional.empty()).items())
        .allMatch(event -> event.actor().equals("admin:alice"))
        .extracting(AuditEvent::action)
        .containsExactly("plugin.deleted", "plugin.started", "plugin.stopped", "plugin.installed");
  }
}
