package dev.muster.core.plugin;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which plugins there are, what runs of them, and which file is of which. Used by one thread. */
final class PluginCatalog {
  private final PluginStore store;
  private final PluginFiles files;
  private final Map<String, RunningPlugin> running = new TreeMap<>();

  PluginCatalog(PluginStore store, PluginFiles files) {
    this.store = store;
    this.files = files;
  }

  /** What runs, by symbolic name; the caller adds and removes. */
  Map<String, RunningPlugin> running() {
    return running;
  }

  /** Those that have worked before come first: nobody takes a platform from them. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>(store.names());
    names.addAll(running.keySet());
    Set<String> rest = new TreeSet<>();
    files.all().forEach(each -> each.symbolicName().ifPresent(rest::add));
    names.addAll(rest);
    return names;
  }

  /** Its files that could be read, the best first. */
  List<PluginFile> candidates(String name) {
    return files.of(name, fileOf(name));
  }

  /** Whether anything in the folder is of this plugin, as far as one can tell. */
  boolean isMeant(String name) {
    return files.all().stream().anyMatch(each -> isOf(name, each));
  }

  boolean isOf(String name, PluginFile each) {
    return each.symbolicName().isPresent()
        ? each.symbolicName().get().equals(name)
        : fileOf(name).equals(Optional.of(PluginStore.spelt(each.name())));
  }

  /** The name of the file from which a plugin last worked. */
  private Optional<String> fileOf(String name) {
    @Nullable RunningPlugin now = running.get(name);
    return now != null
        ? Optional.of(PluginStore.spelt(now.jar().name()))
        : store.lastGood(name).map(path -> String.valueOf(path.getFileName()));
  }

  /** Which platforms the plugins that run serve, and which plugin that is, apart from some. */
  Map<String, String> heldBesides(Set<String> names) {
    Map<String, String> held = new HashMap<>();
    running.forEach(
        (other, plugin) -> {
          if (!names.contains(other)) {
            String who = other + " " + plugin.jar().version();
            plugin.platforms().forEach(platform -> held.put(platform, who));
          }
        });
    return held;
  }

  /** The plugin that a file is of; a file that cannot be read stands for itself. */
  String shownAs(PluginFile each) {
    return each.symbolicName()
        .or(() -> names().stream().filter(name -> isOf(name, each)).findFirst())
        .orElse(each.name());
  }
}
