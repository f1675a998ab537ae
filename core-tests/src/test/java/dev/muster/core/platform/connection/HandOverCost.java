package dev.muster.core.platform.connection;

import com.sun.management.OperatingSystemMXBean;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.TestPlatforms;
import dev.muster.core.platform.Together;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.platform.registry.TestProviders;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.ProviderException;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;

/**
 * What a call costs that a provider gets on threads of its own, over one on the caller's thread. A
 * program for the benchmark, which starts it in a process of its own: it prints microseconds of
 * processor time per call, a line for each turn.
 */
public final class HandOverCost {
  /** What a line with a figure begins with. */
  private static final String MARK = "HAND-OVER ";

  private static final Binding BINDING = FakePlatform.binding("1");
  private static final OperatingSystemMXBean SYSTEM =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private HandOverCost() {}

  /** One call of a provider that does nothing. */
  @FunctionalInterface
  private interface Work {
    void once(Deadline deadline) throws ProviderException;
  }

  /**
   * Measures.
   *
   * @param arguments how many turns, how many calls in each, by how many callers
   * @throws Exception if a call fails
   */
  public static void main(String... arguments) throws Exception {
    int turns = Integer.parseInt(arguments[0]);
    int calls = Integer.parseInt(arguments[1]);
    int callers = Integer.parseInt(arguments[2]);
    ProviderRegistry registry = new ProviderRegistry(new CountedMetrics());
    TestProviders.add(registry, new FakePlatform(), 0, "1.0.0", 1);
    Connections connections =
        TestPlatforms.connections(registry, new CountedMetrics(), Clock.systemUTC());
    Work handedOver = deadline -> connections.call(BINDING, deadline, (c, d) -> c);
    Work here = deadline -> connections.local(BINDING, deadline, (c, d) -> c);
    micros(handedOver, calls, callers);
    micros(here, calls, callers);
    for (int turn = 0; turn < turns; turn++) {
      System.out.println(
          MARK + (micros(handedOver, calls, callers) - micros(here, calls, callers)));
    }
  }

  private static double micros(Work work, int calls, int callers) throws Exception {
    long before = SYSTEM.getProcessCpuTime();
    Together.run(
        callers,
        () -> {
          for (int call = 0; call < calls / callers; call++) {
            work.once(Deadline.in(Duration.ofSeconds(20)));
          }
          return true;
        });
    return (SYSTEM.getProcessCpuTime() - before) / 1000.0 / calls;
  }
}
