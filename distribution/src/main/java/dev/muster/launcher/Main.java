package dev.muster.launcher;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code bin/muster}: run, demo, check, backup, restore. */
public final class Main {
  private static final String USAGE =
      "usage: muster run | demo | check | backup FILE | restore FILE";

  private static final Set<String> HELP = Set.of("--help", "-h");

  /** How many words follow each command. */
  private static final Map<String, Integer> ARGUMENTS =
      Map.of("run", 0, "demo", 0, "check", 0, "backup", 1, "restore", 1);

  private Main() {}

  /**
   * Runs one command and ends the process: with 0, with 1 after one line on standard error, or with
   * 2 and the usage where the words are no command.
   *
   * @param args the folder of the distribution, the command, its own arguments
   */
  public static void main(String[] args) throws InterruptedException {
    int code = command(args, System.getenv(), System.out, System.err);
    if (code != 0) {
      System.exit(code);
    }
  }

  static void end(StartFailure failure) {
    System.exit(told(failure, System.err));
  }

  private static int told(StartFailure failure, PrintStream err) {
    err.println("muster: " + failure.getMessage());
    return 1;
  }

  /** Returns the exit code. */
  static int command(
      String[] args, Map<String, String> environment, PrintStream out, PrintStream err)
      throws InterruptedException {
    if (args.length < 2) {
      return misused("a command is missing", err);
    }
    List<String> words = List.of(args).subList(1, args.length);
    if (words.get(0).equals("help") || words.stream().anyMatch(HELP::contains)) {
      // before anything else: whoever asks for help wants nothing to be started or written
      out.println(USAGE);
      return 0;
    }
    String command = words.get(0);
    Optional<Integer> takes = Optional.ofNullable(ARGUMENTS.get(command));
    if (takes.isEmpty()) {
      return misused("'" + command + "' is not a command", err);
    }
    List<String> rest = words.subList(1, words.size());
    if (rest.size() > takes.get()) {
      return misused("'" + rest.get(takes.get()) + "' is unknown after " + command, err);
    }
    if (rest.size() < takes.get()) {
      return misused(command + " needs a FILE", err);
    }
    try {
      run(command, rest, new Home(Path.of(args[0])), environment, out);
      return 0;
    } catch (StartFailure e) {
      return told(e, err);
    }
  }

  private static int misused(String why, PrintStream err) {
    err.println("muster: " + why + "; " + USAGE);
    return 2;
  }

  private static void run(
      String command,
      List<String> rest,
      Home home,
      Map<String, String> environment,
      PrintStream out)
      throws StartFailure, InterruptedException {
    switch (command) {
      case "run" -> RunCommand.run(read(home, environment, false));
      case "demo" -> RunCommand.run(read(home, environment, true));
      case "check" -> new CheckCommand(home, environment, out).run();
      case "backup" ->
          new BackupCommand(read(home, environment, false).settings(), out)
              .backup(Path.of(rest.get(0)));
      case "restore" ->
          new BackupCommand(read(home, environment, false).settings(), out)
              .restore(Path.of(rest.get(0)));
      default -> throw new IllegalArgumentException(command);
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
