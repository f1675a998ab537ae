package dev.muster.core.membership;

import dev.muster.core.platform.connection.Binding;
import dev.muster.core.settings.Settings;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * How fast the address book of an app is asked for what nobody waits for: so many calls a second by
 * this node, whoever reads. Those who sign in ask the same address book within the same budget of
 * the platform. Thread-safe.
 */
@Component(service = CallPace.class)
public final class CallPace {
  /** Above so many apps those that were not asked for a while are forgotten. */
  private static final int MANY = 1_000;

  private final long between;
  private final LongSupplier nanoTime;
  private final Map<App, Long> next = new HashMap<>();

  /** Made by Declarative Services. */
  @Activate
  public CallPace(@Reference Settings settings) {
    this(
        Duration.ofSeconds(1).dividedBy(settings.reconciliationCallsPerSecond()), System::nanoTime);
  }

  /**
   * One with another pace.
   *
   * @param between the time from one call of an app to the next
   * @param nanoTime as {@link System#nanoTime}
   */
  public CallPace(Duration between, LongSupplier nanoTime) {
    this.between = between.toNanos();
    this.nanoTime = nanoTime;
  }

  /** What is one app for the platform, by whichever sources it is bound. */
  private record App(String tenant, String platform, Map<String, String> fields) {}

  /**
   * Takes the next call.
   *
   * @param binding whose address book is asked
   * @return how long to wait before the call is made
   */
  public synchronized Duration take(Binding binding) {
    long now = nanoTime.getAsLong();
    if (next.size() >= MANY) {
      next.values().removeIf(at -> at - now <= 0);
    }
    App app = new App(binding.tenant(), binding.platform(), binding.fields());
    long at = next.getOrDefault(app, now);
    long wait = Math.max(0, at - now);
    next.put(app, now + wait + between);
    return Duration.ofNanos(wait);
  }
}
