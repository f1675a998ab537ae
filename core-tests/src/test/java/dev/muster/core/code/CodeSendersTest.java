package dev.muster.core.code;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.background.TenantTurns.Lane;
import dev.muster.core.platform.Together;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CodeSendersTest {
  private static final int BUSY = 7;

  private final CodeSenders senders = new CodeSenders();
  private final CountDownLatch end = new CountDownLatch(1);
  private final AtomicInteger hanging = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();

  @AfterEach
  void close() {
    end.countDown();
    senders.close();
  }

  private void hang(String tenant, int codes) {
    for (int i = 0; i < codes; i++) {
      senders.run(new Lane(tenant, "person " + i), this::hang, busy::incrementAndGet);
    }
  }

  private void hang() {
    hanging.incrementAndGet();
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void assertThatOneIsSent(Lane lane) throws InterruptedException {
    CountDownLatch ran = new CountDownLatch(1);
    senders.run(lane, ran::countDown, busy::incrementAndGet);
    assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void keepNobodyWaitingWhoseCodesHang() {
    hang("slow", CodeSenders.MOST_OF_A_TENANT + BUSY);

    assertThat(busy).hasValue(BUSY);
  }

  @Test
  void aTenantWhoseCodesHangKeepsNoOtherFromTheirs() throws Exception {
    hang("slow", CodeSenders.MOST_OF_A_TENANT + BUSY);
    Together.until(() -> hanging.get() == CodeSenders.OF_A_TENANT);

    assertThatOneIsSent(new Lane("other", "li"));
    assertThat(busy).hasValue(BUSY);
    assertThat(hanging).hasValue(CodeSenders.OF_A_TENANT);
  }

  @Test
  void soManyWaitInAll() {
    for (int i = 0; i * CodeSenders.MOST_OF_A_TENANT < CodeSenders.MOST; i++) {
      hang("slow-" + i, CodeSenders.MOST_OF_A_TENANT);
    }
    assertThat(busy).hasValue(0);

    hang("other", BUSY);

    assertThat(busy).hasValue(BUSY);
  }

  @Test
  void whoeverIsNamedAgainAndAgainTakesOneThread() throws Exception {
    Lane lane = new Lane("acme", "li");
    for (int i = 0; i < CodeSenders.OF_A_TENANT + 1; i++) {
      senders.run(lane, this::hang, busy::incrementAndGet);
    }
    Together.until(() -> hanging.get() == 1);

    assertThatOneIsSent(new Lane("acme", "wang"));
    assertThat(hanging).hasValue(1);
  }

  @Test
  void goOnAfterOneThatFails() throws Exception {
    CountDownLatch ran = new CountDownLatch(CodeSenders.THREADS);
    for (int i = 0; i < CodeSenders.THREADS; i++) {
      senders.run(
          new Lane("acme", "person " + i),
          () -> {
            ran.countDown();
            throw new IllegalStateException("as the test says");
          },
          busy::incrementAndGet);
    }
    assertThat(ran.await(20, TimeUnit.SECONDS)).isTrue();

    assertThatOneIsSent(new Lane("acme", "li"));
    assertThat(busy).hasValue(0);
  }
}
