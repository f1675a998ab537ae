package dev.muster.launcher;

import dev.muster.settings.KeyLine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks, before anything starts, for what would end the start badly or half. */
final class Preflight {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      Set.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private static final Instant OLDEST_NOW = Instant.parse("2025-01-01T00:00:00Z");

  private final Settings settings;

  Preflight(Settings settings) {
    this.settings = settings;
  }

  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    clock().ifPresent(problems::add);
    if (!settings.demo()) { // which a build's folder serves, however the builder's umask is
      problems.addAll(permissions());
    }
    dataDir().ifPresent(problems::add);
    pluginsDir().ifPresent(problems::add);
    masterKey().ifPresent(problems::add);
    port().ifPresent(problems::add);
    return problems;
  }

  /** Tokens and certificates cannot be judged by a clock that was never set. */
  Optional<Problem> clock() {
    Instant now = Instant.now();
    return now.isBefore(OLDEST_NOW)
        ? Optional.of(
            new Problem("clock", "shows " + now, "set this machine's clock, and keep it so (NTP)"))
        : Optional.empty();
  }

  List<Problem> permissions() {
    return new Permissions(settings).problems();
  }

  /** Whether the folder is there, or can be made. */
  Optional<Problem> dataDir() {
    Path folder = settings.dataDir();
    Path there = folder;
    while (Files.notExists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (Files.isDirectory(there) && Files.isWritable(there)) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            "data.dir",
            folder + " is not a folder that can be written to",
            "let the user who runs Muster write there, or give another folder"));
  }

  /** Without it nobody can sign in, and nothing says so until somebody tries. */
  Optional<Problem> pluginsDir() {
    Path folder = settings.pluginsDir();
    if (Files.isDirectory(folder) && Files.isReadable(folder)) {
      return Optional.empty();
    }
    return Optional.of(
        new Problem(
            "plugins.dir",
            folder + (Files.exists(folder) ? " cannot be read" : " is not there"),
            "give the folder with the providers"));
  }

  /** Makes the data folder where it is missing. */
  static void createForOwnerOnly(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      return;
    }
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    } else {
      Files.createDirectories(folder);
    }
  }

  Optional<Problem> masterKey() {
    Path file = settings.masterKeyFile();
    if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      return key(file + " cannot be read", "it has to be a file that this user can read");
    }
    try {
      if (Files.size(file) == 0) {
        return key(file + " is empty", "put the key back from where you keep its copy");
      }
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (!OWNER_ONLY.containsAll(permissions)) {
        return key(
            file + " is open to other users (" + PosixFilePermissions.toString(permissions) + ")",
            "chmod 600 it");
      }
      return notAKey(file);
    } catch (UnsupportedOperationException e) {
      return Optional.empty(); // a file system without such permissions
    } catch (CharacterCodingException e) {
      return key(file + " is not text", "put the key back from where you keep its copy");
    } catch (IOException e) {
      return key(file + " cannot be read", "it has to be a file that this user can read");
    }
  }

  /** The core reads them; this is for saying so before anything starts. */
  private Optional<Problem> notAKey(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    boolean any = false;
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.charAt(0) == '#') {
        continue;
      }
      Optional<KeyLine> key = KeyLine.of(line);
      Optional<String> keeper = key.flatMap(KeyLine::keeper);
      if (keeper.isPresent() && settings.secretKeeper().isEmpty()) {
        return Optional.of(
            new Problem(
                "secrets.keeper",
                "is not set, and " + file + " holds a key that " + keeper.get() + " wrapped",
                "give secrets.keeper=" + keeper.get()));
      }
      if (key.isEmpty()) {
        return key(
            file + " has a line " + (i + 1) + " that is no key",
            "a key is an id, a space and 32 bytes in base64, or what a keeper has wrapped: put it"
                + " back from where you keep its copy");
      }
      any = true;
    }
    return any
        ? Optional.empty()
        : key(file + " holds no key", "put the key back from where you keep its copy");
  }

  private static Optional<Problem> key(String found, String remedy) {
    return Optional.of(new Problem("master.key.file", found, remedy));
  }

  Optional<Problem> port() {
    String where = settings.httpHost() + ":" + settings.httpPort();
    InetAddress address;
    try {
      address = InetAddress.getByName(settings.httpHost());
    } catch (UnknownHostException e) {
      return notOurs();
    }
    try {
      bind(address, settings.httpPort());
      return Optional.empty();
    } catch (IOException e) {
      if (!canBind(address)) {
        return notOurs();
      }
      return Optional.of(
          new Problem(
              "http.port",
              where + " cannot be used (" + e.getMessage() + ")",
              "stop the program that has it, or give another port as MUSTER_HTTP_PORT; those below"
                  + " 1024 may be kept for root"));
    }
  }

  private Optional<Problem> notOurs() {
    return Optional.of(
        new Problem(
            "http.host",
            "'" + settings.httpHost() + "' is not an address of this machine",
            "give 0.0.0.0 for all of them"));
  }

  /** Tells an address that is not of this machine from a port that is taken: any port will do. */
  private static boolean canBind(InetAddress address) {
    try {
      bind(address, 0);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void bind(InetAddress address, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
    }
  }
}
