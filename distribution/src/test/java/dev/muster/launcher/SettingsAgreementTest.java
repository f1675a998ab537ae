package dev.muster.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.settings.SettingException;
import dev.muster.core.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The launcher refuses a value exactly where the core would: what it lets pass must not fail the
 * start in a bundle, and what it refuses must not be fit.
 */
class SettingsAgreementTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "trusted.proxies | 10.0.0.0/8",
        "trusted.proxies | 10.0.0.0/8, ::1/128",
        "trusted.proxies | 10.0.0.0/8,",
        "trusted.proxies | 10.0.0.0/33",
        "trusted.proxies | 10.0.0.0",
        "trusted.proxies | ::1/129",
        "trusted.proxies | abcd/8",
        "trusted.proxies | fd00::/8",
        "trusted.proxies | host/8",
        "audit.retention | 400d",
        "audit.retention | 36h",
        "audit.retention | 0d",
        "audit.retention | 400",
        "audit.retention | 1w",
        "admin.token | 0123456789012345678901234567890",
        "admin.token | 01234567890123456789012345678901",
        "plugins.upload | true",
        "plugins.upload | yes",
        "outgoing.private.addresses | false",
        "outgoing.private.addresses | no",
        "public.url | https://id.corp.example",
        "public.url | https://id.corp.example:8443/",
        "public.url | https://id.corp.example/sso",
        "public.url | https://id.corp.example?a=b",
        "public.url | ftp://id.corp.example",
        "public.url | id.corp.example",
      })
  void launcherAndCoreJudgeAlike(String key, String value) {
    assertThat(launcherTakes(key, value)).isEqualTo(coreTakes(key, value));
  }

  private static boolean launcherTakes(String key, String value) {
    return SettingsReader.read(new Home(Path.of("")), Map.of(key, value), Map.of(), false)
        instanceof SettingsReading.Valid;
  }

  private static boolean coreTakes(String key, String value) {
    try {
      var unused = new Settings(each -> Optional.ofNullable(Map.of(key, value).get(each)), "1.0.0");
      return true;
    } catch (SettingException e) {
      return false;
    }
  }
}
