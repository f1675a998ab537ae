package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.distribution.authors.AuthorsMaven;
import dev.muster.spi.platform.ChatProvider;
import java.nio.file.Files;
import java.nio.file.Path;
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
  private static final String TENANT = "hooks";

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
}
