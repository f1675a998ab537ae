package dev.muster.core.reconcile;

import static dev.muster.core.reconcile.PlayedDirectory.person;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.api.AuditEvent;
import dev.muster.api.IdentitySource.AdmissionRule;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Mode;
import dev.muster.api.IdentitySource.Unit;
import dev.muster.api.IdentitySource.UnitKind;
import dev.muster.api.Reconciliations.Counts;
import dev.muster.api.Reconciliations.Difference;
import dev.muster.api.Reconciliations.Kind;
import dev.muster.api.Reconciliations.Reconciliation;
import dev.muster.api.User.Profile;
import dev.muster.core.store.Repository;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.platform.Directory.Person;
import dev.muster.spi.platform.Directory.Status;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People of the address book who never signed in. */
class NewcomersTest extends ReconciliationFixture {
  @BeforeEach
  void creating() {
    creates();
  }

  private void match(MatchField... fields) {
    set(it -> it.withAssociation(new Association(Mode.MATCH, List.of(fields), Set.of())));
  }

  private Optional<UserRecord> known(String username) {
    return core.accounts.byUsername(TENANT, username).map(it -> it.value());
  }

  private String account(String username, String email) {
    return core.users
        .create(
            ALICE,
            TENANT,
            Profile.builder(username).email(Optional.of(email), true).build(),
            Optional.empty())
        .value()
        .id();
  }

  @Test
  void getAnAccountWhereAFirstSignInWouldMakeOne() {
    book.with("1", person("New").withWorkEmail(Optional.of("new@corp.example")));
    book.with("1", Person.of("away", Status.NOT_ACTIVATED), Person.of("gone", Status.LEFT));

    Reconciliation run = run(true);

    assertThat(run.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
    assertThat(differences(run.id(), Kind.CREATED))
        .extracting(Difference::platformUserId, Difference::reason)
        .containsExactly(tuple("New", "association-off"));
    UserRecord made = known("New").orElseThrow();
    assertThat(made.profile().displayName()).contains("Name of New");
    assertThat(made.profile().emailVerified()).isTrue();
    assertThat(made.lastSignInAt()).isEmpty();
    assertThat(made.hasPlatformUsername()).isTrue();
    assertThat(identity("New").identitySource()).isEqualTo(SOURCE);
    assertThat(identity("New").departments()).containsExactly("1");
    assertThat(core.userTotals.of(TENANT).active()).isOne();
    assertThat(core.events(TENANT))
        .filteredOn(event -> event.action().equals("user.created"))
        .singleElement()
        .satisfies(event -> assertThat(event.detail()).containsEntry("reason", "address-book"));
    assertThat(run(true).counts()).isEqualTo(Counts.NONE);
  }

  @Test
  void getNoUserNameThatIsSomebodysVerifiedAddress() {
    account("li", "li@corp.example");
    book.with(
        "1",
        person("new").withWorkEmail(Optional.of("new@corp.example")),
        person("new@corp.example"),
        person("li@corp.example"));

    assertThat(run(true).counts()).isEqualTo(new Counts(3, 0, 0, 0, 0));
    assertThat(known("li@corp.example")).isEmpty();
    assertThat(known("li@corp.example-2")).isPresent();
    assertThat(known("new@corp.example")).isEmpty();
    assertThat(known("new@corp.example-2")).isPresent();
  }

  @Test
  void getNoneUnlessThatIsWanted() {
    set(it -> it.withReconciliation(dev.muster.api.IdentitySource.Reconciliation.OFF));
    book.with("1", person("new"));

    assertThat(run(true).counts()).isEqualTo(Counts.NONE);
    assertThat(known("new")).isEmpty();
  }

  @Test
  void getNoneWhereNobodyGetsOneBySigningIn() {
    set(it -> it.withLoginOnly(true));
    book.with("1", person("new"));

    Reconciliation run = run(true);

    assertThat(known("new")).isEmpty();
    assertThat(differences(run.id(), Kind.SKIPPED))
        .extracting(Difference::reason)
        .containsExactly("login-only");
  }

  @Test
  void getNoneWherePeopleAreAsked() {
    set(it -> it.withAssociation(new Association(Mode.ASK, List.of(), Set.of())));
    book.with("1", person("new"));

    Reconciliation run = run(true);

    assertThat(known("new")).isEmpty();
    assertThat(differences(run.id(), Kind.SKIPPED))
        .extracting(Difference::reason)
        .containsExactly("ask");
  }

  @Test
  void areLinkedToTheAccountThatMatches() {
    match(MatchField.EMAIL);
    String li = account("li", "li@corp.example");
    book.with("1", person("u7").withWorkEmail(Optional.of("li@corp.example")));

    Reconciliation run = run(true);

    assertThat(run.counts()).isEqualTo(new Counts(0, 1, 0, 0, 0));
    assertThat(identity("u7").userId()).isEqualTo(li);
    assertThat(known("u7")).isEmpty();
    assertThat(core.events(TENANT)).extracting(AuditEvent::action).contains("user.identity-linked");
  }

  @Test
  void areNotLinkedTwiceToOneAccount() {
    match(MatchField.EMAIL);
    account("li", "li@corp.example");
    book.with(
        "1",
        person("u7").withWorkEmail(Optional.of("li@corp.example")),
        person("u8").withWorkEmail(Optional.of("li@corp.example")));

    Reconciliation run = run(true);

    assertThat(run.counts()).isEqualTo(new Counts(0, 1, 0, 0, 1));
  }

  @Test
  void getNoneWhereTheAddressBookDoesNotTellWhatTheyAreMatchedBy() {
    match(MatchField.EMAIL, MatchField.PHONE);
    book.with(
        "1",
        person("none"),
        person("unverified")
            .withWorkEmail(Optional.of("x@corp.example"))
            .withMobile(Optional.of("+8613800000000")));

    Reconciliation run = run(true);

    assertThat(run.counts()).isEqualTo(new Counts(0, 0, 0, 0, 2));
    assertThat(differences(run.id(), Kind.SKIPPED))
        .extracting(Difference::reason)
        .containsExactly("match-uncertain", "match-uncertain");
  }

  @Test
  void getOneWhereNobodyMatches() {
    match(MatchField.EMAIL, MatchField.USERNAME);
    book.with("1", person("new").withWorkEmail(Optional.of("new@corp.example")));

    assertThat(run(true).counts().created()).isOne();
  }

  @Test
  void getNamesOfTheirOwnInOneCommit() {
    account("two", "two@corp.example");
    book.with("1", person("one"), person("two"), person("two-2"));

    assertThat(run(true).counts().created()).isEqualTo(3);
    assertThat(known("two-2")).isPresent();
    assertThat(known("two-2-2")).isPresent();
  }

  @Test
  void areJudgedAgainWhenTheyAreApplied() {
    book.with("1", person("new"), person("newer"));
    Reconciliation dry = run(false);
    set(it -> it.withLoginOnly(true));

    Reconciliation done = applied(dry.id());

    assertThat(done.counts()).isEqualTo(new Counts(0, 0, 0, 0, 2));
    assertThat(differences(dry.id(), Kind.SKIPPED))
        .extracting(Difference::reason)
        .containsOnly("login-only");
    assertThat(known("new")).isEmpty();
  }

  @Test
  void getOneAccountWhereTwoHaveOneAddress() {
    match(MatchField.EMAIL);
    book.with(
        "1",
        person("u7").withWorkEmail(Optional.of("li@corp.example")),
        person("u8").withWorkEmail(Optional.of("LI@corp.example")));

    assertThat(run(true).counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));
    assertThat(core.userTotals.of(TENANT).active()).isOne();
  }

  @Test
  void areNotTakenForLeaversAndNewcomersWhereTheirIdHasChanged() {
    book.with("1", person("old").withWorkEmail(Optional.of("li@corp.example")));
    run(true);
    book.without("old");
    book.with("1", person("new").withWorkEmail(Optional.of("Li@corp.example")));

    Reconciliation run = run(true);

    assertThat(run.counts()).isEqualTo(new Counts(0, 0, 0, 0, 2));
    assertThat(differences(run.id(), Kind.SKIPPED))
        .extracting(Difference::platformUserId, Difference::reason)
        .containsExactlyInAnyOrder(
            tuple("old", "perhaps-renamed"), tuple("new", "perhaps-renamed"));
    assertThat(known("old").orElseThrow().active()).isTrue();
    assertThat(known("new")).isEmpty();
  }

  @Test
  void haveTheirOwnAccountWhereBothIdsAreThere() {
    book.with("1", person("one").withWorkEmail(Optional.of("li@corp.example")));
    run(true);
    book.departments.clear();
    book.with(
        "1",
        person("two").withWorkEmail(Optional.of("li@corp.example")),
        person("one").withWorkEmail(Optional.of("li@corp.example")));

    assertThat(run(true).counts()).isEqualTo(new Counts(1, 0, 0, 0, 0));
  }

  @Test
  void areAskedForAgainWhereTheyWereReadLongAgo() {
    book.with("1", person("new"), person("gone"));
    Reconciliation dry = run(false);
    core.clock.advance(Applying.FRESH);
    book.without("gone");

    assertThat(applied(dry.id()).counts()).isEqualTo(new Counts(1, 0, 0, 0, 1));
    assertThat(book.lookedUp()).containsExactly("gone", "new");
    assertThat(known("new")).isPresent();
    assertThat(known("gone")).isEmpty();
  }

  @Test
  void areJudgedOutsideTheCommit() {
    book.with("1", person("new"));
    Reconciliation dry = run(false);
    core.clock.advance(Applying.FRESH);
    book.beforeCall = () -> core.store.beforeNextCommit(() -> touched(dry.id()));
    book.calls.clear();

    assertThat(applied(dry.id()).counts().created()).isOne();

    assertThat(book.calls).containsExactly("person new");
  }

  /** Somebody gets in the way of the commit. */
  private void touched(String run) {
    Repository<RunRecord> runs = core.storage.repository(RunRecord.SCHEMA);
    var read = runs.find(TENANT, run).orElseThrow();
    core.storage.commit(new UnitOfWork().add(runs.replace(read, read.value())));
  }

  @Test
  void getNoneWhereTheSourceDoesNotAdmitThem() {
    set(
        it ->
            it.withAdmission(
                new AdmissionRule(
                    List.of(new Unit(UnitKind.DEPARTMENT, "2")),
                    List.of(new Unit(UnitKind.DEPARTMENT, "3")))));
    book.with("1", person("outside"));
    book.with("2", person("inside").withDepartments(List.of("2")));
    book.with("3", person("denied").withDepartments(List.of("2", "3")));

    Reconciliation run = run(true);

    assertThat(run.counts()).isEqualTo(new Counts(1, 0, 0, 0, 2));
    assertThat(known("inside")).isPresent();
    assertThat(differences(run.id(), Kind.SKIPPED)).extracting(Difference::reason).hasSize(2);
    assertThat(book.lookedUp()).as("the list has said where they belong").isEmpty();
  }

  @Test
  void getNoneWhereItCannotBeToldWhetherTheyAreAdmitted() {
    set(
        it ->
            it.withAdmission(
                new AdmissionRule(List.of(), List.of(new Unit(UnitKind.DEPARTMENT, "9")))));
    book.with("1", person("new"));

    Reconciliation run = run(true);

    assertThat(known("new")).isEmpty();
    assertThat(differences(run.id(), Kind.SKIPPED))
        .extracting(Difference::reason)
        .containsExactly("admission-unknown");
  }
}
