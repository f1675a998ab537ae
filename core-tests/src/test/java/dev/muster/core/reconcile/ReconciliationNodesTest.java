package dev.muster.core.reconcile;

import static dev.muster.core.reconcile.PlayedDirectory.person;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.Reconciliations.Counts;
import dev.muster.api.Reconciliations.Kind;
import dev.muster.api.Reconciliations.Reconciliation;
import dev.muster.api.Reconciliations.State;
import dev.muster.core.task.TaskWork;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.SteeredStore;
import dev.muster.core.user.UserTotals;
import dev.muster.spi.platform.ProviderException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Runs on several nodes, of which some die. */
class ReconciliationNodesTest extends ReconciliationFixture {
  private static final int PEOPLE = 450;
  private static final int LEAVERS = 20;

  private final TaskWork other =
      new TaskWork(core.storage, core.changes, new CountedMetrics(), core.clock, "node-2");

  @BeforeEach
  void people() {
    other.add(core.reconciliationTask);
    creates();
    for (int i = 0; i < PEOPLE; i++) {
      linked("p" + i);
      if (i >= LEAVERS) {
        book.with("d" + i % 7, person("p" + i).withName(Optional.of("Renamed " + i)));
      }
    }
    IntStream.range(0, 120).forEach(i -> book.with("new", person("n" + i)));
  }

  private void assertThatAllIsDoneOnce(String id) {
    Reconciliation run = read(id);
    assertThat(run.state()).isEqualTo(State.DONE);
    assertThat(run.counts()).isEqualTo(new Counts(120, PEOPLE - LEAVERS, LEAVERS, 0, 0));
    assertThat(run.people()).isEqualTo(PEOPLE - LEAVERS + 120);
    assertThat(run.linked()).isEqualTo(PEOPLE);
    assertThat(differences(id, Kind.DISABLED)).hasSize(LEAVERS);
    assertThat(core.userTotals.of(TENANT))
        .isEqualTo(new UserTotals.Totals(PEOPLE - LEAVERS + 120, LEAVERS));
    assertThat(
            core.events(TENANT).stream()
                .filter(event -> event.action().equals("identity-source.reconciled")))
        .hasSize(1);
  }

  @Test
  void goOnWhereANodeWasKilledBetweenAnyTwoCommits() {
    core.clock.advance(Duration.ofMinutes(1));
    String id = core.reconciliations.start(ALICE, TENANT, SOURCE, true);
    int died = 0;
    while (!read(id).state().equals(State.DONE)) {
      core.store.dieAfterCommits(2);
      try {
        core.taskWork.runDue();
        core.store.revive();
      } catch (SteeredStore.Died e) {
        died++;
        core.store.revive();
        core.clock.advance(Duration.ofMinutes(1));
      }
      assertThat(died).isLessThan(200);
    }
    core.store.revive();

    assertThat(died).isGreaterThan(8);
    assertThatAllIsDoneOnce(id);
  }

  @Test
  void areCountedOnceWhereANodeGoesOnThatHadLostItsLease() {
    core.clock.advance(Duration.ofMinutes(1));
    String id = core.reconciliations.start(ALICE, TENANT, SOURCE, true);
    int[] calls = {0};
    book.beforeCall =
        () -> {
          calls[0]++;
          if (calls[0] == 20) {
            // the other node takes it over, and is through before this one comes back
            core.clock.advance(Duration.ofMinutes(2));
            other.runDue();
          }
        };

    core.taskWork.runDue();

    assertThat(calls[0]).isGreaterThan(20);
    assertThatAllIsDoneOnce(id);
  }

  @Test
  void areCountedOnceWhereAnotherNodeHasReadOnButNotToTheEnd() {
    core.clock.advance(Duration.ofMinutes(1));
    String id = core.reconciliations.start(ALICE, TENANT, SOURCE, true);
    int[] calls = {0};
    book.beforeCall =
        () -> {
          calls[0]++;
          if (calls[0] == 20) {
            book.failing.put("named", ProviderException.Code.THROTTLED);
            core.clock.advance(Duration.ofMinutes(2));
            other.runDue();
            book.failing.clear();
          }
        };
    core.taskWork.runDue();
    core.clock.advance(Duration.ofMinutes(2));
    core.taskWork.runDue();

    assertThatAllIsDoneOnce(id);
  }

  @Test
  void applyOnceWhereTwoNodesDo() {
    core.clock.advance(Duration.ofMinutes(1));
    String id = core.reconciliations.start(ALICE, TENANT, SOURCE, false);
    core.taskWork.runDue();
    core.reconciliations.apply(ALICE, TENANT, SOURCE, id);
    core.store.dieAfterCommits(3);
    assertThatThrownBy(core.taskWork::runDue).isInstanceOf(SteeredStore.Died.class);
    core.store.revive();
    core.clock.advance(Duration.ofMinutes(1));
    core.store.beforeNextCommit(other::runDue);

    core.taskWork.runDue();

    assertThatAllIsDoneOnce(id);
  }
}
