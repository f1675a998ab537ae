package dev.muster.core.alert;

import dev.muster.api.Caller;
import dev.muster.core.change.Changes;
import dev.muster.core.statistics.Tally;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.spi.storage.Query;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Routes what was stored: the pieces of a lane in their order, some of them in each commit, which
 * also says what becomes of them.
 */
@Component(service = TaskHandler.class)
public final class AlertRouting implements TaskHandler<AlertRouting.Lane> {
  static final TaskType<Lane> TYPE =
      TaskType.of("alert-routing", Lane.class, Pace.LOCAL, TaskType.Retry.ALWAYS).kept();

  /** The most changes of a commit that pieces make; the rest of it is the budget and the task. */
  private static final int WEIGHT = 850;

  /** The most of a commit. The embedded storage has one writer: those who sign in wait for it. */
  private static final int PIECES = 6;

  private final Repository<PieceRecord> pieces;
  private final Changes changes;
  private final Deciding deciding;
  private final Tally tally;
  private final KeptAlerts kept;
  private final InstantSource clock;

  /** How many were made since it was looked whether there are too many, by tenant. */
  private final Map<String, Integer> fresh = new ConcurrentHashMap<>();

  /** Made by Declarative Services. */
  @Activate
  public AlertRouting(
      @Reference Storage storage,
      @Reference Changes changes,
      @Reference Deciding deciding,
      @Reference Tally tally,
      @Reference KeptAlerts kept,
      @Reference InstantSource clock) {
    this.pieces = storage.repository(PieceRecord.SCHEMA);
    this.changes = changes;
    this.deciding = deciding;
    this.tally = tally;
    this.kept = kept;
    this.clock = clock;
  }

  /** The task's payload: which lane. */
  record Lane(String lane) {}

  @Override
  public TaskType<Lane> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Lane> task) {
    boolean more = true;
    while (more) {
      more = routeSome(task.tenant(), task.payload().lane());
      if (!keepWithinBounds(task) || (more && task.deadline().passed())) {
        return new Result.Unfinished();
      }
    }
    return Result.done();
  }

  private boolean keepWithinBounds(Run<Lane> task) {
    String tenant = task.tenant();
    if (fresh.getOrDefault(tenant, 0) < AlertBounds.LOOK_AFTER) {
      return true;
    }
    boolean done = kept.trim(tenant, task.deadline());
    if (done) {
      fresh.remove(tenant);
    }
    return done;
  }

  private boolean routeSome(String tenant, String lane) {
    return changes.make(
        Caller.SYSTEM,
        tenant,
        work -> {
          List<Stored<PieceRecord>> next =
              pieces
                  .query(
                      tenant,
                      new Query.Prefix(PieceRecord.LANE, Schema.join(lane, "")),
                      false,
                      PIECES,
                      Optional.empty())
                  .items();
          Round round = new Round(deciding, work, tenant, clock.instant());
          int weight = 0;
          boolean cut = false;
          for (Stored<PieceRecord> piece : next) {
            weight += piece.value().weight();
            if (weight > WEIGHT && weight > piece.value().weight()) {
              cut = true;
              break;
            }
            work.add(pieces.delete(piece));
            piece.value().parts().forEach(part -> round.route(piece.value(), part));
          }
          int made = round.store();
          boolean left = cut;
          return () -> {
            fresh.merge(tenant, made, Integer::sum);
            if (round.came() > 0) {
              tally.alerts(tenant, round.came(), round.joined());
            }
            // what came after this task was claimed has a task of its own
            return next.size() == PIECES || left;
          };
        });
  }
}
