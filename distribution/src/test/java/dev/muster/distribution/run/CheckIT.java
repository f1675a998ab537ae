package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.osgi.PluginJars;
import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Outcome;
import dev.muster.distribution.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * {@code bin/muster check}: names what is wrong and how to mend it, and everything else as fine.
 */
class CheckIT {
  private static Distribution distribution;

  @BeforeAll
  static void unpack() {
    distribution =
        Distribution.unpack("check", Map.of("MUSTER_ADMIN_PASSWORD", "not-asked-here-123"));
  }

  @Test
  void findsNothingWrongWithANewOne() {
    Outcome outcome = with("new", Map.of()).finish("check");
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out()).allMatch(line -> line.startsWith("ok "));
    for (String subject : new String[] {"settings", "data", "master key", "listener", "storage"}) {
      assertThat(outcome.out()).anyMatch(line -> line.startsWith("ok       " + subject + ":"));
    }
    for (String file : new String[] {"master.key", "muster.db"}) {
      assertThat(outcome.out())
          .anyMatch(line -> line.endsWith(file + " will be created at the first start"));
    }
    assertThat(outcome.out().stream().filter(line -> line.startsWith("ok       plugin:")))
        .hasSize(3);
  }

  @Test
  void findsNothingWrongWithOneThatRuns() {
    Distribution node = with("running", Map.of());
    try (Child process = node.run()) {
      Outcome outcome = node.finish("check");
      assertThat(outcome.err()).isEmpty();
      assertThat(outcome.exit()).isZero();
      assertThat(outcome.out()).contains("ok       storage: answers");
      assertThat(process.alive()).isTrue();
    }
  }

  @Test
  void namesEverySettingThatIsWrong() {
    Outcome outcome =
        with("settings", Map.of("MUSTER_HTTP_PORT", "http", "MUSTER_PUBLIC_URL", "localhost"))
            .finish("check");
    wrong(outcome, 2);
    assertThat(outcome.out())
        .anyMatch(line -> line.contains("http.port: is 'http'") && line.contains("a number from"))
        .anyMatch(line -> line.contains("public.url") && line.contains("https://host"));
  }

  @Test
  void namesAKeyThatIsMisspelt() {
    Outcome outcome = with("misspelt", Map.of("MUSTER_HTTP_PROT", "1")).finish("check");
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .anyMatch(line -> line.startsWith("warning  http.prot") && line.contains("misspelt"));
  }

  @Test
  void namesAMasterKeyThatIsNone() throws IOException {
    Path key = Files.writeString(distribution.home().resolve("malformed.key"), "nonsense\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Outcome outcome = with("key", Map.of("MUSTER_MASTER_KEY_FILE", key.toString())).finish("check");
    wrong(outcome, 1);
    assertThat(outcome.out())
        .anyMatch(line -> line.startsWith("wrong    master.key.file") && line.contains("line 1"));
  }

  @Test
  void namesAMasterKeyThatOthersMayRead() throws IOException {
    Path key = Files.writeString(distribution.home().resolve("open.key"), "nonsense\n");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
    Outcome outcome =
        with("open-key", Map.of("MUSTER_MASTER_KEY_FILE", key.toString())).finish("check");
    wrong(outcome, 1);
    assertThat(outcome.out())
        .anyMatch(line -> line.startsWith("wrong    master.key.file") && line.contains("chmod"));
  }

  @Test
  void namesADatabaseThatDoesNotAnswer() {
    String url = "jdbc:postgresql://127.0.0.1:" + Ports.free() + "/muster";
    Outcome outcome = with("database", Map.of("MUSTER_DATABASE_URL", url)).finish("check");
    wrong(outcome, 1);
    assertThat(outcome.out())
        .anyMatch(
            line -> line.startsWith("wrong    storage: database.url") && line.contains("start it"));
  }

  @Test
  void namesADatabaseFileThatIsDamaged() throws IOException {
    Distribution node = with("damaged", Map.of());
    Files.createDirectories(data("damaged"));
    Files.writeString(data("damaged").resolve("muster.db"), "this is no database ".repeat(500));
    Outcome outcome = node.finish("check");
    wrong(outcome, 1);
    assertThat(outcome.out())
        .anyMatch(line -> line.startsWith("wrong    ") && line.contains("restore a backup"));
  }

  @Test
  void namesPluginsThatAreDamagedOrNone() throws IOException {
    Path plugins = Files.createDirectories(distribution.home().resolve("other plugins"));
    Path whole;
    try (Stream<Path> files = Files.list(distribution.home().resolve("plugins"))) {
      whole = files.findFirst().orElseThrow();
    }
    byte[] content = Files.readAllBytes(whole);
    Files.write(plugins.resolve("cut.jar"), Arrays.copyOf(content, content.length / 2));
    byte[] flipped = content.clone();
    flipped[content.length / 2] ^= 0x55;
    Files.write(plugins.resolve("flipped.jar"), flipped);
    Files.writeString(plugins.resolve("text.jar"), "no jar at all");
    Files.write(plugins.resolve("whole.jar"), content);
    Outcome outcome =
        with("plugins", Map.of("MUSTER_PLUGINS_DIR", plugins.toString())).finish("check");
    wrong(outcome, 3);
    assertThat(outcome.out())
        .anyMatch(line -> line.startsWith("wrong    plugin") && line.contains("cut.jar"))
        .anyMatch(line -> line.startsWith("wrong    plugin") && line.contains("flipped.jar"))
        .anyMatch(line -> line.startsWith("wrong    plugin") && line.contains("text.jar"))
        .anyMatch(line -> line.startsWith("ok       plugin: dev.muster."));
  }

  @Test
  void namesTheCauseOfEachRefusal() throws IOException {
    Path plugins = Files.createDirectories(distribution.home().resolve("refused plugins"));
    Map<String, PluginJars> jars =
        Map.of(
            "no bundle here exports", jar("a").imports("org.nowhere;version=\"[3.1,4)\""),
            "this Muster has 1.",
                jar("b")
                    .header(
                        "Import-Package",
                        "org.osgi.framework,dev.muster.spi.platform;version=\"[2.0,3)\""),
            "keeps for itself", jar("c").imports("dev.muster.core.plugin"),
            "the licence has run out", jar("d").behaves("throws"),
            "ChatProvider", jar("e").behaves("silent"),
            "lacks Bundle-ManifestVersion", jar("f").header("Bundle-ManifestVersion", "1"),
            "serves already", PluginJars.of("org.acme.z", "1.0.0", "works"));
    int number = 0;
    for (PluginJars jar : jars.values()) {
      Files.write(plugins.resolve("refused-" + number++ + ".jar"), jar.bytes());
    }
    Files.write(
        plugins.resolve("works.jar"), PluginJars.of("org.acme.a", "1.0.0", "works").bytes());
    Outcome outcome =
        with("refused", Map.of("MUSTER_PLUGINS_DIR", plugins.toString())).finish("check");
    wrong(outcome, jars.size());
    for (String words : jars.keySet()) {
      assertThat(outcome.out())
          .anyMatch(line -> line.startsWith("wrong    plugin:") && line.contains(words));
    }
    assertThat(outcome.out()).contains("ok       plugin: org.acme.a 1.0.0");
  }

  private static PluginJars jar(String name) {
    return PluginJars.of("org.acme.refused." + name, "1.0.0", "refused-" + name);
  }

  @Test
  void namesPluginsThatNobodySignedWhereThatIsAsked() {
    Outcome outcome = with("trust", Map.of("MUSTER_PLUGINS_TRUST", "signed")).finish("check");
    wrong(outcome, 3);
    assertThat(outcome.out().stream().filter(line -> line.startsWith("wrong    plugin:")))
        .allMatch(line -> line.contains("trusted-plugins"));
  }

  @Test
  void namesAPortThatIsTaken() {
    try (Child process = with("first", Map.of()).run()) {
      Outcome outcome = with("second", Map.of()).finish("check");
      wrong(outcome, 1);
      assertThat(outcome.out()).anyMatch(line -> line.startsWith("wrong    http.port"));
      assertThat(process.alive()).isTrue();
    }
  }

  @Test
  void namesAMasterKeyThatDoesNotOpenWhatIsStoredAsTheStartDoes() throws IOException {
    Distribution node = with("lost-key", Map.of());
    node.run().close();
    Path key = data("lost-key").resolve("master.key");
    String before = Files.readString(key);
    assertThat(node.finish("check").exit()).isZero();

    // of another installation, with the same name as the right one
    String id = before.lines().filter(line -> !line.startsWith("#")).toList().get(0).split(" ")[0];
    for (String other : new String[] {"k0", id}) {
      Files.writeString(key, other + " " + "A".repeat(43) + "=\n");
      foundByBoth(node, "does not open");
    }
    Files.delete(key);
    Outcome missing = node.finish("check");
    wrong(missing, 1);
    assertThat(key).doesNotExist();
    Files.writeString(key, before);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    assertThat(node.finish("check").exit()).isZero();
  }

  @Test
  void namesPermissionsThatLetOthersInAsTheStartDoes() throws IOException {
    Distribution node = Distribution.unpack("check-permissions", Map.of());
    for (String each : new String[] {"plugins", "conf", "bundles", "data"}) {
      Path folder = node.home().resolve(each);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
      foundByBoth(node, "chmod go-w");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
    Path settings = node.home().resolve("conf/muster.properties");
    Files.writeString(settings, "admin.password=not-asked-here-123\n");
    Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-rw-rw-"));
    Outcome outcome = node.finish("check");
    wrong(outcome, 2);
    assertThat(outcome.out()).noneMatch(line -> line.contains("not-asked-here-123"));
  }

  @Test
  void leavesAnInstallationAsItIs() throws IOException {
    Distribution node = with("untouched", Map.of());
    node.finish("check");
    assertThat(data("untouched")).doesNotExist();
    node.run().close();
    Map<String, String> before = files(data("untouched"));

    assertThat(node.finish("check").exit()).isZero();

    assertThat(files(data("untouched"))).isEqualTo(before);
  }

  private static Map<String, String> files(Path folder) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.filter(Files::isRegularFile).toList()) {
        files.put(
            each.toString(),
            Files.getLastModifiedTime(each) + " " + Arrays.hashCode(Files.readAllBytes(each)));
      }
    }
    return files;
  }

  /** The start by its one line, the check by a line among others. */
  private static void foundByBoth(Distribution node, String words) {
    Outcome check = node.finish("check");
    wrong(check, 1);
    assertThat(check.out()).anyMatch(line -> line.startsWith("wrong ") && line.contains(words));
    Outcome start = node.finish("run");
    assertThat(start.exit()).isEqualTo(1);
    assertThat(start.err()).singleElement().asString().contains(words);
  }

  private static void wrong(Outcome outcome, int problems) {
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out().stream().filter(line -> line.startsWith("wrong "))).hasSize(problems);
    assertThat(outcome.err())
        .containsExactly(
            "muster: " + problems + (problems == 1 ? " problem found" : " problems found"));
  }

  private static Path data(String name) {
    return distribution.home().resolve("data-of-" + name);
  }

  private static Distribution with(String name, Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("MUSTER_DATA_DIR", data(name).toString());
    return distribution.with(all);
  }
}
