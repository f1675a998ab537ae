package dev.muster.distribution.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A platform that does not do its part: everybody is told, in time, and can try again. */
@EndToEnd
class FaultsIT {
  /** The platform has 8 s; the rest is for the browser, and for trying again. */
  private static final Duration IN_TIME = Duration.ofSeconds(15);

  private static final String FAULTS = "faults";

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

  static Stream<Arguments> faults() {
    return Matrix.ways()
        .flatMap(
            way ->
                Stream.of(
                        new Fault(
                            "server error",
                            Map.of("preset", "server-error"),
                            "did not answer as it should"),
                        new Fault(
                            "nonsense",
                            Map.of("preset", "nonsense"),
                            "did not answer as it should"),
                        new Fault(
                            "slow",
                            Map.of("kind", "slow", "number", "9000"),
                            "did not answer as it should"),
                        new Fault("rate limited", Map.of("preset", "rate-limited"), "very busy"),
                        new Fault(
                            "address not allowed",
                            Map.of("preset", "address-not-allowed"),
                            "refuses the company's set-up"))
                    // in-app ends at the same callback as browser, and waiting costs 8 s
                    .filter(fault -> !fault.name().equals("slow") || way.get()[1] != Way.IN_APP)
                    .map(fault -> Arguments.of(way.get()[0], way.get()[1], fault)));
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
              assertPage(platform, visitor, fault.told());
              sandbox.clearFaults();
              visitor.press("Try again");
              if (way == Way.BROWSER) {
                visitor.scanAs(platform.member().id());
              }
              assertThat(visitor.ending().signedIn()).as(visitor.ending().toString()).isTrue();
            });

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(IN_TIME);
    if (!way.inBrowser()) {
      assertThat(failed.status()).isEqualTo(502);
      assertThat(failed.signedIn()).isFalse();
      assertThat(failed.text()).doesNotContain(platform.answers());
      sandbox.clearFaults();
      assertThat(way.comeIn(world, application, platform.member().id()).signedIn()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("dev.muster.distribution.e2e.Matrix#ways")
  void aWrongSecretIsTheAdministratorsToMend(ChatPlatform platform, Way way) {
    Tenant tenant = world.tenant(platform);
    Map<String, String> wrong = new LinkedHashMap<>(platform.sourceFields());
    wrong.put(platform.secretField(), "wrong-" + way);
    tenant.changeSource(Tenant.SOURCE, Map.of("fields", wrong));

    Ending ending =
        way.comeIn(
            world,
            tenant.application(),
            platform.member().id(),
            visitor -> assertPage(platform, visitor, "refuses the company's set-up"));

    assertThat(ending.status()).isEqualTo(502);
    assertThat(ending.text()).doesNotContain(platform.answers()).doesNotContain("wrong-" + way);
  }

  private static void assertPage(ChatPlatform platform, Visitor visitor, String told) {
    Ending ending = visitor.ending();
    assertThat(ending.status()).as(ending.toString()).isEqualTo(502);
    assertThat(ending.text())
        .contains("Signing in didn't work", told, "Try again")
        .contains(visitor.header("X-Correlation-Id"))
        .doesNotContain(platform.answers());
    assertThat(visitor.header("X-Correlation-Id")).isNotEmpty();
  }
}
