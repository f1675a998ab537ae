package dev.muster.core.task;

import dev.muster.api.Caller;
import dev.muster.api.Metrics;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.store.JsonCodec;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler.Result;
import dev.muster.core.task.TaskRecord.Lease;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.spi.Deadline;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims tasks, runs them and stores what became of them: one commit for the claim, one for the
 * end. Every end rests on the claim, so that a node which was slower than its lease changes
 * nothing.
 */
public final class TaskWork {
  private static final Logger LOG = LoggerFactory.getLogger(TaskWork.class);

  /** How many tasks of a lane run before it is the next lane's turn, and how long. */
  private static final int TURN = 20;

  /** A turn often ends by its time, and what was read for nothing may be large. */
  private static final int READ_AT_A_TIME = 4;

  private static final Duration LONGEST_TURN = Duration.ofSeconds(1);

  /** How many lanes are looked at in one go. */
  private static final int MOST_LANES = 1000;

  /** Most lanes have one task, some have thousands, of which these are read for nothing. */
  private static final int LOOK_AT_A_TIME = 8;

  /** Behind whatever begins with a lane's name, and before every longer name. */
  private static final String BEYOND = "\u0002";

  private static final Result.Retry UNEXPECTED =
      new Result.Retry("An unexpected error occurred; the log has its cause.");

  private final Storage storage;
  private final Changes changes;
  private final Repository<TaskRecord> tasks;
  private final TaskJoins joins;
  private final JsonCodec json;
  private final Metrics metrics;
  private final InstantSource clock;
  private final String node;
  private final Map<String, TaskHandler<?>> handlers = new ConcurrentHashMap<>();
  private final Set<String> repeating = ConcurrentHashMap.newKeySet();

  /** Where the last look at lanes stopped that did not see all of them. */
  private final Map<Pace, String> unseen = new ConcurrentHashMap<>();

  /**
   * The work of a node.
   *
   * @param node the node's name, made anew at each start
   */
  public TaskWork(
      Storage storage, Changes changes, Metrics metrics, InstantSource clock, String node) {
    this.storage = storage;
    this.changes = changes;
    this.tasks = storage.repository(TaskRecord.SCHEMA);
    this.joins = new TaskJoins(storage);
    this.json = storage.json();
    this.metrics = metrics;
    this.clock = clock;
    this.node = node;
  }

  /** Runs tasks of a kind from now on. */
  public void add(TaskHandler<?> handler) {
    handlers.put(handler.type().name(), handler);
  }

  void remove(TaskHandler<?> handler) {
    handlers.remove(handler.type().name(), handler);
  }

  /** Stores the tasks that repeat where they are missing. */
  void addRepeating() {
    for (TaskHandler<?> handler : handlers.values()) {
      TaskType<?> type = handler.type();
      if (type.every().isPresent() && !repeating.contains(type.name())) {
        if (tasks.find(TaskRecord.PARTITION, repeatingId(type)).isEmpty()) {
          addRepeating(type);
        }
        repeating.add(type.name());
      }
    }
  }

  private void addRepeating(TaskType<?> type) {
    Instant now = clock.instant();
    // a conflict means that another node was faster
    var unused =
        storage.commit(
            new UnitOfWork()
                .add(
                    tasks.create(
                        TaskRecord.PARTITION,
                        repeatingId(type),
                        TaskRecord.waiting(
                            type, "", "", json.tree(new TaskType.Nothing()), now, now))));
  }

  private static String repeatingId(TaskType<?> type) {
    return "every." + type.name();
  }

  /** Runs on this thread whatever is due, until nothing is. */
  public void runDue() {
    boolean any;
    do {
      any = false;
      for (Pace pace : Pace.values()) {
        for (String lane : dueLanes(pace)) {
          any |= turn(pace, lane);
        }
      }
    } while (any);
  }

  /**
   * The lanes in which a task is due that this node can run. Of very many lanes it looks at some,
   * and next time at those that follow.
   */
  public List<String> dueLanes(Pace pace) {
    Instant until = clock.instant().plus(TaskType.EARLY);
    String from = Schema.join(pace.name(), "");
    if (query(TaskRecord.DUE, from, TaskRecord.due(pace, until), 1).isEmpty()) {
      return List.of();
    }
    List<String> lanes = new ArrayList<>();
    String next = Optional.ofNullable(unseen.remove(pace)).orElse(from);
    int seen = 0;
    while (seen < MOST_LANES) {
      Optional<String> before = Optional.empty();
      List<Stored<TaskRecord>> some =
          query(TaskRecord.LANE, next, pace.name() + BEYOND, LOOK_AT_A_TIME);
      for (Stored<TaskRecord> each : some) {
        TaskRecord task = each.value();
        if (before.filter(task.lane()::equals).isPresent()) {
          continue;
        }
        if (handlers.containsKey(task.type()) && task.dueAt().stream().allMatch(until::isAfter)) {
          lanes.add(task.lane());
        }
        before = Optional.of(task.lane());
        next = Schema.join(pace.name(), task.lane()) + BEYOND;
        seen++;
      }
      if (some.size() < LOOK_AT_A_TIME) {
        return lanes;
      }
    }
    unseen.put(pace, next);
    return lanes;
  }

  /**
   * Runs some of a lane's tasks.
   *
   * @return whether one ran; more may be due
   */
  public boolean turn(Pace pace, String lane) {
    long end = System.nanoTime() + LONGEST_TURN.toNanos();
    int ran = 0;
    boolean more = true;
    while (more && ran < TURN) {
      List<Stored<TaskRecord>> due =
          query(
              TaskRecord.LANE,
              Schema.join(pace.name(), lane, ""),
              TaskRecord.lane(pace, lane, clock.instant().plus(TaskType.EARLY)),
              READ_AT_A_TIME);
      more = due.size() == READ_AT_A_TIME;
      for (Stored<TaskRecord> task : due) {
        Optional<Stored<TaskRecord>> claimed = claim(task);
        if (claimed.isEmpty()) {
          // another node is at it: this lane's turn is there
          return ran > 0;
        }
        run(claimed.get());
        ran++;
        if (System.nanoTime() - end > 0) {
          return true;
        }
      }
    }
    return ran > 0;
  }

  private List<Stored<TaskRecord>> query(String index, String from, String to, int limit) {
    return tasks
        .query(
            TaskRecord.PARTITION, new Query.Range(index, from, to), false, limit, Optional.empty())
        .items();
  }

  private Optional<Stored<TaskRecord>> claim(Stored<TaskRecord> task) {
    Instant now = clock.instant();
    if (task.value().isLeased(now)) {
      return Optional.empty();
    }
    // whoever claimed it before did not come back to say what became of it: that counts as a try
    TaskRecord claimed = task.value().claimed(new Lease(node, now.plus(TaskType.LEASE)));
    UnitOfWork work = new UnitOfWork().add(tasks.replace(task, claimed));
    return storage.commit(work) instanceof CommitResult.Committed
        ? Optional.of(new Stored<>(task.key(), work.version(task.key()), claimed))
        : Optional.empty();
  }

  private void run(Stored<TaskRecord> task) {
    TaskHandler<?> handler = handlers.get(task.value().type());
    if (handler == null) {
      end(
          task,
          "retry",
          task.value().again(task.value().attempts(), Optional.empty(), clock.instant()));
      return;
    }
    if (task.value().attempts() >= handler.type().retry().attempts()) {
      fail(task, task.value().attempts(), "The nodes that ran it stopped before it was done.");
      return;
    }
    Result result;
    try {
      result = run(handler, task);
    } catch (RuntimeException | Error e) { // a class may be missing while a bundle is replaced
      LOG.warn("The task {} {} failed", task.value().type(), task.key().id(), e);
      result = UNEXPECTED;
    }
    store(task, handler.type(), result);
  }

  private <P> Result run(TaskHandler<P> handler, Stored<TaskRecord> task) {
    TaskRecord it = task.value();
    return handler.run(
        new TaskHandler.Run<>(
            task.key().id(),
            it.tenant(),
            json.value(it.payload(), handler.type().payload()),
            it.createdAt(),
            it.attempts(),
            it.isRetriedByHand(),
            Deadline.in(handler.type().pace().run())));
  }

  private void store(Stored<TaskRecord> task, TaskType<?> type, Result result) {
    TaskRecord it = task.value();
    Instant now = clock.instant();
    if (result instanceof Result.Done done) {
      done(task, type, done.effect(), now);
    } else if (result instanceof Result.Unfinished unfinished) {
      TaskRecord rest = rest(it, unfinished.payload());
      end(task, "unfinished", rest.again(0, Optional.empty(), now));
    } else if (result instanceof Result.Retry retry) {
      TaskRecord rest = rest(it, retry.payload());
      int tried = it.attempts() + 1;
      if (tried < type.retry().attempts()) {
        Instant at = now.plus(type.retry().pause(it.attempts()));
        retry(task, rest.again(tried, Optional.of(retry.problem()), at));
      } else {
        fail(new Stored<>(task.key(), task.version(), rest), tried, retry.problem());
      }
    } else {
      fail(task, it.attempts() + 1, ((Result.Failed) result).problem());
    }
  }

  /** Later, for itself or as a part of another one. */
  private void retry(Stored<TaskRecord> task, TaskRecord after) {
    boolean ended =
        commit(
            task,
            work -> {
              Optional<Change> joined =
                  handlers.get(after.type()) instanceof JoiningTaskHandler<?> handler
                      ? joins.into(handler, task, after, clock.instant())
                      : Optional.empty();
              joined.ifPresent(work::add);
              work.add(
                  joined.isPresent() ? tasks.delete(task) : tasks.replace(task, after),
                  conflict -> Optional.of(new LeaseLost()));
            });
    count(task, ended ? "retry" : "lost");
  }

  private TaskRecord rest(TaskRecord task, Optional<Object> payload) {
    return payload.map(left -> task.about(json.tree(left))).orElse(task);
  }

  private void fail(Stored<TaskRecord> task, int tried, String problem) {
    LOG.warn(
        "The task {} {} of tenant \"{}\" has failed for good: {}",
        task.value().type(),
        task.key().id(),
        task.value().tenant(),
        problem);
    end(task, "failed", task.value().failed(tried, problem, clock.instant()));
  }

  private void done(
      Stored<TaskRecord> task, TaskType<?> type, Consumer<ChangeSet> effect, Instant now) {
    boolean ended;
    try {
      ended =
          commit(
              task,
              work -> {
                if (type.every().isPresent()) {
                  Instant next = now.plus(type.every().get());
                  work.add(
                      tasks.replace(task, task.value().again(0, Optional.empty(), next)),
                      conflict -> Optional.of(new LeaseLost()));
                } else if (type.remembered().isZero()) {
                  work.add(tasks.delete(task), conflict -> Optional.of(new LeaseLost()));
                } else {
                  work.add(
                      tasks.replace(task, task.value().done(now, type.remembered())),
                      conflict -> Optional.of(new LeaseLost()));
                }
                effect.accept(work);
              });
    } catch (RuntimeException | Error e) {
      LOG.warn("What the task {} {} did cannot be stored", task.value().type(), task.key().id(), e);
      store(task, type, UNEXPECTED);
      return;
    }
    count(task, ended ? "done" : "lost");
  }

  private void end(Stored<TaskRecord> task, String outcome, TaskRecord after) {
    boolean ended =
        commit(
            task,
            work -> work.add(tasks.replace(task, after), conflict -> Optional.of(new LeaseLost())));
    count(task, ended ? outcome : "lost");
  }

  /** False where another node has taken the task over, which then is the one whose end counts. */
  private boolean commit(Stored<TaskRecord> task, Consumer<ChangeSet> attempt) {
    try {
      changes.run(Caller.SYSTEM, task.value().tenant(), attempt);
      return true;
    } catch (ProblemException e) {
      if (e.code() != ProblemCode.NOT_FOUND) {
        throw e;
      }
      // the tenant has gone, and all that it had goes after it
      LOG.debug(
          "The task {} {} cannot be stored: {}", task.value().type(), task.key().id(), e.code());
      return false;
    } catch (LeaseLost e) {
      LOG.warn(
          "The task {} {} took longer than its lease; another node has it",
          task.value().type(),
          task.key().id());
      return false;
    }
  }

  private void count(Stored<TaskRecord> task, String outcome) {
    metrics.count("muster_tasks_total", "type", task.value().type(), "outcome", outcome);
  }

  /** Another node has claimed the task since. */
  private static final class LeaseLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LeaseLost() {
      super(null, null, false, false);
    }
  }
}
