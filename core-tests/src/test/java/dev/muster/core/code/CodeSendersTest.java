package dev.muster.core.code;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CodeSendersTest {
  private static final int BUSY = 7;

  private final CodeSenders senders = new CodeSenders();
  private final CountDownLatch end = new CountDownLatch(1);

  @AfterEach
  void close() {
    end.countDown();
    senders.close();
  }

  @Test
  void keepNobodyWaitingWhoseCodesHang() {
    AtomicInteger busy = new AtomicInteger();
    for (int i = 0; i < CodeSenders.THREADS + CodeSenders.WAITING + BUSY; i++) {
      senders.run(this::hang, busy::incrementAndGet);
    }
    assertThat(busy).hasValue(BUSY);
  }

  private void hang() {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void goOnAfterOneThatFails() throws Exception {
    CountDownLatch ran = new CountDownLatch(CodeSenders.THREADS);
    for (int i = 0; i < CodeSenders.THREADS; i++) {
      senders.run(
          () -> {
            ran.countDown();
            throw new IllegalStateException("as the test says");
          },
          () -> {});
    }
    assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
    CountDownLatch again = new CountDownLatch(1);
    senders.run(again::countDown, () -> {});
    assertThat(again.await(20, TimeUnit.SECONDS)).isTrue();
  }
}
