package dev.muster.core.plugin;

import dev.muster.core.digest.Sha256;
import dev.muster.core.plugin.PluginException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Our own copy of a file: what is looked at is what gets installed, whatever happens to the file.
 *
 * @param path where it lies
 * @param digest tells one content from another
 */
record JarCopy(Path path, String digest) {
  /**
   * Copies a file.
   *
   * @param to where the copy goes; it stays also when this fails
   * @throws PluginException {@code UNREADABLE} or {@code NOT_STORED}, which may pass, {@code
   *     NOT_A_BUNDLE} or {@code UNSAFE}
   */
  static JarCopy take(Path file, Path to) {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      // a pipe would be waited for
      throw new PluginException(Why.NOT_A_BUNDLE, "is a folder or a device, not a file");
    }
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(open(file), digest);
        OutputStream out = Files.newOutputStream(to)) {
      byte[] piece = new byte[8192];
      long size = 0;
      for (int n = read(in, piece); n >= 0; n = read(in, piece)) {
        size += n;
        if (size > PluginJar.MOST_BYTES) {
          throw new PluginException(
              Why.UNSAFE, "is larger than " + PluginJar.MOST_BYTES / 1_000_000 + " MB");
        }
        out.write(piece, 0, n);
      }
    } catch (IOException e) {
      throw notStored(e);
    }
    return new JarCopy(to, HexFormat.of().formatHex(digest.digest()));
  }

  /** One that lies there already. */
  static JarCopy of(Path path) {
    try {
      return new JarCopy(path, digest(path));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** The digest of a file, without a copy. */
  static String digest(Path file) throws IOException {
    MessageDigest digest = Sha256.digest();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static InputStream open(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      String why = Files.isSymbolicLink(file) ? "is a link that leads nowhere" : "has vanished";
      throw new PluginException(Why.UNREADABLE, why, e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static int read(InputStream in, byte[] piece) {
    try {
      return in.read(piece);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static PluginException unreadable(IOException e) {
    return new PluginException(
        Why.UNREADABLE, "cannot be read: " + PluginException.fault(e) + "; it is tried again", e);
  }

  /** What cannot be written, or read back, below {@code data.dir}. */
  static PluginException notStored(Exception e) {
    return new PluginException(
        Why.NOT_STORED,
        "cannot be kept below data.dir: " + PluginException.fault(e) + "; it is tried again",
        e);
  }
}
