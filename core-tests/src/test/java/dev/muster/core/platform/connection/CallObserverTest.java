package dev.muster.core.platform.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.platform.registry.TestProviders;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.platform.HttpCall;
import dev.muster.spi.platform.ProviderContext;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.testkit.storage.ManualClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of calls, and what is known of credentials. */
final class CallObserverTest {
  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T08:00:00Z"));
  private final ProviderRegistry registry = new ProviderRegistry(new CountedMetrics());
  private final List<String> told = new ArrayList<>();
  private final Connections connections =
      TestConnections.of(
          registry,
          (platform, key) -> Optional.empty(),
          new CountedMetrics(),
          clock,
          (tenant, platform, took, error) ->
              told.add(tenant + " " + platform + " " + error.orElse("-")),
          PlatformLimits.DEFAULT);
  private HttpServer server;

  @BeforeEach
  void open() throws IOException {
    TestProviders.add(registry, new FakePlatform(), 0, "1.0.0", 1);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private static Deadline soon() {
    return Deadline.in(Duration.ofSeconds(20));
  }

  private ProviderContext context() throws ProviderException {
    return connections.call(
        FakePlatform.binding("1"), soon(), (c, d) -> ((FakePlatform.Fake) c).context());
  }

  private HttpCall call() {
    return HttpCall.get(URI.create("http://127.0.0.1:" + server.getAddress().getPort()), "/x");
  }

  private void fails(Code code, Optional<String> platformCode) throws ProviderException {
    ProviderContext context = context();
    ProviderException thrown =
        catchThrowableOfType(
            ProviderException.class,
            () ->
                context.exchange(
                    call(),
                    soon(),
                    answer -> {
                      throw new ProviderException(code, "as the test says", platformCode);
                    }));
    assertThat(thrown.code()).isEqualTo(code);
  }

  @Test
  void isToldOfEveryCallAndWhatWentWrong() throws Exception {
    int status = context().exchange(call(), soon(), answer -> answer.status());
    assertThat(status).isEqualTo(200);
    fails(Code.REJECTED, Optional.of("88"));
    fails(Code.ADDRESS_NOT_ALLOWED, Optional.empty());
    fails(Code.NOT_FOUND, Optional.of("60111"));
    fails(Code.TOKEN_INVALID, Optional.of("42001"));

    assertThat(told)
        .containsExactly(
            "acme fake -",
            "acme fake 88",
            "acme fake address-not-allowed",
            "acme fake -",
            "acme fake -");
  }

  private void refused(Binding binding) throws ProviderException {
    ProviderContext context =
        connections.call(binding, soon(), (c, d) -> ((FakePlatform.Fake) c).context());
    var unused =
        catchThrowableOfType(
            ProviderException.class,
            () ->
                context.withSecret(
                    "secret",
                    secret -> {
                      if (secret.reveal().equals("good")) {
                        return true;
                      }
                      throw new ProviderException(
                          Code.CREDENTIAL_REFUSED, "wrong", Optional.empty());
                    },
                    soon()));
  }

  @Test
  void aCredentialIsFineThenRefusedThenRestsThenIsRefused() throws Exception {
    Binding binding = FakePlatform.binding("1");
    assertThat(connections.health(binding)).isEqualTo(CredentialHealth.OK);
    refused(binding);
    assertThat(connections.health(binding)).isEqualTo(new CredentialHealth(true, Optional.empty()));
    refused(binding);
    refused(binding);
    assertThat(connections.health(binding))
        .isEqualTo(new CredentialHealth(true, Optional.of(Instant.parse("2026-03-01T08:01:00Z"))));
    clock.advance(Duration.ofSeconds(60));
    assertThat(connections.health(binding)).isEqualTo(new CredentialHealth(true, Optional.empty()));
  }

  @Test
  void aCredentialIsFineWhileTheOneBeforeItServes() throws Exception {
    Binding binding =
        FakePlatform.binding(
            "2", new BoundSecret(Secret.of("current"), Optional.of(Secret.of("good")), () -> {}));
    refused(binding);

    assertThat(connections.health(binding)).isEqualTo(CredentialHealth.OK);
  }
}
