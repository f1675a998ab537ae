package dev.muster.core.task;

import dev.muster.core.store.JsonCodec;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Which task of a lane takes in what is left of another one that did not succeed. */
final class TaskJoins {
  /** Those that were added within so long of each other: they are tried for about as long. */
  static final Duration WITHIN = Duration.ofHours(1);

  /** The next ones that are due are looked at, which are the young ones. */
  private static final int LOOKED_AT = 50;

  /** Behind whatever begins with a lane's name, and before every longer name. */
  private static final String BEYOND = "\u0002";

  private final Repository<TaskRecord> tasks;
  private final JsonCodec json;

  TaskJoins(Storage storage) {
    this.tasks = storage.repository(TaskRecord.SCHEMA);
    this.json = storage.json();
  }

  /**
   * How an earlier task changes that takes in another one.
   *
   * @param task the other one, as it is stored
   * @param left the same, about what is left of it
   * @return empty if the task stays for itself
   */
  <P> Optional<Change> into(
      JoiningTaskHandler<P> handler, Stored<TaskRecord> task, TaskRecord left, Instant now) {
    Class<P> payload = handler.type().payload();
    String lane = Schema.join(left.pace().name(), left.lane());
    return tasks
        .query(
            TaskRecord.PARTITION,
            new Query.Range(TaskRecord.LANE, Schema.join(lane, ""), lane + BEYOND),
            false,
            LOOKED_AT,
            Optional.empty())
        .items()
        .stream()
        .filter(other -> !other.key().equals(task.key()) && !other.value().isLeased(now))
        .filter(other -> isOfItsTime(other.value(), left))
        .flatMap(
            other ->
                handler
                    .joined(
                        json.value(other.value().payload(), payload),
                        json.value(left.payload(), payload))
                    .map(both -> tasks.replace(other, other.value().about(json.tree(both))))
                    .stream())
        .findFirst();
  }

  private static boolean isOfItsTime(TaskRecord earlier, TaskRecord later) {
    return !earlier.createdAt().isAfter(later.createdAt())
        && earlier.createdAt().plus(WITHIN).isAfter(later.createdAt());
  }
}
