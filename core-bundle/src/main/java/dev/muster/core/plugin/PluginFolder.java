package dev.muster.core.plugin;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Finds what changed in a folder since the last look. A file that is being written changes from
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

  /** The time of the last change of a file's data or name is nobody's to set, unlike the others. */
  private static final String UNIX = "unix:size,lastModifiedTime,fileKey,ctime";

  private static final String APPLE_DOUBLE = "._";

  /** What a look finds out about a file. */
  private record Stamp(Map<String, Object> seen) {}

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

  /** Forgets what was reported, so that all of it is reported again. */
  void again() {
    reported.clear();
  }

  Path path() {
    return folder;
  }

  /**
   * What counts as a jar by its name; other systems' archivers put their notes beside each file.
   */
  static boolean isJar(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.toLowerCase(Locale.ROOT).endsWith(".jar") && !name.startsWith(APPLE_DOUBLE);
  }

  private static Stamp stamp(Path jar) throws IOException {
    boolean unix = jar.getFileSystem().supportedFileAttributeViews().contains("unix");
    return new Stamp(Files.readAttributes(jar, unix ? UNIX : "size,lastModifiedTime,fileKey"));
  }

  /** Also what cannot be looked at is there: reading it says why. */
  private Map<Path, Stamp> look() throws IOException {
    Map<Path, Stamp> found = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, PluginFolder::isJar)) {
      for (Path jar : files) {
        try {
          found.put(jar, stamp(jar));
        } catch (NoSuchFileException e) {
          if (Files.isSymbolicLink(jar)) {
            found.put(jar, new Stamp(Map.of()));
          } // else it went between the listing and the look
        } catch (IOException e) {
          found.put(jar, new Stamp(Map.of()));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return found;
  }
}
