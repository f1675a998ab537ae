package dev.muster.core.admin;

import dev.muster.spi.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the password that the first start makes reaches whoever started it: on their terminal, or,
 * where standard output goes to a log, in a file that only its owner may read.
 */
interface FirstPassword {
  /** Called before the password counts; a failure ends the attempt, so that none is lost. */
  void made(Secret password);

  /** Called when it counts. */
  void counts(Secret password);

  /** Called instead when another node was faster: it never counts. */
  void discarded();

  /** Says it to a person. */
  record OnTerminal(Consumer<String> lines) implements FirstPassword {
    @Override
    public void made(Secret password) {
      // shown only when it is true
    }

    @Override
    public void counts(Secret password) {
      lines.accept("Console user admin, password " + password.reveal() + " (shown only once)");
    }

    @Override
    public void discarded() {
      // nothing was shown
    }
  }

  /** Writes it to a file, and the file's name to the log. */
  record InFile(Path file) implements FirstPassword {
    /** In {@code data.dir}. */
    static final String NAME = "admin.password";

    private static final Logger LOG = LoggerFactory.getLogger(FirstPassword.class);

    @Override
    public void made(Secret password) {
      try {
        Files.deleteIfExists(file);
        ByteBuffer line = StandardCharsets.UTF_8.encode(password.reveal() + "\n");
        try (SeekableByteChannel channel =
            Files.newByteChannel(
                file,
                Set.of(
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.SYNC),
                ownerOnly(file))) {
          while (line.hasRemaining()) {
            channel.write(line);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException("The first password cannot be written to " + file, e);
      }
    }

    private static FileAttribute<?>[] ownerOnly(Path path) {
      return path.getFileSystem().supportedFileAttributeViews().contains("posix")
          ? new FileAttribute<?>[] {
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
          }
          : new FileAttribute<?>[0];
    }

    @Override
    public void counts(Secret password) {
      LOG.info(
          "The password of the console user admin is in {}, readable by its owner alone: delete the"
              + " file once you have signed in",
          file);
    }

    @Override
    public void discarded() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        LOG.warn("{} contains a password that is not valid, and cannot be deleted", file, e);
      }
    }
  }
}
