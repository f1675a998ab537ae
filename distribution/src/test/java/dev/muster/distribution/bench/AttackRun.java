package dev.muster.distribution.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;

/** One attack while it lasts: whom it strikes, until when, from where, and what came of it. */
final class AttackRun {
  private final Attack attack;
  private final int port;
  private final long start = System.nanoTime();
  private final long end;
  private final LongAdder bytes = new LongAdder();
  private final LongAdder tries = new LongAdder();
  private final LongAdder broken = new LongAdder();
  private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
  private final Map<Integer, Closeable> open = new ConcurrentHashMap<>();

  AttackRun(Attack attack, int port, int seconds) {
    this.attack = attack;
    this.port = port;
    this.end = start + TimeUnit.SECONDS.toNanos(seconds);
  }

  int port() {
    return port;
  }

  boolean goesOn() {
    return System.nanoTime() < end;
  }

  /** Waits for a moment of the attack, its end at the latest. */
  void await(long nanosAfterStart) {
    long until = Math.min(end, start + nanosAfterStart);
    for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  long nanosSinceStart() {
    return System.nanoTime() - start;
  }

  /** The address of an attacker. Each attack has a network of its own. */
  InetAddress source(int attacker) throws IOException {
    int host = attacker % attack.addresses();
    return InetAddress.getByAddress(
        new byte[] {127, (byte) attack.network(), (byte) (host / 250), (byte) (1 + host % 250)});
  }

  void sent(long count) {
    bytes.add(count);
  }

  void tried() {
    tries.increment();
  }

  void answered(int status) {
    answers.computeIfAbsent(status, any -> new LongAdder()).increment();
  }

  /** The server broke off; what we break off ourselves at the end is not counted. */
  void broke() {
    if (goesOn()) {
      broken.increment();
    }
  }

  /** What an attacker has open, so that its end does not wait for an answer. */
  void opened(int attacker, Closeable connection) {
    open.put(attacker, connection);
  }

  /** Runs attackers, a thread each, until the attack is over. */
  void inParallel(int attackers, IntConsumer attacker) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < attackers; i++) {
      int number = i;
      Thread thread = new Thread(() -> attacker.accept(number), "attacker-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    await(Long.MAX_VALUE / 2);
    closeAll();
    for (Thread thread : threads) {
      thread.join(TimeUnit.SECONDS.toMillis(5));
    }
    // what was opened while the rest was closed
    closeAll();
  }

  private void closeAll() {
    for (Closeable each : open.values()) {
      try {
        each.close();
      } catch (IOException e) {
        // it is gone all the same
      }
    }
  }

  AttackResult result() {
    Map<Integer, Long> counts = new ConcurrentHashMap<>();
    answers.forEach((status, count) -> counts.put(status, count.sum()));
    return new AttackResult(bytes.sum(), tries.sum(), broken.sum(), counts);
  }
}
