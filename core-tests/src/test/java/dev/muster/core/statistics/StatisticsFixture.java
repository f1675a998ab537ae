package dev.muster.core.statistics;

import dev.muster.api.IdentitySource;
import dev.muster.api.Statistics;
import dev.muster.api.Statistics.Outcomes;
import dev.muster.api.Statistics.Period;
import dev.muster.api.Statistics.Report;
import dev.muster.api.Statistics.Step;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.SignInMethod;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;

/** A tenant, of which things are counted. */
abstract class StatisticsFixture {
  static final String TENANT = TestCore.TENANT;

  final TestCore core = new TestCore();
  final Statistics statistics = core.statistics;
  final Tally tally = core.tally;

  void source(String id) {
    core.sources.create(
        TestCore.ALICE,
        TENANT,
        id,
        "chat",
        IdentitySource.Settings.of(id, EnumSet.of(SignInMethod.BROWSER))
            .withFields(Map.of("corpId", "ww1", "agentId", "1", "secret", "s3cr3t-value")));
  }

  Report read(String from, String to, Step step, String zone) {
    return statistics.read(
        TENANT,
        new Period(
            Optional.of(Instant.parse(from)),
            Optional.of(Instant.parse(to)),
            step,
            ZoneId.of(zone)));
  }

  /** Of the 30 days before now. */
  Report read() {
    return statistics.read(
        TENANT, new Period(Optional.empty(), Optional.empty(), Step.DAY, ZoneOffset.UTC));
  }

  static Outcomes total(Report report) {
    return report.signIns().stream()
        .flatMap(series -> series.points().stream())
        .reduce(
            new Outcomes(0, 0, 0),
            (a, b) ->
                new Outcomes(
                    a.succeeded() + b.succeeded(),
                    a.refused() + b.refused(),
                    a.failed() + b.failed()));
  }
}
