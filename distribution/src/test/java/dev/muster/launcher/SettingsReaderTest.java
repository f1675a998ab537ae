package dev.muster.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {
  private final Home home = new Home(Path.of("/opt/muster"));

  @Nested
  class Defaults {
    @Test
    void areThoseOfTheContract() {
      Settings settings = valid(Map.of(), Map.of());

      assertThat(settings.httpHost()).isEqualTo("0.0.0.0");
      assertThat(settings.httpPort()).isEqualTo(8080);
      assertThat(settings.publicUrl()).hasToString("http://localhost:8080");
      assertThat(settings.dataDir()).isEqualTo(Path.of("/opt/muster/data"));
      assertThat(settings.pluginsDir()).isEqualTo(Path.of("/opt/muster/plugins"));
      assertThat(settings.databaseFile()).isEqualTo(Path.of("/opt/muster/data/muster.db"));
      assertThat(settings.masterKeyFile()).isEqualTo(Path.of("/opt/muster/data/master.key"));
      assertThat(settings.values()).containsEntry("plugins.trust", "any");
      assertThat(settings.values()).doesNotContainKeys("admin.password", "admin.token");
    }

    @Test
    void databaseAndKeyFollowTheDataFolder() {
      Settings settings = valid(Map.of("data.dir", "/srv/muster"), Map.of());

      assertThat(settings.databaseFile()).isEqualTo(Path.of("/srv/muster/muster.db"));
      assertThat(settings.masterKeyFile()).isEqualTo(Path.of("/srv/muster/master.key"));
    }

    @Test
    void publicUrlFollowsThePort() {
      assertThat(valid(Map.of("http.port", "9000"), Map.of()).publicUrl())
          .hasToString("http://localhost:9000");
    }

    @Test
    void publicUrlIsTheSameWithASlashAtItsEnd() {
      Settings settings = valid(Map.of("public.url", "https://muster.example:8443/"), Map.of());

      assertThat(settings.publicUrl()).hasToString("https://muster.example:8443");
      assertThat(settings.frameworkProperties())
          .containsEntry("muster.public.url", "https://muster.example:8443");
    }

    @Test
    void demoListensOnThisMachineOnlyWhateverIsSet() {
      SettingsReading reading =
          SettingsReader.read(home, Map.of("http.host", "0.0.0.0"), Map.of(), true);

      assertThat(reading)
          .asInstanceOf(type(SettingsReading.Valid.class))
          .satisfies(valid -> assertThat(valid.settings().httpHost()).isEqualTo("127.0.0.1"))
          .satisfies(
              valid ->
                  assertThat(valid.settings().frameworkProperties())
                      .containsEntry("muster.demo", "true")
                      .containsEntry("muster.http.host", "127.0.0.1"));
    }

    @Test
    void demoSaysWhichTenantTheSimulatedPlatformsAreIn() {
      assertThat(SettingsReader.read(home, Map.of(), Map.of(), true))
          .asInstanceOf(type(SettingsReading.Valid.class))
          .satisfies(
              valid ->
                  assertThat(DemoDefaults.banner(valid.settings()))
                      .containsPattern("Password +[^ ]+\n +Tenant +Sandbox Ltd \\(demo\\)"));
    }
  }

  @Nested
  class Environment {
    @Test
    void winsOverTheFile() {
      assertThat(valid(Map.of("http.port", "9000"), Map.of("MUSTER_HTTP_PORT", "9001")).httpPort())
          .isEqualTo(9001);
    }

    @Test
    void reachesAPlatformNobodyHereHasHeardOf() {
      Settings settings = valid(Map.of(), Map.of("MUSTER_PLATFORM_ACME_API_URL", "http://acme"));

      assertThat(settings.frameworkProperties())
          .containsEntry("muster.platform.acme.api.url", "http://acme");
    }

    @Test
    void takesTheSpellingOfTheFileWhereAnIdHasAHyphen() {
      Settings settings =
          valid(
              Map.of("platform.acme-chat.api.url", "http://file"),
              Map.of("MUSTER_PLATFORM_ACME_CHAT_API_URL", "http://variable"));

      assertThat(settings.values())
          .containsEntry("platform.acme-chat.api.url", "http://variable")
          .doesNotContainKey("platform.acme.chat.api.url");
    }

    @Test
    void emptyVariableIsOneThatIsNotSet() {
      assertThat(valid(Map.of("http.port", "9000"), Map.of("MUSTER_HTTP_PORT", " ")).httpPort())
          .isEqualTo(9000);
    }
  }

  @Nested
  class Refuses {
    @ParameterizedTest
    @CsvSource({
      "http.port, 70000",
      "http.port, eighty",
      "http.port, -1",
      "http.threads, 1",
      "public.url, muster.example",
      "public.url, https://muster.example/sso",
      "public.url, https://muster.example//",
      "public.url, https://muster.example?x=1",
      "public.url, https://user@muster.example",
      "public.url, ftp://muster.example",
      "public.url, http://0.0.0.0:8080",
      "public.url, 'http://[::]:8080'",
      "public.url, https://muster.example:0",
      "public.url, https://muster.example:70000",
      "plugins.trust, some",
      "trusted.proxies, 10.0.0.0",
      "trusted.proxies, '10.0.0.0/8,10.0.0.0/33'",
      "log.level, LOUD",
      "log.level.dev.muster.core, debug",
      "start.timeout, 0",
    })
    void sayingWhichKeyWhatItWasAndWhatWouldBeRight(String key, String value) {
      assertThat(SettingsReader.read(home, Map.of(key, value), Map.of(), false))
          .asInstanceOf(type(SettingsReading.Invalid.class))
          .satisfies(
              invalid ->
                  assertThat(invalid.problems())
                      .singleElement()
                      .satisfies(
                          problem -> {
                            assertThat(problem.subject()).isEqualTo(key);
                            assertThat(problem.found()).contains(value.replaceAll(".*,", ""));
                            assertThat(problem.remedy())
                                .startsWith("give ")
                                .contains(SettingsSources.variable(key));
                          }));
    }

    @Test
    void databaseAddressWithoutRepeatingItForItMayHoldAPassword() {
      assertThat(
              SettingsReader.read(
                  home, Map.of("database.url", "jdbc:mysql://u:secret@h/d"), Map.of(), false))
          .asInstanceOf(type(SettingsReading.Invalid.class))
          .satisfies(invalid -> assertThat(invalid.problems().toString()).doesNotContain("secret"));
    }

    @Test
    void everyKeyThatIsWrongNotOnlyTheFirst() {
      assertThat(
              SettingsReader.read(
                  home, Map.of("http.port", "x", "plugins.trust", "y"), Map.of(), false))
          .asInstanceOf(type(SettingsReading.Invalid.class))
          .satisfies(invalid -> assertThat(invalid.problems()).hasSize(2));
    }
  }

  @Test
  void warnsOfAKeyThatNobodyKnows() {
    assertThat(SettingsReader.read(home, Map.of("http.prot", "1"), Map.of(), false))
        .asInstanceOf(type(SettingsReading.Valid.class))
        .satisfies(
            valid ->
                assertThat(valid.warnings())
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.subject()).isEqualTo("http.prot")));
  }

  @Test
  void raisesTheLevelOfALibraryAndSaysSo() {
    assertThat(
            SettingsReader.read(
                home,
                Map.of("log.level.org.eclipse.jetty", "DEBUG", "log.level.dev.muster", "DEBUG"),
                Map.of("MUSTER_LOG_LEVEL", "TRACE"),
                false))
        .asInstanceOf(type(SettingsReading.Valid.class))
        .satisfies(
            valid -> {
              assertThat(valid.settings().values())
                  .containsEntry("log.level.org.eclipse.jetty", "INFO")
                  .containsEntry("log.level.dev.muster", "DEBUG");
              assertThat(valid.warnings())
                  .extracting(Problem::subject)
                  .containsExactly("log.level", "log.level.org.eclipse.jetty");
            });
  }

  @Test
  void printsNoValue() {
    String token = "s3cret-token-0123456789-0123456789";
    assertThat(valid(Map.of("admin.token", token), Map.of()).toString())
        .contains("admin.token")
        .doesNotContain(token);
  }

  @Test
  void refusesATokenThatCanBeGuessedWithoutRepeatingIt() {
    String token = "x".repeat(31);
    SettingsReading reading =
        SettingsReader.read(home, Map.of(), Map.of("MUSTER_ADMIN_TOKEN", token), false);

    assertThat(reading.toString())
        .contains("admin.token", "at least 32", "MUSTER_ADMIN_TOKEN")
        .doesNotContain(token);
    valid(Map.of("admin.token", "x".repeat(32)), Map.of());
  }

  @ParameterizedTest
  @ValueSource(strings = {"0d", "400", "-1d", "1y", "forever"})
  void refusesARetentionThatIsNoTime(String retention) {
    assertThat(
            SettingsReader.read(home, Map.of("audit.retention", retention), Map.of(), false)
                .toString())
        .contains("audit.retention", "400d");
  }

  private Settings valid(Map<String, String> file, Map<String, String> environment) {
    SettingsReading reading = SettingsReader.read(home, file, environment, false);
    assertThat(reading).isInstanceOf(SettingsReading.Valid.class);
    return ((SettingsReading.Valid) reading).settings();
  }
}
