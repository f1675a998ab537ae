package dev.muster.launcher;

import java.io.IOException;
import java.io.OutputStream;
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
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import org.osgi.framework.Constants;

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

  private void checkAll(Settings settings) {
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

  private void plugins(Settings settings) {
    Path folder = settings.pluginsDir();
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
      jars.forEach(this::plugin);
      if (jars.isEmpty()) {
        out.println("warning  plugins: none in " + folder + ", nobody can sign in with a platform");
      }
    } catch (IOException e) {
      wrong(
          new Problem(
              "plugins.dir", folder + " cannot be read", "give the folder with the providers"));
    }
  }

  private void plugin(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      readWhole(jar);
      Manifest manifest = file.getManifest();
      String name =
          manifest == null
              ? null
              : manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME);
      if (name != null) {
        fine("plugin", name + " " + manifest.getMainAttributes().getValue("Bundle-Version"));
        return;
      }
      wrong(new Problem("plugin", jar + " is no OSGi bundle", "take it out of the folder"));
    } catch (IOException e) {
      wrong(new Problem("plugin", jar + " is damaged", "copy it there again"));
    }
  }

  /** As a stream, which compares checksums: a jar may open and still be damaged inside. */
  private static void readWhole(Path jar) throws IOException {
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(jar))) {
      while (in.getNextEntry() != null) {
        in.transferTo(OutputStream.nullOutputStream());
      }
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
