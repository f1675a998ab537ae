package dev.muster.core.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.task.TaskHandler.Result;
import dev.muster.core.testing.SteeredStore;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks on several nodes, of which some die. */
class TaskNodesTest extends TaskWorkFixture {
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
