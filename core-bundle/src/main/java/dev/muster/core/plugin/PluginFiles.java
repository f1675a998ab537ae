package dev.muster.core.plugin;

import dev.muster.core.plugin.PluginException.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars of the plugin folder as they were read, each on its own: what one does to whoever reads
 * it is its own problem. Used by one thread.
 */
final class PluginFiles {
  private static final Logger LOG = LoggerFactory.getLogger(PluginFiles.class);

  private final PluginStore store;
  private final PluginTrust trust;
  private final Map<Path, PluginFile> files = new TreeMap<>();

  /** Where the round over the contents stands, and how much of it is saved up. */
  private @Nullable Path checked;

  private long allowance;

  PluginFiles(PluginStore store, PluginTrust trust) {
    this.store = store;
    this.trust = trust;
  }

  Collection<PluginFile> all() {
    return files.values();
  }

  /**
   * Whole jars of a plugin, the highest version first.
   *
   * @param known the file from which it worked last, which is first among equals
   */
  List<PluginFile> of(String symbolicName, Optional<String> known) {
    return files.values().stream()
        .filter(each -> each.jar().isPresent())
        .filter(each -> each.symbolicName().equals(Optional.of(symbolicName)))
        .sorted(
            Comparator.comparing((PluginFile each) -> each.needJar().version())
                .thenComparing(each -> known.equals(Optional.of(PluginStore.spelt(each.name()))))
                .thenComparing(PluginFile::name)
                .reversed())
        .toList();
  }

  /**
   * Reads a file.
   *
   * @return whether it is another than it was
   */
  boolean read(Path file) {
    @Nullable PluginFile before = files.get(file);
    PluginFile now = readNow(file);
    files.put(file, before == null ? now : now.after(before));
    now.problem().ifPresent(problem -> report(now, problem));
    if (before != null) {
      discard(before);
    }
    return before == null
        || before.jar().isPresent() != now.jar().isPresent()
        || !before.digest().equals(now.digest());
  }

  private PluginFile readNow(Path file) {
    Path copy = store.incoming();
    @Nullable JarCopy taken = null;
    PluginException problem;
    try {
      taken = JarCopy.take(file, copy);
      return new PluginFile(file, PluginJar.read(nameOf(file), taken, trust));
    } catch (PluginException e) {
      problem = e;
    } catch (RuntimeException | Error e) {
      problem = PluginException.unexpected(e);
    }
    PluginFile refused =
        new PluginFile(
            file, Optional.ofNullable(taken).map(JarCopy::digest), PluginJar.nameOf(copy), problem);
    store.discard(copy);
    return refused;
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  /** Logs a reason, once for as long as it stays. */
  static void report(PluginFile jar, PluginException e) {
    if (jar.isNews(e)) {
      LOG.error(
          "plugin {} {}; a version that worked before keeps running", jar.name(), e.sentence(), e);
    }
  }

  /** One that was put there by us. */
  void put(PluginFile jar) {
    files.put(jar.file(), jar);
  }

  void remove(Path file) {
    @Nullable PluginFile gone = files.remove(file);
    if (gone != null) {
      discard(gone);
    }
  }

  private void discard(PluginFile jar) {
    jar.jar().ifPresent(copied -> store.discard(copied.copy()));
  }

  /** Deletes files, and forgets them. */
  void delete(Predicate<PluginFile> which) throws IOException {
    for (PluginFile each : List.copyOf(files.values())) {
      if (which.test(each)) {
        Files.deleteIfExists(each.file());
        remove(each.file());
      }
    }
  }

  /**
   * Forgets why some were refused; those that could not be read are read again.
   *
   * @return whether any may do better now
   */
  boolean tryAgain(Predicate<PluginFile> which) {
    boolean any = false;
    for (PluginFile each : List.copyOf(files.values())) {
      if (each.problem().isPresent() && which.test(each)) {
        if (each.jar().isPresent()) {
          each.tryAgain();
          any = true;
        } else {
          any |= read(each.file());
        }
      }
    }
    return any;
  }

  /**
   * Goes round the files in turns and compares what is in them with what was read: whoever writes
   * through a mapping, or on a file system without times of its own, changes nothing else. Those
   * without a trusted signature are read again too, as a certificate may have come.
   *
   * @param bytes how much more may be read
   * @return whether anything is another now
   */
  boolean compare(long bytes) {
    allowance = Math.min(allowance + bytes, PluginJar.MOST_BYTES + bytes);
    boolean changed = false;
    List<PluginFile> round = new ArrayList<>(files.values());
    int start = 0;
    while (checked != null
        && start < round.size()
        && round.get(start).file().compareTo(checked) <= 0) {
      start++;
    }
    for (int i = 0; i < round.size(); i++) {
      PluginFile each = round.get((start + i) % round.size());
      if (each.digest().isEmpty()) {
        continue; // it could not be read, which is tried again anyway
      }
      try {
        long size = Files.size(each.file());
        if (size > allowance) {
          return changed;
        }
        allowance -= size;
        checked = each.file();
        if (isToBeReadAgain(each)) {
          changed |= read(each.file());
        }
      } catch (NoSuchFileException e) {
        // the next look finds that
      } catch (IOException e) {
        changed |= read(each.file());
      }
    }
    return changed;
  }

  private static boolean isToBeReadAgain(PluginFile each) throws IOException {
    return each.problem().filter(problem -> problem.why() == Why.NOT_TRUSTED).isPresent()
        || !each.digest().equals(Optional.of(JarCopy.digest(each.file())));
  }
}
