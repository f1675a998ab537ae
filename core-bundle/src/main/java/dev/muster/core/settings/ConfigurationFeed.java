package dev.muster.core.settings;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private static void feed(ConfigurationAdmin admin, String pid, Map<String, Object> values)
      throws IOException {
    admin.getConfiguration(pid, "?").updateIfDifferent(FrameworkUtil.asDictionary(values));
  }
}
