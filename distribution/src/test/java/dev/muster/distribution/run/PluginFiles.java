package dev.muster.distribution.run;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The jar of Enterprise WeChat in an unpacked distribution, and other builds of it. */
final class PluginFiles {
  private final Path folder;
  private final Path jar;

  PluginFiles(Path home) {
    folder = home.resolve("plugins");
    try (Stream<Path> files = Files.list(folder)) {
      jar =
          files
              .filter(file -> file.getFileName().toString().startsWith("wechatwork"))
              .findFirst()
              .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path jar() {
    return jar;
  }

  /** The same code with one more entry, so that it is another jar. */
  byte[] rebuilt(String mark) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.getName().startsWith("build-")) {
          zip.putNextEntry(new ZipEntry(entry.getName()));
          in.transferTo(zip);
          zip.closeEntry();
        }
      }
      zip.putNextEntry(new ZipEntry("build-" + mark));
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Renames a new content over the jar. */
  void replace(byte[] content) {
    try {
      Path part = Files.write(folder.resolve("plugin.part"), content);
      Files.move(part, jar, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
