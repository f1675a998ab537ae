package dev.muster.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.spi.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private static Settings settings(Map<String, String> values) {
    return new Settings(key -> Optional.ofNullable(values.get(key)), "1.2.3");
  }

  @Test
  void hasDefaults() {
    Settings settings = settings(Map.of());

    assertThat(settings.publicUrl()).isEqualTo(URI.create("http://localhost:8080"));
    assertThat(settings.trustsProxy(InetAddress.getLoopbackAddress())).isFalse();
    assertThat(settings.demo()).isFalse();
    assertThat(settings.version()).isEqualTo("1.2.3");
    assertThat(settings.masterKeyFile()).isEqualTo(Path.of("data/master.key").toAbsolutePath());
    assertThat(settings.adminPassword()).isEmpty();
    assertThat(settings.adminToken()).isEmpty();
    assertThat(settings.auditRetention()).isEqualTo(Duration.ofDays(400));
    assertThat(settings.warRoomRetention()).isEqualTo(Duration.ofDays(730));
  }

  @Test
  void takesWhatIsSet() throws UnknownHostException {
    Settings settings =
        settings(
            Map.of(
                "public.url", "https://sso.corp.example:8443/",
                "trusted.proxies", "10.0.0.0/8, ::1/128",
                "demo", "true",
                "data.dir", "/var/lib/muster",
                "admin.token", " " + TOKEN + " ",
                "audit.retention", "36h",
                "platform.acme.api.url", "http://127.0.0.1:1"));

    assertThat(settings.publicUrl()).isEqualTo(URI.create("https://sso.corp.example:8443"));
    assertThat(settings.trustsProxy(InetAddress.getByName("10.1.2.3"))).isTrue();
    assertThat(settings.trustsProxy(InetAddress.getByName("::1"))).isTrue();
    assertThat(settings.trustsProxy(InetAddress.getByName("127.0.0.1"))).isFalse();
    assertThat(settings.demo()).isTrue();
    assertThat(settings.masterKeyFile()).isEqualTo(Path.of("/var/lib/muster/master.key"));
    assertThat(settings.adminToken()).contains(Secret.of(TOKEN));
    assertThat(settings.auditRetention()).isEqualTo(Duration.ofHours(36));
    assertThat(settings.setting("acme", "api.url")).contains("http://127.0.0.1:1");
    assertThat(settings.setting("acme", "other")).isEmpty();
  }

  @Test
  void givesABundleOfHooksItsOwnSettings() {
    Settings settings =
        settings(
            Map.of(
                "hook.com.example.My-Hooks.roster.file", "/a",
                "hook.com.example.your.hooks.roster.file", "/b"));

    assertThat(settings.ofHook("com.example.My-Hooks", "roster.file")).contains("/a");
    assertThat(settings.ofHook("com.example.Your-Hooks", "roster.file")).contains("/b");
    assertThat(settings.ofHook("com.example", "My-Hooks.other")).isEmpty();
    assertThat(settings.ofHook("com.example.other", "roster.file")).isEmpty();
  }

  @Test
  void derivesThePublicUrlFromThePort() {
    assertThat(settings(Map.of("http.port", "9090")).publicUrl())
        .isEqualTo(URI.create("http://localhost:9090"));
  }

  @ParameterizedTest
  @CsvSource({
    "public.url, ftp://x",
    "public.url, sso.corp.example",
    "public.url, https://a@b",
    "public.url, https://a/path",
    "public.url, https://a?x",
    "public.url, https://a b",
    "trusted.proxies, 10.0.0.0",
    "trusted.proxies, 10.0.0.0/33",
    "trusted.proxies, x/8",
    "trusted.proxies, 999.0.0.0/8",
    "demo, yes",
    "outgoing.private.addresses, yes",
    "reconciliation.calls.per.second, 0",
    "reconciliation.calls.per.second, 101",
    "audit.retention, 0d",
    "audit.retention, 400",
    "audit.retention, -1d",
    "audit.retention, 1y",
  })
  void refusesWhatIsWrongNamingKeyAndValue(String key, String value) {
    assertThatThrownBy(() -> settings(Map.of(key, value)))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(value);
  }

  @Test
  void refusesATokenThatIsTooShortWithoutRepeatingIt() {
    assertThatThrownBy(() -> settings(Map.of("admin.token", TOKEN.substring(1))))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("admin.token")
        .hasMessageContaining("32")
        .hasMessageNotContaining(TOKEN.substring(1));
  }
}
