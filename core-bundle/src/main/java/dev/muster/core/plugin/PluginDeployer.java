package dev.muster.core.plugin;

import dev.muster.api.Plugins.Plugin;
import dev.muster.api.Plugins.PluginProblem;
import dev.muster.api.Plugins.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
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
 * works, else what ran until now, else the last one that is known to have worked. Used by one
 * thread; what there is may be read by any.
 */
final class PluginDeployer {
  private static final Logger LOG = LoggerFactory.getLogger(PluginDeployer.class);

  /** Plugins that need each other settle in as many rounds as they stand on each other. */
  private static final int MOST_ROUNDS = 10;

  private final PluginFolder folder;
  private final PluginStore store;
  private final PluginTrust trust;
  private final PluginInstaller installer;
  private final Map<String, LyingJar> lying = new TreeMap<>();
  private final Map<String, RunningPlugin> running = new TreeMap<>();
  private final Map<String, PluginException> goodRefused = new HashMap<>();
  private volatile List<Plugin> plugins = List.of();

  PluginDeployer(
      PluginFolder folder, PluginStore store, PluginTrust trust, PluginInstaller installer) {
    this.folder = folder;
    this.store = store;
    this.trust = trust;
    this.installer = installer;
  }

  List<Plugin> plugins() {
    return plugins;
  }

  /** Takes over what changed in the folder. */
  void apply(List<PluginFolder.Change> changes) {
    for (PluginFolder.Change change : changes) {
      String name = String.valueOf(change.jar().getFileName());
      @Nullable LyingJar before = lying.get(name);
      if (change.kind() == PluginFolder.Kind.GONE) {
        lying.remove(name);
      } else {
        lying.put(name, read(change.jar()));
      }
      if (before != null) {
        before.jar().ifPresent(jar -> store.discard(jar.copy()));
      }
    }
    settle();
  }

  private LyingJar read(Path file) {
    Path copy = store.incoming();
    String name = String.valueOf(file.getFileName());
    try {
      return new LyingJar(file, PluginJar.read(file, copy, trust));
    } catch (PluginException e) {
      LyingJar refused = new LyingJar(file, PluginJar.nameOf(copy), e);
      store.discard(copy);
      log(name, e);
      return refused;
    }
  }

  private static void log(String name, PluginException e) {
    LOG.error("plugin {} {}; what worked before goes on", name, e.sentence(), e);
  }

  private void settle() {
    boolean changed = true;
    for (int round = 0; changed && round < MOST_ROUNDS; round++) {
      changed = false;
      lying.values().forEach(LyingJar::mayTryAgain);
      for (String name : names()) {
        changed |= settle(name);
      }
    }
    publish();
  }

  /** Those that have worked before come first: nobody takes a platform from them. */
  private Set<String> names() {
    Set<String> names = new LinkedHashSet<>(store.names());
    names.addAll(running.keySet());
    Set<String> rest = new TreeSet<>();
    lying.values().forEach(each -> each.symbolicName().ifPresent(rest::add));
    names.addAll(rest);
    return names;
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
          startInPlace(each.needJar());
          return true;
        } catch (PluginException e) {
          each.refuse(e);
          log(each.needJar().name(), e);
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

  /** Whole jars of a plugin, the highest version first. */
  private List<LyingJar> candidates(String name) {
    return lying.values().stream()
        .filter(each -> each.jar().isPresent() && each.symbolicName().equals(Optional.of(name)))
        .sorted(
            Comparator.comparing((LyingJar each) -> each.needJar().version())
                .thenComparing(each -> each.needJar().name())
                .reversed())
        .toList();
  }

  /** Whether anything in the folder is of this plugin, as far as one can tell. */
  private boolean isMeant(String name) {
    return lying.values().stream().anyMatch(each -> isOf(name, each));
  }

  private boolean isOf(String name, LyingJar each) {
    return each.symbolicName().isPresent()
        ? each.symbolicName().get().equals(name)
        : fileOf(name).equals(Optional.of(each.name()));
  }

  /** The name of the file from which a plugin last worked. */
  private Optional<String> fileOf(String name) {
    @Nullable RunningPlugin now = running.get(name);
    return now != null
        ? Optional.of(now.jar().name())
        : store.lastGood(name).map(path -> String.valueOf(path.getFileName()));
  }

  private void startInPlace(PluginJar jar) {
    String name = jar.symbolicName();
    RunningPlugin started = installer.start(jar, heldBesides(name));
    @Nullable RunningPlugin old = running.put(name, kept(started));
    if (old != null) {
      var unused = installer.remove(old.bundle());
    }
    LOG.info("plugin {} started: {} {}", jar.name(), name, jar.version());
  }

  /** The copy that has proven itself becomes the last good one. */
  private RunningPlugin kept(RunningPlugin started) {
    store.keep(started.jar());
    return started;
  }

  private Map<String, String> heldBesides(String name) {
    Map<String, String> held = new HashMap<>();
    running.forEach(
        (other, plugin) -> {
          if (!other.equals(name)) {
            String who = other + " " + plugin.jar().version();
            plugin.platforms().forEach(platform -> held.put(platform, who));
          }
        });
    return held;
  }

  private boolean startLastGood(String name) {
    Optional<Path> copy = store.lastGood(name);
    if (copy.isEmpty() || goodRefused.containsKey(name)) {
      return false;
    }
    String file = String.valueOf(copy.get().getFileName());
    try {
      startInPlace(PluginJar.reread(file, copy.get(), trust));
      LOG.warn("plugin {} runs from the copy that worked last, {}", name, copy.get());
      return true;
    } catch (PluginException e) {
      goodRefused.put(name, e);
      log(file + " as it worked last", e);
      return false;
    }
  }

  private boolean forget(String name) {
    Optional<CompletableFuture<Void>> gone = takeAway(name);
    store.forget(name);
    goodRefused.remove(name);
    return gone.isPresent();
  }

  private Optional<CompletableFuture<Void>> takeAway(String name) {
    @Nullable RunningPlugin plugin = running.remove(name);
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
          startInPlace(jar);
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        folder.known(target);
      } finally {
        Files.deleteIfExists(part);
      }
      deleteFiles(name, target);
      lying.put(file, new LyingJar(target, jar));
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
    goodRefused.remove(name);
    lying.values().stream().filter(each -> isOf(name, each)).forEach(LyingJar::tryAgain);
    settle();
  }

  /** Takes a plugin away with its files. */
  CompletableFuture<Void> delete(String name) throws IOException {
    deleteFiles(name, null);
    CompletableFuture<Void> gone =
        takeAway(name).orElseGet(() -> CompletableFuture.completedFuture(null));
    store.unstop(name);
    store.forget(name);
    settle();
    return gone;
  }

  private void deleteFiles(String name, @Nullable Path except) throws IOException {
    for (LyingJar each : List.copyOf(lying.values())) {
      if ((isOf(name, each) || shownAs(each).equals(name)) && !each.file().equals(except)) {
        Files.deleteIfExists(each.file());
        lying.remove(each.name());
        each.jar().ifPresent(jar -> store.discard(jar.copy()));
      }
    }
  }

  private void publish() {
    Map<String, List<LyingJar>> byName = new TreeMap<>();
    running.keySet().forEach(name -> byName.put(name, new ArrayList<>()));
    store.stopped().forEach(name -> byName.put(name, new ArrayList<>()));
    lying
        .values()
        .forEach(each -> byName.computeIfAbsent(shownAs(each), n -> new ArrayList<>()).add(each));
    List<Plugin> all = new ArrayList<>();
    byName.forEach(
        (name, jars) -> {
          if (!jars.isEmpty() || running.containsKey(name)) {
            all.add(shown(name, jars));
          }
        });
    plugins = List.copyOf(all);
  }

  /** The plugin that a file is of; a file that does not tell stands for itself. */
  private String shownAs(LyingJar each) {
    return each.symbolicName()
        .or(
            () ->
                names().stream()
                    .filter(name -> fileOf(name).equals(Optional.of(each.name())))
                    .findFirst())
        .orElse(each.name());
  }

  private Plugin shown(String name, List<LyingJar> jars) {
    @Nullable RunningPlugin now = running.get(name);
    Optional<String> version =
        now != null
            ? Optional.of(now.jar().version().toString())
            : candidates(name).stream().findFirst().map(each -> "" + each.needJar().version());
    State state =
        now != null ? State.ACTIVE : store.isStopped(name) ? State.STOPPED : State.REFUSED;
    return new Plugin(
        name,
        version,
        state,
        jars.stream().map(LyingJar::name).toList(),
        now == null ? List.of() : now.services(),
        now == null ? List.of() : now.platforms(),
        jars.stream().flatMap(each -> problem(each).stream()).toList());
  }

  private static Optional<PluginProblem> problem(LyingJar each) {
    return each.problem()
        .map(
            e ->
                new PluginProblem(
                    each.name(),
                    each.jar().map(jar -> jar.version().toString()),
                    e.why().code(),
                    "The file " + each.name() + " " + e.sentence() + "."));
  }
}
