package dev.muster.core.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.Together;
import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.platform.registry.TestProviders;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderException;
import dev.muster.testkit.storage.ManualClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
  private static final PlatformLimits NARROW =
      new PlatformLimits(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(8),
          2,
          2,
          Duration.ofMillis(20),
          Duration.ofSeconds(5),
          Duration.ofSeconds(12),
          Duration.ofSeconds(3),
          3,
          Duration.ofSeconds(60),
          3,
          100);

  private final CountedMetrics metrics = new CountedMetrics();
  private final ProviderRegistry registry = TestProviders.registry(NARROW, metrics);
  private final FakePlatform platform = new FakePlatform();
  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T08:00:00Z"));
  private final Connections connections =
      TestConnections.of(registry, (p, key) -> Optional.empty(), metrics, clock, NARROW);

  ConnectionsTest() {
    TestProviders.add(registry, platform, 0, "1.0.0", 1);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }

  private Connection of(Binding binding) throws ProviderException {
    return connections.call(binding, soon(), (c, d) -> c);
  }

  @Test
  void makesOneConnectionForManyCalls() throws Exception {
    List<Connection> used = Together.run(2, () -> of(FakePlatform.binding("1")));

    assertThat(used.get(0)).isSameAs(used.get(1)).isSameAs(of(FakePlatform.binding("1")));
    assertThat(platform.connected()).isEqualTo(1);
  }

  @Test
  void closesTheOldConnectionAfterItsCallsWhenSettingsChange() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
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
                      return c;
                    });
              } catch (ProviderException e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();

    of(FakePlatform.binding("2"));
    assertThat(platform.closed()).isZero();
    end.countDown();
    call.get(20, TimeUnit.SECONDS);

    assertThat(platform.closed()).isEqualTo(1);
    assertThat(platform.connected()).isEqualTo(2);
  }

  @Test
  void keepsNoMoreConnectionsThanItsLimit() throws Exception {
    for (int i = 0; i < 10; i++) {
      Binding one = FakePlatform.binding("1");
      of(
          new Binding(
              "tenant-" + i, one.platform(), one.id(), one.stamp(), one.fields(), one.secrets()));
    }

    assertThat(platform.connected() - platform.closed()).isEqualTo(3);
  }

  @Test
  void refusesCallsAboveThePlatformsLimitButNotAnotherPlatforms() throws Exception {
    TestProviders.add(registry, new Renamed(), 0, "1.0.0", 2);
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(2);
    CompletableFuture<List<Object>> hanging =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Together.run(
                    2,
                    () ->
                        connections.call(
                            FakePlatform.binding("1"),
                            soon(),
                            (c, d) -> {
                              inside.countDown();
                              Together.await(end);
                              return "late";
                            }));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();

    assertThatThrownBy(() -> of(FakePlatform.binding("1")))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.code()).isEqualTo(ProviderException.Code.UNAVAILABLE));
    Binding one = FakePlatform.binding("1");
    Binding other = new Binding(one.tenant(), "renamed", "x", "1", one.fields(), one.secrets());
    assertThat(of(other)).isNotNull();
    assertThat(connections.<String>local(one, soon(), (c, d) -> "address")).isEqualTo("address");
    end.countDown();
    hanging.get(20, TimeUnit.SECONDS);

    assertThat(of(FakePlatform.binding("1"))).isNotNull();
  }

  @Test
  void turnsAProvidersOwnExceptionIntoAFaultWithoutItsMessage() {
    assertThatThrownBy(
            () ->
                connections.call(
                    FakePlatform.binding("1"),
                    soon(),
                    (c, d) -> {
                      throw new IllegalStateException("token=abc");
                    }))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProviderException.Code.UNEXPECTED_ANSWER);
              assertThat(e).hasMessageNotContaining("abc").hasNoCause();
            });
  }

  @Test
  void tellsTheAdministratorWhatAProviderSaysOfContradictingSettings() {
    TestProviders.add(
        registry,
        new Renamed() {
          @Override
          public Connection connect(ConnectionSettings settings, ProviderContext context) {
            throw new IllegalArgumentException("The cloud is neither feishu nor lark");
          }
        },
        0,
        "1.0.0",
        3);
    Binding one = FakePlatform.binding("1");

    assertThatThrownBy(
            () -> of(new Binding(one.tenant(), "renamed", "x", "1", one.fields(), one.secrets())))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ProblemCode.INVALID_VALUE);
              assertThat(e).hasMessage("The cloud is neither feishu nor lark");
            });
  }

  /** Calls until a call has begun: on a busy machine its time may be over before. */
  private ProviderException leavesOneThatHangs(CountDownLatch until) {
    AtomicBoolean begun = new AtomicBoolean();
    for (int i = 0; i < 50; i++) {
      ProviderException left =
          catchThrowableOfType(
              ProviderException.class,
              () ->
                  connections.call(
                      FakePlatform.binding("1"),
                      Deadline.in(Duration.ofMillis(20)),
                      (c, d) -> {
                        begun.set(true);
                        return hang(until);
                      }));
      if (begun.get()) {
        return left;
      }
    }
    throw new AssertionError("no call has begun");
  }

  @Test
  void leavesAProviderThatHangsAndUsesTheNextOne() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    for (int i = 0; i < 2; i++) {
      assertThat(leavesOneThatHangs(never).code()).isEqualTo(ProviderException.Code.TIMEOUT);
    }
    assertThatThrownBy(() -> of(FakePlatform.binding("1"))).isInstanceOf(ProviderException.class);
    assertThat(connections.<String>local(FakePlatform.binding("1"), soon(), (c, d) -> "address"))
        .isEqualTo("address");

    FakePlatform mended = new FakePlatform();
    TestProviders.add(registry, mended, 0, "1.0.1", 2);

    assertThat(((FakePlatform.Fake) of(FakePlatform.binding("1"))).provider()).isSameAs(mended);
    never.countDown();
  }

  @Test
  void countsTheThreadsThatAPlatformHoldsAfterItsCallersHaveLeft() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    assertThat(of(FakePlatform.binding("1"))).isNotNull();
    assertThat(metrics.number("muster_platform_threads_held platform fake")).isZero();
    for (int i = 1; i <= 2; i++) {
      int held = i;
      assertThat(leavesOneThatHangs(never)).isNotNull();
      Together.until(() -> metrics.number("muster_platform_threads_held platform fake") == held);
    }

    never.countDown();

    Together.until(() -> metrics.number("muster_platform_threads_held platform fake") == 0);
  }

  @Test
  void twoPlatformsThatHangUnderAFloodLeaveThreadsForOthers() throws Exception {
    PlatformLimits limits = PlatformLimits.of(16);
    ProviderRegistry all = TestProviders.registry(limits, metrics);
    Connections flooded =
        TestConnections.of(all, (p, key) -> Optional.empty(), metrics, clock, limits);
    TestProviders.add(all, new FakePlatform(), 0, "1.0.0", 1);
    TestProviders.add(all, new Renamed(), 0, "1.0.0", 2);
    Binding one = FakePlatform.binding("1");
    Binding other = new Binding(one.tenant(), "renamed", "x", "1", one.fields(), one.secrets());
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger held = new AtomicInteger();
    ExecutorService requests = Executors.newFixedThreadPool(32);
    for (int i = 0; i < 32; i++) {
      Binding binding = i % 2 == 0 ? one : other;
      requests.execute(
          () -> {
            held.incrementAndGet();
            try {
              flooded.call(binding, Deadline.in(Duration.ofSeconds(20)), (c, d) -> hang(never));
            } catch (ProviderException e) {
              held.decrementAndGet();
            }
          });
    }
    Together.until(() -> held.get() > 14);

    Together.until(() -> held.get() == 14);
    assertThatThrownBy(() -> flooded.call(one, soon(), (c, d) -> "another"))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.code()).isEqualTo(ProviderException.Code.UNAVAILABLE));
    assertThat(held).hasValue(14);
    never.countDown();
    requests.shutdown();
    assertThat(requests.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(flooded.<String>call(one, soon(), (c, d) -> "again")).isEqualTo("again");
  }

  @Test
  void aProviderThatHangsWhereItMayNotHoldsFewThreads() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(2);
    CompletableFuture<List<String>> hanging =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Together.run(
                    2,
                    () ->
                        connections.local(
                            FakePlatform.binding("1"),
                            soon(),
                            (c, d) -> {
                              inside.countDown();
                              return hang(never);
                            }));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();

    assertThatThrownBy(
            () -> connections.local(FakePlatform.binding("1"), soon(), (c, d) -> "address"))
        .isInstanceOf(ProviderException.class);
    assertThat(of(FakePlatform.binding("1"))).isNotNull();
    never.countDown();
    hanging.get(20, TimeUnit.SECONDS);
  }

  /** Does not even mind being interrupted. */
  private static String hang(CountDownLatch until) {
    boolean interrupted = false;
    while (until.getCount() > 0) {
      try {
        until.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return "late " + interrupted;
  }

  @Test
  void turnsErrorsOfAProviderIntoAFaultButNotThoseOfTheMachine() {
    for (Error error :
        List.of(new NoClassDefFoundError("x"), new AssertionError(), new StackOverflowError())) {
      assertThatThrownBy(() -> failing(error))
          .isInstanceOfSatisfying(
              ProviderException.class,
              e -> assertThat(e.code()).isEqualTo(ProviderException.Code.UNEXPECTED_ANSWER));
    }
    OutOfMemoryError machine = new OutOfMemoryError("of the test");
    assertThatThrownBy(() -> failing(machine)).isSameAs(machine);
  }

  private void failing(Error error) throws ProviderException {
    var unused =
        connections.call(
            FakePlatform.binding("1"),
            soon(),
            (c, d) -> {
              throw error;
            });
  }

  @Test
  void asksThePlatformForACheck() throws Exception {
    CheckEnvironment environment = CheckEnvironment.of(URI.create("https://id.example"), List.of());

    assertThat(connections.check(FakePlatform.binding("1"), environment).ok()).isTrue();
  }

  /** The fake under another id. */
  private static class Renamed implements ChatProvider {
    private final FakePlatform fake = new FakePlatform();

    @Override
    public PlatformDescriptor descriptor() {
      return fake.descriptor("renamed");
    }

    @Override
    public Connection connect(ConnectionSettings settings, ProviderContext context) {
      return fake.connect(settings, context);
    }
  }
}
