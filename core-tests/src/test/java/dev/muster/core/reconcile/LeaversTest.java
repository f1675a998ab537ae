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

  @Test
  void doesNotDisableWhoMayComeInByAnotherCompany() {
    ten();
    var made =
        core.sources.create(
            ALICE,
            TENANT,
            "second",
            FakePlatform.ID,
            Settings.of("Second", Set.of(SignInMethod.BROWSER))
                .withFields(Map.of("corpId", "corp-2", "secret", "s")));
    linkedTo("a", "second", "corp-2");
    book.without("a");

    Reconciliation run = run(true);

    assertThat(active("a")).isTrue();
    assertThat(differences(run.id(), Kind.SKIPPED))
        .extracting(Difference::reason)
        .containsExactly("in-another-company");

    assertThat(made.value().settings().enabled()).isTrue();
    var unused =
        core.sources.change(
            ALICE, TENANT, "second", it -> it.withEnabled(false), OptionalLong.empty());
    assertThat(run(true).counts().disabled()).isOne();
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
