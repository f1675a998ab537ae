package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.muster.api.Caller;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.Tenants;
import dev.muster.api.User;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Rota;
import dev.muster.api.warroom.Rotas;
import dev.muster.distribution.authors.AuthorsMaven;
import dev.muster.spi.platform.ChatProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The example of hooks, dropped in as a bundle. */
@InFramework
class HooksIT {
  private static final String JAR = "muster.test.hooks.jar";
  private static final String BUNDLE = "com.example.muster.hooks";
  private static final String TENANT = "hooks";
  private static final Caller ALICE = new Caller("admin:alice", "192.0.2.1", "id-of-the-test");
  private static final String DUTY = "muster.hook." + BUNDLE + ".duty.file";
  private static final String GATEWAY = "muster.hook." + BUNDLE + ".sms.url";

  @BeforeAll
  static void build() {
    System.setProperty(JAR, new AuthorsMaven().example("hooks-bundle").toString());
  }

  @Test
  void aBundleOfHooksHearsAddsAndRefusesUntilItIsTakenAway(BundleContext context) throws Exception {
    ServiceRegistration<ChatProvider> platform =
        context.registerService(ChatProvider.class, new TrustingPlatform(), null);
    try (Dropped hooks = Dropped.in(context, Path.of(System.getProperty(JAR)), BUNDLE);
        Entrance entrance = new Entrance(context, TENANT, TrustingPlatform.ID)) {
      Outcome.Refused<AuthorizationCode> refused =
          (Outcome.Refused<AuthorizationCode>) entrance.comesIn("visitor-7");
      assertThat(refused.reason()).isEqualTo(Refusal.POLICY);
      assertThat(refused.sentence().orElseThrow().zhCn()).contains("访客");

      Outcome.SignedIn<AuthorizationCode> in =
          (Outcome.SignedIn<AuthorizationCode>) entrance.comesIn("li");
      BundleContext theirs = hooks.bundle().orElseThrow().getBundleContext();
      Path ledger = theirs.getDataFile("ledger.txt").toPath();
      String line = TENANT + " " + in.user().id() + " signed in by " + Entrance.SOURCE;
      Dropped.await(() -> Files.exists(ledger) && Files.readString(ledger).contains(line));

      assertThat(entrance.claims()).isEqualTo(Map.of("staff_number", "e-4711"));

      hooks.takeAway();
      assertThat(entrance.claims()).isEmpty();
      assertThat(entrance.comesIn("visitor-7")).isInstanceOf(Outcome.SignedIn.class);
    } finally {
      platform.unregister();
    }
  }

  @Test
  void aBundleOfHooksCarriesCodesWhereItsGatewayIsKnown(BundleContext context) throws Exception {
    ServiceRegistration<ChatProvider> platform =
        context.registerService(ChatProvider.class, new TrustingPlatform(), null);
    AtomicReference<String> code = new AtomicReference<>("");
    HttpServer gateway =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext("/", exchange -> take(exchange, code));
    gateway.start();
    System.setProperty(GATEWAY, "http://127.0.0.1:" + gateway.getAddress().getPort() + "/");
    try (Dropped hooks = Dropped.in(context, Path.of(System.getProperty(JAR)), BUNDLE);
        Entrance entrance = new Entrance(context, "texts", TrustingPlatform.ID)) {
      assertThat(hooks.bundle()).isPresent();
      entrance.asks();
      String wang =
          entrance.user(
              User.Profile.builder("wang").phone(Optional.of("+8613800000000"), true).build());
      Dropped.await(() -> entrance.proofs("li").contains("code"));

      assertThat(entrance.provesByCode("li", "wang", () -> CodesIT.awaited(code))).isEqualTo(wang);
    } finally {
      System.clearProperty(GATEWAY);
      gateway.stop(0);
      platform.unregister();
    }
  }

  @Test
  void aBundleSaysWhoIsOnDutyAndWhatItSaidCountsOnceItIsTakenAway(BundleContext context)
      throws Exception {
    Path file = Files.createTempFile("duty", ".txt");
    Files.writeString(file, "database 2020-01-01T00:00:00Z 2099-01-01T00:00:00Z li@corp.example\n");
    System.setProperty(DUTY, file.toString());
    Rotas rotas = service(context, Rotas.class);
    Tenants tenants = service(context, Tenants.class);
    tenants.create(ALICE, "duty", "Duty");
    try (Dropped hooks = Dropped.in(context, Path.of(System.getProperty(JAR)), BUNDLE)) {
      assertThat(rotas.sources()).containsExactly("duty-file");
      Rota rota =
          rotas
              .create(
                  ALICE,
                  "duty",
                  new Rota.Settings(
                      "Database",
                      ZoneId.of("UTC"),
                      List.of(),
                      Optional.empty(),
                      Optional.of(new Rota.Source("duty-file", "database"))))
              .value();
      PersonRef li = new PersonRef.Email("li@corp.example");
      Dropped.await(() -> rotas.present("duty", rota).members().equals(List.of(li)));

      hooks.takeAway();
      assertThat(rotas.sources()).isEmpty();
      assertThat(rotas.present("duty", rota).members()).containsExactly(li);
      Instant far = Instant.now().plus(Duration.ofDays(30));
      Rotas.Plan plan = rotas.plan("duty", rota.id(), Optional.of(far), Optional.empty());
      assertThat(plan.stretches()).isEmpty();
      assertThat(plan.reading().orElseThrow().failingSince()).isPresent();
      assertThat(plan.reading().orElseThrow().answeredAt()).isPresent();
    } finally {
      System.clearProperty(DUTY);
      tenants.delete(ALICE, "duty", OptionalLong.empty());
      Files.delete(file);
    }
  }

  private static <S> S service(BundleContext context, Class<S> type) {
    return context.getService(context.getServiceReference(type));
  }

  private static void take(HttpExchange exchange, AtomicReference<String> code) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher found = Pattern.compile("to=%2B8613800000000&.*code\\+is\\+([0-9]{6})").matcher(form);
    if (found.find()) {
      code.set(found.group(1));
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }
}
