package dev.muster.core.warroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Callers who wait hold threads that people need who sign in. */
class WaitingTest {
  private static final int MOST = 16;

  private final Waiting waiting = new Waiting();

  @Test
  void letsSixteenCallersWaitAndTheNextOneGoOn() throws InterruptedException {
    CountDownLatch all = new CountDownLatch(MOST);
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      CountDownLatch asked = new CountDownLatch(1);
      Thread caller =
          new Thread(
              () ->
                  waiting.until(
                      Duration.ofMinutes(1),
                      () -> {
                        if (asked.getCount() > 0) {
                          asked.countDown();
                          all.countDown();
                        }
                        return over.get();
                      }));
      caller.start();
      callers.add(caller);
    }
    assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();

    AtomicBoolean looked = new AtomicBoolean();
    waiting.until(
        Duration.ofMinutes(1),
        () -> {
          looked.set(true);
          return true;
        });
    assertThat(looked).isFalse();

    over.set(true);
    for (Thread each : callers) {
      each.join();
    }
    waiting.until(
        Duration.ofMinutes(1),
        () -> {
          looked.set(true);
          return true;
        });
    assertThat(looked).isTrue();
  }
}
