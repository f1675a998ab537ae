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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which task of a lane takes in what is left of another one that did not succeed: the one that took
 * in the last, or that found none, as far as this node remembers it. Reading all that wait would
 * cost more the more there are.
 */
final class TaskJoins {
  /** Those that were added within so long of each other: they are tried for about as long. */
  static final Duration WITHIN = Duration.ofHours(1);

  /** The next ones that are due are looked at, which are the young ones. */
  private static final int LOOKED_AT = 50;

  /** More lanes than fail at a time; of the others nothing is remembered. */
  private static final int MOST_REMEMBERED = 1000;

  /** Behind whatever begins with a lane's name, and before every longer name. */
  private static final String BEYOND = "\u0002";

  private final Repository<TaskRecord> tasks;
  private final JsonCodec json;
  private final Map<String, String> takers = new ConcurrentHashMap<>();

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
    Optional<Stored<TaskRecord>> known =
        Optional.ofNullable(takers.get(left.lane()))
            .flatMap(id -> tasks.find(TaskRecord.PARTITION, id))
            .filter(it -> it.value().dueAt().isPresent() && !it.value().isLeased(now));
    Optional<Joined> joined =
        known.map(List::of).orElseGet(() -> waiting(left)).stream()
            .filter(other -> !other.key().equals(task.key()) && !other.value().isLeased(now))
            .filter(other -> isOfItsTime(other.value(), left))
            .flatMap(other -> joined(handler, other, left).stream())
            .findFirst();
    remember(left.lane(), joined.map(Joined::taker).orElse(task.key().id()));
    return joined.map(Joined::change);
  }

  private record Joined(String taker, Change change) {}

  private <P> Optional<Joined> joined(
      JoiningTaskHandler<P> handler, Stored<TaskRecord> taker, TaskRecord left) {
    Class<P> payload = handler.type().payload();
    return handler
        .joined(json.value(taker.value().payload(), payload), json.value(left.payload(), payload))
        .map(both -> tasks.replace(taker, taker.value().about(json.tree(both))))
        .map(change -> new Joined(taker.key().id(), change));
  }

  private List<Stored<TaskRecord>> waiting(TaskRecord left) {
    String lane = Schema.join(left.pace().name(), left.lane());
    return tasks
        .query(
            TaskRecord.PARTITION,
            new Query.Range(TaskRecord.LANE, Schema.join(lane, ""), lane + BEYOND),
            false,
            LOOKED_AT,
            Optional.empty())
        .items();
  }

  private void remember(String lane, String taker) {
    if (takers.size() >= MOST_REMEMBERED) {
      takers.clear();
    }
    takers.put(lane, taker);
  }

  private static boolean isOfItsTime(TaskRecord earlier, TaskRecord later) {
    return !earlier.createdAt().isAfter(later.createdAt())
        && earlier.createdAt().plus(WITHIN).isAfter(later.createdAt());
  }
}
