package dev.muster.distribution.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A process that this one started, and everything it wrote. Ends with this one at the latest. */
public final class Child implements AutoCloseable {
  private static final Duration TO_STOP = Duration.ofSeconds(15);

  private final String name;
  private final Process process;
  private final Path outputFile;
  private final List<String> output = new ArrayList<>();
  private final Thread reader;
  private final Thread killer;

  private Child(String name, Process process, Path outputFile) {
    this.name = name;
    this.process = process;
    this.outputFile = outputFile;
    this.reader = new Thread(this::read, name + "-output");
    this.reader.setDaemon(true);
    this.killer = new Thread(process::destroyForcibly, name + "-end");
  }

  /**
   * Starts a program.
   *
   * @param name what to call it; its output goes to a file of that name in the {@link Work} folder
   *     {@code output}
   * @param folder where it runs
   * @param environment variables to add
   * @param command the program and its arguments
   * @return the process
   */
  public static Child start(
      String name, Path folder, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(folder.toFile());
    builder.redirectErrorStream(true);
    builder.environment().keySet().removeIf(key -> key.startsWith("MUSTER_"));
    builder.environment().putAll(environment);
    try {
      Path file = Files.createDirectories(Work.folder("output")).resolve(name + ".log");
      Child child = new Child(name, builder.start(), file);
      Runtime.getRuntime().addShutdownHook(child.killer);
      child.reader.start();
      return child;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts a Java program on this one's class path.
   *
   * @param name what to call it
   * @param jvmOptions options of the virtual machine
   * @param main its class
   * @param arguments its arguments
   * @return the process
   */
  public static Child java(String name, List<String> jvmOptions, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(List.of(arguments));
    return start(name, Path.of("").toAbsolutePath(), Map.of(), command);
  }

  /**
   * The process's id.
   *
   * @return the id
   */
  public long pid() {
    return process.pid();
  }

  /**
   * Whether it runs.
   *
   * @return false once it has ended
   */
  public boolean alive() {
    return process.isAlive();
  }

  /**
   * Waits for it to end by itself.
   *
   * @param atMost for how long
   * @return its exit code, or empty if it still runs
   */
  public OptionalInt awaitExit(Duration atMost) {
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        return OptionalInt.empty();
      }
      reader.join(TO_STOP.toMillis());
      return OptionalInt.of(process.exitValue());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Everything it wrote so far.
   *
   * @return lines of standard output and standard error
   */
  public List<String> output() {
    synchronized (output) {
      return List.copyOf(output);
    }
  }

  /**
   * How much it wrote so far.
   *
   * @return bytes of standard output and standard error
   */
  public long outputBytes() {
    try {
      return Files.size(outputFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits for a line of its output.
   *
   * @param atMost for how long
   * @param what what is waited for, for the message
   * @param from from which line on, counted from 0
   * @param wanted tells the line
   * @return the line
   * @throws AssertionError if it does not come in time or the process ends without it
   */
  public String awaitLine(Duration atMost, String what, int from, Predicate<String> wanted) {
    long end = System.nanoTime() + atMost.toNanos();
    synchronized (output) {
      int next = from;
      while (true) {
        for (; next < output.size(); next++) {
          if (wanted.test(output.get(next))) {
            return output.get(next);
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0 || !reader.isAlive()) {
          throw new AssertionError(name + ": no " + what + "; it wrote:\n" + tail());
        }
        try {
          output.wait(left);
        } catch (InterruptedException e) {
          throw interrupted(e);
        }
      }
    }
  }

  /**
   * Writes a line to its standard input.
   *
   * @param line the line
   */
  public void say(String line) {
    try {
      Writer in = process.outputWriter(StandardCharsets.UTF_8);
      in.write(line + "\n");
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " does not listen; it wrote:\n" + tail(), e);
    }
  }

  /**
   * Its last lines.
   *
   * @return at most sixty lines
   */
  public String tail() {
    List<String> lines = output();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 60), lines.size()));
  }

  /**
   * Asks it to end, as an init system would, and waits.
   *
   * @param atMost for how long
   * @return how long it took, or empty if it still runs
   */
  public Optional<Duration> terminate(Duration atMost) {
    long before = System.nanoTime();
    // by its handle: Process.destroy would close its output, of which the end is wanted
    process.toHandle().destroy();
    return awaitExit(atMost).isPresent()
        ? Optional.of(Duration.ofNanos(System.nanoTime() - before))
        : Optional.empty();
  }

  /** Ends it at once, as a crash would. */
  public void kill() {
    process.destroyForcibly();
    if (awaitExit(TO_STOP).isEmpty()) {
      throw new AssertionError(name + " does not die");
    }
  }

  @Override
  public void close() {
    if (terminate(TO_STOP).isEmpty()) {
      kill();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(killer);
    } catch (IllegalStateException e) {
      // we are ending ourselves: the hook runs
    }
  }

  private void read() {
    Consumer<String> add =
        line -> {
          synchronized (output) {
            output.add(line);
            output.notifyAll();
          }
        };
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
        Writer file = Files.newBufferedWriter(outputFile)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        add.accept(line);
        file.write(line + "\n");
        file.flush();
      }
    } catch (IOException e) {
      add.accept("(its output ended: " + e + ")");
    } finally {
      synchronized (output) {
        output.notifyAll();
      }
    }
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted", e);
  }
}
