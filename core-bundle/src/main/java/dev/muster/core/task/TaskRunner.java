package dev.muster.core.task;

import dev.muster.api.Metrics;
import dev.muster.core.background.ProcessorShare;
import dev.muster.core.change.Changes;
import dev.muster.core.store.Storage;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.DocumentStore.Watch;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that run tasks. It looks for what is due after each commit of this node that adds a
 * task, and every two seconds for what was left over, by this node or another.
 *
 * <p>Lanes take turns, what calls nobody outside has a thread of its own, and what has to be done
 * within seconds another one: neither a flood of one tenant's tasks nor a platform that hangs keeps
 * the others waiting, and nothing keeps those waiting by which people are shut out.
 */
@Component(service = TaskRunner.class, immediate = true)
public final class TaskRunner {
  private static final Logger LOG = LoggerFactory.getLogger(TaskRunner.class);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  /**
   * The least time between two looks for what calls nobody outside, of which a flood comes by the
   * thousand: one look finds all that came meanwhile, and tasks that are asked for again while they
   * wait are there once.
   */
  private static final Duration LOCAL_LOOKS = Duration.ofMillis(100);

  /**
   * So much longer for each lane that the last look found, up to {@link #LONGEST_PAUSE}: in a flood
   * that reaches many lanes each turn finds more, and claims, reads and ends once for all of it.
   */
  private static final Duration PAUSE_OF_LANE = Duration.ofMillis(50);

  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  /**
   * Between two looks there is this many times what the last one took: it asks for each lane that
   * waits, so with many of them looking after each turn would be most of the work.
   */
  private static final int REST_OF_LOOKS = 9;

  private static final Duration QUIET = Duration.ofSeconds(10);
  private static final Duration STOP = Duration.ofSeconds(2);

  /** How many lanes may wait for somebody outside at a time. */
  private static final int REMOTE_THREADS = 4;

  /** The same for applications, any of which may be dead. */
  private static final int APPLICATION_THREADS = 8;

  /** The same for sources of rotas, any of which may hang. */
  private static final int SOURCE_THREADS = 8;

  /** How many chats of war rooms are worked on at a time: of dead platforms some may hang. */
  private static final int CHAT_THREADS = 12;

  private final TaskWork work;
  private final ScheduledThreadPoolExecutor clock;
  private final Map<Pace, ExecutorService> threads =
      Map.of(
          Pace.PROMPT, pool("muster-prompt-tasks", 1),
          Pace.LOCAL, pool("muster-tasks", 1),
          Pace.REMOTE, pool("muster-remote-tasks", REMOTE_THREADS),
          Pace.CHAT, pool("muster-chat-tasks", CHAT_THREADS),
          Pace.APPLICATION, pool("muster-application-tasks", APPLICATION_THREADS),
          Pace.SOURCE, pool("muster-source-tasks", SOURCE_THREADS));
  private final ProcessorShare share = new ProcessorShare();
  private final Set<String> busy = ConcurrentHashMap.newKeySet();
  private final Map<Pace, Looks> looks = new EnumMap<>(Pace.class);
  private final Watch commits;

  /** Looks from now on. */
  @Activate
  public TaskRunner(
      @Reference Storage storage,
      @Reference Changes changes,
      @Reference Metrics metrics,
      @Reference InstantSource time) {
    work = new TaskWork(storage, changes, metrics, time, UUID.randomUUID().toString());
    for (Pace pace : Pace.values()) {
      looks.put(pace, new Looks(pace == Pace.LOCAL ? LOCAL_LOOKS : Duration.ZERO));
    }
    clock = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "muster-task-clock"));
    clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    var unused =
        clock.scheduleWithFixedDelay(
            this::lookAtAll, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    commits = storage.onCommit(this::committed);
  }

  @Reference(
      name = "handler",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  void addHandler(TaskHandler<?> handler) {
    work.add(handler);
  }

  void removeHandler(TaskHandler<?> handler) {
    work.remove(handler);
  }

  private void committed(UnitOfWork work) {
    for (Change change : work.changes()) {
      if (change instanceof Change.Create create
          && change.key().collection().equals(TaskRecord.COLLECTION)) {
        TaskRecord.pace(create.document()).ifPresent(this::lookSoon);
      }
    }
  }

  /** When it is looked for tasks of a pace. */
  private static final class Looks {
    final AtomicBoolean coming = new AtomicBoolean();
    final long pauseNanos;
    volatile long next = System.nanoTime();

    Looks(Duration pause) {
      pauseNanos = pause.toNanos();
    }

    /** How long there is no other look, in nanoseconds. */
    long rest() {
      return Math.max(0, next - System.nanoTime());
    }

    void begin() {
      coming.set(false);
    }

    void end(long began, int lanes) {
      long now = System.nanoTime();
      next = now + Math.max(pause(lanes), REST_OF_LOOKS * (now - began));
    }

    private long pause(int lanes) {
      return pauseNanos == 0
          ? 0
          : Math.min(pauseNanos + lanes * PAUSE_OF_LANE.toNanos(), LONGEST_PAUSE.toNanos());
    }
  }

  private void lookSoon(Pace pace) {
    Looks these = Objects.requireNonNull(looks.get(pace));
    if (these.coming.compareAndSet(false, true)) {
      lookAfterRest(pace, these);
    }
  }

  private void lookAfterRest(Pace pace, Looks these) {
    try {
      var unused = clock.schedule(() -> look(pace), these.rest(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      LOG.debug("A task waits for the next start");
    }
  }

  private void lookAtAll() {
    try {
      work.addRepeating();
    } catch (RuntimeException | Error e) { // it would end the schedule
      LOG.warn("Tasks that repeat could not be stored; it is tried again", e);
    }
    for (Pace pace : Pace.values()) {
      lookSoon(pace);
    }
  }

  private void look(Pace pace) {
    Looks these = Objects.requireNonNull(looks.get(pace));
    if (these.rest() > 0) {
      // it was asked for while the last one was under way
      lookAfterRest(pace, these);
      return;
    }
    long began = System.nanoTime();
    these.begin();
    int found = 0;
    try {
      List<String> lanes = work.dueLanes(pace).stream().filter(busy::add).toList();
      found = lanes.size();
      lanes.forEach(lane -> start(pace, lane));
    } catch (RuntimeException | Error e) { // it would end the schedule
      LOG.warn("Looking for tasks failed; it is tried again", e);
    } finally {
      these.end(began, found);
    }
  }

  private void start(Pace pace, String lane) {
    try {
      Objects.requireNonNull(threads.get(pace)).execute(() -> share(pace, () -> turn(pace, lane)));
    } catch (RejectedExecutionException e) {
      busy.remove(lane);
    }
  }

  /** Only of those that are many and seldom compute. */
  private void share(Pace pace, Runnable turn) {
    if (pace == Pace.REMOTE || pace == Pace.CHAT) {
      share.run(turn);
    } else {
      turn.run();
    }
  }

  private void turn(Pace pace, String lane) {
    boolean any = false;
    try {
      any = work.turn(pace, lane);
    } catch (RuntimeException | Error e) {
      LOG.warn("The tasks of {} could not be run; it is tried again", lane, e);
    } finally {
      busy.remove(lane);
    }
    if (any) {
      lookSoon(pace);
    }
  }

  private static ExecutorService pool(String name, int most) {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(
            most,
            most,
            QUIET.toMillis(),
            TimeUnit.MILLISECONDS,
            // a lane waits in it once, and of lanes there is a bounded number at a look
            new LinkedBlockingQueue<>(),
            work -> daemon(work, name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static Thread daemon(Runnable work, String name) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  /** Stops; what runs is interrupted and gets a moment to end. */
  @Deactivate
  public void close() {
    commits.close();
    clock.shutdownNow();
    threads.values().forEach(ExecutorService::shutdownNow);
    try {
      for (ExecutorService each : threads.values()) {
        if (!each.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
          LOG.warn("Tasks did not end in time; another node or the next start goes on with them");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
