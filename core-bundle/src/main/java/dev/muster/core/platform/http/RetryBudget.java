package dev.muster.core.platform.http;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many calls may be sent again: one in ten of those that went well, and a few to begin with. So
 * a platform that is down gets no more load for it.
 */
final class RetryBudget {
  private static final int RETRY = 10;
  private static final int MOST = 20 * RETRY;

  private final AtomicInteger left = new AtomicInteger(MOST);

  void succeeded(boolean well) {
    if (well && left.get() < MOST) {
      left.incrementAndGet();
    }
  }

  boolean take() {
    return left.getAndUpdate(n -> n >= RETRY ? n - RETRY : n) >= RETRY;
  }
}
