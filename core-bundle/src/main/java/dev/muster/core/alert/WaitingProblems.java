package dev.muster.core.alert;

import dev.muster.core.change.ChangeSet;
import dev.muster.core.store.Stored;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Opens rooms for what had to wait, the oldest first, as many as there may be. */
@Component(service = TaskHandler.class)
public final class WaitingProblems implements TaskHandler<WaitingProblems.Look> {
  static final TaskType<Look> TYPE =
      TaskType.of("alert-budget", Look.class, Pace.LOCAL, TaskType.Retry.ALWAYS).kept();

  /** Each makes a few changes of one commit. */
  private static final int MOST = 100;

  private final Deciding deciding;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public WaitingProblems(@Reference Deciding deciding, @Reference InstantSource clock) {
    this.deciding = deciding;
    this.clock = clock;
  }

  /** The task's payload: for when it was meant. */
  record Look(Instant at) {}

  @Override
  public TaskType<Look> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Look> task) {
    return new Result.Done(work -> look(work, task.tenant()));
  }

  private void look(ChangeSet work, String tenant) {
    Openings openings =
        new Openings(deciding, work, tenant, deciding.settings(tenant), clock.instant());
    int most = Math.min(MOST, openings.left());
    List<Stored<ProblemRecord>> waiting =
        deciding
            .problems
            .query(
                tenant,
                new Query.Prefix(ProblemRecord.WAITING, ""),
                false,
                most + 1,
                Optional.empty())
            .items();
    for (Stored<ProblemRecord> stored : waiting.subList(0, Math.min(most, waiting.size()))) {
      ProblemRecord problem = stored.value();
      LiveProblem live =
          new LiveProblem(deciding, work, tenant, stored.key().id(), Optional.of(stored), problem);
      live.open(problem.decision(), openings);
      int unused = live.store();
    }
    openings.waking(waiting.size() > most);
    openings.store();
  }
}
