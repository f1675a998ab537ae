package dev.muster.core.plugin;

import dev.muster.core.plugin.PluginException.Why;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/**
 * Reads every byte of a jar, within bounds, and refuses what two readers would understand
 * differently: what was looked at has to be what the framework loads.
 */
final class JarContents {
  /** The most bytes of all entries together, unpacked, those of jars inside included. */
  static final long MOST_BYTES = 500_000_000;

  /** The most entries. */
  static final int MOST_ENTRIES = 50_000;

  private static final Pattern OURS =
      Pattern.compile(
          "(?:META-INF/versions/\\d+/)?("
              + String.join("|", MissingPackages.OURS).replace('.', '/')
              + ")/[^/]+\\.class");

  private static final Pattern OF_SIGNATURE =
      Pattern.compile("META-INF/(MANIFEST\\.MF|SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))");

  private final long mostBytes;
  private long bytes;
  private int entries;
  private Optional<String> copyOfOurs = Optional.empty();

  JarContents() {
    this(MOST_BYTES);
  }

  JarContents(long mostBytes) {
    this.mostBytes = mostBytes;
  }

  /** Reads a jar; entries that are signed tell afterwards by whom. */
  List<JarEntry> read(JarFile jar, Path file) throws IOException {
    List<JarEntry> listed = new ArrayList<>();
    Set<String> names = new HashSet<>();
    var all = jar.entries();
    while (all.hasMoreElements()) {
      JarEntry entry = all.nextElement();
      look(entry.getName());
      // a folder that is listed twice is the same folder
      if (!names.add(plain(entry.getName())) && !entry.isDirectory()) {
        throw new PluginException(Why.UNSAFE, "holds " + entry.getName() + " twice");
      }
      readWhole(jar, entry);
      listed.add(entry);
    }
    compare(file, names);
    return listed;
  }

  /** The package of ours that a jar, or one inside it, has classes of. */
  Optional<String> copyOfOurs() {
    return copyOfOurs;
  }

  /** Whether a name is of a manifest or a signature, by the rules of the JAR specification. */
  static boolean isOfSignature(String name) {
    return OF_SIGNATURE.matcher(name.toUpperCase(Locale.ROOT)).matches();
  }

  /** Names of signatures count without their case: so they do for whoever verifies them. */
  private static String plain(String name) {
    return isOfSignature(name) ? name.toUpperCase(Locale.ROOT) : name;
  }

  private void look(String name) {
    refuseName(name);
    Matcher ours = OURS.matcher(name);
    if (ours.matches()) {
      copyOfOurs = Optional.of(ours.group(1).replace('/', '.'));
    }
  }

  private static void refuseName(String name) {
    boolean outside =
        name.isEmpty()
            || name.startsWith("/")
            || name.indexOf('\\') >= 0
            || name.indexOf('\0') >= 0
            || name.matches("[A-Za-z]:.*")
            || List.of(name.split("/", -1)).contains("..");
    if (outside) {
      throw new PluginException(Why.UNSAFE, "holds an entry that leads out of it: " + name);
    }
  }

  /** Reading alone does not compare checksums. */
  private void readWhole(JarFile jar, JarEntry entry) throws IOException {
    CRC32 checksum = new CRC32();
    try (InputStream content = new CheckedInputStream(jar.getInputStream(entry), checksum)) {
      count(content);
    }
    if (!entry.isDirectory() && checksum.getValue() != entry.getCrc()) {
      throw new IOException("the checksum of " + entry.getName() + " is wrong");
    }
    if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".jar")) {
      try (ZipInputStream inner = new ZipInputStream(jar.getInputStream(entry))) {
        for (ZipEntry each = inner.getNextEntry(); each != null; each = inner.getNextEntry()) {
          look(each.getName());
          count(inner);
        }
      } catch (ZipException | EOFException | IllegalArgumentException e) {
        // no jar as far as one can tell: its bytes as they are have been counted
      }
    }
  }

  private void count(InputStream content) throws IOException {
    if (++entries > MOST_ENTRIES) {
      throw new PluginException(Why.UNSAFE, "holds more than " + MOST_ENTRIES + " entries");
    }
    byte[] piece = new byte[8192];
    for (int n = content.read(piece); n >= 0; n = content.read(piece)) {
      bytes += n;
      if (bytes > mostBytes) {
        throw new PluginException(
            Why.UNSAFE, "holds more than " + mostBytes / 1_000_000 + " MB, unpacked");
      }
    }
  }

  /**
   * A jar has a list at its end, which everybody loads by, and a header before each entry: what a
   * header shows has to be in the list. Where headers alone do not tell how long an entry is, or
   * something else stands before them, the list still does.
   */
  private static void compare(Path file, Set<String> listed) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!listed.contains(plain(entry.getName()))) {
          throw new PluginException(Why.UNSAFE, "holds other entries than its own list says");
        }
      }
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      // no reader of streams comes further either
    }
  }
}
