package dev.muster.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether other users of the machine could change what Muster runs, or read the secrets in its
 * settings file. Says nothing where the file system has no such permissions.
 */
final class Permissions {
  private static final Set<PosixFilePermission> WRITE_OF_OTHERS =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

  /** Keys that name a secret, of ours, of a platform's and of a plugin's. */
  private static final Pattern SECRET =
      Pattern.compile(".*(password|token|secret|credential|key)", Pattern.CASE_INSENSITIVE);

  /** An address with a password in it. */
  private static final Pattern WITH_PASSWORD = Pattern.compile(".*://[^/@]*:[^/@]*@.*");

  private final Settings settings;

  Permissions(Settings settings) {
    this.settings = settings;
  }

  List<Problem> problems() {
    List<Problem> problems = new ArrayList<>();
    Home home = settings.home();
    Path folder = home.folder();
    writable("distribution", folder, problems);
    for (String name : List.of("bin", "lib", "bundles", "conf", "conf/trusted-plugins")) {
      writable(name, folder.resolve(name), problems);
    }
    for (String name : List.of("bin", "lib", "bundles")) {
      firstIn(name, folder.resolve(name), problems);
    }
    writable("plugins.dir", settings.pluginsDir(), problems);
    writable("data.dir", settings.dataDir(), problems);
    settingsFile(home.settingsFile(), problems);
    return problems;
  }

  private static void firstIn(String subject, Path folder, List<Problem> problems) {
    try (Stream<Path> files = Files.list(folder)) {
      files
          .sorted()
          .filter(file -> isOpen(file, WRITE_OF_OTHERS))
          .findFirst()
          .ifPresent(file -> writable(subject, file, problems));
    } catch (IOException e) {
      // a folder that is missing or closed is found by whoever needs it
    }
  }

  private static void writable(String subject, Path path, List<Problem> problems) {
    if (isOpen(path, WRITE_OF_OTHERS)) {
      problems.add(
          new Problem(
              subject,
              path + " can be changed by other users (" + shown(path) + ")",
              "chmod go-w " + path));
    }
  }

  private static void settingsFile(Path file, List<Problem> problems) {
    writable("settings", file, problems);
    if (holdsSecret(file) && isReadableByOthers(file)) {
      problems.add(
          new Problem(
              "settings",
              file + " holds a secret and can be read by other users (" + shown(file) + ")",
              "chmod 600 " + file + ", and give it to the user who runs Muster"));
    }
  }

  private static boolean holdsSecret(Path file) {
    try {
      for (Map.Entry<String, String> each : SettingsFile.read(file).entrySet()) {
        boolean named = SECRET.matcher(each.getKey()).matches() && !each.getValue().isBlank();
        if (named || WITH_PASSWORD.matcher(each.getValue()).matches()) {
          return true;
        }
      }
      return false;
    } catch (StartFailure e) {
      return false; // has ended the start before
    }
  }

  /** A group may read what belongs to another user, as root: that is how ours gets to read it. */
  private static boolean isReadableByOthers(Path file) {
    if (isOpen(file, EnumSet.of(PosixFilePermission.OTHERS_READ))) {
      return true;
    }
    Optional<String> user = ProcessHandle.current().info().user();
    try {
      return isOpen(file, EnumSet.of(PosixFilePermission.GROUP_READ))
          && user.equals(Optional.of(Files.getOwner(file).getName()));
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static boolean isOpen(Path path, Set<PosixFilePermission> any) {
    try {
      return Files.exists(path)
          && Files.getPosixFilePermissions(path).stream().anyMatch(any::contains)
          && !(any == WRITE_OF_OTHERS && Files.getFileStore(path).isReadOnly());
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static String shown(Path path) {
    try {
      return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    } catch (IOException | UnsupportedOperationException e) {
      return "unknown";
    }
  }
}
