package dev.muster.core.settings;

import dev.muster.settings.SmtpUrl;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Hands settings of other bundles' components to them by way of Config Admin. */
@Component(
    service = {},
    immediate = true)
public final class ConfigurationFeed {
  /** The component that stores. */
  static final String STORAGE = "dev.muster.storage";

  /** The component that plays the platforms. */
  static final String SANDBOX = "dev.muster.sandbox";

  /** The component that sends mail. */
  static final String SMTP = "dev.muster.smtp";

  private static final List<String> STORAGE_KEYS =
      List.of("database.url", "database.user", "database.password");

  /** Feeds. */
  @Activate
  public ConfigurationFeed(@Reference ConfigurationAdmin admin, @Reference Settings settings)
      throws IOException {
    Map<String, Object> storage = new HashMap<>();
    storage.put("data.dir", settings.checkedDataDir().orElse(settings.dataDir()).toString());
    settings.checkedDataDir().ifPresent(checked -> storage.put("look.only", true));
    for (String key : STORAGE_KEYS) {
      settings.text(key).ifPresent(value -> storage.put(key, value));
    }
    feed(admin, STORAGE, storage);
    mail(admin, settings);
    feed(
        admin,
        SANDBOX,
        Map.of(
            "enabled",
            settings.demo(),
            "trustedDomain",
            settings.publicUrl().getAuthority(),
            "callbacks",
            settings.publicUrl() + "/t/demo/callbacks"));
  }

  /** What begins with a dot a component does not tell of its service (Compendium, 112.6). */
  private static void mail(ConfigurationAdmin admin, Settings settings) throws IOException {
    Optional<SmtpUrl> smtp = settings.smtp();
    if (smtp.isEmpty()) {
      // what an earlier start left would keep it on
      admin.getConfiguration(SMTP, "?").delete();
      return;
    }
    Map<String, Object> values = new HashMap<>();
    values.put(".host", smtp.get().host());
    values.put(".port", smtp.get().port());
    values.put(".security", smtp.get().security().name());
    values.put(".from", settings.text("smtp.from").orElseThrow());
    smtp.get().user().ifPresent(user -> values.put(".user", user));
    smtp.get().password().ifPresent(password -> values.put(".password", password));
    feed(admin, SMTP, values);
  }

  private static void feed(ConfigurationAdmin admin, String pid, Map<String, Object> values)
      throws IOException {
    admin.getConfiguration(pid, "?").updateIfDifferent(FrameworkUtil.asDictionary(values));
  }
}
