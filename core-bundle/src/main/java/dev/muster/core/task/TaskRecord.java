package dev.muster.core.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.core.store.Schema;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.IndexEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A task as it is stored. Lies in no tenant's partition, because whoever looks for work looks for
 * that of all tenants.
 *
 * @param type the name of its kind
 * @param tenant whose it is, or the empty string
 * @param lane tasks of one lane run one after another, in the order in which they are due
 * @param pace that of its kind
 * @param payload what it is about
 * @param createdAt when it was added
 * @param dueAt when it is to run; empty once it is done or has failed
 * @param attempts how often it was tried without success
 * @param lease who runs it
 * @param problem why the last run did not succeed
 * @param endedAt when it was done or failed
 * @param expiresAt when the document ends; empty while there is something to do
 * @param isKept whether nobody may delete it while there is something to do
 */
record TaskRecord(
    String type,
    String tenant,
    String lane,
    Pace pace,
    JsonNode payload,
    Instant createdAt,
    Optional<Instant> dueAt,
    int attempts,
    Optional<Lease> lease,
    Optional<String> problem,
    Optional<Instant> endedAt,
    Optional<Instant> expiresAt,
    boolean isKept) {
  static final String COLLECTION = "task";

  /** No tenant's. */
  static final String PARTITION = "";

  /** The index of what is to be done, by pace and time: is there anything? */
  static final String DUE = "due";

  /** The index of what is to be done, by pace, lane and time: whose turn is it? */
  static final String LANE = "lane";

  /** The index of a tenant's tasks, by state and the time at which they were added. */
  static final String TENANT = "tenant";

  static final Schema<TaskRecord> SCHEMA =
      new Schema<>(COLLECTION, TaskRecord.class, TaskRecord::indexes, task -> task.expiresAt());

  /** How long a task that failed stays in sight. */
  static final Duration FAILED_IN_SIGHT = Duration.ofDays(30);

  private static final int MAX_PROBLEM = 500;

  /** What is to be seen of a task. */
  enum State {
    WAITING,
    FAILED,
    DONE
  }

  /**
   * Who runs a task.
   *
   * @param node the node's name, made anew at each start
   * @param until when another node may take it over
   */
  record Lease(String node, Instant until) {}

  static TaskRecord waiting(
      TaskType<?> type, String tenant, String lane, JsonNode payload, Instant now, Instant dueAt) {
    return new TaskRecord(
        type.name(),
        tenant,
        String.join("/", List.of(type.name(), tenant, lane)),
        type.pace(),
        payload,
        now,
        Optional.of(dueAt),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        type.isKept());
  }

  State state() {
    if (dueAt.isPresent()) {
      return State.WAITING;
    }
    return problem.isPresent() ? State.FAILED : State.DONE;
  }

  boolean isLeased(Instant now) {
    return lease.filter(it -> now.isBefore(it.until())).isPresent();
  }

  static String due(Pace pace, Instant time) {
    return Schema.join(pace.name(), sortable(time));
  }

  static String lane(Pace pace, String lane, Instant time) {
    return Schema.join(pace.name(), lane, sortable(time));
  }

  /** The pace of a task that is stored as something to be done. */
  static Optional<Pace> pace(Document document) {
    return document.indexes().stream()
        .filter(entry -> entry.index().equals(DUE))
        .flatMap(
            entry ->
                Arrays.stream(Pace.values())
                    .filter(pace -> entry.value().startsWith(Schema.join(pace.name(), ""))))
        .findFirst();
  }

  private static String sortable(Instant time) {
    return String.format(Locale.ROOT, "%016d", Math.max(0, time.toEpochMilli()));
  }

  private List<IndexEntry> indexes() {
    List<IndexEntry> entries = new ArrayList<>();
    dueAt.ifPresent(
        due -> {
          entries.add(IndexEntry.of(DUE, due(pace, due)));
          entries.add(IndexEntry.of(LANE, lane(pace, lane, due)));
        });
    if (!tenant.isEmpty()) {
      entries.add(IndexEntry.of(TENANT, Schema.join(tenant, state().name(), sortable(createdAt))));
    }
    return entries;
  }

  /** What changes while a task waits, runs and ends. */
  private record Progress(
      Optional<Instant> dueAt,
      int attempts,
      Optional<Lease> lease,
      Optional<String> problem,
      Optional<Instant> endedAt,
      Optional<Instant> expiresAt) {}

  private TaskRecord with(JsonNode about, Progress progress) {
    return new TaskRecord(
        type,
        tenant,
        lane,
        pace,
        about,
        createdAt,
        progress.dueAt,
        progress.attempts,
        progress.lease,
        progress.problem,
        progress.endedAt,
        progress.expiresAt,
        isKept);
  }

  TaskRecord claimed(Lease by) {
    int tried = lease.isPresent() ? attempts + 1 : attempts;
    return with(payload, new Progress(dueAt, tried, Optional.of(by), problem, endedAt, expiresAt));
  }

  TaskRecord about(JsonNode other) {
    return with(other, new Progress(dueAt, attempts, lease, problem, endedAt, expiresAt));
  }

  TaskRecord done(Instant now, Duration remembered) {
    return ended(attempts, Optional.empty(), now, remembered);
  }

  TaskRecord failed(int tried, String why, Instant now) {
    return ended(tried, Optional.of(shortened(why)), now, FAILED_IN_SIGHT);
  }

  private TaskRecord ended(int tried, Optional<String> why, Instant now, Duration keep) {
    return with(
        payload,
        new Progress(
            Optional.empty(),
            tried,
            Optional.empty(),
            why,
            Optional.of(now),
            Optional.of(now.plus(keep))));
  }

  /** That it begins anew with what it failed of last is an administrator's doing. */
  boolean isRetriedByHand() {
    return attempts() == 0 && problem().isPresent();
  }

  /** To run again at a time, after so many attempts without success. */
  TaskRecord again(int tried, Optional<String> why, Instant at) {
    return with(
        payload,
        new Progress(
            Optional.of(at),
            tried,
            Optional.empty(),
            why.map(TaskRecord::shortened),
            Optional.empty(),
            Optional.empty()));
  }

  private static String shortened(String text) {
    return text.codePoints()
        .limit(MAX_PROBLEM)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
