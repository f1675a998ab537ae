package dev.muster.core.reconcile;

import dev.muster.api.Reconciliations.Counts;
import dev.muster.api.Reconciliations.Kind;
import dev.muster.core.reconcile.ChunkRecord.Row;
import dev.muster.core.reconcile.RunRecord.Found;
import dev.muster.core.reconcile.RunRecord.Place;
import dev.muster.core.reconcile.RunRecord.Step;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.testing.TestCore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs as they come to be, for other packages' tests. */
public final class TestReconciliations {
  private TestReconciliations() {}

  /** Stores a run that waits, which found that {@code wang} has left, and returns its id. */
  public static String waiting(TestCore core, String tenant, String source) {
    String run = "run-1";
    RunRecord begun =
        RunRecord.begun(source, false, TestCore.ALICE, core.clock.instant()).of("corp-1", "app-1");
    RunRecord waits =
        begun
            .at(
                Place.at(Step.APPLY, 1),
                new Found(1, 9, 10, 1, 0, 0, new Counts(0, 0, 1, 0, 0)),
                Map.of(Kind.DISABLED, 1))
            .waiting();
    Row row =
        new Row(
            "identity",
            1,
            Optional.of("u-1"),
            "wang",
            Optional.of("Wang"),
            Optional.empty(),
            "not-found",
            List.of());
    ChunkRecord chunk = new ChunkRecord(run, Kind.DISABLED, 0, List.of(row), waits.expiresAt());
    core.storage.commit(
        new UnitOfWork()
            .add(core.storage.repository(RunRecord.SCHEMA).create(tenant, run, waits))
            .add(
                core.storage
                    .repository(ChunkRecord.SCHEMA)
                    .create(tenant, ChunkRecord.id(run, Kind.DISABLED, 0), chunk)));
    return run;
  }
}
