package dev.muster.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Tenant;
import dev.muster.core.audit.Audit;
import dev.muster.core.change.Changes;
import dev.muster.core.platform.Together;
import dev.muster.core.store.Storage;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.task.TaskType.Retry;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.Query;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TaskRunnerTest {
  record Nobody() {}

  private static final TaskType<Nobody> LOCAL =
      TaskType.of("local", Nobody.class, Pace.LOCAL, Retry.PATIENT);
  private static final TaskType<Nobody> PROMPT =
      TaskType.of("prompt", Nobody.class, Pace.PROMPT, Retry.PATIENT);
  private static final TaskType<Nobody> REMOTE =
      TaskType.of("remote", Nobody.class, Pace.REMOTE, Retry.PATIENT);
  private static final TaskType<Nobody> SOURCE =
      TaskType.of("source", Nobody.class, Pace.SOURCE, Retry.PATIENT);
  private static final TaskType<Nobody> APPLICATION =
      TaskType.of("application", Nobody.class, Pace.APPLICATION, Retry.PATIENT);

  private final InstantSource clock = InstantSource.system();
  private final InMemoryDocumentStore store = new InMemoryDocumentStore(clock);
  private final AtomicInteger localLooks = new AtomicInteger();

  /** How long the storage takes for each question of a look for what is prompt; and took. */
  private volatile Duration lookTakes = Duration.ZERO;

  private volatile Runnable whileLooking = () -> {};
  private final List<Long> looked = new CopyOnWriteArrayList<>();
  private final Storage storage = new Storage(watched(store));
  private final TaskQueue queue = new TaskQueue(storage, clock);
  private final Changes changes =
      new Changes(storage, new TenantDirectory(storage, clock), Audit.at(storage, clock));
  private final TaskRunner runner = new TaskRunner(storage, changes, new CountedMetrics(), clock);
  private final CountDownLatch hanging = new CountDownLatch(4);
  private final CountDownLatch tidying = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  @AfterEach
  void stop() {
    released.countDown();
    runner.close();
  }

  private DocumentStore watched(DocumentStore of) {
    return (DocumentStore)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DocumentStore.class},
            (proxy, method, arguments) -> {
              if (isAsked(arguments, Pace.LOCAL, TaskRecord.DUE)) {
                localLooks.incrementAndGet();
              }
              if (lookTakes.isZero()
                  || !Thread.currentThread().getName().equals("muster-task-clock")
                  || !(isAsked(arguments, Pace.PROMPT, TaskRecord.DUE)
                      || isAsked(arguments, Pace.PROMPT, TaskRecord.LANE))) {
                return method.invoke(of, arguments);
              }
              long began = System.nanoTime();
              LockSupport.parkNanos(lookTakes.toNanos());
              if (isAsked(arguments, Pace.PROMPT, TaskRecord.DUE)) {
                whileLooking.run();
              }
              Object answer = method.invoke(of, arguments);
              looked.add(System.nanoTime() - began);
              return answer;
            });
  }

  private static boolean isAsked(Object[] arguments, Pace pace, String index) {
    return arguments != null
        && arguments[0] instanceof Query query
        && query.condition() instanceof Query.Range range
        && range.index().equals(index)
        && range.from().startsWith(pace.name());
  }

  private void handle(TaskType<Nobody> type, Consumer<String> work) {
    runner.addHandler(
        new TaskHandler<Nobody>() {
          @Override
          public TaskType<Nobody> type() {
            return type;
          }

          @Override
          public Result run(Run<Nobody> task) {
            work.accept(task.tenant());
            return Result.done();
          }
        });
  }

  private void add(TaskType<Nobody> type, String tenant, String lane) {
    UnitOfWork work = new UnitOfWork();
    queue.add(work, new TaskQueue.New<>(type, tenant, lane, new Nobody()));
    storage.commit(work);
  }

  private void hang(CountDownLatch begun) {
    begun.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoLeavesDoesNotWaitForWhatIsTidiedUp() throws InterruptedException {
    handle(LOCAL, tenant -> hang(tidying));
    handle(PROMPT, tenant -> done.countDown());
    for (int i = 0; i < 10; i++) {
      add(LOCAL, Tenant.DEFAULT, "" + i);
    }
    assertThat(tidying.await(10, TimeUnit.SECONDS)).isTrue();

    add(PROMPT, Tenant.DEFAULT, "");

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void runsWhatCallsNobodyWhileEverythingElseHangs() throws InterruptedException {
    handle(REMOTE, tenant -> hang(hanging));
    handle(LOCAL, tenant -> done.countDown());
    for (int i = 0; i < 10; i++) {
      add(REMOTE, Tenant.DEFAULT, "" + i);
    }
    assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();

    add(LOCAL, Tenant.DEFAULT, "");

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void tellsApplicationsWhileSourcesOfRotasHang() throws InterruptedException {
    handle(SOURCE, tenant -> hang(hanging));
    handle(APPLICATION, tenant -> done.countDown());
    for (int i = 0; i < 20; i++) {
      add(SOURCE, Tenant.DEFAULT, "" + i);
    }
    assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();

    add(APPLICATION, Tenant.DEFAULT, "");

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void looksAgainAfterALookThatEndedInAnError() throws InterruptedException {
    CountDownLatch broken = new CountDownLatch(1);
    runner.addHandler(
        new TaskHandler<Nobody>() {
          @Override
          public TaskType<Nobody> type() {
            if (Thread.currentThread().getName().equals("muster-task-clock")
                && broken.getCount() > 0) {
              broken.countDown();
              throw new NoClassDefFoundError("of a bundle that is being replaced");
            }
            return LOCAL;
          }

          @Override
          public Result run(Run<Nobody> task) {
            done.countDown();
            return Result.done();
          }
        });
    assertThat(broken.await(10, TimeUnit.SECONDS)).isTrue();

    // of another node, so that nothing but the schedule finds it
    Storage other = new Storage(store);
    UnitOfWork work = new UnitOfWork();
    new TaskQueue(other, clock)
        .add(work, new TaskQueue.New<>(LOCAL, Tenant.DEFAULT, "", new Nobody()));
    other.commit(work);

    assertThat(done.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void findsAFloodByFewLooks() throws InterruptedException {
    int tasks = 500;
    CountDownLatch ran = new CountDownLatch(tasks);
    handle(LOCAL, tenant -> ran.countDown());
    long before = System.nanoTime();

    for (int i = 0; i < tasks; i++) {
      add(LOCAL, Tenant.DEFAULT, "" + i);
    }

    assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    // counted first: looks go on while the time is taken
    int looks = localLooks.get();
    long millis = (System.nanoTime() - before) / 1_000_000;
    assertThat(looks).isLessThanOrEqualTo((int) (millis / 100) + 3);
  }

  /** A turn finds more then, and each costs a claim and an end. */
  @Test
  void looksMoreSeldomWhileManyLanesCome() throws InterruptedException {
    int lanes = 10;
    AtomicInteger ran = new AtomicInteger();
    CountDownLatch all = new CountDownLatch(3 * lanes);
    handle(
        LOCAL,
        tenant -> {
          int number = ran.getAndIncrement();
          if (number < 2 * lanes) {
            add(LOCAL, Tenant.DEFAULT, "" + number % lanes);
          }
          all.countDown();
        });
    UnitOfWork work = new UnitOfWork();
    for (int i = 0; i < lanes; i++) {
      queue.add(work, new TaskQueue.New<>(LOCAL, Tenant.DEFAULT, "" + i, new Nobody()));
    }
    long began = System.nanoTime();

    storage.commit(work);

    assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
    // between three looks there are two pauses
    assertThat(System.nanoTime() - began).isGreaterThan(Duration.ofMillis(900).toNanos());
  }

  /** A turn of a lane is short, and another one follows at once. */
  @Test
  void goesOnWithALaneInWhichMoreWaits() throws InterruptedException {
    int tasks = 100;
    CountDownLatch ran = new CountDownLatch(tasks);
    handle(LOCAL, tenant -> ran.countDown());
    UnitOfWork work = new UnitOfWork();
    for (int i = 0; i < tasks; i++) {
      queue.add(work, new TaskQueue.New<>(LOCAL, Tenant.DEFAULT, "", new Nobody()));
    }

    storage.commit(work);

    // far sooner than by looks each two seconds
    assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
  }

  /** Many of them would compete with those who sign in. */
  @Test
  void computesOnFewThreadsWhatIsDoneAtPlatforms() throws InterruptedException {
    AtomicInteger computing = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch ran = new CountDownLatch(6);
    handle(
        REMOTE,
        tenant -> {
          most.accumulateAndGet(computing.incrementAndGet(), Math::max);
          LockSupport.parkNanos(5_000_000);
          computing.decrementAndGet();
          ran.countDown();
        });
    for (int i = 0; i < 6; i++) {
      add(REMOTE, Tenant.DEFAULT, "" + i);
    }

    assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(most.get())
        .isLessThanOrEqualTo(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
  }

  /** However often it is asked to look: else many lanes that wait would be most of the work. */
  @Test
  void looksForATenthOfTheTime() {
    AtomicInteger ran = new AtomicInteger();
    handle(PROMPT, tenant -> ran.incrementAndGet());
    AtomicInteger looks = new AtomicInteger();
    whileLooking =
        () -> {
          if (looks.incrementAndGet() < 5) {
            add(PROMPT, Tenant.DEFAULT, "");
          }
        };
    long began = System.nanoTime();
    lookTakes = Duration.ofMillis(1);

    add(PROMPT, Tenant.DEFAULT, "");
    Together.until(() -> ran.get() == 5);

    // the last look has no rest behind it yet
    List<Long> all = List.copyOf(looked);
    assertThat(all.subList(0, all.size() - 2).stream().mapToLong(it -> it).sum())
        .isLessThanOrEqualTo((System.nanoTime() - began) / 10);
  }

  @Test
  void looksAtOnceForWhatHasToBeDoneWithinSeconds() {
    assertThat(soon(PROMPT, 100, 3, Duration.ofMillis(50))).isEqualTo(3);
  }

  @Test
  void runsASingleTaskAtOnce() {
    // far sooner than the two seconds after which it looks by itself
    assertThat(soon(LOCAL, 20, 2, Duration.ofMillis(1500))).isEqualTo(2);
  }

  /** How many single tasks ran in time, until there are enough: on a busy machine some do not. */
  private int soon(TaskType<Nobody> type, int tries, int enough, Duration time) {
    AtomicInteger ran = new AtomicInteger();
    handle(type, tenant -> ran.incrementAndGet());
    int soon = 0;
    for (int i = 1; i <= tries && soon < enough; i++) {
      long began = System.nanoTime();
      add(type, Tenant.DEFAULT, "");
      int so = i;
      Together.until(() -> ran.get() == so);
      soon += System.nanoTime() - began < time.toNanos() ? 1 : 0;
    }
    return soon;
  }
}
