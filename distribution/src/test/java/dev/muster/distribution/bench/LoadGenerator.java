package dev.muster.distribution.bench;

import dev.muster.distribution.process.ProcFigures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * A process that signs people in: reads a {@link LoadPlan} a line from standard input, answers each
 * with a {@link LoadResult}, ends at the end of its input. A closed loop: each client begins the
 * next sign-in when the one before has ended, or when its turn has come where the plan says how
 * many there are in a second. {@link #STOP} ends a load before its time.
 */
public final class LoadGenerator {
  static final String STOP = "STOP";

  private LoadGenerator() {}

  /**
   * Runs until standard input ends.
   *
   * @param arguments none
   * @throws Exception if a plan cannot be read
   */
  public static void main(String... arguments) throws Exception {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    AtomicBoolean stop = new AtomicBoolean();
    System.out.println("READY");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      stop.set(line.equals(STOP));
      if (!stop.get()) {
        begin(LoadPlan.parse(line), stop);
      }
    }
  }

  private static void begin(LoadPlan plan, AtomicBoolean stop) {
    Thread load =
        new Thread(
            () -> {
              try {
                System.out.println(run(plan, stop).line());
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "load");
    load.setDaemon(true);
    load.start();
  }

  private static LoadResult run(LoadPlan plan, AtomicBoolean stop) throws InterruptedException {
    long pid = ProcessHandle.current().pid();
    AtomicInteger turns = new AtomicInteger();
    AtomicInteger failed = new AtomicInteger();
    AtomicReference<Throwable> firstFailure = new AtomicReference<>();
    long[] nanos = new long[plan.count()];
    long cpuBefore = ProcFigures.cpuMillis(pid);
    long before = System.nanoTime();
    long end = before + plan.seconds() * 1_000_000_000L;
    List<Thread> clients = new ArrayList<>();
    for (int client = 0; client < plan.clients(); client++) {
      Thread thread =
          new Thread(
              () -> {
                try (Loop loop = new Loop(plan)) {
                  for (int turn = turns.getAndIncrement();
                      turn < plan.count() && System.nanoTime() < end && !stop.get();
                      turn = turns.getAndIncrement()) {
                    awaitTurn(plan, turn, before);
                    try {
                      nanos[turn] = loop.visit(turn);
                    } catch (IOException | RuntimeException e) {
                      failed.incrementAndGet();
                      firstFailure.compareAndSet(null, e);
                      loop.reconnect();
                    }
                  }
                } catch (IOException e) {
                  failed.incrementAndGet();
                  firstFailure.compareAndSet(null, e);
                }
              },
              "client-" + client);
      clients.add(thread);
    }
    clients.forEach(Thread::start);
    for (Thread client : clients) {
      client.join();
    }
    long took = System.nanoTime() - before;
    if (firstFailure.get() != null) {
      System.out.println("first failure: " + firstFailure.get());
    }
    long[] sorted = Arrays.stream(nanos).filter(value -> value > 0).sorted().toArray();
    return new LoadResult(
        sorted.length,
        failed.get(),
        Math.max(1, took / 1_000_000),
        ProcFigures.cpuMillis(pid) - cpuBefore,
        percentile(sorted, 0.50),
        percentile(sorted, 0.99),
        percentile(sorted, 1.0));
  }

  private static void awaitTurn(LoadPlan plan, int turn, long began) {
    if (plan.manner().perSecond() > 0) {
      long at = began + turn * 1_000_000_000L / plan.manner().perSecond();
      for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
    }
  }

  /** Exact: every value was kept. */
  private static long percentile(long[] sorted, double share) {
    if (sorted.length == 0) {
      return 0;
    }
    return sorted[(int) Math.ceil(share * sorted.length) - 1] / 1000;
  }

  /** A client that can begin anew after a failure. */
  private static final class Loop implements AutoCloseable {
    private final LoadPlan plan;
    private Visit.Script script;

    Loop(LoadPlan plan) throws IOException {
      this.plan = plan;
      this.script = plan.manner().visit().script(plan);
    }

    long visit(int turn) throws IOException {
      return script.visit(plan.person(turn), turn);
    }

    void reconnect() throws IOException {
      script.close();
      script = plan.manner().visit().script(plan);
    }

    @Override
    public void close() throws IOException {
      script.close();
    }
  }
}
