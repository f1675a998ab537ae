package dev.muster.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Tenant;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler.Result;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.task.TaskType.Retry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskWorkTest extends TaskWorkFixture {
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

  @ParameterizedTest
  @CsvSource({"PROMPT, 1", "LOCAL, 1", "REMOTE, 45", "APPLICATION, 45"})
  void givesARunTheTimeOfItsPaceSoThatOthersHaveTheirTurn(Pace pace, int seconds) {
    TaskType<Greeting> type = TaskType.of("timed", Greeting.class, pace, Retry.PATIENT);
    List<Duration> times = new ArrayList<>();
    List<Duration> passed = new ArrayList<>();
    long began = System.nanoTime();
    node.add(
        new TaskHandler<Greeting>() {
          @Override
          public TaskType<Greeting> type() {
            return type;
          }

          @Override
          public Result run(Run<Greeting> task) {
            times.add(task.deadline().left());
            passed.add(Duration.ofNanos(System.nanoTime() - began));
            return Result.done();
          }
        });
    add(type, "", "li");

    runAll(node);

    assertThat(times)
        .singleElement()
        .satisfies(
            left ->
                assertThat(left)
                    .isBetween(
                        Duration.ofSeconds(seconds).minus(passed.get(0)),
                        Duration.ofSeconds(seconds)));
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
  void letsTheNextLaneHaveItsTurnAfterATaskThatTookLong() {
    add("x", "1");
    add("x", "2");
    outcome =
        greeting -> {
          LockSupport.parkNanos(Duration.ofMillis(1100).toNanos());
          return new Result.Done(effect(greeting.name()));
        };

    String lane = node.dueLanes(Pace.LOCAL).get(0);
    assertThat(node.turn(Pace.LOCAL, lane)).isTrue();
    assertThat(ran).containsExactly("a:1");
    assertThat(node.dueLanes(Pace.LOCAL)).containsExactly(lane);
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

  @Test
  void looksPastALaneWithManyTasks() {
    add("a", "li");
    for (int i = 0; i < 20; i++) {
      add("b", "wang");
    }
    add("c", "li");
    add("d", "li");

    assertThat(node.dueLanes(Pace.LOCAL))
        .extracting(lane -> lane.substring(lane.length() - 1))
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  void asksForManyLanesAtATime() {
    for (int i = 0; i < 80; i++) {
      add("lane-" + i, "li");
    }
    int before = store.reads();

    assertThat(node.dueLanes(Pace.LOCAL)).hasSize(80);

    assertThat(store.reads() - before).isLessThan(20);
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
}
