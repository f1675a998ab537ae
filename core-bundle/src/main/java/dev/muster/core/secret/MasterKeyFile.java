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
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The file of the master keys: a {@link MasterKeyLine} each, and comments. Whoever rotates puts a
 * new line at the top; the keys below it go on decrypting.
 */
final class MasterKeyFile {
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
  private final Optional<KeyWrapping> wrapping;
  private final boolean lookOnly;

  /** Keys that were unwrapped, by their lines: a keeper is asked once for each. */
  private final Map<String, MasterKeys.Key> unwrapped = new ConcurrentHashMap<>();

  /**
   * A file of that path.
   *
   * @param lookOnly whether nothing is written: what would be, is tried and then forgotten
   */
  MasterKeyFile(Path file, Optional<KeyWrapping> wrapping, boolean lookOnly) {
    this.file = file;
    this.wrapping = wrapping;
    this.lookOnly = lookOnly;
  }

  /** Reads the keys; makes the file with one key where there is none. */
  MasterKeys readOrCreate() {
    try {
      if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
        MasterKeys.Key made = newKey();
        MasterKeyLine line =
            wrapping
                .map(keeper -> keeper.wrap(made.id(), made.material().getEncoded()))
                .orElseGet(() -> MasterKeyLine.plain(made.id(), made.material().getEncoded()));
        if (lookOnly) {
          return new MasterKeys(List.of(made));
        }
        create(line);
      }
      return keys();
    } catch (IOException e) {
      throw wrong("cannot be read or made", "let the user who runs Muster read and write it");
    }
  }

  /** Looks at the file, where there is one, without using a key of it. */
  void check() {
    try {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        var unused = read(lines());
      }
    } catch (IOException e) {
      throw wrong("cannot be read", "let the user who runs Muster read and write it");
    }
  }

  private MasterKeys keys() throws IOException {
    List<String> lines = lines();
    List<MasterKeys.Key> keys = new ArrayList<>();
    Map<String, String> rewrapped = new HashMap<>();
    for (MasterKeyLine line : read(lines)) {
      MasterKeys.Key key = key(line);
      keys.add(key);
      if (wrapping.isPresent() && !line.keeper().equals(Optional.of(wrapping.get().keeper()))) {
        MasterKeyLine better = wrapping.get().wrap(key.id(), key.material().getEncoded());
        unwrapped.put(better.text(), key);
        rewrapped.put(key.id(), better.text());
      }
    }
    if (!rewrapped.isEmpty() && !lookOnly) {
      replace(lines, rewrapped);
    }
    return new MasterKeys(keys);
  }

  private MasterKeys.Key key(MasterKeyLine line) {
    if (line.keeper().isEmpty()) {
      return new MasterKeys.Key(line.id(), line.content());
    }
    if (wrapping.isEmpty()) {
      String keeper = line.keeper().get();
      throw wrong("holds a key that " + keeper + " has wrapped", "set secrets.keeper to " + keeper);
    }
    return unwrapped.computeIfAbsent(
        line.text(), text -> new MasterKeys.Key(line.id(), wrapping.get().unwrap(line)));
  }

  private List<MasterKeyLine> read(List<String> lines) {
    List<MasterKeyLine> keys = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    int number = 0;
    for (String each : lines) {
      number++;
      String text = each.strip();
      if (isKey(text)) {
        Optional<MasterKeyLine> line = MasterKeyLine.read(text);
        if (line.isEmpty() || !ids.add(line.get().id())) {
          throw wrong(
              "has a line " + number + " that is no key",
              "a key is an id of its own, a space and 32 bytes in base64, or what a keeper has"
                  + " wrapped");
        }
        keys.add(line.get());
      }
    }
    if (keys.isEmpty()) {
      throw wrong("holds no key", "put the keys back from where you keep their copy");
    }
    return keys;
  }

  private static boolean isKey(String line) {
    return !line.isEmpty() && line.charAt(0) != '#';
  }

  /** Puts wrapped keys in the place of what they are made of; leaves the rest as it is. */
  private void replace(List<String> before, Map<String, String> texts) throws IOException {
    StringBuilder whole = new StringBuilder();
    for (String line : before) {
      String text = line.strip();
      String id = text.split("[ \\t]", 2)[0];
      whole.append(isKey(text) ? texts.getOrDefault(id, line) : line).append('\n');
    }
    Path draft = draft(whole.toString());
    // somebody who has changed it meanwhile is not overwritten: the next look sees their change
    if (lines().equals(before)) {
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(draft);
    }
  }

  private List<String> lines() throws IOException {
    if (!Files.isRegularFile(file)) {
      throw wrong("is not a file", "give the path of the file that holds the keys");
    }
    refuseWhatOthersMayRead();
    if (Files.size(file) > MAX_BYTES) {
      throw wrong("is too large", "give the path of the file that holds the keys");
    }
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

  private static MasterKeys.Key newKey() {
    byte[] key = new byte[MasterKeys.LENGTH];
    SecureRandom random = new SecureRandom();
    random.nextBytes(key);
    byte[] number = new byte[4];
    random.nextBytes(number);
    return new MasterKeys.Key("k" + HexFormat.of().formatHex(number), key);
  }

  private void create(MasterKeyLine line) throws IOException {
    Path draft = draft(HEADER + line.text() + "\n");
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

  private Path draft(String text) throws IOException {
    Path whole = file.toAbsolutePath();
    Path folder = whole.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Path draft =
        whole.resolveSibling(whole.getFileName() + "." + ProcessHandle.current().pid() + ".new");
    Files.deleteIfExists(draft);
    write(draft, text);
    return draft;
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
