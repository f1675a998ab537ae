package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.distribution.authors.AuthorsMaven;
import dev.muster.spi.AlertFormat;
import dev.muster.spi.ChatProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** The example of hooks, dropped in as a bundle. */
@InFramework
class HooksIT {
  private static final String JAR = "muster.test.hooks.jar";
  private static final String BUNDLE = "com.example.muster.hooks";
  private static final String SETTING = "muster.hook." + BUNDLE + ".roster.file";
  private static final String TENANT = "hooks";
  private static final String PACKAGE = "dev.muster.core.hook.";

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
      assertThat(entrance.comesIn("visitor-7"))
          .isInstanceOfSatisfying(
              Outcome.Refused.class,
              it -> {
                assertThat(it.reason()).isEqualTo(Refusal.POLICY);
                assertThat(it.sentence().orElseThrow().zhCn()).contains("访客");
              });

      Outcome.SignedIn in = (Outcome.SignedIn) entrance.comesIn("li");
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
  void saysWhoIsOnDutyUntilItIsTakenAway(BundleContext context) throws Exception {
    Path roster = Files.createTempFile("roster", ".csv");
    Files.writeString(
        roster,
        """
        database;2026-11-22T00:00:00Z;2026-11-22T12:00:00Z;li@corp.example
        database;2026-11-22T12:00:00Z;2026-11-23T00:00:00Z;wang@corp.example
        """);
    System.setProperty(SETTING, roster.toString());
    Instant noon = Instant.parse("2026-11-22T12:00:00Z");
    try (Dropped hooks = Dropped.in(context, Path.of(System.getProperty(JAR)), BUNDLE)) {
      assertThat(onDuty(context, "database", noon))
          .isEqualTo("OnDuty[people=[ByEmail[address=wang@corp.example]]]");
      assertThat(onDuty(context, "database", noon.plusSeconds(90_000)))
          .isEqualTo("OnDuty[people=[]]");
      assertThat(onDuty(context, "network", noon)).isEqualTo("Unknown[]");
      Files.delete(roster);
      assertThat(onDuty(context, "database", noon)).isEqualTo("Failed[]");

      hooks.takeAway();
      assertThat(onDuty(context, "database", noon)).isEqualTo("Unknown[]");
    } finally {
      System.clearProperty(SETTING);
    }
  }

  private static String onDuty(BundleContext context, String rota, Instant at) throws Exception {
    Class<?>[] types = {String.class, String.class, Instant.class};
    return ask(context, "RotaSources", "onDuty", types, TENANT, rota, at).toString();
  }

  @Test
  void readsAlertsUntilItIsTakenAway(BundleContext context) throws Exception {
    try (Dropped hooks = Dropped.in(context, Path.of(System.getProperty(JAR)), BUNDLE)) {
      assertThat(read(context, "check=shop&state=down&message=no+answer"))
          .startsWith("Read[problems=[Problem[keys=[shop], status=FIRING, title=shop is down")
          .contains("summary=Optional[no answer]");
      assertThat(read(context, "{}")).startsWith("Unreadable[why=A form with check");

      hooks.takeAway();
      assertThat(read(context, "check=shop&state=up")).isEqualTo("UnknownFormat[]");
    }
  }

  private static String read(BundleContext context, String body) throws Exception {
    AlertFormat.Delivery delivery =
        new AlertFormat.Delivery(
            "application/x-www-form-urlencoded", Map.of(), body.getBytes(StandardCharsets.UTF_8));
    Class<?>[] types = {String.class, AlertFormat.Delivery.class};
    return ask(context, "AlertFormats", "read", types, "uptime", delivery).toString();
  }

  /**
   * War rooms and the alert intake, which will ask, are not there yet: the core's own service is.
   */
  private static Object ask(
      BundleContext context, String type, String method, Class<?>[] types, Object... arguments)
      throws Exception {
    Object service = context.getService(context.getServiceReference(PACKAGE + type));
    return service.getClass().getMethod(method, types).invoke(service, arguments);
  }
}
