package dev.muster.core.source;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.IdentitySources.LastCheck;
import dev.muster.api.IdentitySources.Usage;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LastChecksTest {
  private static final Text TEXT = new Text("A step.", "步骤。");

  private final TestCore core = new TestCore();

  @BeforeEach
  void create() {
    core.sources.create(
        ALICE,
        TENANT,
        "wecom",
        "chat",
        Settings.of("Chat", Set.of(SignInMethod.BROWSER))
            .withFields(Map.of("corpId", "ww1", "agentId", "1", "secret", "s3cr3t-value")));
  }

  private void check(boolean... steps) {
    Stream<Boolean> all = Stream.of(true);
    for (boolean step : steps) {
      all = Stream.concat(all, Stream.of(step));
    }
    core.report = CheckReport.of(all.map(LastChecksTest::step).toList());
    core.sources.check(ALICE, TENANT, "wecom");
  }

  private static Step step(boolean ok) {
    return ok
        ? Step.passed("step", TEXT)
        : Step.failed("step", Optional.empty(), TEXT, TEXT, Optional.empty());
  }

  private Map<String, Usage> found(Instant at, int wrong) {
    Optional<LastCheck> check = Optional.of(new LastCheck(at, wrong));
    return Map.of("wecom", new Usage(Optional.empty(), OptionalLong.empty(), check));
  }

  @Test
  void areTheNewest() {
    assertThat(core.sources.usages(TENANT)).isEmpty();
    check(false, true, false);
    assertThat(core.sources.usages(TENANT)).isEqualTo(found(core.clock.instant(), 2));

    core.clock.advance(Duration.ofMinutes(1));
    check(true);
    assertThat(core.sources.usages(TENANT)).isEqualTo(found(core.clock.instant(), 0));
    assertThat(core.sources.usage(TENANT, "wecom").lastCheck())
        .contains(new LastCheck(core.clock.instant(), 0));
  }

  @Test
  void changeNoVersionOfTheSource() {
    long before = core.sources.find(TENANT, "wecom").orElseThrow().version();
    check(false);

    assertThat(core.sources.find(TENANT, "wecom").orElseThrow().version()).isEqualTo(before);
  }

  @Test
  void goWithTheSourceAlsoWhereItGoesDuringTheCheck() {
    check(false);
    core.store.beforeNextCommit(
        () -> core.sources.delete(ALICE, TENANT, "wecom", OptionalLong.empty()));
    check(true);

    create();
    assertThat(core.sources.usages(TENANT)).isEmpty();
  }
}
