package dev.muster.core.secret;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file of the master keys: a line per key, {@code <id> <base64 of 32 bytes>}, and comments.
 * Whoever rotates puts a new line at the top; the keys below it go on decrypting.
 */
final class MasterKeyFile {
  private static final Pattern LINE =
      Pattern.compile("([A-Za-z0-9_-]{1,32})[ \\t]+([A-Za-z0-9+/]{43}=)");
  private static final long MAX_BYTES = 64 * 1024;
  private static final String HEADER =
      """
      # Master keys of Muster. The first one encrypts, all of them decrypt.
      # Without this file stored secrets cannot be read: keep a copy in a safe place.
      """;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private final Path file;

  MasterKeyFile(Path file) {
    this.file = file;
  }

  /** Reads the keys; makes the file with one key where there is none. */
  MasterKeys readOrCreate() {
    try {
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        create();
      }
      return read();
    } catch (IOException e) {
      throw wrong("cannot be read or made", "let the user who runs Muster read and write it");
    }
  }

  private MasterKeys read() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw wrong("is not a file", "give the path of the file that holds the keys");
    }
    refuseWhatOthersMayRead();
    if (Files.size(file) > MAX_BYTES) {
      throw wrong("is too large", "give the path of the file that holds the keys");
    }
    List<MasterKeys.Key> keys = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    int number = 0;
    for (String line : lines()) {
      number++;
      String text = line.strip();
      if (!text.isEmpty() && text.charAt(0) != '#') {
        Matcher matcher = LINE.matcher(text);
        if (!matcher.matches() || !ids.add(matcher.group(1))) {
          throw wrong(
              "has a line " + number + " that is no key",
              "a key is an id of its own, a space and 32 bytes in base64");
        }
        keys.add(
            new MasterKeys.Key(matcher.group(1), Base64.getDecoder().decode(matcher.group(2))));
      }
    }
    if (keys.isEmpty()) {
      throw wrong("holds no key", "put the keys back from where you keep their copy");
    }
    return new MasterKeys(keys);
  }

  private List<String> lines() throws IOException {
    try {
      return Files.readAllLines(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException e) {
      throw wrong("is not text", "put the keys back from where you keep their copy");
    }
  }

  private void refuseWhatOthersMayRead() throws IOException {
    try {
      if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
        throw wrong("can be read by other users", "chmod 600 it");
      }
    } catch (UnsupportedOperationException e) {
      // a file system without such permissions
    }
  }

  private void create() throws IOException {
    byte[] key = new byte[MasterKeys.LENGTH];
    SecureRandom random = new SecureRandom();
    random.nextBytes(key);
    byte[] id = new byte[4];
    random.nextBytes(id);
    String text = HEADER + "k" + hex(id) + " " + Base64.getEncoder().encodeToString(key) + "\n";
    Path whole = file.toAbsolutePath();
    Path folder = whole.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path draft =
        whole.resolveSibling(whole.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    Files.deleteIfExists(draft);
    write(draft, text);
    try {
      // a link, not a move: a node that was faster keeps its keys
      Files.createLink(file, draft);
      Files.delete(draft);
    } catch (FileAlreadyExistsException e) {
      Files.delete(draft);
    } catch (UnsupportedOperationException e) {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void write(Path path, String text) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    try (SeekableByteChannel channel = Files.newByteChannel(path, options, ownerOnly(path))) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }

  private MasterKeyException wrong(String found, String remedy) {
    return new MasterKeyException(
        "The file of the master keys, master.key.file="
            + file
            + ", "
            + found
            + ": "
            + remedy
            + ".");
  }
}
