package dev.muster.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Tenant;
import dev.muster.core.audit.Audit;
import dev.muster.core.change.Changes;
import dev.muster.core.store.Storage;
import dev.muster.core.task.TaskHandler.Result;
import org.junit.jupiter.api.Test;

/** Tasks that are asked for again while they wait. */
class WaitingTasksTest extends TaskWorkFixture {
  private void wish() {
    var unused =
        storage.<Boolean>transact(
            work -> {
              queue.addUnlessWaiting(
                  work, new TaskQueue.New<>(GREET, Tenant.DEFAULT, "x", new Greeting("li")));
              return () -> true;
            });
  }

  private TaskWork nodeOfItsOwn() {
    Storage its = new Storage(store);
    TaskWork other =
        new TaskWork(its, new Changes(its, tenants, Audit.at(its, clock)), metrics, clock, "b");
    other.add(greeter);
    return other;
  }

  @Test
  void isThereOnceHoweverOftenItIsAskedFor() {
    for (int i = 0; i < 10; i++) {
      wish();
    }

    assertThat(left()).hasSize(1);
    runAll(node);
    assertThat(times("li")).isOne();
  }

  @Test
  void isNotLookedForAnewWhileItWaits() {
    for (int i = 0; i < 3; i++) {
      wish();
    }
    int before = store.reads();

    for (int i = 0; i < 100; i++) {
      wish();
    }

    assertThat(store.reads()).isEqualTo(before);
  }

  @Test
  void isAddedAgainWhileItRuns() {
    wish();
    wish();
    wish();
    outcome =
        greeting -> {
          outcome = again -> new Result.Done(effect("again"));
          wish();
          return new Result.Done(effect("first"));
        };

    runAll(node);

    assertThat(times("first")).isOne();
    assertThat(times("again")).isOne();
    assertThat(left()).isEmpty();
  }

  @Test
  void isAddedAgainAfterAnotherNodeRanItOfWhichNothingWasHeardYet() {
    store.keepSilent();
    TaskWork other = nodeOfItsOwn();
    for (int i = 0; i < 3; i++) {
      wish();
    }
    runAll(other);
    assertThat(times("li")).isOne();

    wish();

    assertThat(left()).hasSize(1);
    runAll(other);
    assertThat(times("li")).isEqualTo(2);
  }

  @Test
  void isAddedAgainWhenAnotherNodeClaimsItInThatMoment() {
    for (int i = 0; i < 3; i++) {
      wish();
    }
    TaskWork other = nodeOfItsOwn();
    store.beforeNextCommit(() -> runAll(other));

    wish();
    runAll(node);

    assertThat(times("li")).isEqualTo(2);
  }
}
