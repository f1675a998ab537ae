package dev.muster.core.platform.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.Platforms.Platform;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.TestPlatforms;
import dev.muster.core.platform.Together;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.ProviderException;
import dev.muster.testkit.storage.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Version;

class ProviderRegistryTest {
  private final ProviderRegistry registry = new ProviderRegistry(new CountedMetrics());
  private final Connections connections =
      TestPlatforms.connections(
          registry, new CountedMetrics(), new ManualClock(Instant.parse("2026-03-01T08:00:00Z")));

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }

  private FakePlatform used() throws ProviderException {
    return connections.call(
        FakePlatform.binding("1"), soon(), (c, d) -> ((FakePlatform.Fake) c).provider());
  }

  @Test
  void prefersRankingThenBundleVersionThenTheNewest() throws ProviderException {
    FakePlatform ranked = new FakePlatform();
    FakePlatform newer = new FakePlatform();
    FakePlatform newest = new FakePlatform();
    FakePlatform old = new FakePlatform();

    registry.add(old, TestProviders.origin(0, "1.0.0", 9));
    assertThat(used()).isSameAs(old);
    registry.add(newer, TestProviders.origin(0, "1.10.0", 2));
    assertThat(used()).isSameAs(newer);
    registry.add(newest, TestProviders.origin(0, "1.10.0", 3));
    assertThat(used()).isSameAs(newest);
    registry.add(ranked, TestProviders.origin(1, "0.1.0", 1));
    assertThat(used()).isSameAs(ranked);
    registry.remove(1);
    assertThat(used()).isSameAs(newest);
  }

  @Test
  void failsAtOnceForPlatformThatWasNeverThere() {
    assertThatThrownBy(this::used)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.PLATFORM_UNAVAILABLE);
              assertThat(e.retryAfter()).isPresent();
            });
  }

  @Test
  void waitsForPlatformThatIsBeingReplaced() throws Exception {
    FakePlatform next = new FakePlatform();
    registry.add(new FakePlatform(), TestProviders.origin(0, "1.0.0", 1));
    registry.remove(1);

    CompletableFuture<FakePlatform> waiting = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                waiting.complete(used());
              } catch (ProviderException | RuntimeException e) {
                waiting.completeExceptionally(e);
              }
            });
    caller.start();
    Together.until(() -> caller.getState() == Thread.State.TIMED_WAITING);
    assertThat(waiting).isNotDone();
    registry.add(next, TestProviders.origin(0, "1.0.1", 2));

    assertThat(waiting.get(20, TimeUnit.SECONDS)).isSameAs(next);
  }

  @Test
  void waitsNoLongerThanTheDeadline() {
    registry.add(new FakePlatform(), TestProviders.origin(0, "1.0.0", 1));
    registry.remove(1);

    assertThatThrownBy(
            () ->
                connections.call(
                    FakePlatform.binding("1"),
                    Deadline.in(Duration.ofMillis(30)),
                    (c, d) -> "never"))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void letsRunningCallsEndBeforeItReleasesAProvider() throws Exception {
    FakePlatform old = new FakePlatform();
    registry.add(old, TestProviders.origin(0, "1.0.0", 1));
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicBoolean shutMeanwhile = new AtomicBoolean();
    CompletableFuture<Void> call =
        CompletableFuture.runAsync(
            () -> {
              try {
                connections.call(
                    FakePlatform.binding("1"),
                    soon(),
                    (c, d) -> {
                      inside.countDown();
                      Together.await(end);
                      shutMeanwhile.set(((FakePlatform.Fake) c).shut());
                      return "done";
                    });
              } catch (ProviderException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
    FakePlatform next = new FakePlatform();
    registry.add(next, TestProviders.origin(0, "1.0.1", 2));
    CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> registry.remove(1));

    assertThat(used()).isSameAs(next);
    assertThat(removal).isNotDone();
    assertThat(old.closed()).isZero();
    end.countDown();
    removal.get(20, TimeUnit.SECONDS);
    call.get(20, TimeUnit.SECONDS);

    assertThat(shutMeanwhile).isFalse();
    assertThat(old.closed()).isEqualTo(1);
  }

  @Test
  void failsNoCallWhileProvidersAreReplacedOverAndOver() throws Exception {
    registry.add(new FakePlatform(), TestProviders.origin(0, "1.0.0", 1));
    AtomicBoolean stop = new AtomicBoolean();
    AtomicInteger calls = new AtomicInteger();
    AtomicInteger onClosed = new AtomicInteger();
    CompletableFuture<Void> replacing =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 2; i < 60; i++) {
                int before = calls.get();
                if (i % 2 == 0) {
                  registry.remove(i - 1);
                  registry.add(new FakePlatform(), TestProviders.origin(0, "1.0." + i, i));
                } else {
                  registry.add(new FakePlatform(), TestProviders.origin(0, "1.0." + i, i));
                  registry.remove(i - 1);
                }
                Together.until(() -> calls.get() > before + 20);
              }
              stop.set(true);
            });

    Together.run(
        6,
        () -> {
          while (!stop.get()) {
            connections.call(
                FakePlatform.binding("1"),
                soon(),
                (c, d) -> {
                  Thread.yield();
                  if (((FakePlatform.Fake) c).shut()) {
                    onClosed.incrementAndGet();
                  }
                  return calls.incrementAndGet();
                });
          }
          return "no failure";
        });

    replacing.get(20, TimeUnit.SECONDS);
    assertThat(onClosed).hasValue(0);
    assertThat(calls.get()).isGreaterThan(1000);
  }

  @Test
  void leavesAPlatformToTheBundleThatServesItUntilThatOneGoes() throws ProviderException {
    FakePlatform first = new FakePlatform();
    FakePlatform stranger = new FakePlatform();
    registry.add(first, TestProviders.origin(0, "1.0.0", 1));
    registry.add(
        stranger, new ProviderSlot.Origin(9, new Version("9.0.0"), 2, "org.acme.stranger"));
    assertThat(used()).isSameAs(first);

    FakePlatform update = new FakePlatform();
    registry.add(update, TestProviders.origin(0, "1.0.1", 3));
    registry.remove(1);
    assertThat(used()).isSameAs(update);

    registry.remove(3);
    assertThat(used()).isSameAs(stranger);
  }

  @Test
  void remembersPlatformsThatWentAndThoseOfBefore() {
    Platform before = new Platform("other", Optional.empty(), false, "org.acme.other", "7.0.0");
    registry.add(new FakePlatform(), TestProviders.origin(0, "1.2.3", 1));
    registry.remember("other", () -> before);
    registry.remember("fake", () -> before);
    registry.remove(1);

    assertThat(registry.list()).extracting(Platform::id).containsExactly("fake", "other");
    Platform gone = registry.find("fake").orElseThrow();
    assertThat(gone.available()).isFalse();
    assertThat(gone.descriptor()).isPresent();
    assertThat(gone.bundleVersion()).isEqualTo("1.2.3");
    assertThat(registry.find("other")).hasValue(before);
    assertThat(registry.find("nobody")).isEmpty();
    registry.forget("other");
    assertThat(registry.list()).extracting(Platform::id).containsExactly("fake");
  }

  private CompletableFuture<FakePlatform> waitingForOneOfBeforeTheStart() throws Exception {
    registry.remember(
        FakePlatform.ID,
        () -> new Platform(FakePlatform.ID, Optional.empty(), false, "org.acme", "1.0.0"));
    CompletableFuture<FakePlatform> waiting = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                waiting.complete(used());
              } catch (ProviderException | RuntimeException e) {
                waiting.completeExceptionally(e);
              }
            });
    caller.start();
    Together.until(() -> caller.getState() == Thread.State.TIMED_WAITING);
    return waiting;
  }

  @Test
  void waitsForAPlatformOfBeforeTheStartWhoseBundleIsOnItsWay() throws Exception {
    FakePlatform next = new FakePlatform();
    CompletableFuture<FakePlatform> waiting = waitingForOneOfBeforeTheStart();
    registry.add(next, TestProviders.origin(0, "1.0.0", 1));

    assertThat(waiting.get(20, TimeUnit.SECONDS)).isSameAs(next);
  }

  @Test
  void waitsNoLongerOnceEveryBundleHasBeenTried() throws Exception {
    CompletableFuture<FakePlatform> waiting = waitingForOneOfBeforeTheStart();
    registry.settled();

    assertThat(waiting)
        .failsWithin(Duration.ofSeconds(3))
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(this::used).isInstanceOf(ProblemException.class);
  }
}
