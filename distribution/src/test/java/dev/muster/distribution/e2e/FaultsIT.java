package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A platform that does not do its part: everybody is told, in time, and can try again. */
@EndToEnd
class FaultsIT {
  /** The platform has 8 s; the rest is for us. */
  private static final Duration IN_TIME = Duration.ofSeconds(10);

  private static final String FAULTS = "faults";
  private static final String UNUSUAL = "did not answer as it should";
  private static final String SET_UP = "refuses the company's set-up";

  private final World world;

  FaultsIT(World world) {
    this.world = world;
  }

  /** A fault by the sandbox's name for it, and the sentence that people read. */
  record Fault(String name, Map<String, String> settings, String told) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Each fault by one way: what becomes of one does not depend on the way. */
  static Stream<Arguments> faults() {
    Fault serverError = new Fault("server error", Map.of("preset", "server-error"), UNUSUAL);
    Fault nonsense = new Fault("nonsense", Map.of("preset", "nonsense"), UNUSUAL);
    Fault address =
        new Fault("address not allowed", Map.of("preset", "address-not-allowed"), SET_UP);
    Fault busy = new Fault("rate limited", Map.of("preset", "rate-limited"), "very busy");
    Fault slow = new Fault("slow", Map.of("kind", "slow", "number", "9000"), UNUSUAL);
    return Stream.concat(
        Matrix.platforms()
            .flatMap(
                p ->
                    Stream.of(
                        Arguments.of(p, Way.BROWSER, address),
                        Arguments.of(p, Way.BROWSER, busy),
                        Arguments.of(p, Way.IN_APP, nonsense),
                        Arguments.of(p, Way.MOBILE, serverError))),
        // the clock is ours, and waiting costs 8 s
        Stream.of(Arguments.of(ChatPlatform.LARK, Way.BROWSER, slow)));
  }

  @AfterEach
  void mend() {
    ChatPlatform.all().forEach(platform -> world.sandbox(platform).clearFaults());
  }

  @ParameterizedTest
  @MethodSource(FAULTS)
  void isToldInTimeAndMayBeTriedAgain(ChatPlatform platform, Way way, Fault fault) {
    Application application = world.tenant(platform).application();
    SandboxControl sandbox = world.sandbox(platform);
    sandbox.fault(fault.settings());
    long before = System.nanoTime();

    Ending failed =
        way.comeIn(
            world,
            application,
            platform.member().id(),
            visitor -> {
              // that of the answer alone: a browser may take as long to begin
              assertThat(visitor.waited()).isPositive().isLessThan(IN_TIME);
              assertPage(platform, visitor, fault.told());
              sandbox.clearFaults();
              if (fault.told().equals(SET_UP)) {
                visitor.open(application.signIn("identity_source", Tenant.SOURCE));
              } else {
                visitor.press("Try again");
              }
              if (way == Way.BROWSER) {
                visitor.scanAs(platform.member().id());
              }
              assertThat(visitor.ending().signedIn()).as(visitor.ending().toString()).isTrue();
            });

    if (!way.inBrowser()) {
      assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(IN_TIME);
      assertThat(failed.status()).isEqualTo(502);
      assertThat(failed.signedIn()).isFalse();
      assertThat(failed.text()).doesNotContain(platform.answers());
      sandbox.clearFaults();
      assertThat(way.comeIn(world, application, platform.member().id()).signedIn()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.muster.distribution.e2e.Matrix#platforms")
  void aWrongSecretIsTheAdministratorsToMend(ChatPlatform platform) {
    Tenant tenant = world.tenant(platform);
    tenant.changeSource(
        Tenant.SOURCE, Map.of("fields", platform.sourceFieldsWith("wrong-secret-of-a-test")));
    Application application = tenant.application();

    Way.BROWSER.comeIn(
        world,
        application,
        platform.member().id(),
        visitor -> {
          assertPage(platform, visitor, SET_UP);
          assertThat(visitor.ending().text()).doesNotContain("wrong-secret-of-a-test");
        });

    Ending ending = Way.MOBILE.comeIn(world, application, platform.member().id());
    assertThat(ending.status()).isEqualTo(502);
    assertThat(ending.text())
        .doesNotContain(platform.answers())
        .doesNotContain("wrong-secret-of-a-test");
  }

  private static void assertPage(ChatPlatform platform, Visitor visitor, String told) {
    Ending ending = visitor.ending();
    assertThat(ending.status()).as(ending.toString()).isEqualTo(502);
    assertThat(ending.text())
        .contains("Signing in didn't work", told)
        .contains(visitor.header("X-Correlation-Id"))
        .doesNotContain(platform.answers());
    assertThat(visitor.header("X-Correlation-Id")).isNotEmpty();
    assertThat(ending.text().contains("Try again")).isEqualTo(!told.equals(SET_UP));
  }
}
