package dev.muster.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Jazzer in a virtual machine of its own: it counts what is reached for all of a machine's classes,
 * and ends the machine when something is found.
 */
final class Jazzer {
  private static final Path WORK = Path.of("target", "fuzz");
  private static final Path DICTIONARY = Path.of("src", "test", "resources", "dictionary.txt");
  private static final Pattern RUNS = Pattern.compile("Done ([0-9]+) runs|#([0-9]+)\\s+DONE");

  /** Our own code; the libraries' branches would drown it. */
  private static final String INSTRUMENTED =
      "dev.muster.web.**:dev.muster.core.**:dev.muster.spi.**:dev.muster.support.**"
          + ":dev.muster.wechatwork.**:dev.muster.dingtalk.**:dev.muster.lark.**";

  private static final String NOT_INSTRUMENTED =
      "dev.muster.web.fake.**:dev.muster.core.testing.**";

  private final String name;
  private final List<String> options = new ArrayList<>();
  private final List<String> machine = new ArrayList<>();

  Jazzer(String name) {
    this.name = name;
  }

  /** An option of libFuzzer. */
  Jazzer with(String option) {
    options.add(option);
    return this;
  }

  /** For a run that ends before the second compiler has paid for itself. */
  Jazzer brief() {
    machine.add("-XX:TieredStopAtLevel=1");
    return this;
  }

  /** What became of it. */
  record Run(int exit, long inputs, String said) {
    boolean found() {
      return exit != 0;
    }
  }

  /**
   * Runs it until its options let it end, or something is found; that is then in {@code
   * target/fuzz}.
   *
   * @param kept folders of inputs to begin with; what reaches something new goes into the first
   */
  Run run(Collection<Path> kept) throws IOException, InterruptedException {
    Files.createDirectories(WORK);
    Path log = WORK.resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx768m");
    // one thread works, and another core has something else to do
    command.add("-XX:+UseSerialGC");
    command.addAll(machine);
    // Jazzer loads its agent and its native code while it runs
    command.add("-XX:+EnableDynamicAgentLoading");
    command.add("-XX:+IgnoreUnrecognizedVMOptions");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=error");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + Fuzzer.class.getName());
    command.add("--instrumentation_includes=" + INSTRUMENTED);
    command.add("--instrumentation_excludes=" + NOT_INSTRUMENTED);
    command.add("--reproducer_path=" + WORK);
    command.add("-artifact_prefix=" + WORK + "/" + name + "-");
    command.add("-dict=" + DICTIONARY);
    command.add("-timeout=60");
    command.add("-rss_limit_mb=0");
    command.add("-print_final_stats=1");
    command.addAll(options);
    kept.forEach(folder -> command.add(folder.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      int exit = process.waitFor();
      String said = Files.readString(log, StandardCharsets.ISO_8859_1);
      return new Run(exit, inputs(said), said.substring(Math.max(0, said.length() - 6_000)));
    } finally {
      process.destroyForcibly();
    }
  }

  private static long inputs(String said) {
    Matcher runs = RUNS.matcher(said);
    long inputs = 0;
    while (runs.find()) {
      inputs = Long.parseLong(runs.group(1) == null ? runs.group(2) : runs.group(1));
    }
    return inputs;
  }
}
