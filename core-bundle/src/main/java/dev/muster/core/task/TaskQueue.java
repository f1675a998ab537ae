package dev.muster.core.task;

import dev.muster.core.store.Cache;
import dev.muster.core.store.JsonCodec;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Adds tasks to commits. They run soon after, on this node or another. */
@Component(service = TaskQueue.class)
public final class TaskQueue {
  /** How many of a tenant may wait where outsiders decide how many there are, of each kind. */
  private static final int MOST_OF_TENANT = 10_000;

  /** How many of a kind may wait in all. */
  private static final int MOST = 100_000;

  private static final Duration COUNT_EVERY = Duration.ofSeconds(2);

  private static final int ID_BYTES = 16;

  /** The first of a lane may be running, and be tried again. */
  private static final int LOOKED_AT = 5;

  /** Of how many lanes it is remembered which task waits. */
  private static final int MAX_REMEMBERED = 1000;

  private final Storage storage;
  private final Repository<TaskRecord> tasks;
  private final JsonCodec json;
  private final InstantSource clock;
  private final int most;
  private final int mostOfTenant;
  private final Map<String, Counted> counted = new ConcurrentHashMap<>();
  private final SecureRandom random = new SecureRandom();

  /** Which task was found waiting in a lane: in a flood it is the same for hundreds of calls. */
  private final Map<String, DocumentKey> lastWaiting = new ConcurrentHashMap<>();

  private final Cache<DocumentKey, Stored<TaskRecord>> waitingTasks;

  /** Uses a storage. */
  @Activate
  public TaskQueue(@Reference Storage storage, @Reference InstantSource clock) {
    this(storage, clock, MOST, MOST_OF_TENANT);
  }

  /** Uses a storage, a clock and bounds. */
  public TaskQueue(Storage storage, InstantSource clock, int most, int mostOfTenant) {
    this.storage = storage;
    this.tasks = storage.repository(TaskRecord.SCHEMA);
    this.json = storage.json();
    this.clock = clock;
    this.most = most;
    this.mostOfTenant = mostOfTenant;
    this.waitingTasks =
        storage.cache(
            MAX_REMEMBERED,
            key -> tasks.find(key.partition(), key.id()).filter(TaskQueue::isUnbegun),
            Map.of(TaskRecord.COLLECTION, Function.identity()));
  }

  /**
   * A task to be added.
   *
   * @param type its kind
   * @param tenant whose it is, or the empty string
   * @param lane tasks of one kind, tenant and lane run one after another, in the order in which
   *     they are due
   * @param payload what it is about
   * @param <P> the payload
   */
  public record New<P>(TaskType<P> type, String tenant, String lane, P payload) {
    /** A task of a tenant that waits for all others of its kind and tenant. */
    public static <P> New<P> of(TaskType<P> type, String tenant, P payload) {
      return new New<>(type, tenant, "", payload);
    }
  }

  /** Adds a task to a commit. */
  public <P> void add(UnitOfWork work, New<P> task) {
    byte[] id = new byte[ID_BYTES];
    random.nextBytes(id);
    add(work, task, HexFormat.of().formatHex(id), clock.instant());
  }

  /**
   * Adds a task with an id and a time of its own to a commit.
   *
   * @param work the commit
   * @param task the task
   * @param id unique in the installation; a conflict when it is there already
   * @param dueAt when it is to run
   */
  public <P> void add(UnitOfWork work, New<P> task, String id, Instant dueAt) {
    work.add(
        tasks.create(
            TaskRecord.PARTITION,
            id,
            TaskRecord.waiting(
                task.type(),
                task.tenant(),
                task.lane(),
                json.tree(task.payload()),
                clock.instant(),
                dueAt)));
  }

  /**
   * Adds a task to a commit, unless one of its lane waits that nobody has begun: that one will see
   * what the commit stores, which rests on it.
   */
  public <P> void addUnlessWaiting(UnitOfWork work, New<P> task) {
    TaskType<P> type = task.type();
    String lane =
        Schema.join(
            type.pace().name(),
            String.join("/", List.of(type.name(), task.tenant(), task.lane())),
            "");
    Optional<Stored<TaskRecord>> waiting =
        Optional.ofNullable(lastWaiting.get(lane))
            .flatMap(waitingTasks::get)
            .or(() -> firstWaiting(lane));
    if (waiting.isPresent()) {
      work.add(tasks.require(waiting.get()));
    } else {
      add(work, task);
    }
  }

  private Optional<Stored<TaskRecord>> firstWaiting(String lane) {
    Optional<Stored<TaskRecord>> found =
        tasks
            .query(
                TaskRecord.PARTITION,
                new Query.Prefix(TaskRecord.LANE, lane),
                false,
                LOOKED_AT,
                Optional.empty())
            .items()
            .stream()
            .filter(TaskQueue::isUnbegun)
            .findFirst();
    if (lastWaiting.size() >= MAX_REMEMBERED) {
      lastWaiting.clear();
    }
    found.ifPresent(task -> lastWaiting.put(lane, task.key()));
    return found;
  }

  private static boolean isUnbegun(Stored<TaskRecord> task) {
    return task.value().lease().isEmpty() && task.value().attempts() == 0;
  }

  /** Whether there is a task of this id, waiting, failed, or done and not forgotten yet. */
  public boolean isKnown(String id) {
    return tasks.find(TaskRecord.PARTITION, id).isPresent();
  }

  /**
   * Whether there is room for another task of a kind and tenant. Asked before outsiders add any;
   * what a change of our own needs is added in any case.
   */
  public boolean hasRoom(TaskType<?> type, String tenant) {
    return waiting(type, tenant + "/") < mostOfTenant && hasRoom(type);
  }

  /**
   * Counting all of them at each event would cost more than the event: far from the bound it waits.
   */
  private boolean hasRoom(TaskType<?> type) {
    Instant now = clock.instant();
    Counted last = counted.get(type.name());
    if (last == null || last.waiting() >= most / 2 || !now.isBefore(last.at().plus(COUNT_EVERY))) {
      last = new Counted(now, waiting(type, ""));
      counted.put(type.name(), last);
    }
    return last.waiting() < most;
  }

  private record Counted(Instant at, long waiting) {}

  private long waiting(TaskType<?> type, String lanes) {
    return tasks.count(
        TaskRecord.PARTITION,
        new Query.Prefix(
            TaskRecord.LANE, Schema.join(type.pace().name(), type.name() + "/" + lanes)));
  }

  /**
   * Removes some of a tenant's tasks, whatever their state.
   *
   * @return whether there may be more
   */
  public boolean removeSome(String tenant, int limit) {
    Query.Condition all = new Query.Prefix(TaskRecord.TENANT, Schema.join(tenant, ""));
    UnitOfWork work = new UnitOfWork();
    tasks
        .query(TaskRecord.PARTITION, all, false, limit, Optional.empty())
        .items()
        .forEach(task -> work.add(tasks.delete(TaskRecord.PARTITION, task.key().id())));
    if (work.isEmpty()) {
      return false;
    }
    storage.commit(work);
    return true;
  }
}
