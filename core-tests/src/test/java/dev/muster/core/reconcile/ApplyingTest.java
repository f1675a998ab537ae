package dev.muster.core.reconcile;

import static dev.muster.core.reconcile.PlayedDirectory.person;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.api.ProblemCode;
import dev.muster.api.Reconciliations.Counts;
import dev.muster.api.Reconciliations.Difference;
import dev.muster.api.Reconciliations.Kind;
import dev.muster.api.Reconciliations.Reconciliation;
import dev.muster.api.Reconciliations.State;
import dev.muster.spi.platform.Directory.Person;
import dev.muster.spi.platform.Directory.Status;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is applied of what a run found, a while after that. */
class ApplyingTest extends ReconciliationFixture {
  @Test
  void skipsWhatHasChangedMeanwhile() {
    ten();
    List.of("a", "b", "c").forEach(book::without);
    book.replace(person("d").withName(Optional.of("Another")));
    Reconciliation dry = run(false);
    signsIn("a");
    disabledByAdministrator("b");
    core.users.unlink(ALICE, TENANT, "d", Optional.empty());

    Reconciliation done = applied(dry.id());

    assertThat(done.counts()).isEqualTo(new Counts(0, 0, 1, 0, 3));
    assertThat(active("a")).isTrue();
    assertThat(active("c")).isFalse();
    assertThat(user("d").profile().displayName()).contains("Name of d");
    assertThat(differences(dry.id(), Kind.SKIPPED))
        .extracting(Difference::platformUserId, Difference::reason)
        .containsExactlyInAnyOrder(
            tuple("a", "changed-meanwhile"),
            tuple("b", "changed-meanwhile"),
            tuple("d", "changed-meanwhile"));
    assertThat(differences(dry.id(), Kind.DISABLED))
        .extracting(Difference::platformUserId)
        .containsExactly("c");
  }

  @Test
  void asksAgainForThoseWhomItReadLongAgo() {
    ten();
    book.without("j");
    run(true);
    book.with("1", person("j"));
    List.of("a", "b").forEach(book::without);
    book.replace(person("c").withName(Optional.of("Another")));
    Reconciliation dry = run(false);
    book.calls.clear();
    core.clock.advance(Applying.FRESH);
    book.with("1", person("a"));
    book.replace(Person.of("j", Status.NOT_ACTIVATED));

    Reconciliation done = applied(dry.id());

    assertThat(done.counts()).isEqualTo(new Counts(0, 1, 1, 0, 2));
    assertThat(book.lookedUp()).containsExactly("a", "b", "j");
    assertThat(active("a")).isTrue();
    assertThat(active("b")).isFalse();
    assertThat(active("j")).isFalse();
  }

  @Test
  void goesOnWhereThePlatformWasBusyWhenItWasAskedAgain() {
    ten();
    List.of("a", "b").forEach(book::without);
    Reconciliation dry = run(false);
    core.clock.advance(Applying.FRESH);
    List<String> found = differences(dry.id()).stream().map(Difference::platformUserId).toList();
    book.failing.put("person " + found.get(1), Code.THROTTLED);
    assertThat(applied(dry.id()).state()).isEqualTo(State.APPLYING);
    assertThat(active(found.get(0))).isFalse();
    assertThat(active(found.get(1))).isTrue();
    book.failing.clear();
    core.clock.advance(Duration.ofMinutes(6));
    core.taskWork.runDue();

    assertThat(read(dry.id()).counts().disabled()).isEqualTo(2);
    assertThat(active(found.get(1))).isFalse();
  }

  @Test
  void doesNotApplyWhatIsOlderThanADay() {
    ten();
    book.without("a");
    Reconciliation dry = run(false);
    core.clock.advance(StoredReconciliations.MOST_WAITING.plusSeconds(1));

    assertProblem(ProblemCode.IN_USE, () -> applied(dry.id()));
    assertThat(active("a")).isTrue();
    core.reconciliations.discard(ALICE, TENANT, SOURCE, dry.id());
  }

  @Test
  void doesNotLetInWhoIsToldToHaveLeftMeanwhile() {
    ten();
    book.without("a");
    run(true);
    book.with("1", person("a"));
    Reconciliation dry = run(false);
    core.clock.advance(Duration.ofMinutes(1));
    core.changes.run(
        ALICE,
        TENANT,
        work ->
            core.departures.leave(
                work, TENANT, identity(PlayedDirectory.COMPANY, "a"), core.clock.instant()));

    assertThat(applied(dry.id()).counts()).isEqualTo(new Counts(0, 0, 0, 0, 1));
    assertThat(active("a")).isFalse();
  }

  @Test
  void skipsWhoWasRenamedMeanwhile() {
    ten();
    book.without("a");
    Reconciliation dry = run(false);
    core.changes.run(
        ALICE,
        TENANT,
        work ->
            core.departures.rename(
                work,
                TENANT,
                identity(PlayedDirectory.COMPANY, "a"),
                identity(PlayedDirectory.COMPANY, "a2"),
                "a2",
                core.clock.instant()));
    book.with("1", person("a2").withName(Optional.of("Name of a")));

    assertThat(applied(dry.id()).counts()).isEqualTo(new Counts(0, 0, 0, 0, 1));
    assertThat(active("a")).isTrue();
    assertThat(run(true).counts()).isEqualTo(Counts.NONE);
  }
}
