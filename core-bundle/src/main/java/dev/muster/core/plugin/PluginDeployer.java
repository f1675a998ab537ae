package dev.muster.core.plugin;

import dev.muster.api.Plugins.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which jar of each plugin runs: of those that lie in the folder the highest version that
 * works, else what ran until now, else the last one that is known to have worked. Each plugin on
 * its own: what one does to whoever deals with it is its own problem. Used by one thread; what
 * there is may be read by any.
 */
final class PluginDeployer {
  private static final Logger LOG = LoggerFactory.getLogger(PluginDeployer.class);

  /** Plugins that need each other settle in as many rounds as they stand on each other. */
  private static final int MOST_ROUNDS = 10;

  private final PluginFolder folder;
  private final PluginStore store;
  private final PluginTrust trust;
  private final PluginInstaller installer;
  private final PluginFiles files;
  private final LastGood lastGood;
  private final Map<String, RunningPlugin> running = new TreeMap<>();

  /** What each plugin that runs offers, as it was last seen. */
  private Map<String, List<String>> offered = Map.of();

  private final Map<String, String> lost = new HashMap<>();
  private volatile List<Plugin> plugins = List.of();

  PluginDeployer(
      PluginFolder folder, PluginStore store, PluginTrust trust, PluginInstaller installer) {
    this.folder = folder;
    this.store = store;
    this.trust = trust;
    this.installer = installer;
    this.files = new PluginFiles(store, trust);
    this.lastGood = new LastGood(store, trust);
  }

  List<Plugin> plugins() {
    return plugins;
  }

  /** Takes over what changed in the folder. */
  void apply(List<PluginFolder.Change> changes) {
    for (PluginFolder.Change change : changes) {
      if (change.kind() == PluginFolder.Kind.GONE) {
        files.remove(change.jar());
      } else {
        var unused = files.read(change.jar());
      }
    }
    settle();
  }

  /** Looks at what became of the plugins that ran: the framework decides that, not we. */
  void follow() {
    boolean stopped = false;
    for (RunningPlugin each : List.copyOf(running.values())) {
      if (installer.hasStopped(each.bundle())) {
        PluginException why = installer.whyStopped(each.bundle());
        String name = each.jar().symbolicName();
        LOG.error(
            "plugin {} ({}) is no longer running: it {}", each.jar().name(), name, why.sentence());
        running.remove(name);
        candidates(name).stream()
            .filter(it -> it.isSameAs(each.jar()))
            .forEach(it -> it.refuse(why));
        var unused = installer.remove(each.bundle());
        stopped = true;
      }
    }
    if (stopped || !offered.equals(offers())) {
      publish();
    }
    running.values().stream()
        .filter(each -> installer.isSettled(each.bundle()))
        .forEach(this::tellLost);
  }

  private void tellLost(RunningPlugin plugin) {
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
    running.forEach((name, plugin) -> now.put(name, installer.services(plugin.bundle())));
    return now;
  }

  /** Tries again what failed for a reason that lies with this machine, and may have passed. */
  void again() {
    lastGood.keepAgain(running.values());
    boolean good = lastGood.tryAgain(each -> each.why().passesWithTime());
    boolean read =
        files.tryAgain(each -> each.problem().filter(e -> e.why().passesWithTime()).isPresent());
    if (good || read) {
      settle();
    }
  }

  /** Reads some more of the files, to find changes that do not show. */
  void compare(long bytes) {
    if (files.compare(bytes)) {
      settle();
    }
  }

  private void settle() {
    boolean changed = true;
    for (int round = 0; changed && round < MOST_ROUNDS; round++) {
      changed = false;
      files.all().forEach(LyingJar::mayTryAgain);
      var unused = lastGood.tryAgain(each -> each.why().mayPass());
      for (String name : names()) {
        changed |= settleAlone(name);
      }
      changed |= settleTogether();
    }
    publish();
  }

  /** Those that have worked before come first: nobody takes a platform from them. */
  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(store.names());
    names.addAll(running.keySet());
    Set<String> rest = new TreeSet<>();
    files.all().forEach(each -> each.symbolicName().ifPresent(rest::add));
    names.addAll(rest);
    return names;
  }

  private boolean settleAlone(String name) {
    try {
      return settle(name);
    } catch (RuntimeException | Error e) {
      PluginException unexpected = PluginException.unexpected(e);
      LOG.error("plugin {} {}", name, unexpected.sentence(), e);
      candidates(name).stream().limit(1).forEach(each -> each.refuse(unexpected));
      return false;
    }
  }

  private boolean settle(String name) {
    if (store.isStopped(name)) {
      return takeAway(name).isPresent();
    }
    for (LyingJar each : candidates(name)) {
      @Nullable RunningPlugin now = running.get(name);
      if (now != null && now.jar().digest().equals(each.needJar().digest())) {
        return false;
      }
      if (each.problem().isEmpty()) {
        try {
          inPlace(installer.start(each.needJar(), heldBesides(Set.of(name))));
          return true;
        } catch (PluginException e) {
          each.refuse(e);
          if (!e.why().mayPass()) {
            PluginFiles.tell(each, e);
          }
        }
      }
      if (now != null && candidates(name).stream().noneMatch(other -> other.isSameAs(now.jar()))) {
        return false; // its file was replaced by one that does not work: it goes on
      }
    }
    if (running.containsKey(name)) {
      return !isMeant(name) && forget(name);
    }
    return isMeant(name) ? startLastGood(name) : forget(name);
  }

  /** Those that only miss something may have it from each other. */
  private boolean settleTogether() {
    Map<PluginJar, LyingJar> waiting = new LinkedHashMap<>();
    for (String name : names()) {
      candidates(name).stream()
          .filter(each -> !store.isStopped(name))
          .filter(each -> each.problem().filter(e -> e.why().isMissing()).isPresent())
          .findFirst()
          .ifPresent(each -> waiting.put(each.needJar(), each));
    }
    if (waiting.size() < 2) {
      waiting.values().forEach(PluginDeployer::tell);
      return false;
    }
    Set<String> names = new TreeSet<>();
    waiting.keySet().forEach(jar -> names.add(jar.symbolicName()));
    PluginInstaller.Outcome outcome =
        installer.start(List.copyOf(waiting.keySet()), heldBesides(names));
    outcome.refused().forEach((jar, why) -> Objects.requireNonNull(waiting.get(jar)).refuse(why));
    outcome.running().forEach(this::inPlace);
    waiting.values().forEach(PluginDeployer::tell);
    return !outcome.running().isEmpty();
  }

  private static void tell(LyingJar each) {
    each.problem().ifPresent(problem -> PluginFiles.tell(each, problem));
  }

  private List<LyingJar> candidates(String name) {
    return files.of(name, fileOf(name));
  }

  /** Whether anything in the folder is of this plugin, as far as one can tell. */
  private boolean isMeant(String name) {
    return files.all().stream().anyMatch(each -> isOf(name, each));
  }

  private boolean isOf(String name, LyingJar each) {
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

  private void inPlace(RunningPlugin started) {
    PluginJar jar = started.jar();
    @Nullable RunningPlugin old = running.put(jar.symbolicName(), started);
    candidates(jar.symbolicName()).stream()
        .filter(each -> each.isSameAs(jar))
        .forEach(LyingJar::tryAgain);
    lastGood.keep(jar);
    if (old != null) {
      var unused = installer.remove(old.bundle());
    }
    LOG.info("plugin {} started: {} {}", jar.name(), jar.symbolicName(), jar.version());
  }

  private Map<String, String> heldBesides(Set<String> names) {
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

  private boolean startLastGood(String name) {
    Optional<PluginJar> copy = lastGood.read(name, candidates(name));
    if (copy.isEmpty()) {
      return false;
    }
    try {
      inPlace(installer.start(copy.get(), heldBesides(Set.of(name))));
      LOG.warn("plugin {} runs from its last working copy, {}", name, copy.get().copy());
      return true;
    } catch (PluginException e) {
      lastGood.refuse(name, e);
      return false;
    }
  }

  private boolean forget(String name) {
    Optional<CompletableFuture<Void>> gone = takeAway(name);
    lastGood.forget(name);
    return gone.isPresent();
  }

  private Optional<CompletableFuture<Void>> takeAway(String name) {
    @Nullable RunningPlugin plugin = running.remove(name);
    lost.remove(name);
    lastGood.gone(name);
    if (plugin == null) {
      return Optional.empty();
    }
    LOG.info("plugin {} removed: {} {}", plugin.jar().name(), name, plugin.jar().version());
    return Optional.of(installer.remove(plugin.bundle()));
  }

  /**
   * Installs a jar that was handed in, in place of whatever of it lies in the folder.
   *
   * @return the plugin's symbolic name
   * @throws PluginException when it is refused; nothing has changed then
   * @throws IOException when the folder cannot be written to; nothing has changed then
   */
  String install(Path upload) throws IOException {
    Path copy = store.incoming();
    boolean taken = false;
    try {
      PluginJar read = PluginJar.read(upload, copy, trust);
      String name = read.symbolicName();
      String file = name + "-" + read.version() + ".jar";
      PluginJar jar = new PluginJar(file, name, read.version(), read.digest(), copy);
      Path target = folder.path().resolve(file);
      Path part = Files.createTempFile(folder.path(), file, ".part");
      try {
        Files.copy(copy, part, StandardCopyOption.REPLACE_EXISTING);
        @Nullable RunningPlugin now = running.get(name);
        if (now == null || !now.jar().digest().equals(jar.digest())) {
          inPlace(installer.start(jar, heldBesides(Set.of(name))));
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        folder.known(target);
      } finally {
        Files.deleteIfExists(part);
      }
      deleteFiles(name, target);
      files.put(new LyingJar(target, jar));
      taken = true;
      store.unstop(name);
      settle();
      return name;
    } finally {
      if (!taken) {
        store.discard(copy);
      }
    }
  }

  /** Stops a plugin until it is started again, over restarts too. */
  CompletableFuture<Void> stop(String name) throws IOException {
    store.stop(name);
    CompletableFuture<Void> gone =
        takeAway(name).orElseGet(() -> CompletableFuture.completedFuture(null));
    settle();
    return gone;
  }

  /** Starts a plugin that was stopped, or tries one again that was refused. */
  void start(String name) throws IOException {
    store.unstop(name);
    lastGood.tryAgain(name);
    follow(); // one that stopped by itself is not running
    var unused = files.tryAgain(each -> isOf(name, each));
    settle();
  }

  /** Takes a plugin away with its files. */
  CompletableFuture<Void> delete(String name) throws IOException {
    deleteFiles(name, null);
    CompletableFuture<Void> gone =
        takeAway(name).orElseGet(() -> CompletableFuture.completedFuture(null));
    store.unstop(name);
    lastGood.forget(name);
    settle();
    return gone;
  }

  private void deleteFiles(String name, @Nullable Path except) throws IOException {
    files.delete(
        each -> (isOf(name, each) || shownAs(each).equals(name)) && !each.file().equals(except));
  }

  private void publish() {
    offered = offers();
    Map<String, List<LyingJar>> byName = new TreeMap<>();
    running.keySet().forEach(name -> byName.put(name, new ArrayList<>()));
    store.stopped().forEach(name -> byName.put(name, new ArrayList<>()));
    files
        .all()
        .forEach(each -> byName.computeIfAbsent(shownAs(each), n -> new ArrayList<>()).add(each));
    List<Plugin> all = new ArrayList<>();
    byName.forEach(
        (name, jars) -> {
          @Nullable RunningPlugin now = running.get(name);
          if (now != null) {
            List<String> services = offered.getOrDefault(name, List.of());
            all.add(PluginView.running(now, services, lost(now, services), jars));
          } else if (!jars.isEmpty()) {
            all.add(PluginView.resting(name, store.isStopped(name), candidates(name), jars));
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

  /** The plugin that a file is of; a file that does not tell stands for itself. */
  private String shownAs(LyingJar each) {
    return each.symbolicName()
        .or(() -> names().stream().filter(name -> isOf(name, each)).findFirst())
        .orElse(each.name());
  }
}
