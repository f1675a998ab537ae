package dev.muster.distribution.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel says of a process (proc(5)). */
public final class ProcFigures {
  /** {@code USER_HZ}, a constant of the kernel's interface on every architecture Java runs on. */
  private static final int TICKS_PER_SECOND = 100;

  private static final int UTIME = 14 - 3;
  private static final int STIME = 15 - 3;

  private ProcFigures() {}

  /**
   * The processor time that a process has used, in user and kernel mode.
   *
   * @param pid the process
   * @return milliseconds, in steps of ten
   */
  public static long cpuMillis(long pid) {
    String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(afterName[UTIME]) + Long.parseLong(afterName[STIME]);
    return ticks * 1000 / TICKS_PER_SECOND;
  }

  /**
   * The resident memory of a process.
   *
   * @param pid the process
   * @return kibibytes
   */
  public static long residentKib(long pid) {
    return status(pid, "VmRSS:");
  }

  private static long status(long pid, String key) {
    return read(Path.of("/proc", Long.toString(pid), "status"))
        .lines()
        .filter(line -> line.startsWith(key))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The options that a Java process was started with for its virtual machine.
   *
   * @param pid the process
   * @return those that begin with {@code -X} or {@code --}, in their order
   */
  public static List<String> jvmOptions(long pid) {
    return Stream.of(read(Path.of("/proc", Long.toString(pid), "cmdline")).split("\0"))
        .filter(option -> option.startsWith("-X") || option.startsWith("--"))
        .toList();
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
