package dev.muster.core.plugin;

import dev.muster.api.Plugins.Plugin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What administrators are shown of the plugins, as it was last published. Used by one thread; what
 * is shown may be read by any.
 */
final class PluginStatus {
  private static final Logger LOG = LoggerFactory.getLogger(PluginStatus.class);

  private final PluginCatalog catalog;
  private final PluginStore store;
  private final PluginFiles files;
  private final PluginInstaller installer;

  /** What each plugin that runs offers, as it was last seen. */
  private Map<String, List<String>> offered = Map.of();

  private final Map<String, String> lost = new HashMap<>();
  private volatile List<Plugin> plugins = List.of();

  PluginStatus(
      PluginCatalog catalog, PluginStore store, PluginFiles files, PluginInstaller installer) {
    this.catalog = catalog;
    this.store = store;
    this.files = files;
    this.installer = installer;
  }

  List<Plugin> plugins() {
    return plugins;
  }

  /** Whether a plugin offers anything else than when that was last published. */
  boolean isOutdated() {
    return !offered.equals(offers());
  }

  void forget(String name) {
    lost.remove(name);
  }

  /** Logs what a plugin no longer offers, once for as long as that stays. */
  void reportLost(RunningPlugin plugin) {
    String name = plugin.jar().symbolicName();
    String sentence = lost(plugin, offered.getOrDefault(name, List.of())).orElse("");
    if (!sentence.equals(lost.getOrDefault(name, ""))) {
      lost.put(name, sentence);
      LOG.error(
          "plugin {} {}", plugin.jar().name(), sentence.isEmpty() ? "is whole again" : sentence);
    }
  }

  private Map<String, List<String>> offers() {
    Map<String, List<String>> now = new HashMap<>();
    catalog.running().forEach((name, plugin) -> now.put(name, installer.services(plugin.bundle())));
    return now;
  }

  void publish() {
    offered = offers();
    Map<String, List<PluginFile>> byName = new TreeMap<>();
    catalog.running().keySet().forEach(name -> byName.put(name, new ArrayList<>()));
    store.stopped().forEach(name -> byName.put(name, new ArrayList<>()));
    files
        .all()
        .forEach(
            each ->
                byName.computeIfAbsent(catalog.shownAs(each), n -> new ArrayList<>()).add(each));
    List<Plugin> all = new ArrayList<>();
    byName.forEach(
        (name, jars) -> {
          @Nullable RunningPlugin now = catalog.running().get(name);
          if (now != null) {
            List<String> services = offered.getOrDefault(name, List.of());
            all.add(PluginView.running(now, services, lost(now, services), jars));
          } else if (!jars.isEmpty()) {
            all.add(
                PluginView.resting(name, store.isStopped(name), catalog.candidates(name), jars));
          }
        });
    plugins = List.copyOf(all);
  }

  /** Why a plugin that runs no longer offers all that it came with. */
  private Optional<String> lost(RunningPlugin plugin, List<String> services) {
    List<String> missing = new ArrayList<>(plugin.services());
    missing.removeAll(services);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "no longer offers "
                + String.join(", ", missing)
                + installer.whyWithoutService(plugin.bundle()).map(why -> ": " + why).orElse(""));
  }
}
