package dev.muster.distribution.bench;

import dev.muster.distribution.process.Distribution;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;

/** A platform's jar in an unpacked distribution, later versions of it, and other platforms. */
final class PlatformJar {
  private final BenchPlatform platform;
  private final Path file;
  private final byte[] original;
  private final String symbolicName;
  private final Version version;
  private int updates;

  PlatformJar(Distribution distribution, BenchPlatform platform) {
    this.platform = platform;
    Path folder = distribution.home().resolve("plugins");
    try (Stream<Path> files = Files.list(folder)) {
      file =
          files
              .filter(each -> String.valueOf(each.getFileName()).startsWith(platform.id()))
              .findFirst()
              .orElseThrow();
      original = Files.readAllBytes(file);
      try (JarInputStream jar = open()) {
        var headers = jar.getManifest().getMainAttributes();
        symbolicName = headers.getValue(Constants.BUNDLE_SYMBOLICNAME);
        version = Version.parseVersion(headers.getValue(Constants.BUNDLE_VERSION));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String symbolicName() {
    return symbolicName;
  }

  /** Takes it out of the folder. */
  void take() {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the folder a jar by renaming it into place. */
  void drop(byte[] content) {
    try {
      Path part = Files.write(file.resolveSibling(platform.id() + ".part"), content);
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] original() {
    return original.clone();
  }

  /**
   * Puts the next version in place of the present one, renamed over it and written over it in turn.
   *
   * @return the version
   */
  String update() {
    String next =
        new Version(version.getMajor(), version.getMinor(), version.getMicro() + ++updates)
            .toString();
    byte[] content = rewritten(symbolicName, next, platform.id());
    if (updates % 2 == 0) {
      drop(content);
    } else {
      write(file, content);
    }
    return next;
  }

  /** Adds a platform that differs from this one in its name and nothing else. */
  void addAnother(int number) {
    String id = platform.id() + number;
    write(
        file.resolveSibling("another-" + id + ".jar"),
        rewritten(symbolicName + ".another" + number, version.toString(), id));
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JarInputStream open() throws IOException {
    return new JarInputStream(new ByteArrayInputStream(original));
  }

  private byte[] rewritten(String newName, String newVersion, String id) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(original.length);
    try (JarInputStream in = open()) {
      Manifest manifest = new Manifest(in.getManifest());
      manifest.getMainAttributes().putValue(Constants.BUNDLE_SYMBOLICNAME, newName);
      manifest.getMainAttributes().putValue(Constants.BUNDLE_VERSION, newVersion);
      try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
        for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
          jar.putNextEntry(new JarEntry(entry.getName()));
          byte[] content = in.readAllBytes();
          boolean renamed = entry.getName().endsWith(".class") && !id.equals(platform.id());
          jar.write(renamed ? renamed(content, id) : content);
          jar.closeEntry();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The platform's id is a constant of the provider's classes: JVMS 4.4, the constant pool. */
  private byte[] renamed(byte[] type, String id) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(type.length + 16);
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(type));
        DataOutputStream to = new DataOutputStream(out)) {
      to.write(in.readNBytes(8));
      int count = in.readUnsignedShort();
      to.writeShort(count);
      for (int index = 1; index < count; index++) {
        int tag = in.readUnsignedByte();
        to.writeByte(tag);
        switch (tag) {
          case 1 -> {
            String text = in.readUTF();
            to.writeUTF(text.equals(platform.id()) ? id : text);
          }
          case 5, 6 -> {
            to.write(in.readNBytes(8));
            index++;
          }
          case 15 -> to.write(in.readNBytes(3));
          case 7, 8, 16, 19, 20 -> to.write(in.readNBytes(2));
          default -> to.write(in.readNBytes(4));
        }
      }
      in.transferTo(to);
    }
    return out.toByteArray();
  }
}
