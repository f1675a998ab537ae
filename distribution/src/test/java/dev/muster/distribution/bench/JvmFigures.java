package dev.muster.distribution.bench;

import dev.muster.distribution.process.Await;
import dev.muster.distribution.process.ProcFigures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Java process holds after collection, as {@code jcmd} tells it.
 *
 * @param bundleLoaders how many class loaders of bundles there are; Java makes others for itself
 *     while it gets faster
 * @param classes how many classes are loaded
 * @param threads how many threads of Java there are, those of the compilers left out
 * @param heapKib how much of the heap is used
 * @param metaspaceKib how much memory classes use
 * @param residentKib how much memory the process has
 */
record JvmFigures(
    int bundleLoaders,
    int classes,
    int threads,
    long heapKib,
    long metaspaceKib,
    long residentKib) {
  /** Threads for calls end when they have had nothing to do for half a minute. */
  private static final Duration TO_SETTLE = Duration.ofSeconds(90);

  private static final Pattern LOADER = Pattern.compile("(?m)^0x.*BundleClassLoader$");
  private static final Pattern CLASSES = Pattern.compile("Total = \\d+ +(\\d+)");
  private static final Pattern HEAP =
      Pattern.compile("(?m)^ *(?:(?:def new|tenured) generation|DefNew|Tenured) .*used (\\d+)K");
  private static final Pattern METASPACE = Pattern.compile("Both: +(\\d+)\\.\\d+ KB used");
  private static final Pattern THREAD = Pattern.compile("(?m)^\"(?!C[12] CompilerThread).*#\\d+");
  private static final Pattern WORKING =
      Pattern.compile("(?m)^\"(provider|platform|plugin)-.*#\\d+");

  /** Collects twice, since what a first collection hands to cleaners goes with the second. */
  static JvmFigures settled(long pid) {
    Await.until(
        TO_SETTLE,
        "threads for calls end",
        () -> !WORKING.matcher(jcmd(pid, "Thread.print")).find());
    jcmd(pid, "GC.run");
    jcmd(pid, "GC.run");
    String loaders = jcmd(pid, "VM.classloader_stats");
    Matcher classes = CLASSES.matcher(loaders);
    String heap = jcmd(pid, "GC.heap_info");
    List<Long> used =
        HEAP.matcher(heap).results().map(each -> Long.parseLong(each.group(1))).toList();
    String basic = jcmd(pid, "VM.metaspace", "basic", "scale=K");
    Matcher metaspace = METASPACE.matcher(basic);
    if (!classes.find() || !metaspace.find() || used.size() != 2) {
      throw new AssertionError("jcmd answers otherwise than it did: " + heap + basic + loaders);
    }
    return new JvmFigures(
        (int) LOADER.matcher(loaders).results().count(),
        Integer.parseInt(classes.group(1)),
        (int) THREAD.matcher(jcmd(pid, "Thread.print")).results().count(),
        used.stream().mapToLong(Long::longValue).sum(),
        Long.parseLong(metaspace.group(1)),
        ProcFigures.residentKib(pid));
  }

  private static String jcmd(long pid, String... command) {
    String tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      List<String> call = new ArrayList<>(List.of(tool, Long.toString(pid)));
      call.addAll(List.of(command));
      Process process = new ProcessBuilder(call).redirectErrorStream(true).start();
      String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError("jcmd " + List.of(command) + ": " + answer);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
