package dev.muster.core.platform;

import dev.muster.spi.ProviderContext.Allowance;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** So many in any such time, wherever it begins. */
final class SlidingAllowance implements Allowance {
  private final Clock clock;
  private final int most;
  private final long perMillis;
  private final Deque<Long> taken = new ArrayDeque<>();

  SlidingAllowance(Clock clock, int most, Duration per) {
    this.clock = clock;
    this.most = most;
    this.perMillis = per.toMillis();
  }

  @Override
  public synchronized boolean take() {
    long now = clock.millis();
    while (!taken.isEmpty() && taken.getFirst() <= now - perMillis) {
      taken.removeFirst();
    }
    if (taken.size() >= most) {
      return false;
    }
    taken.addLast(now);
    return true;
  }

  @Override
  public synchronized void giveBack() {
    taken.pollLast();
  }
}
