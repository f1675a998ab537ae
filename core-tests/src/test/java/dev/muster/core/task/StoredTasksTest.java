package dev.muster.core.task;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.ProblemCode;
import dev.muster.api.Tasks.State;
import dev.muster.api.Tasks.Task;
import dev.muster.core.store.Repository;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.task.TaskType.Retry;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredTasksTest {
  record Greeting(String name) {}

  private static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
  private static final TaskType<Greeting> GREET =
      TaskType.of("greet", Greeting.class, Pace.LOCAL, new Retry(FIRST_PAUSE, FIRST_PAUSE, 3))
          .remembering(Duration.ofHours(1));
  private static final TaskType<Greeting> WAVE =
      TaskType.of("wave", Greeting.class, Pace.LOCAL, Retry.PATIENT);
  private static final TaskType<Greeting> WATCH =
      TaskType.of("watch", Greeting.class, Pace.LOCAL, Retry.PATIENT).kept();

  @TempDir private Path folder;
  private TestCore core;
  private StoredTasks tasks;
  private Repository<TaskRecord> stored;
  private TaskHandler.Result outcome = new TaskHandler.Result.Failed("The group is gone.");
  private Runnable duringARun = () -> {};

  @BeforeEach
  void start() {
    core = new TestCore(folder);
    core.directory.require(TENANT);
    tasks = new StoredTasks(core.storage, core.changes, core.clock);
    stored = core.storage.repository(TaskRecord.SCHEMA);
    handle(GREET);
    handle(WAVE);
    handle(WATCH);
  }

  private void handle(TaskType<Greeting> type) {
    core.taskWork.add(
        new TaskHandler<Greeting>() {
          @Override
          public TaskType<Greeting> type() {
            return type;
          }

          @Override
          public Result run(Run<Greeting> task) {
            duringARun.run();
            return outcome;
          }
        });
  }

  /** Of another time than the one before. */
  private void add(TaskType<Greeting> type, String id) {
    UnitOfWork work = new UnitOfWork();
    core.queue.add(
        work,
        new TaskQueue.New<>(type, TENANT, id, new Greeting(id)),
        id,
        core.clock.instant().plusSeconds(60));
    core.storage.commit(work);
    core.clock.advance(Duration.ofMillis(1));
  }

  private void runAll(TaskHandler.Result result) {
    outcome = result;
    core.clock.advance(Duration.ofSeconds(60));
    core.taskWork.runDue();
  }

  private List<String> ids(Optional<State> state, Optional<String> type) {
    return tasks.list(TENANT, state, type, 50, Optional.empty()).items().stream()
        .map(Task::id)
        .toList();
  }

  private Task shown(String id) {
    return tasks
        .list(TENANT, Optional.empty(), Optional.empty(), 50, Optional.empty())
        .items()
        .stream()
        .filter(task -> task.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private List<String> recorded() {
    return core.events(TENANT).stream().map(AuditEvent::action).toList();
  }

  @Nested
  class Listed {
    @Test
    void areThoseThatFailedFirstAndThenByAge() {
      add(GREET, "bad");
      runAll(new TaskHandler.Result.Failed("The group is gone."));
      add(GREET, "b");
      add(WAVE, "a");

      assertThat(ids(Optional.empty(), Optional.empty())).containsExactly("bad", "b", "a");
      assertThat(ids(Optional.of(State.FAILED), Optional.empty())).containsExactly("bad");
      assertThat(ids(Optional.of(State.WAITING), Optional.empty())).containsExactly("b", "a");
      assertThat(ids(Optional.of(State.RUNNING), Optional.empty())).isEmpty();
      assertThat(ids(Optional.empty(), Optional.of("wave"))).containsExactly("a");
      assertThat(ids(Optional.of(State.FAILED), Optional.of("wave"))).isEmpty();
    }

    @Test
    void areNoneThatAreDoneAndNoneOfAnotherTenant() {
      add(GREET, "done");
      runAll(TaskHandler.Result.done());
      add(GREET, "a");

      assertThat(ids(Optional.empty(), Optional.empty())).containsExactly("a");
      assertThat(
              tasks
                  .list("defaul", Optional.empty(), Optional.empty(), 50, Optional.empty())
                  .items())
          .isEmpty();
    }

    @Test
    void sayHowTheyStand() {
      Instant added = core.clock.instant();
      add(GREET, "a");
      assertThat(shown("a"))
          .isEqualTo(
              new Task(
                  "a",
                  "greet",
                  State.WAITING,
                  added,
                  Optional.of(added.plusSeconds(60)),
                  0,
                  Optional.empty(),
                  Optional.empty(),
                  true));

      runAll(new TaskHandler.Result.Failed("The group is gone."));
      assertThat(shown("a"))
          .isEqualTo(
              new Task(
                  "a",
                  "greet",
                  State.FAILED,
                  added,
                  Optional.empty(),
                  1,
                  Optional.of("The group is gone."),
                  Optional.of(core.clock.instant()),
                  true));
    }

    @Test
    void runWhileANodeHasThem() {
      List<State> states = new ArrayList<>();
      duringARun =
          () -> {
            states.add(shown("a").state());
            assertThat(ids(Optional.of(State.RUNNING), Optional.empty())).containsExactly("a");
            assertThat(ids(Optional.of(State.WAITING), Optional.empty())).isEmpty();
          };
      add(GREET, "a");
      runAll(TaskHandler.Result.done());

      assertThat(states).containsExactly(State.RUNNING);
    }

    @Test
    void comePageByPage() {
      List<String> all = List.of("e", "d", "c", "b", "a");
      for (String id : all) {
        add(id.equals("c") ? WAVE : GREET, id);
      }

      List<String> seen = new ArrayList<>();
      Optional<String> next = Optional.empty();
      do {
        Page<Task> page = tasks.list(TENANT, Optional.empty(), Optional.empty(), 2, next);
        assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
        page.items().forEach(task -> seen.add(task.id()));
        next = page.next();
      } while (next.isPresent());
      assertThat(seen).containsExactlyElementsOf(all);
    }

    @Test
    void areLookedForFurtherOnWhereAFilterLeavesNothing() {
      for (String id : List.of("1", "2", "3", "4", "5")) {
        add(GREET, id);
      }
      add(WAVE, "a");

      Page<Task> page =
          tasks.list(TENANT, Optional.empty(), Optional.of("wave"), 1, Optional.empty());

      assertThat(page.items()).extracting(Task::id).containsExactly("a");
    }
  }

  @Nested
  class TriedAgain {
    @Test
    void areDueAtOnceWithAllTriesBeforeThem() {
      add(GREET, "a");
      runAll(new TaskHandler.Result.Failed("The group is gone."));

      Task again = tasks.retry(ALICE, TENANT, "a");

      assertThat(again.state()).isEqualTo(State.WAITING);
      assertThat(again.attempts()).isZero();
      assertThat(again.dueAt()).contains(core.clock.instant());
      assertThat(again.problem()).contains("The group is gone.");
      assertThat(shown("a")).isEqualTo(again);
      assertThat(recorded()).contains("task.retried");
      outcome = TaskHandler.Result.done();
      core.taskWork.runDue();
      assertThat(ids(Optional.empty(), Optional.empty())).isEmpty();
    }

    @Test
    void doNotWaitForTheirPause() {
      add(GREET, "a");
      runAll(new TaskHandler.Result.Retry("busy"));
      assertThat(shown("a").dueAt()).contains(core.clock.instant().plus(FIRST_PAUSE));

      assertThat(tasks.retry(ALICE, TENANT, "a").dueAt()).contains(core.clock.instant());
    }

    @Test
    void stayAsTheyAreWhileTheyRun() {
      List<Task> during = new ArrayList<>();
      duringARun = () -> during.add(tasks.retry(ALICE, TENANT, "a"));
      add(GREET, "a");
      runAll(TaskHandler.Result.done());

      assertThat(during).extracting(Task::state).containsExactly(State.RUNNING);
      assertThat(recorded()).doesNotContain("task.retried");
      assertThat(ids(Optional.empty(), Optional.empty())).isEmpty();
    }

    @Test
    void areFoundInTheirTenantOnlyAndUntilTheyAreDone() {
      add(GREET, "a");
      for (String tenant : List.of("other", "")) {
        assertProblem(ProblemCode.NOT_FOUND, () -> tasks.retry(ALICE, tenant, "a"));
        assertProblem(ProblemCode.NOT_FOUND, () -> tasks.delete(ALICE, tenant, "a"));
      }
      assertProblem(ProblemCode.NOT_FOUND, () -> tasks.retry(ALICE, TENANT, "b"));

      runAll(TaskHandler.Result.done());
      assertThat(core.queue.isKnown("a")).isTrue();
      assertProblem(ProblemCode.NOT_FOUND, () -> tasks.retry(ALICE, TENANT, "a"));
      assertProblem(ProblemCode.NOT_FOUND, () -> tasks.delete(ALICE, TENANT, "a"));
    }
  }

  @Nested
  class Deleted {
    @Test
    void areNotRun() {
      add(GREET, "a");

      tasks.delete(ALICE, TENANT, "a");

      assertThat(core.queue.isKnown("a")).isFalse();
      assertThat(recorded()).contains("task.deleted");
    }

    @Test
    void areNoneWithoutWhichSomethingWouldStopForGood() {
      add(WATCH, "a");

      assertThat(shown("a").isDeletable()).isFalse();
      assertProblem(ProblemCode.IN_USE, () -> tasks.delete(ALICE, TENANT, "a"));

      assertThat(ids(Optional.empty(), Optional.empty())).containsExactly("a");
      assertThat(recorded()).doesNotContain("task.deleted");
      runAll(new TaskHandler.Result.Retry("busy"));
      assertThat(shown("a").isDeletable()).as("while it is tried again").isFalse();
    }

    @Test
    void areThoseThatHaveFailedForGoodWhateverTheyWereFor() {
      add(WATCH, "a");
      runAll(new TaskHandler.Result.Failed("The group is gone."));

      assertThat(shown("a").isDeletable()).isTrue();
      tasks.delete(ALICE, TENANT, "a");
      assertThat(ids(Optional.empty(), Optional.empty())).isEmpty();
    }

    @Test
    void areNoneThatRun() {
      List<String> refused = new ArrayList<>();
      duringARun =
          () -> {
            assertProblem(ProblemCode.IN_USE, () -> tasks.delete(ALICE, TENANT, "a"));
            refused.add("a");
          };
      add(GREET, "a");
      runAll(new TaskHandler.Result.Failed("The group is gone."));

      assertThat(refused).containsExactly("a");
      assertThat(shown("a").problem()).contains("The group is gone.");
      tasks.delete(ALICE, TENANT, "a");
      assertThat(ids(Optional.empty(), Optional.empty())).isEmpty();
    }
  }

  @Test
  void shortensAProblemByCharactersAndForgetsItInTime() {
    String long600 = "😀".repeat(600);
    add(GREET, "a");
    runAll(new TaskHandler.Result.Failed(long600));

    assertThat(shown("a").problem()).contains("😀".repeat(500));
    core.clock.advance(TaskRecord.FAILED_IN_SIGHT.minusSeconds(1));
    assertThat(stored.find(TaskRecord.PARTITION, "a")).isPresent();
    core.clock.advance(Duration.ofSeconds(1));
    assertThat(stored.find(TaskRecord.PARTITION, "a")).isEmpty();
  }

  @Nested
  class Queued {
    @Test
    void haveABoundForAllTenantsTogether() {
      for (int i = 0; i < 5; i++) {
        UnitOfWork work = new UnitOfWork();
        core.queue.add(work, new TaskQueue.New<>(GREET, "t" + i, "", new Greeting("li")));
        core.storage.commit(work);
        // far from the bound they are counted now and then only
        core.clock.advance(Duration.ofSeconds(2));
        assertThat(core.queue.hasRoom(GREET, TENANT)).isTrue();
      }
      UnitOfWork last = new UnitOfWork();
      core.queue.add(last, new TaskQueue.New<>(GREET, "t6", "", new Greeting("li")));
      core.storage.commit(last);

      assertThat(core.queue.hasRoom(GREET, TENANT)).isFalse();
      assertThat(core.queue.hasRoom(WAVE, TENANT)).isTrue();
    }

    @Test
    void goInBatchesWithTheirTenant() {
      for (String id : List.of("a", "b", "c")) {
        add(GREET, id);
      }

      assertThat(core.queue.removeSome(TENANT, 2)).isTrue();
      assertThat(ids(Optional.empty(), Optional.empty())).containsExactly("c");
      assertThat(core.queue.removeSome(TENANT, 2)).isTrue();
      assertThat(core.queue.removeSome(TENANT, 2)).isFalse();
      assertThat(core.queue.isKnown("c")).isFalse();
    }
  }

  @Test
  void pausesGrowUpToTheLongest() {
    assertThat(Retry.PATIENT.pause(0)).isEqualTo(Duration.ofSeconds(5));
    assertThat(Retry.PATIENT.pause(3)).isEqualTo(Duration.ofSeconds(40));
    assertThat(Retry.PATIENT.pause(8)).isEqualTo(Duration.ofSeconds(1280));
    assertThat(Retry.PATIENT.pause(139)).isEqualTo(Duration.ofSeconds(1280));
    assertThat(Retry.ALWAYS.pause(Integer.MAX_VALUE)).isEqualTo(Duration.ofMinutes(10));
  }
}
