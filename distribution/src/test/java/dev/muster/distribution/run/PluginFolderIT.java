package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.distribution.osgi.PluginJars;
import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Management;
import dev.muster.distribution.process.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever lies in the plugin folder, the other plugins start, and nothing is passed over. */
class PluginFolderIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ACME = "org.acme.chat";

  private static Distribution unpack(String name, String locale) {
    return Distribution.unpack(
        name,
        Map.of(
            "MUSTER_ADMIN_PASSWORD",
            "not-asked-here-123",
            "LC_ALL",
            locale,
            "LC_CTYPE",
            locale,
            "LANG",
            locale));
  }

  private static PluginJars acme() {
    return PluginJars.of(ACME, "1.0.0", "acme");
  }

  /** By the shell: the Java of this test may not be able to spell the name. */
  private static void copyAs(String printed, Path jar, Path folder) throws Exception {
    Process copy =
        new ProcessBuilder(
                "sh",
                "-c",
                "cp \"$1\" \"$2/$(printf '" + printed + "')\"",
                "sh",
                jar + "",
                folder + "")
            .inheritIO()
            .start();
    assertThat(copy.waitFor()).isZero();
  }

  /** The second is a locale that no system has: Java then falls back to C all the same. */
  @ParameterizedTest
  @ValueSource(strings = {"C", "xx_XX.UTF-8"})
  void aNameThatTheLocaleCannotSpellHarmsNobody(String locale) throws Exception {
    Distribution node = unpack("plugin-locale", locale);
    Path jar = Files.write(node.home().resolve("acme.jar"), acme().bytes());
    copyAs("Acme\\344\\274\\201.jar", jar, node.home().resolve("plugins"));
    Outcome check = node.finish("check");
    assertThat(check.out()).contains("ok       plugin: " + ACME + " 1.0.0");
    assertThat(check.out().stream().filter(line -> line.startsWith("ok       plugin: ")))
        .hasSize(4);
    assertThat(check.exit()).as(check.out().toString()).isZero();
    try (Child process = node.run()) {
      Management api = new Management(node);
      for (JsonNode plugin : api.get("/plugins").path("items")) {
        assertThat(plugin.path("state").asText()).as(plugin.toString()).isEqualTo("active");
      }
      assertThat(api.get("/platforms/acme").path("available").asBoolean()).isTrue();
      assertThat(api.get("/platforms/lark").path("available").asBoolean()).isTrue();
      assertThat(process.alive()).isTrue();
    }
  }

  @Test
  void checkWarnsOfWhatHasNoWorkAndPassesOverNotesOfAnArchiver() throws IOException {
    Distribution node = unpack("plugin-notes", "C.UTF-8");
    Path folder = node.home().resolve("plugins");
    Files.write(folder.resolve("._acme.jar"), new byte[] {0, 5, 0x16, 7});
    Files.write(folder.resolve("ACME.JAR"), acme().bytes());
    Files.write(folder.resolve("old.jar"), PluginJars.of(ACME, "0.9.0", "acme").bytes());
    Outcome check = node.finish("check");
    assertThat(check.exit()).as(check.out().toString()).isZero();
    assertThat(check.out())
        .contains("ok       plugin: " + ACME + " 1.0.0")
        .anyMatch(line -> line.startsWith("warning  plugin: ") && line.contains("old.jar"))
        .noneMatch(line -> line.contains("._acme"));
  }

  @Test
  void checkNamesWhatCannotBeReadAsThat() throws IOException {
    Distribution node = unpack("plugin-unreadable", "C.UTF-8");
    Path folder = node.home().resolve("plugins");
    Files.createSymbolicLink(folder.resolve("acme.jar"), folder.resolve("nowhere"));
    Files.createDirectory(folder.resolve("folder.jar"));
    Outcome check = node.finish("check");
    assertThat(check.exit()).isEqualTo(1);
    assertThat(check.out())
        .anyMatch(line -> line.startsWith("wrong    plugin: ") && line.contains("leads nowhere"))
        .anyMatch(line -> line.startsWith("wrong    plugin: ") && line.contains("folder.jar"));
  }

  @Test
  void checkNamesAFolderThatIsNotThere() {
    Distribution node =
        unpack("plugin-nowhere", "C.UTF-8").with(Map.of("MUSTER_PLUGINS_DIR", "nowhere"));
    Outcome check = node.finish("check");
    assertThat(check.exit()).isEqualTo(1);
    assertThat(check.out())
        .anyMatch(line -> line.startsWith("wrong    plugins.dir: ") && line.contains("nowhere"));
  }

  @Test
  void readinessFailsWhileTheFolderCannotBeRead() throws Exception {
    Distribution node = unpack("plugin-folder", "C.UTF-8");
    Path folder = node.home().resolve("plugins");
    Path away = node.home().resolve("plugins-away");
    try (Child process = node.run()) {
      Files.move(folder, away);
      Await.until(PATIENCE, "not ready", () -> node.status("/readyz") == 503);
      Files.move(away, folder);
      Await.until(PATIENCE, "ready", () -> node.status("/readyz") == 200);
      assertThat(process.alive()).isTrue();
    }
  }

  @Test
  void aPolicyThatIsAskedForAndNotThereIsSeen() {
    Distribution node =
        unpack("plugin-policy", "C.UTF-8")
            .with(Map.of("MUSTER_SIGNIN_POLICIES_REQUIRED", "org.acme.policy"));
    try (Child process = node.launch("run")) {
      Await.until(PATIENCE, "it answers", () -> node.status("/livez") == 200);
      Await.until(
          PATIENCE,
          "it is named",
          () ->
              node.status("/readyz") == 503
                  && process.output().stream().anyMatch(line -> line.contains("org.acme.policy")));
      assertThat(process.alive()).isTrue();
    }
  }
}
