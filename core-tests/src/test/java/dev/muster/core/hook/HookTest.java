package dev.muster.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.testing.Logged;
import dev.muster.spi.Deadline;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HookTest extends HookFixture {
  private static final Hook.Origin ORIGIN = new Hook.Origin("event", "test.bundle", 0, 1);

  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService callers = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    end.countDown();
    callers.shutdownNow();
  }

  private <S> Hook<S> hook(S service) {
    return new Hook<>(service, ORIGIN, new CallCounter(metrics, true));
  }

  private static Deadline enough() {
    return Deadline.in(Duration.ofSeconds(20));
  }

  private static Deadline none() {
    return Deadline.in(Duration.ZERO);
  }

  private String awaitsTheEnd(CountDownLatch started) {
    started.countDown();
    try {
      assertThat(end.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return "ended";
  }

  private List<Future<Optional<String>>> takesEveryThread(Hook<String> hook) throws Exception {
    CountDownLatch started = new CountDownLatch(Hook.THREADS);
    List<Future<Optional<String>>> running =
        IntStream.range(0, Hook.THREADS)
            .mapToObj(i -> callers.submit(() -> hook.call(it -> awaitsTheEnd(started), enough())))
            .toList();
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    return running;
  }

  @Test
  void answersAndCountsWhatItsServiceAnswers() {
    Hook<String> hook = hook("li");

    assertThat(hook.call(it -> it + "!", enough())).hasValue("li!");
    assertThat(metrics.lines())
        .containsExactly("muster_hook_calls_total hook event bundle test.bundle outcome ok");
  }

  @Test
  void tellsAFailureFromNoAnswer() {
    Hook<String> hook = hook("li");

    assertThat(hook.call(it -> null, enough())).isEmpty();
    assertThat(
            hook.call(
                it -> {
                  throw new StackOverflowError();
                },
                enough()))
        .isEmpty();
    assertThat(outcomes()).containsExactly("failed", "failed");
  }

  @Test
  void runsOnEightThreadsAtTheMost() throws Exception {
    Hook<String> hook = hook("li");
    List<Future<Optional<String>>> running = takesEveryThread(hook);

    AtomicBoolean ninth = new AtomicBoolean();
    assertThat(
            hook.call(
                it -> {
                  ninth.set(true);
                  return it;
                },
                Deadline.in(Duration.ofMillis(30))))
        .isEmpty();
    end.countDown();

    for (Future<Optional<String>> each : running) {
      assertThat(each.get()).hasValue("ended");
    }
    assertThat(hook.call(it -> it, enough())).hasValue("li");
    assertThat(ninth).as("one whose time was over before it began").isFalse();
  }

  @Test
  void refusesAtOnceWhatIsMoreThanMayWait() throws Exception {
    Hook<String> hook = hook("li");
    List<Future<Optional<String>>> running = takesEveryThread(hook);
    for (int i = 0; i < 64; i++) {
      assertThat(hook.call(it -> it, none())).isEmpty();
    }

    assertThat(hook.call(it -> it, enough())).isEmpty();

    assertThat(outcomes()).hasSize(65).endsWith("busy").containsOnlyOnce("busy");
    end.countDown();
    assertThat(running.get(0).get()).hasValue("ended");
  }

  @Test
  void isInterruptedWithWhoeverWaitsForItAndTheyLearnIt() throws Exception {
    Hook<String> hook = hook("li");
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    AtomicBoolean callerKnows = new AtomicBoolean();
    Thread caller =
        new Thread(
            () -> {
              var unused =
                  hook.call(
                      it -> {
                        started.countDown();
                        try {
                          end.await();
                        } catch (InterruptedException e) {
                          interrupted.countDown();
                        }
                        return it;
                      },
                      enough());
              callerKnows.set(Thread.currentThread().isInterrupted());
            });
    caller.start();
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    caller.interrupt();
    caller.join(20_000);

    assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(callerKnows).isTrue();
    assertThat(outcomes()).containsExactly("failed");
  }

  private static Optional<String> call(
      Hook<String> hook, Function<String, String> work, Deadline deadline, Runnable ended) {
    return hook.call(work, deadline, any -> "ok", (outcome, what, cause) -> {}, ended);
  }

  @Test
  void isBusyWithACallUntilItsThreadHasLeftIt() throws Exception {
    Hook<String> hook = hook("li");
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Thread caller =
        new Thread(
            () -> {
              var unused =
                  call(
                      hook,
                      it -> {
                        started.countDown();
                        awaitUninterruptibly(end);
                        return it;
                      },
                      enough(),
                      ended::countDown);
            });
    caller.start();
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    caller.interrupt();
    caller.join(20_000);

    assertThat(caller.isAlive()).isFalse();
    assertThat(ended.getCount()).as("nobody waits for it any more").isOne();
    end.countDown();
    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean isOver = false;
    while (!isOver) {
      try {
        isOver = latch.await(20, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        // as a source does that asks over the network
      }
    }
  }

  @Test
  void saysOnceThatACallHasEndedHoweverItDoes() throws Exception {
    Hook<String> hook = hook("li");
    AtomicInteger ended = new AtomicInteger();
    assertThat(call(hook, it -> it, enough(), ended::incrementAndGet)).hasValue("li");
    assertThat(ended).hasValue(1);
    Function<String, String> breaks =
        it -> {
          throw new IllegalStateException("broken");
        };
    assertThat(call(hook, breaks, enough(), ended::incrementAndGet)).isEmpty();
    assertThat(ended).hasValue(2);

    List<Future<Optional<String>>> running = takesEveryThread(hook);
    for (int i = 0; i < 64; i++) {
      assertThat(call(hook, it -> it, none(), ended::incrementAndGet)).isEmpty();
      assertThat(ended).as("before it began").hasValue(3 + i);
    }
    assertThat(call(hook, it -> it, enough(), ended::incrementAndGet)).isEmpty();
    assertThat(outcomes()).endsWith("busy");
    assertThat(ended).hasValue(67);
    end.countDown();
    assertThat(running.get(0).get()).hasValue("ended");
  }

  @Test
  void takesNoMoreCallsOnceClosedWhileThoseThatRunEnd() throws Exception {
    Hook<String> hook = hook("li");
    CountDownLatch started = new CountDownLatch(1);
    Future<Optional<String>> running =
        callers.submit(() -> hook.call(it -> awaitsTheEnd(started), enough()));
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();

    hook.close();

    assertThat(hook.call(it -> it, enough())).isEmpty();
    end.countDown();
    assertThat(running.get()).hasValue("ended");
    assertThat(outcomes()).containsExactly("busy", "ok");
  }

  @Test
  void itsThreadsAreKnownAsItsBundlesAndKeepNoProcessAlive() {
    ClassLoader itsOwn = new ClassLoader(getClass().getClassLoader()) {};
    Supplier<?> service =
        (Supplier<?>)
            Proxy.newProxyInstance(
                itsOwn, new Class<?>[] {Supplier.class}, (proxy, method, arguments) -> null);

    Thread thread = hook(service).call(it -> Thread.currentThread(), enough()).orElseThrow();

    assertThat(thread.getContextClassLoader()).isSameAs(itsOwn);
    assertThat(thread.getName()).contains("test.bundle");
    assertThat(thread.isDaemon()).isTrue();
  }

  @Test
  void doesNotFillTheLogWithOneThatAlwaysFails() {
    Hook<String> hook = hook("li");
    String log =
        Logged.by(
            () -> {
              for (int i = 0; i < 5; i++) {
                hook.failed("invalid", "says what it must not", null);
              }
            });

    assertThat(log).containsOnlyOnce("The event hook of test.bundle says what it must not");
    assertThat(outcomes()).hasSize(5);
  }
}
