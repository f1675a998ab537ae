package dev.muster.core.plugin;

import dev.muster.core.plugin.PluginException.Why;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/**
 * A jar that was read to its last entry, may be trusted and is a bundle.
 *
 * @param name of the file that it came from
 * @param symbolicName of the bundle
 * @param version of the bundle
 * @param digest tells one content from another
 * @param copy our own, which is what was checked and gets installed, whatever happens to the file
 */
record PluginJar(String name, String symbolicName, Version version, String digest, Path copy) {
  /** A header that names one of them as a whole. */
  private static final Pattern NAMES_OURS =
      Pattern.compile(
          "(.*[,\\s])?(" + String.join("|", MissingPackages.OURS) + ")(?![\\w.]).*",
          Pattern.DOTALL);

  /** The largest jar. */
  static final long MOST_BYTES = 100_000_000;

  private static final Pattern SYMBOLIC_NAME =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,199}");

  /**
   * Copies a file and reads the copy.
   *
   * @param copy where the copy goes; it stays also when the jar is refused
   * @throws PluginException when it is no whole bundle, or not to be trusted
   */
  static PluginJar read(Path file, Path copy, PluginTrust trust) {
    return read(String.valueOf(file.getFileName()), JarCopy.take(file, copy), trust);
  }

  /**
   * Reads a copy.
   *
   * @param name of the file that it came from
   * @throws PluginException when it is no whole bundle, or not to be trusted
   */
  static PluginJar read(String name, JarCopy copy, PluginTrust trust) {
    Path path = copy.path();
    try {
      if (Files.size(path) == 0) {
        throw new PluginException(Why.DAMAGED, "is empty");
      }
      try (JarFile jar = new JarFile(path.toFile(), true)) {
        JarContents contents = new JarContents();
        List<JarEntry> entries = contents.read(jar, path);
        Manifest manifest = jar.getManifest();
        if (manifest == null) {
          throw new PluginException(Why.NOT_A_BUNDLE, "is not an OSGi bundle: it has no manifest");
        }
        trust.check(entries, manifest);
        Attributes headers = manifest.getMainAttributes();
        String symbolicName = symbolicName(headers);
        refuseWhatReachesOut(headers);
        refuseCopyOfOurs(headers, contents.copyOfOurs());
        return new PluginJar(name, symbolicName, version(headers), copy.digest(), path);
      }
    } catch (FileSystemException | FileNotFoundException e) {
      throw JarCopy.notStored(e);
    } catch (IOException | SecurityException | IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  private static PluginException damaged(Exception e) {
    return new PluginException(Why.DAMAGED, "is damaged or incomplete: " + e.getMessage(), e);
  }

  private static String symbolicName(Attributes headers) {
    String header = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
    if (header == null) {
      throw new PluginException(
          Why.NOT_A_BUNDLE, "is not an OSGi bundle: its manifest has no Bundle-SymbolicName");
    }
    String name = header.split(";", 2)[0].strip();
    if (!SYMBOLIC_NAME.matcher(name).matches()) {
      throw new PluginException(Why.NOT_A_BUNDLE, "has an invalid Bundle-SymbolicName");
    }
    String manifestVersion = headers.getValue(Constants.BUNDLE_MANIFESTVERSION);
    if (manifestVersion == null || !manifestVersion.strip().equals("2")) {
      throw new PluginException(Why.NOT_A_BUNDLE, "lacks Bundle-ManifestVersion: 2");
    }
    return name;
  }

  private static Version version(Attributes headers) {
    String version = headers.getValue(Constants.BUNDLE_VERSION);
    try {
      return version == null ? Version.emptyVersion : Version.parseVersion(version.strip());
    } catch (IllegalArgumentException e) {
      throw new PluginException(Why.NOT_A_BUNDLE, "has an invalid Bundle-Version: " + version, e);
    }
  }

  private static void refuseWhatReachesOut(Attributes headers) {
    if (headers.getValue(Constants.FRAGMENT_HOST) != null) {
      throw new PluginException(
          Why.NOT_A_BUNDLE, "is a fragment, which becomes part of another bundle");
    }
    String path = headers.getValue(Constants.BUNDLE_CLASSPATH);
    if (path != null && (path.contains("..") || path.matches("(.*,)?\\s*/.+|.*:.*"))) {
      throw new PluginException(Why.UNSAFE, "has a Bundle-ClassPath that leads out of it: " + path);
    }
    String exports = headers.getValue(Constants.EXPORT_PACKAGE);
    if (exports != null && NAMES_OURS.matcher(exports).matches()) {
      throw new PluginException(
          Why.PRIVATE_PACKAGES,
          "exports a copy of dev.muster.spi, dev.muster.api or dev.muster.launch: import it instead");
    }
  }

  /** An import wins over what lies in the bundle; without one its services are of another type. */
  private static void refuseCopyOfOurs(Attributes headers, Optional<String> copy) {
    String imports = headers.getValue(Constants.IMPORT_PACKAGE);
    boolean imported = imports != null && NAMES_OURS.matcher(imports).matches();
    if (copy.isPresent() && !imported) {
      throw new PluginException(
          Why.PRIVATE_PACKAGES,
          "holds a copy of "
              + copy.get()
              + ": import the packages of dev.muster.spi instead, and leave Muster's classes out"
              + " (in Maven: scope provided)");
    }
  }

  /** Whose jar it is, as far as a jar that is damaged still tells: its manifest comes first. */
  static Optional<String> nameOf(Path file) {
    try (JarInputStream in = new JarInputStream(Files.newInputStream(file), false)) {
      return Optional.ofNullable(in.getManifest())
          .map(manifest -> symbolicName(manifest.getMainAttributes()));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
