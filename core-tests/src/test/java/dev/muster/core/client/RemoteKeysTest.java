package dev.muster.core.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import dev.muster.core.outgoing.Destinations;
import dev.muster.core.outgoing.OutgoingCalls;
import dev.muster.testkit.storage.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The keys that a client publishes, and how often it is asked for them. */
final class RemoteKeysTest {
  private static final ECKey FIRST = ec("first");
  private static final ECKey SECOND = ec("second");

  private final ManualClock clock = new ManualClock(Instant.parse("2026-01-31T12:00:00Z"));
  private final OutgoingCalls calls = new OutgoingCalls(Destinations.of(true));
  private final List<String> log = new ArrayList<>();
  private final RemoteKeys keys = new RemoteKeys(calls, clock, log::add);
  private final AtomicInteger asked = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Semaphore hanging = new Semaphore(0);
  private final CountDownLatch answers = new CountDownLatch(1);
  private volatile boolean hangs;
  private volatile int status = 200;
  private volatile String body = published(FIRST);
  private HttpServer server;
  private URI address;

  private static ECKey ec(String kid) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static String published(JWK... keys) {
    return new JWKSet(Arrays.asList(keys)).toString(true);
  }

  @BeforeEach
  void publish() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/keys",
        exchange -> {
          asked.incrementAndGet();
          if (hangs || exchange.getRequestURI().getPath().startsWith("/keys/hang")) {
            hanging.release();
            await(answers);
          }
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Location", "/keys");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.setExecutor(threads);
    server.start();
    address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void close() {
    answers.countDown();
    server.stop(0);
    threads.shutdownNow();
    calls.close();
  }

  private Optional<List<String>> read(String kid) {
    return read("acme", "", kid);
  }

  private Optional<List<String>> read(String tenant, String below, String kid) {
    return keys.of(
            tenant,
            URI.create(address + below),
            new JWKSelector(new JWKMatcher.Builder().keyID(kid).build()))
        .map(set -> set.getKeys().stream().map(JWK::getKeyID).toList());
  }

  /** Asks an address that hangs, and comes back when it does. */
  private Future<Optional<List<String>>> readsFromWhatHangs(String tenant, String below)
      throws InterruptedException {
    Future<Optional<List<String>>> reading = threads.submit(() -> read(tenant, below, "first"));
    assertThat(hanging.tryAcquire(1, TimeUnit.MINUTES)).isTrue();
    return reading;
  }

  @Test
  void asksOnceWhileWhatItKnowsIsFresh() {
    assertThat(read("first")).contains(List.of("first"));
    clock.advance(RemoteKeys.FRESH.minusSeconds(1));
    assertThat(read("first")).contains(List.of("first"));
    assertThat(asked).hasValue(1);
    clock.advance(Duration.ofSeconds(1));
    assertThat(read("first")).contains(List.of("first"));
    assertThat(asked).hasValue(2);
  }

  @Test
  void asksForAKeyThatItDoesNotKnowAtABoundedPace() {
    assertThat(read("first")).isPresent();
    body = published(FIRST, SECOND);
    assertThat(read("second")).contains(List.of("first"));
    assertThat(asked).hasValue(1);
    clock.advance(RemoteKeys.PACE);
    assertThat(read("second")).contains(List.of("first", "second"));
    for (int i = 0; i < 100; i++) {
      assertThat(read("made-up-" + i)).isPresent();
    }
    assertThat(asked).hasValue(2);
  }

  @Test
  void livesThroughAnOutageForAWhile() {
    assertThat(read("first")).isPresent();
    status = 500;
    clock.advance(RemoteKeys.OUTAGE.minusSeconds(1));
    assertThat(read("first")).isPresent();
    clock.advance(Duration.ofSeconds(1));
    assertThat(read("first")).isEmpty();
  }

  @Test
  void asksNoDeadAddressAgainAtOnce() {
    status = 503;
    assertThat(read("first")).isEmpty();
    assertThat(read("first")).isEmpty();
    assertThat(asked).hasValue(1);
    status = 200;
    clock.advance(RemoteKeys.PACE);
    assertThat(read("first")).isPresent();
  }

  @Test
  void takesNothingButPublicKeys() {
    for (String wrong : List.of("", "null", "{\"keys\":[]}", "{\"keys\":null}")) {
      body = wrong;
      assertThat(read("first")).as(wrong).isEmpty();
      clock.advance(RemoteKeys.PACE);
    }
    body = new JWKSet(FIRST).toString(false);
    assertThat(read("first")).contains(List.of());
  }

  @Test
  void leavesOutKeysThatProveNothingAndSaysSoOnce() throws JOSEException {
    RSAKey weak = new RSAKeyGenerator(1024, true).keyID("weak").generate().toPublicJWK();
    body = published(FIRST, weak, SECOND, ec("second"));
    for (int i = 0; i < 3; i++) {
      assertThat(read("first")).contains(List.of("first"));
      clock.advance(RemoteKeys.FRESH);
    }
    assertThat(asked).hasValue(3);
    assertThat(log)
        .singleElement()
        .asString()
        .contains(address.toString(), "2048 to 8192 bits", "the same kid");

    body = published(weak);
    assertThat(read("first")).contains(List.of());
    assertThat(log).hasSize(2);
  }

  @Test
  void forgetsAKeyThatGaveWayToOneThatIsTooWeak() throws JOSEException {
    assertThat(read("first")).contains(List.of("first"));
    clock.advance(RemoteKeys.FRESH);
    body = published(new RSAKeyGenerator(1024, true).keyID("first").generate().toPublicJWK());
    assertThat(read("first")).contains(List.of());
  }

  @Test
  void followsNoRedirectAndReadsNothingLarge() {
    status = 302;
    assertThat(read("first")).isEmpty();
    clock.advance(RemoteKeys.PACE);
    status = 200;
    body = " ".repeat(KeySets.MAX_SIZE) + published(FIRST);
    assertThat(read("first")).isEmpty();
    assertThat(asked).hasValue(2);
  }

  @Test
  void callsNoPrivateAddressUnlessTheSettingAllowsIt() {
    try (OutgoingCalls guarded = new OutgoingCalls(Destinations.of(false))) {
      assertThat(
              new RemoteKeys(guarded, clock)
                  .of("acme", address, new JWKSelector(new JWKMatcher.Builder().build())))
          .isEmpty();
    }
    assertThat(asked).hasValue(0);
  }

  @Test
  void keepsNobodyWaitingWhileSomebodyElseAsks() throws Exception {
    Future<Optional<List<String>>> reading = readsFromWhatHangs("acme", "/hang");
    for (int i = 0; i < 64; i++) {
      assertThat(read("acme", "/hang", "made-up-" + i)).isEmpty();
    }
    assertThat(reading.isDone()).isFalse();
    assertThat(asked).hasValue(1);

    answers.countDown();
    assertThat(reading.get()).contains(List.of("first"));
    assertThat(read("acme", "/hang", "first")).contains(List.of("first"));
    assertThat(asked).hasValue(1);
  }

  @Test
  void takesWhatItKnowsWhileSomebodyElseAsks() throws Exception {
    assertThat(read("first")).isPresent();
    clock.advance(RemoteKeys.FRESH);
    hangs = true;
    Future<Optional<List<String>>> reading = readsFromWhatHangs("acme", "");

    assertThat(read("first")).contains(List.of("first"));
    // not that it is wrong: it may be what is being published
    assertThat(read("second")).isEmpty();
    body = published(FIRST, SECOND);
    answers.countDown();
    assertThat(reading.get()).isPresent();
    assertThat(read("second")).isPresent();
  }

  @Test
  void asksForOneTenantNoMoreThanItsShareOfTheCalls() throws Exception {
    List<Future<Optional<List<String>>>> reading = new ArrayList<>();
    for (int i = 0; i < RemoteKeys.MOST_CALLS_OF_A_TENANT; i++) {
      reading.add(readsFromWhatHangs("noisy", "/hang/" + i));
    }
    assertThat(read("noisy", "", "first")).isEmpty();
    assertThat(read("quiet", "", "first")).isPresent();

    answers.countDown();
    for (Future<Optional<List<String>>> each : reading) {
      assertThat(each.get()).isPresent();
    }
    assertThat(read("noisy", "/another", "first")).isPresent();
  }
}
