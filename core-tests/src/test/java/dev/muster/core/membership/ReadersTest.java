package dev.muster.core.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.background.TenantTurns.Lane;
import dev.muster.core.membership.Readers.Reading;
import dev.muster.core.platform.Together;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadersTest {
  private static final int MANY = 3 * Readers.THREADS;

  private final Readers readers = new Readers();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();

  @AfterEach
  void close() {
    gate.countDown();
    readers.close();
  }

  /** Something that takes steps, each after a pause. */
  private record Some(Duration pause, AtomicInteger left, Runnable call)
      implements Reading<String> {
    static Some of(int steps, Duration pause, Runnable call) {
      return new Some(pause, new AtomicInteger(steps), call);
    }

    @Override
    public Optional<String> step() {
      call.run();
      return left.decrementAndGet() > 0 ? Optional.empty() : Optional.of("read");
    }
  }

  private static Some quick() {
    return Some.of(3, Duration.ZERO, () -> {});
  }

  private Some hanging() {
    return Some.of(
        1,
        Duration.ZERO,
        () -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          Together.await(gate);
          running.decrementAndGet();
        });
  }

  private static void assertThatItIsRead(CompletableFuture<String> reading) throws Exception {
    assertThat(reading.get(10, TimeUnit.SECONDS)).isEqualTo("read");
  }

  @Test
  void aTenantWhosePlatformHangsKeepsNobodyElse() throws Exception {
    List<CompletableFuture<String>> slow = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      slow.add(readers.read(new Lane("slow", "s" + i), hanging()));
    }
    Together.until(() -> running.get() == Readers.OF_A_TENANT);

    assertThatItIsRead(readers.read(new Lane("other", "s"), quick()));
    assertThat(most).hasValue(Readers.OF_A_TENANT);
    gate.countDown();
    for (CompletableFuture<String> each : slow) {
      assertThatItIsRead(each);
    }
    assertThat(most).hasValueLessThanOrEqualTo(Readers.OF_A_TENANT);
  }

  @Test
  void oneCallOfASourceIsMadeAtATime() throws Exception {
    Lane lane = new Lane("t", "s");
    CompletableFuture<String> first = readers.read(lane, hanging());
    CompletableFuture<String> second = readers.read(lane, hanging());
    Together.until(() -> running.get() == 1);
    assertThatItIsRead(readers.read(new Lane("t", "another"), quick()));
    gate.countDown();

    assertThatItIsRead(first);
    assertThatItIsRead(second);
    assertThat(most).hasValue(1);
  }

  @Test
  void whatPausesHoldsNoThread() throws Exception {
    for (int i = 0; i < MANY; i++) {
      var unused =
          readers.read(
              new Lane("t" + i, "s"),
              Some.of(2, Duration.ofMinutes(1), () -> most.incrementAndGet()));
    }

    assertThatItIsRead(readers.read(new Lane("t", "s"), quick()));
    assertThat(most).as("none of the others had its turn").hasValue(0);
  }

  @Test
  void aLongReadingLetsOthersOfItsSourceCallInBetween() throws Exception {
    Lane lane = new Lane("t", "s");
    CompletableFuture<String> brief = new CompletableFuture<>();
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<String> endless =
        readers.read(
            lane,
            new Reading<>() {
              @Override
              public Optional<String> step() {
                begun.countDown();
                return brief.isDone() ? Optional.of("read") : Optional.empty();
              }

              @Override
              public Duration pause() {
                return Duration.ZERO;
              }
            });
    Together.await(begun);
    readers.read(lane, quick()).thenAccept(brief::complete);

    assertThatItIsRead(endless);
  }

  @Test
  void handsOnWhatFailed() {
    ProviderException fault = new ProviderException(Code.THROTTLED, "no", Optional.empty());
    CompletableFuture<String> reading =
        readers.read(
            new Lane("t", "s"),
            new Reading<>() {
              @Override
              public Optional<String> step() throws ProviderException {
                throw fault;
              }

              @Override
              public Duration pause() {
                return Duration.ZERO;
              }
            });

    assertThatThrownBy(() -> reading.get(10, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCause(fault);
  }

  @Test
  void failsOnceItIsStopped() {
    readers.close();

    assertThatThrownBy(() -> readers.read(new Lane("t", "s"), quick()).get())
        .hasCauseInstanceOf(ProviderException.class);
  }
}
