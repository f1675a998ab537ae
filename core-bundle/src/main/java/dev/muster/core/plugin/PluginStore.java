package dev.muster.core.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept below {@code data.dir} over a restart: of every plugin the last jar that worked, and
 * which plugins an administrator has stopped. Losing any of it loses a convenience, so that a disk
 * that is full is logged and stops nobody.
 */
final class PluginStore {
  private static final Logger LOG = LoggerFactory.getLogger(PluginStore.class);

  private final Path good;
  private final Path stopped;
  private final Path incoming;
  private long count;

  PluginStore(Path folder) throws IOException {
    good = Files.createDirectories(folder.resolve("last-good"));
    stopped = Files.createDirectories(folder.resolve("stopped"));
    incoming = folder.resolve("incoming");
    clear(incoming);
    Files.createDirectories(incoming);
  }

  /** A new place for a copy. */
  synchronized Path incoming() {
    try {
      Files.createDirectories(incoming);
    } catch (IOException e) {
      // writing there fails with the reason
    }
    return incoming.resolve(++count + ".jar");
  }

  /** The names of plugins that have worked. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    list(good).forEach(each -> names.add(String.valueOf(each.getFileName())));
    return names;
  }

  /**
   * The last jar of a plugin that worked, under the name of the file that it came from as far as
   * this system can spell it.
   */
  Optional<Path> lastGood(String symbolicName) {
    return list(good.resolve(symbolicName)).stream().findFirst();
  }

  /**
   * Keeps a copy as the one that worked.
   *
   * @return whether that is done
   */
  boolean keep(PluginJar jar) {
    Path folder = good.resolve(jar.symbolicName());
    Path target = folder.resolve(spelt(jar.name()));
    if (jar.copy().equals(target)) {
      return true;
    }
    try {
      Files.createDirectories(folder);
      Path part = incoming();
      Files.copy(jar.copy(), part);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      for (Path other : list(folder)) {
        if (!other.equals(target)) {
          Files.delete(other);
        }
      }
      return true;
    } catch (IOException e) {
      LOG.warn("no copy of plugin {} can be kept for the next start", jar.name(), e);
      return false;
    }
  }

  /** A name that came from the file system is not always one that Java can give back to it. */
  static String spelt(String name) {
    return name.replaceAll("[^\\x20-\\x7E]|/", "_");
  }

  void forget(String symbolicName) {
    clear(good.resolve(symbolicName));
  }

  boolean isStopped(String symbolicName) {
    return Files.exists(stopped.resolve(symbolicName));
  }

  Set<String> stopped() {
    Set<String> names = new TreeSet<>();
    list(stopped).forEach(each -> names.add(String.valueOf(each.getFileName())));
    return names;
  }

  void stop(String symbolicName) throws IOException {
    Files.writeString(stopped.resolve(symbolicName), "");
  }

  void unstop(String symbolicName) throws IOException {
    Files.deleteIfExists(stopped.resolve(symbolicName));
  }

  /** Throws a copy away that nobody needs. */
  void discard(Path copy) {
    if (copy.startsWith(incoming)) {
      try {
        Files.deleteIfExists(copy);
      } catch (IOException e) {
        LOG.warn("{} cannot be deleted", copy, e);
      }
    }
  }

  private static void clear(Path folder) {
    try {
      for (Path file : list(folder)) {
        Files.delete(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      LOG.warn("{} cannot be cleared", folder, e);
    }
  }

  private static List<Path> list(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      LOG.warn("{} cannot be read", folder, e);
      return List.of();
    }
  }
}
