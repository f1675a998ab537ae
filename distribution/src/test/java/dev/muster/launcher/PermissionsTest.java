package dev.muster.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermissionsTest {
  @TempDir private Path home;

  @BeforeEach
  void thePluginFolderIsThere() throws IOException {
    Files.createDirectories(home.resolve("plugins"));
  }

  @ParameterizedTest
  @CsvSource({
    "data, data.dir, rwxrwxrwx",
    "data, data.dir, rwxrwx---",
    "plugins, plugins.dir, rwxrwxrwx",
    "conf, conf, rwxrwxrwx",
    "conf, conf, rwxr-xrwx",
    "conf/trusted-plugins, conf/trusted-plugins, rwxrwxrwx",
    "bundles, bundles, rwxrwxrwx",
    "lib, lib, rwxrwxrwx",
    "bin, bin, rwxrwxr-x",
  })
  void findFoldersThatOthersCanChange(String folder, String subject, String permissions)
      throws IOException {
    Path path = Files.createDirectories(home.resolve(folder));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));

    assertThat(new Preflight(TestSettings.in(home)).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.subject()).isEqualTo(subject);
              assertThat(problem.found()).contains(path.toString()).contains(permissions);
              assertThat(problem.remedy()).isEqualTo("chmod go-w " + path);
            });
  }

  @Test
  void keepNobodyFromTheDemo() throws IOException {
    Path bundles = Files.createDirectories(home.resolve("bundles"));
    Files.setPosixFilePermissions(bundles, PosixFilePermissions.fromString("rwxrwxr-x"));
    SettingsReading reading =
        SettingsReader.read(new Home(home), Map.of("http.port", "0"), Map.of(), true);

    assertThat(new Preflight(((SettingsReading.Valid) reading).settings()).problems()).isEmpty();
  }

  @Test
  void findAJarThatOthersCanChange() throws IOException {
    Path jar = Files.createFile(Files.createDirectories(home.resolve("lib")).resolve("a.jar"));
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("rw-rw-rw-"));

    assertThat(new Permissions(TestSettings.in(home)).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.found()).contains(jar.toString()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "admin.token=x",
        "admin.password=x",
        "database.password=x",
        "platform.acme.shared-secret=x",
        "platform.acme.api.key=x",
        "hook.org.acme.smtp.Password=x",
        "platform.lark.proxy.url=http://user:pass@proxy:3128",
      })
  void findASettingsFileWithASecretThatOthersCanRead(String line) throws IOException {
    Path file = settings(line, "rw-r--r--");

    assertThat(new Permissions(TestSettings.in(home)).problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.subject()).isEqualTo("settings");
              assertThat(problem.found()).contains("holds a secret").doesNotContain("=x");
              assertThat(problem.remedy()).startsWith("chmod 600 " + file);
            });
    settings(line, "rw-r-----");
    assertThat(new Permissions(TestSettings.in(home)).problems()).hasSize(1);
    settings(line, "rw-------");
    assertThat(new Permissions(TestSettings.in(home)).problems()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-rw-rw-", "rw-rw-r--", "rw----rw-"})
  void findASettingsFileThatOthersCanChangeWhateverItHolds(String permissions) throws IOException {
    settings("http.port=8080", permissions);

    assertThat(new Permissions(TestSettings.in(home)).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.remedy()).startsWith("chmod go-w"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"http.port=8080", "admin.token=", "master.key.file=/etc/muster.key"})
  void letOthersReadASettingsFileWithoutSecrets(String line) throws IOException {
    settings(line, "rw-r--r--");

    assertThat(new Permissions(TestSettings.in(home)).problems()).isEmpty();
  }

  private Path settings(String line, String permissions) throws IOException {
    Path file = Files.createDirectories(home.resolve("conf")).resolve("muster.properties");
    Files.writeString(file, line + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}
