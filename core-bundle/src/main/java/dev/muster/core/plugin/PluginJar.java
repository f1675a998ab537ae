package dev.muster.core.plugin;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.osgi.framework.Constants;

/**
 * A jar that was read to its last entry and is a bundle.
 *
 * @param name of the file
 * @param symbolicName of the bundle
 * @param content what was read, which is what gets installed, whatever happens to the file
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never handed out
record PluginJar(String name, String symbolicName, byte[] content) {
  private static final long MOST_BYTES = 100L * 1024 * 1024;

  /**
   * Reads it.
   *
   * @throws PluginException when it is no whole bundle
   */
  static PluginJar read(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new PluginException("is larger than 100 MB");
      }
      byte[] content = Files.readAllBytes(file);
      return new PluginJar(name, symbolicName(file), content);
    } catch (IOException | SecurityException e) {
      throw new PluginException("is damaged or incomplete: " + e.getMessage(), e);
    }
  }

  private static String symbolicName(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile(), true)) {
      Enumeration<JarEntry> entries = jar.entries();
      while (entries.hasMoreElements()) {
        readWhole(jar, entries.nextElement());
      }
      if (jar.getManifest() != null) {
        Attributes attributes = jar.getManifest().getMainAttributes();
        String symbolicName = attributes.getValue(Constants.BUNDLE_SYMBOLICNAME);
        if (symbolicName != null) {
          return symbolicName.split(";", 2)[0].strip();
        }
      }
      throw new PluginException("is no OSGi bundle: its manifest has no Bundle-SymbolicName");
    }
  }

  /** Reading alone does not compare checksums. */
  private static void readWhole(JarFile jar, JarEntry entry) throws IOException {
    CRC32 checksum = new CRC32();
    try (InputStream content = new CheckedInputStream(jar.getInputStream(entry), checksum)) {
      content.transferTo(OutputStream.nullOutputStream());
    }
    if (!entry.isDirectory() && checksum.getValue() != entry.getCrc()) {
      throw new IOException("the checksum of " + entry.getName() + " is wrong");
    }
  }

  InputStream open() {
    return new ByteArrayInputStream(content);
  }
}
