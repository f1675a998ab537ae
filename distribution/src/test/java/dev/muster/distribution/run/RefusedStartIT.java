package dev.muster.distribution.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.distribution.process.Child;
import dev.muster.distribution.process.Distribution;
import dev.muster.distribution.process.Outcome;
import dev.muster.distribution.process.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What cannot run ends with one line that says why and what to do, and with another code than 0.
 */
class RefusedStartIT {
  private static final String KEY = "k0 " + "A".repeat(43) + "=\n";

  private static Distribution distribution;

  @BeforeAll
  static void unpack() {
    distribution = Distribution.unpack("refused-start", Map.of());
  }

  @Test
  void aPortThatIsTaken() throws IOException {
    try (ServerSocket other = listener()) {
      refused(
          "run",
          Map.of("MUSTER_HTTP_PORT", Integer.toString(other.getLocalPort())),
          "http.port",
          "127.0.0.1:" + other.getLocalPort(),
          "MUSTER_HTTP_PORT");
    }
  }

  @Test
  void anAddressOfAnotherMachine() {
    refused("run", Map.of("MUSTER_HTTP_HOST", "192.0.2.1"), "http.host", "192.0.2.1");
  }

  @Test
  void aTokenThatCanBeGuessed() {
    refused("run", Map.of("MUSTER_ADMIN_TOKEN", "x"), "admin.token", "32", "MUSTER_ADMIN_TOKEN");
    Outcome check = distribution.with(Map.of("MUSTER_ADMIN_TOKEN", "x")).finish("check");
    assertThat(check.exit()).isEqualTo(1);
    assertThat(check.out()).anyMatch(line -> line.contains("admin.token") && line.contains("32"));
  }

  @Test
  void aMasterKeyThatCannotBeRead() throws IOException {
    Path folder = Files.createDirectories(distribution.home().resolve("key-folder"));
    refused("run", masterKey(folder), "master.key.file", folder.toString(), "cannot be read");
  }

  @Test
  void aMasterKeyThatOthersMayRead() throws IOException {
    Path key = key("open.key", KEY, "rw-r--r--");
    refused("run", masterKey(key), "master.key.file", key.toString(), "chmod 600");
  }

  @Test
  void aMasterKeyThatIsNone() throws IOException {
    Path key = key("malformed.key", "not-a-key\n", "rw-------");
    refused("run", masterKey(key), "master.key.file", key.toString(), "line 1");
  }

  @Test
  void aMasterKeyThatIsEmpty() throws IOException {
    Path key = key("empty.key", "", "rw-------");
    refused("run", masterKey(key), "master.key.file", key.toString(), "empty");
  }

  @Test
  void anotherMasterKeyThanTheOneThatEncryptedWhatIsStored() throws IOException {
    Path data = distribution.home().resolve("data-of-another-key");
    Map<String, String> settings = Map.of("MUSTER_DATA_DIR", data.toString());
    try (Child first = distribution.with(settings).run()) {
      assertThat(first.alive()).isTrue();
    }
    Files.writeString(data.resolve("master.key"), KEY);
    refused("run", settings, "master.key.file", "copy");
  }

  @Test
  void aDatabaseBehindAClosedPort() throws IOException {
    int port;
    try (ServerSocket closed = listener()) {
      port = closed.getLocalPort();
    }
    refused("run", database(port), "database.url", "no PostgreSQL answers there");
  }

  @Test
  void aDatabaseThatSaysNothing() throws IOException {
    // the system accepts connections in its name; nobody reads what they say
    try (ServerSocket silent = listener()) {
      refused("run", database(silent.getLocalPort()), "database.url", "no PostgreSQL answers");
    }
  }

  @Test
  void aStartThatTakesLongerThanItMay() throws IOException {
    try (ServerSocket silent = listener()) {
      Map<String, String> settings = new HashMap<>(database(silent.getLocalPort()));
      settings.put("MUSTER_START_TIMEOUT", "1");
      refused("run", settings, "start.timeout", "not ready within 1 s of the start", ": ");
    }
  }

  @Test
  void aDatabaseOfAnotherKind() {
    Outcome outcome =
        refused(
            "run",
            Map.of("MUSTER_DATABASE_URL", "jdbc:mysql://u:hidden-word@localhost/muster"),
            "database.url",
            "jdbc:postgresql://");
    assertThat(outcome.err().get(0)).doesNotContain("hidden-word");
  }

  @Test
  void aSettingThatIsWrong() {
    refused("run", Map.of("MUSTER_HTTP_THREADS", "many"), "http.threads", "'many'", "from 8 to");
  }

  @Test
  void aDataFolderThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(distribution.home().resolve("a-file"), "");
    Path folder = file.resolve("data");
    refused("run", Map.of("MUSTER_DATA_DIR", folder.toString()), "data.dir", folder.toString());
  }

  @Test
  void aDataFolderThatCannotBeMade() {
    refused("run", Map.of("MUSTER_DATA_DIR", "/proc/muster"), "data.dir: /proc/muster ", "give a");
  }

  @Test
  void aPluginFolderThatIsNotThere() {
    Path folder = distribution.home().resolve("no-plugins");
    refused(
        "run",
        Map.of("MUSTER_PLUGINS_DIR", folder.toString()),
        "plugins.dir: " + folder + " is not there",
        "give the folder with the providers");
  }

  @Test
  void aDataFolderThatAnotherProcessHas() throws IOException {
    Path data = Files.createDirectories(distribution.home().resolve("data-in-use"));
    Map<String, String> settings = Map.of("MUSTER_DATA_DIR", data.toString());
    try (Child first = distribution.with(settings).run()) {
      String port = Integer.toString(Ports.free());
      refused(
          "run",
          Map.of("MUSTER_DATA_DIR", data.toString(), "MUSTER_HTTP_PORT", port),
          "data.dir",
          data.toString(),
          "in use");
      assertThat(distribution.status("/readyz")).isEqualTo(200);
      assertThat(first.alive()).isTrue();
    }
  }

  @Test
  void aCommandThatThereIsNot() {
    Outcome outcome = distribution.with(Map.of()).finish("start");
    assertThat(outcome.err()).hasSize(1);
    assertThat(outcome.err().get(0)).startsWith("muster: ").contains("'start'", "usage:");
    assertThat(outcome.exit()).isEqualTo(2);
  }

  @Test
  void aJavaThatIsNotThere() {
    refused("run", Map.of("JAVA_HOME", "/nowhere"), "no Java found", "/nowhere");
  }

  /** Standard error has the one line; the log goes to standard output. */
  private static Outcome refused(String command, Map<String, String> settings, String... words) {
    Outcome outcome = distribution.with(settings).finish(command);
    assertThat(outcome.err()).hasSize(1);
    assertThat(outcome.err().get(0)).startsWith("muster: ").contains(words);
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).noneMatch(line -> line.contains("\"message\":\"ready at"));
    return outcome;
  }

  private static Map<String, String> masterKey(Path file) {
    return Map.of("MUSTER_MASTER_KEY_FILE", file.toString());
  }

  private static Map<String, String> database(int port) {
    return Map.of("MUSTER_DATABASE_URL", "jdbc:postgresql://127.0.0.1:" + port + "/muster");
  }

  private static Path key(String name, String content, String permissions) throws IOException {
    Path key = Files.writeString(distribution.home().resolve(name), content);
    return Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(permissions));
  }

  private static ServerSocket listener() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }
}
