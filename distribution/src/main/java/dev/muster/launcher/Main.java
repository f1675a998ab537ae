package dev.muster.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** {@code bin/muster}: run, demo, check, backup, restore. */
public final class Main {
  private static final String USAGE =
      "usage: muster run | demo | check | backup FILE | restore FILE";

  private Main() {}

  /**
   * Runs one command and ends the process with 0, or with 1 after one line on standard error.
   *
   * @param args the folder of the distribution, the command, its own arguments
   */
  public static void main(String[] args) throws InterruptedException {
    try {
      command(args, System.getenv(), System.out);
    } catch (StartFailure e) {
      end(e);
    }
  }

  static void end(StartFailure failure) {
    System.err.println("muster: " + failure.getMessage());
    System.exit(1);
  }

  private static void command(String[] args, Map<String, String> environment, PrintStream out)
      throws StartFailure, InterruptedException {
    if (args.length < 2) {
      throw new StartFailure(USAGE);
    }
    Home home = new Home(Path.of(args[0]));
    List<String> rest = List.of(args).subList(2, args.length);
    boolean file = rest.size() == 1;
    switch (args[1]) {
      case "run" -> RunCommand.run(read(home, environment, false));
      case "demo" -> RunCommand.run(read(home, environment, true));
      case "check" -> new CheckCommand(home, environment, out).run();
      case "backup" -> {
        require(file);
        new BackupCommand(read(home, environment, false).settings(), out)
            .backup(Path.of(rest.get(0)));
      }
      case "restore" -> {
        require(file);
        new BackupCommand(read(home, environment, false).settings(), out)
            .restore(Path.of(rest.get(0)));
      }
      default -> throw new StartFailure("'" + args[1] + "' is not a command; " + USAGE);
    }
  }

  private static void require(boolean fits) throws StartFailure {
    if (!fits) {
      throw new StartFailure(USAGE);
    }
  }

  private static SettingsReading.Valid read(
      Home home, Map<String, String> environment, boolean demo) throws StartFailure {
    SettingsReading reading = SettingsReader.read(home, SettingsFile.read(home), environment, demo);
    if (reading instanceof SettingsReading.Invalid invalid) {
      throw StartFailure.of(invalid.problems());
    }
    return (SettingsReading.Valid) reading;
  }
}
