package dev.muster.core.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

final class ConfigurationFeedTest {
  private final Map<String, Map<String, Object>> fed = new HashMap<>();

  /** Keeps what each component is told. */
  private ConfigurationAdmin admin() {
    return ConfigurationAdmin.class.cast(
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {ConfigurationAdmin.class},
            (admin, method, arguments) -> configuration(String.valueOf(arguments[0]))));
  }

  private Configuration configuration(String pid) {
    return Configuration.class.cast(
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Configuration.class},
            (configuration, method, arguments) -> {
              if (method.getName().equals("delete")) {
                fed.remove(pid);
                return null;
              }
              @SuppressWarnings("unchecked")
              Dictionary<String, Object> values = (Dictionary<String, Object>) arguments[0];
              fed.put(pid, Map.copyOf(FrameworkUtil.asMap(values)));
              return true;
            }));
  }

  private void feed(Map<String, String> settings) throws Exception {
    new ConfigurationFeed(
        admin(), new Settings(key -> Optional.ofNullable(settings.get(key)), "1.0.0"));
  }

  @Test
  void leavesTheSandboxOffUnlessThisIsTheDemo() throws Exception {
    feed(Map.of());

    assertThat(fed.get(ConfigurationFeed.SANDBOX)).containsEntry("enabled", false);
  }

  @Test
  void tellsTheSandboxWherePeopleComeBackToAndEventsGo() throws Exception {
    feed(Map.of("demo", "true", "public.url", "http://muster.example:8443"));

    assertThat(fed.get(ConfigurationFeed.SANDBOX))
        .containsEntry("enabled", true)
        .containsEntry("trustedDomain", "muster.example:8443")
        .containsEntry("callbacks", "http://muster.example:8443/t/demo/callbacks");
  }

  @Test
  void tellsWhoSendsMailOnlyWhatNoServiceShows() throws Exception {
    feed(
        Map.of(
            "smtp.url", "smtps://li%40corp.example:p%2Fw+d@mail.corp.example",
            "smtp.from", "muster@corp.example"));

    assertThat(fed.get(ConfigurationFeed.SMTP))
        .containsOnly(
            Map.entry(".host", "mail.corp.example"),
            Map.entry(".port", 465),
            Map.entry(".security", "TLS"),
            Map.entry(".from", "muster@corp.example"),
            Map.entry(".user", "li@corp.example"),
            Map.entry(".password", "p/w+d"));
    feed(Map.of());
    assertThat(fed).doesNotContainKey(ConfigurationFeed.SMTP);
  }

  @Test
  void sendsNoMailThatComesFromNobody() {
    assertThatThrownBy(() -> feed(Map.of("smtp.url", "smtp://li:hunter2@mail.corp.example")))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("smtp.from")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void tellsTheStorageWhereDataLiesAndOfTheDatabaseOnlyWhatIsSet() throws Exception {
    feed(Map.of("data.dir", "/srv/muster", "database.url", "jdbc:postgresql://db/muster"));

    assertThat(fed.get(ConfigurationFeed.STORAGE))
        .containsOnly(
            Map.entry("data.dir", "/srv/muster"),
            Map.entry("database.url", "jdbc:postgresql://db/muster"));
  }

  @Test
  void tellsTheStorageOfACheckToLookAtTheInstallationsDataOnly() throws Exception {
    feed(Map.of("data.dir", "/tmp/check", "checked.data.dir", "/srv/muster"));

    assertThat(fed.get(ConfigurationFeed.STORAGE))
        .containsOnly(Map.entry("data.dir", "/srv/muster"), Map.entry("look.only", true));
  }
}
