package dev.muster.core.plugin;

import dev.muster.api.Plugins.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
  private final PluginCatalog catalog;
  private final PluginStatus status;
  private final Map<String, RunningPlugin> running;

  PluginDeployer(
      PluginFolder folder, PluginStore store, PluginTrust trust, PluginInstaller installer) {
    this.folder = folder;
    this.store = store;
    this.trust = trust;
    this.installer = installer;
    this.files = new PluginFiles(store, trust);
    this.lastGood = new LastGood(store, trust);
    this.catalog = new PluginCatalog(store, files);
    this.status = new PluginStatus(catalog, store, files, installer);
    this.running = catalog.running();
  }

  List<Plugin> plugins() {
    return status.plugins();
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
        catalog.candidates(name).stream()
            .filter(it -> it.isSameAs(each.jar()))
            .forEach(it -> it.refuse(why));
        var unused = installer.remove(each.bundle());
        stopped = true;
      }
    }
    if (stopped || status.isOutdated()) {
      status.publish();
    }
    running.values().stream()
        .filter(each -> installer.isSettled(each.bundle()))
        .forEach(status::reportLost);
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
      files.all().forEach(PluginFile::mayTryAgain);
      var unused = lastGood.tryAgain(each -> each.why().mayPass());
      for (String name : catalog.names()) {
        changed |= settleAlone(name);
      }
      changed |= settleTogether();
    }
    status.publish();
  }

  private boolean settleAlone(String name) {
    try {
      return settle(name);
    } catch (RuntimeException | Error e) {
      PluginException unexpected = PluginException.unexpected(e);
      LOG.error("plugin {} {}", name, unexpected.sentence(), e);
      catalog.candidates(name).stream().limit(1).forEach(each -> each.refuse(unexpected));
      return false;
    }
  }

  private boolean settle(String name) {
    if (store.isStopped(name)) {
      return takeAway(name).isPresent();
    }
    for (PluginFile each : catalog.candidates(name)) {
      @Nullable RunningPlugin now = running.get(name);
      if (now != null && now.jar().digest().equals(each.needJar().digest())) {
        return false;
      }
      if (each.problem().isEmpty()) {
        try {
          inPlace(installer.start(each.needJar(), catalog.heldBesides(Set.of(name))));
          return true;
        } catch (PluginException e) {
          each.refuse(e);
          if (!e.why().mayPass()) {
            PluginFiles.report(each, e);
          }
        }
      }
      if (now != null
          && catalog.candidates(name).stream().noneMatch(other -> other.isSameAs(now.jar()))) {
        return false; // its file was replaced by one that does not work: it goes on
      }
    }
    if (running.containsKey(name)) {
      return !catalog.isMeant(name) && forget(name);
    }
    return catalog.isMeant(name) ? startLastGood(name) : forget(name);
  }

  /** Those that only miss something may have it from each other. */
  private boolean settleTogether() {
    Map<PluginJar, PluginFile> waiting = new LinkedHashMap<>();
    for (String name : catalog.names()) {
      catalog.candidates(name).stream()
          .filter(each -> !store.isStopped(name))
          .filter(each -> each.problem().filter(e -> e.why().isMissing()).isPresent())
          .findFirst()
          .ifPresent(each -> waiting.put(each.needJar(), each));
    }
    if (waiting.size() < 2) {
      waiting.values().forEach(PluginDeployer::report);
      return false;
    }
    Set<String> names = new TreeSet<>();
    waiting.keySet().forEach(jar -> names.add(jar.symbolicName()));
    PluginInstaller.Outcome outcome =
        installer.start(List.copyOf(waiting.keySet()), catalog.heldBesides(names));
    outcome.refused().forEach((jar, why) -> Objects.requireNonNull(waiting.get(jar)).refuse(why));
    outcome.running().forEach(this::inPlace);
    waiting.values().forEach(PluginDeployer::report);
    return !outcome.running().isEmpty();
  }

  private static void report(PluginFile each) {
    each.problem().ifPresent(problem -> PluginFiles.report(each, problem));
  }

  private void inPlace(RunningPlugin started) {
    PluginJar jar = started.jar();
    @Nullable RunningPlugin old = running.put(jar.symbolicName(), started);
    catalog.candidates(jar.symbolicName()).stream()
        .filter(each -> each.isSameAs(jar))
        .forEach(PluginFile::tryAgain);
    lastGood.keep(jar);
    if (old != null) {
      var unused = installer.remove(old.bundle());
    }
    LOG.info("plugin {} started: {} {}", jar.name(), jar.symbolicName(), jar.version());
  }

  private boolean startLastGood(String name) {
    Optional<PluginJar> copy = lastGood.read(name, catalog.candidates(name));
    if (copy.isEmpty()) {
      return false;
    }
    try {
      inPlace(installer.start(copy.get(), catalog.heldBesides(Set.of(name))));
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
    status.forget(name);
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
          inPlace(installer.start(jar, catalog.heldBesides(Set.of(name))));
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        folder.known(target);
      } finally {
        Files.deleteIfExists(part);
      }
      deleteFiles(name, target);
      files.put(new PluginFile(target, jar));
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
    var unused = files.tryAgain(each -> catalog.isOf(name, each));
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
        each ->
            (catalog.isOf(name, each) || catalog.shownAs(each).equals(name))
                && !each.file().equals(except));
  }
}
