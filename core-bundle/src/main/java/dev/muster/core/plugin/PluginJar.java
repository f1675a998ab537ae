package dev.muster.core.plugin;

import dev.muster.core.plugin.PluginException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
    String name = String.valueOf(file.getFileName());
    try (InputStream in = Files.newInputStream(file)) {
      return read(name, copied(in, copy), copy, trust);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  /** Reads a copy that is ours already. */
  static PluginJar reread(String name, Path copy, PluginTrust trust) {
    try (InputStream in = Files.newInputStream(copy)) {
      MessageDigest digest = sha256();
      new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
      return read(name, HexFormat.of().formatHex(digest.digest()), copy, trust);
    } catch (IOException e) {
      throw damaged(e);
    }
  }

  private static PluginJar read(String name, String digest, Path copy, PluginTrust trust) {
    try {
      if (Files.size(copy) == 0) {
        throw new PluginException(Why.DAMAGED, "is empty");
      }
      try (JarFile jar = new JarFile(copy.toFile(), true)) {
        List<JarEntry> entries = new JarContents().read(jar, copy);
        trust.check(entries);
        Manifest manifest = jar.getManifest();
        if (manifest == null) {
          throw new PluginException(Why.NOT_A_BUNDLE, "is no OSGi bundle: it has no manifest");
        }
        Attributes headers = manifest.getMainAttributes();
        String symbolicName = symbolicName(headers);
        refuseWhatReachesOut(headers);
        return new PluginJar(name, symbolicName, version(headers), digest, copy);
      }
    } catch (IOException | SecurityException | IllegalArgumentException e) {
      throw damaged(e);
    }
  }

  private static PluginException damaged(Exception e) {
    return new PluginException(Why.DAMAGED, "is damaged or incomplete: " + e.getMessage(), e);
  }

  private static String copied(InputStream in, Path copy) throws IOException {
    MessageDigest digest = sha256();
    InputStream counted = new DigestInputStream(in, digest);
    try (OutputStream out = Files.newOutputStream(copy)) {
      byte[] piece = new byte[8192];
      long size = 0;
      for (int n = counted.read(piece); n >= 0; n = counted.read(piece)) {
        size += n;
        if (size > MOST_BYTES) {
          throw new PluginException(Why.UNSAFE, "is larger than " + MOST_BYTES / 1_000_000 + " MB");
        }
        out.write(piece, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  private static String symbolicName(Attributes headers) {
    String header = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
    if (header == null) {
      throw new PluginException(
          Why.NOT_A_BUNDLE, "is no OSGi bundle: its manifest has no Bundle-SymbolicName");
    }
    String name = header.split(";", 2)[0].strip();
    if (!SYMBOLIC_NAME.matcher(name).matches()) {
      throw new PluginException(Why.NOT_A_BUNDLE, "has a Bundle-SymbolicName that is none");
    }
    if (!"2".equals(headers.getValue(Constants.BUNDLE_MANIFESTVERSION))) {
      throw new PluginException(Why.NOT_A_BUNDLE, "lacks Bundle-ManifestVersion: 2");
    }
    return name;
  }

  private static Version version(Attributes headers) {
    String version = headers.getValue(Constants.BUNDLE_VERSION);
    try {
      return version == null ? Version.emptyVersion : Version.parseVersion(version.strip());
    } catch (IllegalArgumentException e) {
      throw new PluginException(
          Why.NOT_A_BUNDLE, "has a Bundle-Version that is none: " + version, e);
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
    if (exports != null && exports.matches("(?s)(.*[,\\s])?dev\\.muster\\.(spi|api)\\b(?!\\.).*")) {
      throw new PluginException(
          Why.PRIVATE_PACKAGES,
          "exports a copy of dev.muster.spi or dev.muster.api: import it instead");
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
