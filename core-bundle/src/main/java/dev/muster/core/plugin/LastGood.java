package dev.muster.core.plugin;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Of each plugin the copy that worked last, and what became of it. Used by one thread. */
final class LastGood {
  private static final Logger LOG = LoggerFactory.getLogger(LastGood.class);

  private final PluginStore store;
  private final PluginTrust trust;
  private final Map<String, PluginException> refused = new HashMap<>();

  /** The content that worked, as far as it was read since the start. */
  private final Map<String, String> worked = new HashMap<>();

  /** Plugins of which no copy could be kept. */
  private final Set<String> unkept = new TreeSet<>();

  LastGood(PluginStore store, PluginTrust trust) {
    this.store = store;
    this.trust = trust;
  }

  /** The copy that has proven itself becomes the last good one. */
  void keep(PluginJar jar) {
    worked.put(jar.symbolicName(), jar.digest());
    if (store.keep(jar)) {
      unkept.remove(jar.symbolicName());
    } else {
      unkept.add(jar.symbolicName());
    }
  }

  /** Tries to keep what could not be kept. */
  void keepAgain(Collection<RunningPlugin> running) {
    running.stream()
        .map(RunningPlugin::jar)
        .filter(jar -> unkept.contains(jar.symbolicName()))
        .toList()
        .forEach(this::keep);
  }

  /**
   * The copy to run.
   *
   * @param files the plugin's jars in the folder
   * @return empty if there is none that is worth a try
   */
  Optional<PluginJar> read(String name, List<PluginFile> files) {
    Optional<Path> copy = store.lastGood(name);
    if (copy.isEmpty() || refused.containsKey(name) || isAmong(files, worked.get(name))) {
      return Optional.empty();
    }
    try {
      String file = String.valueOf(copy.get().getFileName());
      PluginJar jar = PluginJar.read(file, JarCopy.of(copy.get()), trust);
      worked.put(name, jar.digest());
      // where it lies in the folder too, that one says what is wrong with it
      return isAmong(files, jar.digest()) ? Optional.empty() : Optional.of(jar);
    } catch (PluginException e) {
      refuse(name, e);
      return Optional.empty();
    }
  }

  private static boolean isAmong(List<PluginFile> files, @Nullable String digest) {
    return files.stream().anyMatch(each -> each.needJar().digest().equals(digest));
  }

  void refuse(String name, PluginException why) {
    refused.put(name, why);
    LOG.error("plugin {}: its last working copy {}", name, why.sentence(), why);
  }

  /** Forgets reasons that may have passed. */
  boolean tryAgain(Predicate<PluginException> which) {
    return refused.values().removeIf(which);
  }

  void tryAgain(String name) {
    refused.remove(name);
  }

  void gone(String name) {
    unkept.remove(name);
  }

  void forget(String name) {
    store.forget(name);
    refused.remove(name);
    worked.remove(name);
  }
}
