package dev.muster.core.plugin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A jar that a test puts together entry by entry, honest or not. */
final class TestJar {
  private static final LocalDateTime MADE = LocalDateTime.of(2026, 11, 22, 0, 0);

  private final Manifest manifest = new Manifest();
  private final List<Map.Entry<String, byte[]>> entries = new ArrayList<>();

  private TestJar() {
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
  }

  static TestJar plain() {
    return new TestJar();
  }

  static TestJar bundle(String symbolicName, String version) {
    return plain()
        .header("Bundle-ManifestVersion", "2")
        .header("Bundle-SymbolicName", symbolicName)
        .header("Bundle-Version", version);
  }

  TestJar header(String name, String value) {
    manifest.getMainAttributes().putValue(name, value);
    return this;
  }

  TestJar section(String name, String attribute, String value) {
    manifest.getEntries().computeIfAbsent(name, n -> new Attributes()).putValue(attribute, value);
    return this;
  }

  TestJar entry(String name, String content) {
    return entry(name, content.getBytes(StandardCharsets.UTF_8));
  }

  TestJar entry(String name, byte[] content) {
    entries.add(Map.entry(name, content));
    return this;
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      manifest.write(text);
      put(zip, "META-INF/MANIFEST.MF", text.toByteArray());
      for (Map.Entry<String, byte[]> entry : entries) {
        put(zip, entry.getKey(), entry.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Small ones are stored as they are, so that a test can change a byte of them. */
  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    // the same content makes the same jar, whenever it is made
    entry.setTimeLocal(MADE);
    if (content.length < 10_000) {
      CRC32 checksum = new CRC32();
      checksum.update(content);
      entry.setMethod(ZipEntry.STORED);
      entry.setSize(content.length);
      entry.setCrc(checksum.getValue());
    }
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  Path write(Path file) throws IOException {
    return Files.write(file, bytes());
  }
}
