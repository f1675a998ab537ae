package dev.muster.distribution.osgi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Proves that a test that fails inside the framework is seen to fail outside. */
class RunnerIT {

  @Test
  void seesExactlyTheFailuresThatHappenInside() {
    EngineExecutionResults results =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(ControlThatMustFail.class))
            .execute();

    results.testEvents().assertStatistics(stats -> stats.started(3).succeeded(1).failed(2));
    List<Throwable> failures =
        results.testEvents().failed().stream()
            .map(event -> event.getRequiredPayload(TestExecutionResult.class))
            .map(result -> result.getThrowable().orElseThrow())
            .toList();
    assertThat(failures)
        .hasSize(2)
        .allSatisfy(failure -> assertThat(failure).hasMessageContaining(ControlThatMustFail.REASON))
        .allSatisfy(failure -> assertThat(failure.getSuppressed()).hasSize(1))
        .anySatisfy(failure -> assertThat(failure).isInstanceOf(AssertionError.class))
        .anySatisfy(failure -> assertThat(failure).hasMessageContaining("PAXEXAM-PROBE"))
        .anySatisfy(failure -> assertThat(failure).isInstanceOf(IllegalStateException.class));
  }
}
