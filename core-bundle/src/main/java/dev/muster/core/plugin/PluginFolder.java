package dev.muster.core.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells what changed in a folder since the last look. A file that is being written changes from
 * look to look: it counts once two looks in a row see it the same. Used by one thread.
 */
final class PluginFolder {
  /** What happened to a file; what is new goes first, so that it is there before the old goes. */
  enum Kind {
    PRESENT,
    GONE
  }

  /** A file that has settled in a state that was not reported yet. */
  record Change(Kind kind, Path jar) {}

  private record Stamp(long size, FileTime modified, @Nullable Object file) {}

  private final Path folder;
  private final Map<Path, Stamp> reported = new HashMap<>();
  private Map<Path, Stamp> lastLook = Map.of();

  PluginFolder(Path folder) {
    this.folder = folder;
  }

  /** What lies there before anything could be writing to it: no second look is waited for. */
  List<Change> first() throws IOException {
    lastLook = look();
    return next();
  }

  /** Looks again. */
  List<Change> next() throws IOException {
    Map<Path, Stamp> now = look();
    TreeSet<Path> jars = new TreeSet<>(now.keySet());
    jars.addAll(reported.keySet());
    List<Change> changes =
        jars.stream()
            .filter(jar -> Objects.equals(now.get(jar), lastLook.get(jar)))
            .filter(jar -> !Objects.equals(now.get(jar), reported.get(jar)))
            .map(jar -> new Change(now.containsKey(jar) ? Kind.PRESENT : Kind.GONE, jar))
            .sorted(Comparator.comparing(Change::kind))
            .toList();
    for (Change change : changes) {
      Stamp stamp = now.get(change.jar());
      if (stamp == null) {
        reported.remove(change.jar());
      } else {
        reported.put(change.jar(), stamp);
      }
    }
    lastLook = now;
    return changes;
  }

  /** Takes note of a file that we have put there ourselves: it is no change. */
  void known(Path jar) throws IOException {
    reported.put(jar, stamp(jar));
  }

  Path path() {
    return folder;
  }

  private static Stamp stamp(Path jar) throws IOException {
    var attributes = Files.readAttributes(jar, BasicFileAttributes.class);
    return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
  }

  private Map<Path, Stamp> look() throws IOException {
    Map<Path, Stamp> found = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path jar : files.filter(file -> file.toString().endsWith(".jar")).toList()) {
        try {
          if (Files.isRegularFile(jar)) {
            found.put(jar, stamp(jar));
          }
        } catch (NoSuchFileException e) {
          // went between the listing and the look
        }
      }
    }
    return found;
  }
}
