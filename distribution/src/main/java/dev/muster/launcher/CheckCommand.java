package dev.muster.launcher;

import dev.muster.launch.PluginReport;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code check}: looks at everything a start needs, by the start's own rules, and says how to fix
 * it. Changes nothing of the installation, which may be running.
 */
final class CheckCommand {
  private final Home home;
  private final Map<String, String> environment;
  private final PrintStream out;
  private int problems;

  CheckCommand(Home home, Map<String, String> environment, PrintStream out) {
    this.home = home;
    this.environment = environment;
    this.out = out;
  }

  /**
   * Prints a line per subject.
   *
   * @throws StartFailure when one of them is not as it has to be
   */
  void run() throws StartFailure {
    SettingsReading reading =
        SettingsReader.read(home, SettingsFile.read(home), environment, false);
    if (reading instanceof SettingsReading.Invalid invalid) {
      invalid.problems().forEach(this::wrong);
    } else if (reading instanceof SettingsReading.Valid valid) {
      valid.warnings().forEach(warning -> out.println("warning  " + warning));
      checkAll(valid.settings());
    }
    if (problems > 0) {
      throw new StartFailure(problems + (problems == 1 ? " problem" : " problems") + " found");
    }
  }

  private void checkAll(Settings settings) throws StartFailure {
    fine("settings", home.settingsFile() + " and the environment");
    Preflight preflight = new Preflight(settings);
    preflight.clock().ifPresent(this::wrong);
    preflight.permissions().forEach(this::wrong);
    report("data", settings.dataDir().toString(), preflight.dataDir());
    preflight.pluginsDir().ifPresent(this::wrong);
    if (isRunning(settings)) {
      fine("listener", "in use by the Muster that is running on this data folder");
    } else {
      report("listener", settings.httpHost() + ":" + settings.httpPort(), preflight.port());
    }
    tryStart(settings, preflight.masterKey());
  }

  private static boolean isRunning(Settings settings) {
    try {
      return DataLock.isTaken(settings.dataDir());
    } catch (IOException e) {
      return false;
    }
  }

  private void tryStart(Settings settings, Optional<Problem> masterKey) throws StartFailure {
    StartTrial.Findings found;
    try {
      found = new StartTrial(settings).run();
    } catch (IOException e) {
      wrong(
          new Problem(
              "start",
              "cannot be tried (" + e.getMessage() + ")",
              "let this user read the distribution, and write to the system's temporary folder"));
      return;
    }
    masterKey.ifPresent(this::wrong);
    if (masterKey.isEmpty()) {
      keys(settings, found.keys());
    }
    boolean first = settings.embeddedDatabase() && Files.notExists(settings.databaseFile());
    report("storage", first ? toCome(settings.databaseFile()) : "answers", found.storage());
    plugins(settings, found.plugins());
  }

  private void keys(Settings settings, String wrong) {
    String keeper = settings.secretKeeper();
    if (keeper.isEmpty()) {
      Path file = settings.masterKeyFile();
      report("master key", Files.notExists(file) ? toCome(file) : file.toString(), wrong);
    } else if (wrong.isEmpty()) {
      fine("keeper", keeper + " wraps and unwraps the master keys");
    } else {
      wrong(
          new Problem(
              "secrets.keeper",
              "is '" + keeper + "': " + wrong,
              "see that its plugin is in " + settings.pluginsDir() + " and reaches its keys"));
    }
  }

  private static String toCome(Path file) {
    return file + " will be created at the first start";
  }

  private void plugins(Settings settings, List<PluginReport.Plugin> plugins) {
    Path folder = settings.pluginsDir();
    try (Stream<Path> files = Files.list(folder)) {
      if (files.noneMatch(CheckCommand::isJar)) {
        out.println("warning  plugins: none in " + folder + ", nobody can sign in with a platform");
      }
    } catch (IOException e) {
      return; // which was reported as the start does
    }
    for (PluginReport.Plugin plugin : plugins) {
      plugin.version().ifPresent(version -> fine("plugin", plugin.name() + " " + version));
      plugin.superseded().forEach(sentence -> out.println("warning  plugin: " + sentence));
      for (String problem : plugin.problems()) {
        String found = problem.replaceFirst("\\.$", "");
        wrong(new Problem("plugin", found, "replace the file in " + folder + ", or take it out"));
      }
    }
  }

  /** As the core has it: without the notes that another system's archiver puts beside each file. */
  private static boolean isJar(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.toLowerCase(Locale.ROOT).endsWith(".jar") && !name.startsWith("._");
  }

  private void report(String subject, String value, Optional<Problem> problem) {
    problem.ifPresentOrElse(this::wrong, () -> fine(subject, value));
  }

  private void report(String subject, String value, String sentence) {
    if (sentence.isEmpty()) {
      fine(subject, value);
    } else {
      wrong(subject, sentence);
    }
  }

  private void fine(String subject, String value) {
    out.println("ok       " + subject + ": " + value);
  }

  private void wrong(Problem problem) {
    problems++;
    out.println("wrong    " + problem);
  }

  /** What a bundle says names the setting itself. */
  private void wrong(String subject, String sentence) {
    problems++;
    out.println("wrong    " + subject + ": " + sentence);
  }
}
