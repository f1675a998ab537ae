package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Caller;
import dev.muster.api.ContributedClaims;
import dev.muster.api.Grants;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySources;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.Tenants;
import dev.muster.api.User;
import dev.muster.distribution.authors.AuthorsMaven;
import dev.muster.spi.ChatProvider;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/**
 * The example of hooks, dropped in as a bundle, and a platform on which everybody is who they say.
 */
@InFramework
class HooksIT {
  private static final String JAR = "muster.test.hooks.jar";
  private static final String TENANT = "hooks";
  private static final Caller CALLER = new Caller("admin:test", "192.0.2.1", "hooks-it");
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Optional<ServiceRegistration<?>> platform = Optional.empty();

  @BeforeAll
  static void build() {
    System.setProperty(JAR, new AuthorsMaven().example("hooks-bundle").toString());
  }

  @BeforeEach
  void drop(BundleContext context) throws Exception {
    platform =
        Optional.of(context.registerService(ChatProvider.class, new TrustingPlatform(), null));
    Path part = plugin(context).resolveSibling("hooks.part");
    Files.copy(Path.of(System.getProperty(JAR)), part);
    Files.move(part, plugin(context));
    await(() -> bundle(context).isPresent() && bundle(context).get().getState() == Bundle.ACTIVE);
    service(context, Tenants.class).create(CALLER, TENANT, "Hooks");
    service(context, IdentitySources.class)
        .create(
            CALLER,
            TENANT,
            "door",
            TrustingPlatform.ID,
            new IdentitySources.Draft(
                "Door",
                Set.of(SignInMethod.BROWSER),
                Map.of("company", "acme"),
                Map.of(),
                false,
                Association.OFF,
                true));
  }

  @AfterEach
  void takeAway(BundleContext context) throws Exception {
    Files.deleteIfExists(plugin(context));
    await(() -> bundle(context).isEmpty());
    service(context, Tenants.class).delete(CALLER, TENANT, java.util.OptionalLong.empty());
    platform.ifPresent(ServiceRegistration::unregister);
  }

  @Test
  void aBundleOfHooksHearsAddsAndRefusesUntilItIsTakenAway(BundleContext context) throws Exception {
    Outcome refused = comesIn(context, "visitor-7");
    assertThat(refused)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            it -> {
              assertThat(it.reason()).isEqualTo(Refusal.POLICY);
              assertThat(it.sentence().orElseThrow().zhCn()).contains("访客");
            });

    Outcome.SignedIn in = (Outcome.SignedIn) comesIn(context, "li");
    Path ledger =
        bundle(context).orElseThrow().getBundleContext().getDataFile("ledger.txt").toPath();
    String line = TENANT + " " + in.user().id() + " came in by door";
    await(() -> Files.exists(ledger) && Files.readString(ledger).contains(line));

    assertThat(claims(context)).isEqualTo(Map.of("staff_number", "e-4711"));

    Files.delete(plugin(context));
    await(() -> bundle(context).isEmpty());
    assertThat(claims(context)).isEmpty();
    assertThat(comesIn(context, "visitor-7")).isInstanceOf(Outcome.SignedIn.class);
  }

  private static Outcome comesIn(BundleContext context, String person) {
    SignIns signIns = service(context, SignIns.class);
    SignIns.Begun begun =
        signIns.begin(
            new SignIns.Begin(
                TENANT,
                "door",
                SignInMethod.BROWSER,
                URI.create("http://localhost/callback"),
                "en",
                ""));
    SignIns.Pending pending =
        signIns.open(TENANT, "door", begun.state(), begun.cookieValue()).orElseThrow();
    return signIns.finish(CALLER, pending, Secret.of(person), "Firefox", Optional.empty());
  }

  private static Map<String, Object> claims(BundleContext context) {
    User.Profile profile =
        new User.Profile(
            "someone",
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            false,
            Optional.of("e-4711"),
            Optional.empty(),
            Optional.empty());
    return service(context, ContributedClaims.class)
        .of(
            TENANT,
            new Grants.Access(
                "shop",
                Set.of("openid", "profile"),
                new User("u-1", profile, true, false, Instant.EPOCH, Optional.empty()),
                Optional.empty(),
                Instant.EPOCH));
  }

  private static Path plugin(BundleContext context) {
    return Path.of(context.getProperty("muster.plugins.dir"), "hooks.jar");
  }

  private static Optional<Bundle> bundle(BundleContext context) {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> "com.example.muster.hooks".equals(bundle.getSymbolicName()))
        .findFirst();
  }

  private static <S> S service(BundleContext context, Class<S> type) {
    ServiceReference<S> reference = context.getServiceReference(type);
    assertThat(reference).as(type.getName()).isNotNull();
    return context.getService(reference);
  }

  /** A condition that may look at files. */
  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      assertThat(System.nanoTime()).isLessThan(end);
      assertThat(never.await(20, TimeUnit.MILLISECONDS)).isFalse();
    }
  }
}
