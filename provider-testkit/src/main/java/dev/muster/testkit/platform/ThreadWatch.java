package dev.muster.testkit.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Notices every thread that a call makes, however short its life: a thread takes over the inherited
 * values of the one that makes it. Those of an HTTP client inherit nothing and are known by name.
 */
final class ThreadWatch {
  private static final Made MADE = new Made();

  private ThreadWatch() {}

  /** Where threads were made by the thread that has a value, and by those that it made. */
  private static final class Made extends InheritableThreadLocal<@Nullable List<String>> {
    @Override
    protected @Nullable List<String> childValue(@Nullable List<String> made) {
      StackTraceElement[] trace = new Throwable().getStackTrace();
      if (made != null && Arrays.stream(trace).noneMatch(Made::isOfHttp)) {
        made.add(maker(trace));
      }
      return made;
    }

    /** The JDK's client, which is the context's here, ends its calls in the pool of all. */
    private static boolean isOfHttp(StackTraceElement frame) {
      return frame.getClassName().startsWith("jdk.internal.net.http.");
    }

    private static String maker(StackTraceElement[] trace) {
      return Arrays.stream(trace)
          .filter(frame -> !frame.getClassName().startsWith("java."))
          .filter(frame -> !frame.getClassName().startsWith(ThreadWatch.class.getName()))
          .findFirst()
          .map(StackTraceElement::toString)
          .orElse("the JDK");
    }
  }

  interface Call {
    void run() throws Exception;
  }

  static void assertThatNoThreadIsMadeBy(Call call) throws Exception {
    List<String> made = new CopyOnWriteArrayList<>();
    Set<Thread> before = httpClients();
    MADE.set(made);
    try {
      call.run();
    } finally {
      MADE.remove();
    }
    assertThat(made).as("Threads are the core's").isEmpty();
    Set<Thread> after = httpClients();
    after.removeAll(before);
    assertThat(after).as("HTTP goes through the context").isEmpty();
  }

  private static Set<Thread> httpClients() {
    Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
    threads.removeIf(thread -> !thread.getName().endsWith("-SelectorManager"));
    return threads;
  }
}
