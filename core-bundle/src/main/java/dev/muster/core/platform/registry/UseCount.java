package dev.muster.core.platform.registry;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts who uses something, so that it is let go of when, and only when, nobody does any more. */
final class UseCount {
  private final AtomicInteger users = new AtomicInteger();
  private final AtomicBoolean released = new AtomicBoolean();
  private final CountDownLatch idle = new CountDownLatch(1);
  private final Runnable release;
  private volatile boolean retired;

  UseCount(Runnable release) {
    this.release = release;
  }

  /** Begins a use; false if it is on its way out. */
  boolean enter() {
    users.incrementAndGet();
    if (retired) {
      exit();
      return false;
    }
    return true;
  }

  void exit() {
    if (users.decrementAndGet() == 0 && retired) {
      releaseOnce();
    }
  }

  /**
   * Lets nobody in any more; releases at once if nobody is there, else when the last one leaves.
   */
  void retire() {
    retired = true;
    if (users.get() == 0) {
      releaseOnce();
    }
  }

  /** Waits after {@link #retire} until it is released; releases it anyway when time is up. */
  boolean awaitRelease(Duration time) {
    boolean done = false;
    try {
      done = idle.await(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!done) {
      releaseOnce();
    }
    return done;
  }

  private void releaseOnce() {
    if (released.compareAndSet(false, true)) {
      release.run();
      idle.countDown();
    }
  }
}
