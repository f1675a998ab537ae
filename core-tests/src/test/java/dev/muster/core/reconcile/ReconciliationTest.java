package dev.muster.core.reconcile;

import static dev.muster.core.reconcile.PlayedDirectory.person;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.Reconciliations.Counts;
import dev.muster.api.Reconciliations.Difference;
import dev.muster.api.Reconciliations.Kind;
import dev.muster.api.Reconciliations.Reconciliation;
import dev.muster.api.Reconciliations.State;
import dev.muster.api.Users;
import dev.muster.core.store.Stored;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.PersonalLink;
import dev.muster.core.user.PersonalLink.Shown;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.Directory.Person;
import dev.muster.spi.platform.Directory.Status;
import dev.muster.spi.platform.ProviderException.Code;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a run finds and does, on one node that lives. */
class ReconciliationTest extends ReconciliationFixture {
  @Test
  void findsNothingWhereNothingDiffers() {
    ten();
    book.with("2").with("3");

    Reconciliation run = run(false);

    assertThat(run.state()).isEqualTo(State.DONE);
    assertThat(run.counts()).isEqualTo(Counts.NONE);
    assertThat(run.people()).isEqualTo(10);
    assertThat(run.linked()).isEqualTo(10);
    assertThat(run.startedBy()).isEqualTo("admin:alice");
    assertThat(run.endedAt()).isPresent();
    assertThat(differences(run.id())).isEmpty();
  }

  @Test
  void asksForEachListOnce() {
    ten();
    book.with("2", person("a")).with("3");

    run(false);

    assertThat(book.calls)
        .containsExactly(
            "company",
            "departments",
            "departments",
            "people 1",
            "people 1",
            "people 1",
            "people 1",
            "people 2",
            "people 3",
            "named");
  }

  @Test
  void disablesWhoeverLeft() {
    ten();
    book.without("a");
    book.replace(Person.of("b", Status.LEFT));
    book.replace(Person.of("c", Status.DISABLED));

    Reconciliation run = run(true);

    assertThat(run.state()).isEqualTo(State.DONE);
    assertThat(run.counts()).isEqualTo(new Counts(0, 0, 3, 0, 0));
    assertThat(active("a") || active("b") || active("c")).isFalse();
    assertThat(active("d")).isTrue();
    assertThat(differences(run.id(), Kind.DISABLED))
        .extracting(Difference::platformUserId, Difference::user, Difference::reason)
        .containsExactlyInAnyOrder(
            tuple("a", Optional.of("a"), "not-found"),
            tuple("b", Optional.of("b"), "left-company"),
            tuple("c", Optional.of("c"), "disabled-at-platform"));
    assertThat(core.userTotals.of(TENANT).disabled()).isEqualTo(3);
    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().equals("user.disabled"))
        .extracting(event -> event.detail().get("reason"))
        .containsExactlyInAnyOrder("not-found", "left-company", "disabled-at-platform");
    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().equals("identity-source.reconciled"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.subject()).isEqualTo("identity-source:" + SOURCE);
              assertThat(event.detail()).containsEntry("disabled", "3");
            });
  }

  @Test
  void looksUpWhomNoListHasBeforeTheyHaveLeft() {
    ten();
    List.of("a", "b", "c", "d").forEach(book::without);
    book.apart.put("a", Lookup.found(person("a")));
    book.apart.put("b", Lookup.notVisible());
    book.apart.put("c", Lookup.unknown(Code.THROTTLED));

    Reconciliation run = run(true);

    assertThat(run.counts()).isEqualTo(new Counts(0, 0, 1, 0, 2));
    assertThat(active("a") && active("b") && active("c")).isTrue();
    assertThat(active("d")).isFalse();
    assertThat(differences(run.id(), Kind.SKIPPED))
        .extracting(Difference::platformUserId, Difference::reason)
        .containsExactlyInAnyOrder(tuple("b", "not-visible"), tuple("c", "unknown"));
  }

  @Test
  void neverTakesSomebodyWhoseStandingIsUnclearForGone() {
    ten();
    book.replace(Person.of("a", Status.UNKNOWN));
    book.replace(Person.of("b", Status.NOT_ACTIVATED));

    assertThat(run(true).counts()).isEqualTo(Counts.NONE);
  }

  @Test
  void comparesByTheListThatSaysMore() {
    linked("a");
    book.with("1", Person.of("a", Status.UNKNOWN).withDepartments(List.of("1")));
    book.with("2", person("a").withDepartments(List.of("1", "2")));

    Reconciliation run = run(true);

    assertThat(run.people()).isOne();
    assertThat(identity("a").departments()).containsExactly("1", "2");
  }

  @Test
  void looksUpThoseWhoAreNamedSingly() {
    linked("a", "b");
    book.with("1", person("a"));
    book.named.addAll(List.of("a", "b", "x", "y", "z", "v", "w"));
    book.apart.put("b", Lookup.found(person("b").withName(Optional.of("Another"))));

    Reconciliation run = run(true);

    assertThat(run.counts()).isEqualTo(new Counts(0, 1, 0, 0, 0));
    assertThat(run.people()).isEqualTo(2);
    assertThat(user("b").profile().displayName()).contains("Another");
    assertThat(book.lookedUp()).containsExactly("b");
  }

  @Test
  void leavesOtherCompaniesAlone() {
    linked("a");
    linked("other", List.of(), "corp-2");
    book.with("1", person("a"), person("other"));

    Reconciliation run = run(true);

    assertThat(run.counts()).isEqualTo(Counts.NONE);
    assertThat(run.linked()).isOne();
  }

  @Test
  void changesWhatASignInWouldChange() {
    linked("a", "b");
    book.with("1", person("b"));
    book.with(
        "2",
        person("a")
            .withName(Optional.of("  New\tname "))
            .withDepartments(List.of("2", "3"))
            .withWorkEmail(Optional.of("A@CORP.example"))
            .withMobile(Optional.of("+8613800000000"))
            .withPicture(Optional.of(URI.create("https://corp.example/a.png"))));

    Reconciliation run = run(true);

    assertThat(differences(run.id(), Kind.CHANGED))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.fields())
                    .containsExactly("displayName", "picture", "email", "phone", "departments"));
    UserRecord a = user("a");
    assertThat(a.profile().displayName()).contains("New name");
    assertThat(a.profile().email()).contains("A@corp.example");
    assertThat(a.profile().emailVerified()).isTrue();
    assertThat(a.profile().phone()).contains("+8613800000000");
    assertThat(a.profile().phoneVerified()).isFalse();
    assertThat(a.profile().picture()).contains(URI.create("https://corp.example/a.png"));
    assertThat(identity("a").departments()).containsExactly("2", "3");
    assertThat(run(true).counts()).isEqualTo(Counts.NONE);
  }

  @Test
  void changesWhatTheUndoOfALinkTakesBack() {
    linked("a");
    Shown shown = Shown.of(user("a").profile());
    Stored<IdentityRecord> stored =
        core.accounts.identities().find(TENANT, identity(PlayedDirectory.COMPANY, "a")).get();
    PersonalLink link = new PersonalLink(PersonalLink.ACCOUNT, shown, shown, Optional.empty());
    core.changes.run(
        ALICE,
        TENANT,
        work ->
            work.add(
                core.accounts
                    .identities()
                    .replace(stored, stored.value().with(Optional.of(link)))));
    book.with("1", person("a").withName(Optional.of("Another")));

    run(true);

    assertThat(identity("a").personal().orElseThrow())
        .satisfies(
            undone -> {
              assertThat(undone.before().name()).contains("Name of a");
              assertThat(undone.after().name()).contains("Another");
            });
  }

  @Test
  void doesNotTakeAnotherOrderOfDepartmentsForAChange() {
    linked("a", List.of("1", "2"), PlayedDirectory.COMPANY);
    book.with("1", person("a").withDepartments(List.of("2", "1")));

    assertThat(run(true).counts()).isEqualTo(Counts.NONE);
  }

  @Test
  void keepsWhatTheAddressBookDoesNotTell() {
    linked("a");
    var unused =
        core.users.change(
            ALICE,
            TENANT,
            "a",
            Users.Change.of(
                it -> it.toBuilder().email(Optional.of("a@corp.example"), true).build()),
            OptionalLong.empty());
    book.with("1", person("a"));

    assertThat(run(true).counts()).isEqualTo(Counts.NONE);
    assertThat(user("a").profile().emailVerified()).isTrue();
  }

  @Test
  void letsInAgainWhoeverCameBackAndNobodyElse() {
    ten();
    book.without("a");
    run(true);
    disabledByAdministrator("b");
    assertThat(active("a")).isFalse();
    book.with("1", person("a"));

    Reconciliation run = run(true);

    assertThat(run.counts()).isEqualTo(new Counts(0, 0, 0, 1, 0));
    assertThat(active("a")).isTrue();
    assertThat(active("b")).isFalse();
    assertThat(core.userTotals.of(TENANT).disabled()).isOne();

    book.without("a");
    assertThat(run(true).counts().disabled()).isOne();
    assertThat(active("a")).isFalse();
  }

  @Test
  void keepsTheDepartmentsWhereAListNamesNone() {
    linked("a");
    book.with("1", person("a").withDepartments(List.of()).withName(Optional.of("Another")));

    assertThat(differences(run(true).id(), Kind.CHANGED).get(0).fields())
        .containsExactly("displayName");
    assertThat(identity("a").departments()).containsExactly("1");
  }

  @Test
  void changesNobodyWhoIsDisabledByAnAdministrator() {
    ten();
    disabledByAdministrator("a");
    book.replace(person("a").withName(Optional.of("Another")));

    assertThat(run(true).counts()).isEqualTo(Counts.NONE);
  }

  @Test
  void doesWhatTheDryRunFoundAndNothingElse() {
    ten();
    creates();
    book.without("a");
    book.replace(person("b").withName(Optional.of("Another")));
    book.with("2", person("new"));

    Reconciliation dry = run(false);
    assertThat(dry.state()).isEqualTo(State.WAITING);
    assertThat(dry.unusual()).isFalse();
    List<Difference> found = differences(dry.id());
    assertThat(active("a")).isTrue();
    book.without("c");
    book.with("2", person("newer"));
    Caller bob = new Caller("admin:bob", "192.0.2.2", "c2");
    core.reconciliations.apply(bob, TENANT, SOURCE, dry.id());
    core.taskWork.runDue();
    Reconciliation done = read(dry.id());

    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.startedBy()).isEqualTo("admin:alice");
    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().equals("user.disabled"))
        .extracting(AuditEvent::actor)
        .containsExactly("admin:bob");
    assertThat(done.counts()).isEqualTo(dry.counts()).isEqualTo(new Counts(1, 1, 1, 0, 0));
    assertThat(differences(dry.id())).isEqualTo(found);
    assertThat(active("a")).isFalse();
    assertThat(active("c")).isTrue();
    assertThat(user("b").profile().displayName()).contains("Another");
    assertThat(core.accounts.byUsername(TENANT, "new")).isPresent();
    assertThat(core.accounts.byUsername(TENANT, "newer")).isEmpty();
  }
}
