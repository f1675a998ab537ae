package dev.muster.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {
  @TempDir Path home;
  private Path plugins;

  @BeforeEach
  void unpack() throws IOException {
    plugins = Files.createDirectory(home.resolve("plugins"));
  }

  @Test
  void findsNothingWrongWithAFreshDistributionAndLeavesItAsItIs() {
    assertThat(new Preflight(TestSettings.in(home)).problems()).isEmpty();
    assertThat(home.toFile().list()).containsExactly("plugins");
    assertThat(plugins).isEmptyDirectory();
  }

  @Test
  void findsAPluginFolderThatIsNotThere() {
    assertThat(new Preflight(TestSettings.in(home, "plugins.dir", "nowhere")).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.subject()).isEqualTo("plugins.dir");
              assertThat(problem.found()).contains(home.resolve("nowhere") + " is not there");
            });
  }

  @Test
  void makesADataFolderThatOthersCannotLookInto() throws IOException {
    Preflight.createForOwnerOnly(home.resolve("data"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("data"))))
        .isEqualTo("rwx------");
    assertThat(home.resolve("data")).isEmptyDirectory();
  }

  @Test
  void findsAPortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(new Preflight(TestSettings.in(home, "http.port", port)).problems())
          .singleElement()
          .satisfies(
              problem -> {
                assertThat(problem.subject()).isEqualTo("http.port");
                assertThat(problem.found()).contains("127.0.0.1:" + port);
                assertThat(problem.remedy()).contains("MUSTER_HTTP_PORT");
              });
    }
  }

  @Test
  void findsAHostThatIsNotOurs() {
    assertThat(new Preflight(TestSettings.in(home, "http.host", "192.0.2.1")).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.subject()).isEqualTo("http.host");
              assertThat(problem.found()).contains("192.0.2.1");
            });
  }

  @Test
  void findsADataFolderThatIsAFile() throws IOException {
    Files.writeString(home.resolve("data"), "in the way");
    assertThat(new Preflight(TestSettings.in(home)).dataDir())
        .hasValueSatisfying(problem -> assertThat(problem.subject()).isEqualTo("data.dir"));
  }

  @Test
  void findsAMasterKeyThatOthersCanRead() throws IOException {
    Path key = key("secret", "rw-r-----");
    assertThat(new Preflight(TestSettings.in(home)).masterKey())
        .hasValueSatisfying(
            problem -> {
              assertThat(problem.found()).contains(key.toString()).contains("rw-r-----");
              assertThat(problem.remedy()).contains("chmod 600");
              assertThat(problem.toString()).doesNotContain("secret");
            });
  }

  @Test
  void findsAMasterKeyThatIsEmpty() throws IOException {
    key("", "rw-------");
    assertThat(new Preflight(TestSettings.in(home)).masterKey())
        .hasValueSatisfying(problem -> assertThat(problem.found()).contains("is empty"));
  }

  @Test
  void findsAMasterKeyThatIsNoFile() throws IOException {
    Files.createDirectories(home.resolve("data/master.key"));
    assertThat(new Preflight(TestSettings.in(home)).masterKey())
        .hasValueSatisfying(problem -> assertThat(problem.found()).contains("cannot be read"));
  }

  @Test
  void acceptsAMasterKeyForItsOwnerOnly() throws IOException {
    key("# a comment\n\nk1 " + "A".repeat(43) + "=\nk0 " + "B".repeat(43) + "=\n", "rw-------");
    assertThat(new Preflight(TestSettings.in(home)).masterKey()).isEmpty();
  }

  @Test
  void refusesAMasterKeyFileThatHoldsSomethingElse() throws IOException {
    key("# a comment\nnonsense\n", "rw-------");
    assertThat(new Preflight(TestSettings.in(home)).masterKey())
        .hasValueSatisfying(problem -> assertThat(problem.found()).contains("line 2"));
    key("# only a comment\n", "rw-------");
    assertThat(new Preflight(TestSettings.in(home)).masterKey())
        .hasValueSatisfying(problem -> assertThat(problem.found()).contains("holds no key"));
    Files.write(key("", "rw-------"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThat(new Preflight(TestSettings.in(home)).masterKey())
        .hasValueSatisfying(problem -> assertThat(problem.found()).contains("not text"));
  }

  private Path key(String content, String permissions) throws IOException {
    Path key = Files.createDirectories(home.resolve("data")).resolve("master.key");
    Files.writeString(key, content);
    return Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(permissions));
  }
}
