package dev.muster.core.reconcile;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.Reconciliations.Counts;
import dev.muster.api.Reconciliations.Difference;
import dev.muster.api.Reconciliations.Kind;
import dev.muster.api.Reconciliations.Reconciliation;
import dev.muster.api.Reconciliations.State;
import dev.muster.core.platform.FakePlatform;
import dev.muster.spi.Page;
import dev.muster.spi.SignInMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is taken for somebody who left, and who is not. */
class LeaversTest extends ReconciliationFixture {
  @Test
  void waitsWhereNotEverybodyCouldBeLookedUp() {
    int many = Reading.MOST_LOOKUPS + 7;
    for (int i = 0; i < many; i++) {
      linked("p" + i);
    }

    Reconciliation run = run(true);

    assertThat(run.state()).isEqualTo(State.WAITING);
    assertThat(run.unusual()).isTrue();
    assertThat(run.counts()).isEqualTo(new Counts(0, 0, Reading.MOST_LOOKUPS, 0, 7));
    assertThat(book.lookedUp()).hasSize(Reading.MOST_LOOKUPS);
    List<Difference> all = all(run.id(), 200);
    assertThat(all).hasSize(Reading.MOST_LOOKUPS).doesNotHaveDuplicates();
    assertThat(all(run.id(), 7)).isEqualTo(all);
    assertThat(differences(run.id(), Kind.SKIPPED))
        .extracting(Difference::reason)
        .containsOnly("not-looked-up");

    applied(run.id());
    assertThat(core.userTotals.of(TENANT).active()).isEqualTo(7);
  }

  @Test
  void leavesWhoIsLinkedByAnotherSourceOfTheCompanyToThatSource() {
    linked("a");
    var unused =
        core.sources.create(
            ALICE,
            TENANT,
            "other",
            FakePlatform.ID,
            Settings.of("Other", Set.of(SignInMethod.BROWSER))
                .withFields(Map.of("corpId", PlayedDirectory.COMPANY, "secret", "s")));

    assertThat(run(true).counts()).isEqualTo(Counts.NONE);
    assertThat(book.lookedUp()).isEmpty();

    core.sources.delete(ALICE, TENANT, "other", OptionalLong.empty());
    assertThat(run(true).counts().disabled()).isOne();
  }

  @Test
  void looksUpNoMoreThanSoManyWhoAreNamedSingly() {
    creates();
    linked("z-1", "z-2");
    book.with("1");
    for (int i = 0; i < Reading.MOST_LOOKUPS + 2; i++) {
      book.named.add("p" + i);
    }
    book.named.add("z-1");

    Reconciliation run = run(true);

    assertThat(book.lookedUp()).hasSize(Reading.MOST_LOOKUPS);
    assertThat(run.counts()).isEqualTo(new Counts(0, 0, 0, 0, 4));
    assertThat(differences(run.id(), Kind.SKIPPED))
        .extracting(Difference::platformUserId)
        .containsExactlyInAnyOrder("p1000", "p1001", "z-1", "z-2");
    assertThat(active("z-1") && active("z-2")).isTrue();
  }

  @Test
  void doesNotDisableForEverWhomAnAdministratorLetsIn() {
    ten();
    book.without("a");
    run(true);
    core.clock.advance(Duration.ofMinutes(1));
    var unused =
        core.users.setActive(ALICE, TENANT, "a", true, Optional.empty(), OptionalLong.empty());

    Reconciliation run = run(true);

    assertThat(active("a")).isTrue();
    assertThat(differences(run.id(), Kind.SKIPPED))
        .extracting(Difference::reason)
        .containsExactly("let-in-by-administrator");

    core.clock.advance(Duration.ofMinutes(1));
    signsIn("a");
    assertThat(run(true).counts().disabled()).as("they were back, and left again").isOne();
  }

  private void isInASecondCompany(String... users) {
    var made =
        core.sources.create(
            ALICE,
            TENANT,
            "second",
            FakePlatform.ID,
            Settings.of("Second", Set.of(SignInMethod.BROWSER))
                .withFields(Map.of("corpId", "corp-2", "secret", "s")));
    assertThat(made.value().settings().enabled()).isTrue();
    for (String user : users) {
      linkedTo(user, "second", "corp-2");
    }
  }

  @Test
  void endsTheAccountAloneOfWhoMayComeInByAnotherCompany() {
    ten();
    isInASecondCompany("a");
    book.without("a");

    Reconciliation dry = run(false);
    assertThat(identity("a").isAbsent()).isFalse();
    List<Difference> seen = differences(dry.id(), Kind.CHANGED);
    core.reconciliations.discard(ALICE, TENANT, SOURCE, dry.id());
    Reconciliation run = run(true);

    assertThat(active("a")).isTrue();
    assertThat(identity("a").isAbsent()).isTrue();
    assertThat(run.counts()).isEqualTo(dry.counts());
    assertThat(differences(run.id(), Kind.CHANGED))
        .isEqualTo(seen)
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.reason()).isEqualTo("in-another-company");
              assertThat(it.fields()).containsExactly("identities");
            });
    assertThat(run(true).counts()).as("it is told once").isEqualTo(Counts.NONE);

    book.with("1", PlayedDirectory.person("a"));
    assertThat(differences(run(true).id(), Kind.CHANGED))
        .extracting(Difference::reason)
        .containsExactly("came-back");
    assertThat(identity("a").isAbsent()).isFalse();

    book.without("a");
    var unused =
        core.sources.change(
            ALICE, TENANT, "second", it -> it.withEnabled(false), OptionalLong.empty());
    assertThat(run(true).counts().disabled()).isOne();
  }

  @Test
  void disablesNobodyWhoseOtherAccountIsLinkedMeanwhile() {
    ten();
    book.without("a");
    Reconciliation waiting = run(false);
    isInASecondCompany("a");

    Reconciliation run = applied(waiting.id());

    assertThat(active("a")).isTrue();
    assertThat(identity("a").isAbsent()).isFalse();
    assertThat(differences(run.id(), Kind.SKIPPED))
        .extracting(Difference::reason)
        .containsExactly("changed-meanwhile");
  }

  @Test
  void waitsAsWellWhereUnusuallyManyAccountsWouldEnd() {
    ten();
    isInASecondCompany("a", "b", "c", "d");
    for (String id : List.of("a", "b", "c", "d")) {
      book.without(id);
    }

    Reconciliation run = run(true);

    assertThat(run.state()).isEqualTo(State.WAITING);
    assertThat(run.unusual()).isTrue();
    assertThat(identity("a").isAbsent()).isFalse();
  }

  private List<Difference> all(String id, int limit) {
    List<Difference> all = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<Difference> page =
          core.reconciliations.differences(
              TENANT, SOURCE, id, Optional.of(Kind.DISABLED), limit, after);
      assertThat(page.items().size()).isBetween(1, limit);
      all.addAll(page.items());
      after = page.next();
    } while (after.isPresent());
    return all;
  }
}
