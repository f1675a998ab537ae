package dev.muster.core.reconcile;

import dev.muster.core.change.ChangeSet;
import dev.muster.core.source.SourceEnd;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.spi.hook.IdentitySourceEvent.ReconciliationStage;
import java.time.InstantSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Ends the run of a source that is deleted. */
@Component(service = SourceEnd.class)
public final class RunEnd implements SourceEnd {
  private final Repository<RunRecord> runs;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public RunEnd(@Reference Storage storage, @Reference InstantSource clock) {
    this.runs = storage.repository(RunRecord.SCHEMA);
    this.clock = clock;
  }

  @Override
  public void deleted(ChangeSet work, String tenant, String source) {
    runs.findBy(tenant, RunRecord.RUNNING, source)
        .ifPresent(
            run -> {
              RunRecord ended =
                  run.value().failed(Problems.of(Problems.SOURCE_DELETED), clock.instant());
              work.add(runs.replace(run, ended));
              work.emit(
                  ReconciliationTask.event(
                      run.key().id(), run.value(), ReconciliationStage.FAILED));
            });
  }
}
