package dev.muster.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.Tenant;
import dev.muster.core.audit.Audit;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler.Result;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.task.TaskType.Retry;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.SteeredStore;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import dev.muster.testkit.storage.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TaskWorkTest {
  record Greeting(String name) {}

  record Greeted(int times) {}

  private static final Schema<Greeted> GREETED = Schema.of("greeted", Greeted.class);
  private static final TaskType<Greeting> GREET =
      TaskType.of(
          "greet",
          Greeting.class,
          Pace.LOCAL,
          new Retry(Duration.ofSeconds(5), Duration.ofSeconds(20), 4));

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T11:00:00Z"));
  private final SteeredStore store = new SteeredStore(new InMemoryDocumentStore(clock));
  private final Storage storage = new Storage(store);
  private final Repository<Greeted> greeted = storage.repository(GREETED);
  private final Repository<TaskRecord> stored = storage.repository(TaskRecord.SCHEMA);
  private final TaskQueue queue = new TaskQueue(storage, clock, 100, 5);
  private final TenantDirectory tenants = new TenantDirectory(storage, clock);
  private final Changes changes = new Changes(storage, tenants, Audit.at(storage, clock));
  private final CountedMetrics metrics = new CountedMetrics();
  private final List<String> ran = new ArrayList<>();
  private Function<Greeting, Result> outcome = greeting -> new Result.Done(effect(greeting.name()));
  private TaskHandler<Greeting> greeter;
  private final TaskWork node = node("a", GREET);

  @BeforeEach
  void theTenantIsThere() {
    tenants.require(Tenant.DEFAULT);
  }

  private TaskWork node(String name, TaskType<Greeting> type) {
    TaskWork work = new TaskWork(storage, changes, metrics, clock, name);
    greeter =
        new TaskHandler<Greeting>() {
          @Override
          public TaskType<Greeting> type() {
            return type;
          }

          @Override
          public Result run(Run<Greeting> task) {
            ran.add(name + ":" + task.payload().name());
            return outcome.apply(task.payload());
          }
        };
    work.add(greeter);
    return work;
  }

  private Consumer<ChangeSet> effect(String name) {
    return work ->
        work.add(
            greeted
                .find("", name)
                .map(it -> greeted.replace(it, new Greeted(it.value().times() + 1)))
                .orElseGet(() -> greeted.create("", name, new Greeted(1))));
  }

  private void add(String lane, String name) {
    add(GREET, lane, name);
  }

  private void add(TaskType<Greeting> type, String lane, String name) {
    UnitOfWork work = new UnitOfWork();
    queue.add(work, new TaskQueue.New<>(type, Tenant.DEFAULT, lane, new Greeting(name)));
    storage.commit(work);
    // tasks that are added one after another are due one after another
    clock.advance(Duration.ofMillis(1));
  }

  private void runAll(TaskWork work) {
    work.runDue();
  }

  private int times(String name) {
    return greeted.find("", name).map(it -> it.value().times()).orElse(0);
  }

  private List<TaskRecord> left() {
    return stored.all("", new dev.muster.spi.storage.Query.All(), 1000).stream()
        .map(it -> it.value())
        .toList();
  }

  @Test
  void runsATaskWithOneCommitForTheClaimAndOneForEffectAndEnd() {
    add("", "li");
    int before = store.commits();

    runAll(node);

    assertThat(store.commits() - before).isEqualTo(2);
    assertThat(times("li")).isOne();
    assertThat(left()).isEmpty();
    assertThat(metrics.lines()).containsExactly("muster_tasks_total type greet outcome done");
  }

  @Test
  void keepsATaskWhoseKindIsTakenAwayBeforeItsTurnForTheNodesThatKnowIt() {
    add("x", "1");
    add("x", "2");
    outcome =
        greeting -> {
          node.remove(greeter);
          return TaskHandler.Result.done();
        };

    runAll(node);
    assertThat(ran).containsExactly("a:1");
    assertThat(left())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.state()).isEqualTo(TaskRecord.State.WAITING);
              assertThat(it.attempts()).isZero();
              assertThat(it.lease()).isEmpty();
            });

    runAll(node("b", GREET));
    assertThat(ran).containsExactly("a:1", "b:2");
  }

  @Test
  void storesNoEffectInATenantThatIsDeletedMeanwhile() {
    UnitOfWork work = new UnitOfWork();
    queue.add(work, new TaskQueue.New<>(GREET, "gone", "", new Greeting("li")));
    storage.commit(work);

    runAll(node);

    assertThat(ran).containsExactly("a:li");
    assertThat(times("li")).isZero();
    assertThat(metrics.lines()).containsExactly("muster_tasks_total type greet outcome lost");
  }

  @Test
  void runsTheTasksOfALaneInTheOrderInWhichTheyWereAdded() {
    add("x", "1");
    add("x", "2");
    add("x", "3");

    runAll(node);

    assertThat(ran).containsExactly("a:1", "a:2", "a:3");
  }

  @Test
  void lookingCostsAsMuchWithManyTasksThatAreNotDueAsWithOne() {
    outcome = greeting -> new Result.Retry("busy");
    for (int i = 0; i < 300; i++) {
      add("lane-" + i, "li");
    }
    runAll(node);
    ran.clear();
    int before = store.reads();

    runAll(node);

    assertThat(store.reads() - before).isEqualTo(Pace.values().length);
    assertThat(ran).isEmpty();
  }

  @Test
  void leavesTasksOfAKindThatItDoesNotKnowToTheNodesThatDo() {
    TaskType<Greeting> newer = TaskType.of("newer", Greeting.class, Pace.LOCAL, Retry.PATIENT);
    add(newer, "", "wang");
    add("", "li");

    runAll(node);
    assertThat(ran).containsExactly("a:li");

    runAll(node("b", newer));
    assertThat(ran).containsExactly("a:li", "b:wang");
  }

  @Test
  void remembersADoneTaskForAsLongAsItsKindSays() {
    TaskType<Greeting> remembered = GREET.remembering(Duration.ofHours(1));
    UnitOfWork work = new UnitOfWork();
    queue.add(
        work,
        new TaskQueue.New<>(remembered, Tenant.DEFAULT, "", new Greeting("li")),
        "event-1",
        clock.instant());
    storage.commit(work);

    runAll(node("b", remembered));
    runAll(node("b", remembered));

    assertThat(ran).containsExactly("b:li");
    assertThat(queue.isKnown("event-1")).isTrue();
    clock.advance(Duration.ofHours(1));
    assertThat(queue.isKnown("event-1")).isFalse();
  }

  @Test
  void countsWaitingTasksOfATenantOnly() {
    for (int i = 0; i < 4; i++) {
      add("", "li");
    }
    assertThat(queue.hasRoom(GREET, Tenant.DEFAULT)).isTrue();
    add("", "li");
    assertThat(queue.hasRoom(GREET, Tenant.DEFAULT)).isFalse();
    assertThat(queue.hasRoom(GREET, "defaul")).isTrue();
    runAll(node);
    assertThat(queue.hasRoom(GREET, Tenant.DEFAULT)).isTrue();
  }

  @Nested
  class WhenItDoesNotSucceed {
    @Test
    void triesAgainWithGrowingPausesAndFailsForGoodInTheEnd() {
      outcome = greeting -> new Result.Retry("The platform is busy.");
      add("", "li");
      List<Duration> pauses = new ArrayList<>();
      Instant last = clock.instant();
      runAll(node);
      while (left().get(0).dueAt().isPresent()) {
        int before = ran.size();
        while (ran.size() == before) {
          clock.advance(Duration.ofSeconds(1));
          runAll(node);
        }
        pauses.add(Duration.between(last, clock.instant()));
        last = clock.instant();
      }

      assertThat(ran).hasSize(4);
      // a task is taken up to a second early
      assertThat(pauses)
          .zipSatisfy(
              List.of(5, 10, 20),
              (pause, seconds) ->
                  assertThat(pause)
                      .isBetween(Duration.ofSeconds(seconds - 1), Duration.ofSeconds(seconds)));
      assertThat(left())
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.state()).isEqualTo(TaskRecord.State.FAILED);
                assertThat(it.problem()).contains("The platform is busy.");
                assertThat(it.attempts()).isEqualTo(4);
              });
    }

    @Test
    void letsTheRestOfTheLaneGoOn() {
      outcome =
          greeting ->
              greeting.name().equals("1") ? new Result.Retry("busy") : TaskHandler.Result.done();
      add("x", "1");
      add("x", "2");

      runAll(node);

      assertThat(ran).containsExactly("a:1", "a:2");
      assertThat(left()).hasSize(1);
    }

    @Test
    void countsAnExceptionAsATryAndShowsNothingOfIt() {
      outcome =
          greeting -> {
            throw new IllegalStateException("secret-in-a-message");
          };
      add("", "li");

      runAll(node);

      assertThat(left())
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.attempts()).isOne();
                assertThat(it.problem().orElseThrow()).doesNotContain("secret-in-a-message");
              });
    }

    @Test
    void countsAnErrorAsATryAndLetsTheRestOfTheLaneGoOn() {
      outcome =
          greeting -> {
            if (greeting.name().equals("1")) {
              throw new NoClassDefFoundError("of a bundle that is being replaced");
            }
            return Result.done();
          };
      add("x", "1");
      add("x", "2");

      runAll(node);

      assertThat(ran).containsExactly("a:1", "a:2");
      assertThat(left()).singleElement().satisfies(it -> assertThat(it.attempts()).isOne());
    }

    @Test
    void failsAtOnceWhereAnotherTryHasNoPoint() {
      outcome = greeting -> new Result.Failed("The group is gone.");
      add("", "li");

      runAll(node);

      assertThat(left())
          .singleElement()
          .satisfies(it -> assertThat(it.state()).isEqualTo(TaskRecord.State.FAILED));
    }

    @Test
    void takesAnUnfinishedTaskUpAgainWithoutCountingATry() {
      List<String> parts = new ArrayList<>(List.of("1", "2", "3", "4", "5", "6"));
      outcome =
          greeting -> {
            parts.remove(0);
            return parts.isEmpty() ? TaskHandler.Result.done() : new Result.Unfinished();
          };
      add("", "li");

      runAll(node);

      assertThat(ran).hasSize(6);
      assertThat(left()).isEmpty();
    }

    @Test
    void goesOnWhereAnUnfinishedTaskSaysThatItIs() {
      outcome =
          greeting ->
              greeting.name().equals("3")
                  ? TaskHandler.Result.done()
                  : new Result.Unfinished(
                      Optional.of(new Greeting("" + (Integer.parseInt(greeting.name()) + 1))));
      add("", "1");

      runAll(node);

      assertThat(ran).containsExactly("a:1", "a:2", "a:3");
    }
  }

  @Test
  void triesAgainWhereWhatATaskDidCannotBeStored() {
    outcome =
        greeting ->
            new Result.Done(
                work -> {
                  throw new IllegalStateException("two effects that exclude each other");
                });
    add("", "li");

    runAll(node);

    assertThat(left())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.attempts()).isOne();
              assertThat(it.lease()).isEmpty();
              assertThat(it.problem().orElseThrow()).contains("the log has its cause");
            });
    assertThat(metrics.lines()).containsExactly("muster_tasks_total type greet outcome retry");
  }

  @Test
  void looksAtEveryLaneInTheEndHoweverManyThereAre() {
    outcome = greeting -> new Result.Retry("busy");
    for (int i = 0; i < 1001; i++) {
      add("lane-%04d".formatted(i), "li");
    }
    runAll(node);
    outcome = greeting -> TaskHandler.Result.done();
    add("lane-9999", "wang");

    List<String> first = node.dueLanes(Pace.LOCAL);
    List<String> second = node.dueLanes(Pace.LOCAL);

    assertThat(first).isEmpty();
    assertThat(second).singleElement().asString().endsWith("lane-9999");
  }

  @Nested
  class OnSeveralNodes {
    private final TaskWork other = node("b", GREET);

    @Test
    void countsTheTriesOfNodesThatDiedAndNoMore() {
      add("", "li");
      for (int i = 0; i < GREET.retry().attempts(); i++) {
        store.dieAfterCommits(1);
        assertThatThrownBy(() -> runAll(node)).isInstanceOf(SteeredStore.Died.class);
        store.revive();
        clock.advance(TaskType.LEASE);
      }

      runAll(other);

      assertThat(ran).isEmpty();
      assertThat(left())
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.state()).isEqualTo(TaskRecord.State.FAILED);
                assertThat(it.attempts()).isEqualTo(GREET.retry().attempts());
              });
    }

    @Test
    void runsATaskOnOneOfThem() {
      add("", "li");
      outcome =
          greeting -> {
            outcome = again -> TaskHandler.Result.done();
            runAll(other);
            return new Result.Done(effect(greeting.name()));
          };

      runAll(node);

      assertThat(ran).containsExactly("a:li");
    }

    @Test
    void runsNothingElseOfTheLaneMeanwhile() {
      add("x", "1");
      add("x", "2");
      outcome =
          greeting -> {
            outcome = next -> TaskHandler.Result.done();
            runAll(other);
            return TaskHandler.Result.done();
          };

      runAll(node);

      assertThat(ran).containsExactly("a:1", "a:2");
    }

    @Test
    void losesTheClaimToWhoeverIsFaster() {
      add("", "li");
      store.beforeNextCommit(() -> runAll(other));

      runAll(node);

      assertThat(ran).containsExactly("b:li");
      assertThat(times("li")).isOne();
    }

    @Test
    void goesOnWithTheTaskOfANodeThatDiedOnceItsLeaseHasEnded() {
      add("", "li");
      store.dieAfterCommits(1);
      assertThatThrownBy(() -> runAll(node)).isInstanceOf(SteeredStore.Died.class);
      store.revive();

      clock.advance(TaskType.LEASE.minusSeconds(1));
      runAll(other);
      assertThat(ran).isEmpty();

      clock.advance(Duration.ofSeconds(1));
      runAll(other);
      assertThat(ran).containsExactly("b:li");
      assertThat(times("li")).isOne();
    }

    @Test
    void findsItDoneWhereANodeDiedAfterTheLastCommit() {
      add("", "li");
      store.dieAfterCommits(2);
      assertThatThrownBy(() -> runAll(node)).isInstanceOf(SteeredStore.Died.class);
      store.revive();

      clock.advance(TaskType.LEASE);
      runAll(other);

      assertThat(ran).containsExactly("a:li");
      assertThat(times("li")).isOne();
    }

    @Test
    void dropsTheEndOfANodeThatWasSlowerThanItsLease() {
      add("", "li");
      outcome =
          greeting -> {
            outcome = again -> new Result.Done(effect(again.name()));
            clock.advance(TaskType.LEASE);
            runAll(other);
            return new Result.Done(effect(greeting.name()));
          };

      runAll(node);

      assertThat(ran).containsExactly("a:li", "b:li");
      assertThat(times("li")).isOne();
      assertThat(metrics.lines()).contains("muster_tasks_total type greet outcome lost");
    }

    @Test
    void dropsWhateverComesOfARunThatWasSlowerThanItsLease() {
      for (Result late :
          List.of(new Result.Retry("busy"), new Result.Failed("gone"), new Result.Unfinished())) {
        add("", "li");
        outcome =
            greeting -> {
              outcome = again -> TaskHandler.Result.done();
              clock.advance(TaskType.LEASE);
              runAll(other);
              return late;
            };

        runAll(node);

        assertThat(left()).isEmpty();
      }
      assertThat(metrics.lines())
          .filteredOn("muster_tasks_total type greet outcome lost"::equals)
          .hasSize(3);
    }

    @Test
    void dropsTheLateEndOfATaskThatIsRemembered() {
      TaskType<Greeting> remembered = GREET.remembering(Duration.ofHours(1));
      TaskWork slow = node("c", remembered);
      TaskWork fast = node("d", remembered);
      add(remembered, "", "li");
      outcome =
          greeting -> {
            outcome = again -> new Result.Done(effect(again.name()));
            clock.advance(TaskType.LEASE);
            runAll(fast);
            return new Result.Done(effect(greeting.name()));
          };

      runAll(slow);

      assertThat(ran).containsExactly("c:li", "d:li");
      assertThat(times("li")).isOne();
    }

    @Test
    void givesUpATaskThatEndsEveryNodeThatRunsIt() {
      add("", "li");
      for (int i = 0; i < 4; i++) {
        store.dieAfterCommits(1);
        assertThatThrownBy(() -> runAll(node)).isInstanceOf(SteeredStore.Died.class);
        store.revive();
        clock.advance(TaskType.LEASE);
      }

      runAll(node);

      assertThat(ran).isEmpty();
      assertThat(left())
          .singleElement()
          .satisfies(it -> assertThat(it.state()).isEqualTo(TaskRecord.State.FAILED));
    }
  }

  @Nested
  class ThatRepeat {
    private final List<String> cleaned = new ArrayList<>();
    private final TaskWork first = cleaner("a");
    private final TaskWork second = cleaner("b");

    private TaskWork cleaner(String name) {
      TaskWork work = new TaskWork(storage, changes, metrics, clock, name);
      work.add(
          new TaskHandler<TaskType.Nothing>() {
            @Override
            public TaskType<TaskType.Nothing> type() {
              return TaskType.every("clean", Duration.ofHours(1));
            }

            @Override
            public Result run(Run<TaskType.Nothing> task) {
              cleaned.add(name);
              return Result.done();
            }
          });
      return work;
    }

    private void bothLook() {
      first.addRepeating();
      second.addRepeating();
      runAll(first);
      runAll(second);
    }

    @Test
    void runOnceForAllNodesAndAgainAfterThePause() {
      bothLook();
      bothLook();
      assertThat(cleaned).hasSize(1);

      clock.advance(Duration.ofHours(1));
      bothLook();
      assertThat(cleaned).hasSize(2);
    }
  }
}
