package dev.muster.launcher;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** {@code check}: looks at everything a start needs without starting, and says how to mend it. */
final class CheckCommand {
  private static final String DATABASE_SECONDS = "5";

  private final Home home;
  private final Map<String, String> environment;
  private final PrintStream out;
  private final List<Problem> problems = new ArrayList<>();

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
    if (!problems.isEmpty()) {
      throw new StartFailure(
          problems.size() + (problems.size() == 1 ? " problem" : " problems") + " found");
    }
  }

  private void checkAll(Settings settings) throws StartFailure {
    fine("settings", home.settingsFile() + " and the environment");
    Preflight preflight = new Preflight(settings);
    Optional<Problem> data = preflight.dataDir();
    report("data", settings.dataDir().toString(), data);
    report("master key", settings.masterKeyFile().toString(), preflight.masterKey());
    if (data.isEmpty() && isRunning(settings)) {
      fine("listener", "held by the Muster that runs on this data folder");
    } else {
      report("listener", settings.httpHost() + ":" + settings.httpPort(), preflight.port());
    }
    storage(settings);
    plugins(settings);
  }

  private boolean isRunning(Settings settings) {
    try (DataLock lock = DataLock.take(settings.dataDir()).orElse(null)) {
      return lock == null;
    } catch (IOException e) {
      return false;
    }
  }

  private void storage(Settings settings) {
    if (settings.embeddedDatabase() && Files.notExists(settings.databaseFile())) {
      fine("storage", settings.databaseFile() + " will be created at the first start");
      return;
    }
    Properties properties = new Properties();
    if (!settings.embeddedDatabase()) {
      Map<String, String> values = settings.values();
      properties.put("user", values.getOrDefault("database.user", ""));
      properties.put("password", values.getOrDefault("database.password", ""));
      properties.put("connectTimeout", DATABASE_SECONDS);
      properties.put("socketTimeout", DATABASE_SECONDS);
      properties.put("loginTimeout", DATABASE_SECONDS);
    }
    try (JdbcDrivers drivers = new JdbcDrivers(home);
        Connection connection = drivers.open(settings.jdbcUrl(), properties);
        Statement statement = connection.createStatement();
        ResultSet answer =
            statement.executeQuery(
                settings.embeddedDatabase() ? "PRAGMA quick_check" : "SELECT 'ok'")) {
      String word = answer.next() ? answer.getString(1) : "no answer";
      report(
          "storage",
          "answers",
          "ok".equals(word)
              ? Optional.empty()
              : Optional.of(new Problem("database.url", "damaged: " + word, "restore a backup")));
    } catch (SQLException | IOException e) {
      wrong(
          settings.embeddedDatabase()
              ? new Problem(
                  "data.dir",
                  settings.databaseFile() + " is no database (" + e.getMessage() + ")",
                  "restore a backup, or give another folder")
              : new Problem(
                  "database.url",
                  "does not answer (" + e.getMessage() + ")",
                  "see that the database runs and that address, user and password are right"));
    }
  }

  private void plugins(Settings settings) throws StartFailure {
    Path folder = settings.pluginsDir();
    try (Stream<Path> files = Files.list(folder)) {
      if (files.noneMatch(file -> file.toString().endsWith(".jar"))) {
        out.println("warning  plugins: none in " + folder + ", nobody can sign in with a platform");
        if (!settings.secretKeeper().isEmpty()) {
          keeper(settings, "No plugin offers it.");
        }
        return;
      }
    } catch (IOException e) {
      wrong(
          new Problem(
              "plugins.dir", folder + " cannot be read", "give the folder with the providers"));
      return;
    }
    try {
      PluginTrial.Findings found = new PluginTrial(settings).run();
      for (PluginTrial.Result plugin : found.plugins()) {
        plugin.version().ifPresent(version -> fine("plugin", plugin.name() + " " + version));
        for (String problem : plugin.problems()) {
          wrong(new Problem("plugin", problem, "mend the file in " + folder + ", or take it out"));
        }
      }
      if (!settings.secretKeeper().isEmpty()) {
        keeper(settings, found.keeper());
      }
    } catch (IOException e) {
      wrong(
          new Problem(
              "plugins",
              "they cannot be tried (" + e.getMessage() + ")",
              "let this user write to the system's temporary folder"));
    }
  }

  private void keeper(Settings settings, String wrong) {
    if (wrong.isEmpty()) {
      fine("keeper", settings.secretKeeper() + " wraps and unwraps the master keys");
    } else {
      wrong(
          new Problem(
              "secrets.keeper",
              "is '" + settings.secretKeeper() + "': " + wrong,
              "see that its plugin is in " + settings.pluginsDir() + " and reaches its keys"));
    }
  }

  private void report(String subject, String value, Optional<Problem> problem) {
    problem.ifPresentOrElse(this::wrong, () -> fine(subject, value));
  }

  private void fine(String subject, String value) {
    out.println("ok       " + subject + ": " + value);
  }

  private void wrong(Problem problem) {
    problems.add(problem);
    out.println("wrong    " + problem);
  }
}
