package dev.muster.core.reconcile;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;

import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Reconciliation;
import dev.muster.api.IdentitySource.Schedule;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.Reconciliations.Difference;
import dev.muster.api.Reconciliations.Kind;
import dev.muster.api.Reconciliations.State;
import dev.muster.api.User.Profile;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.SignInAbility.ContactField;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;

/** A source whose platform's address book a test writes down. */
abstract class ReconciliationFixture {
  static final String SOURCE = "door";

  final TestCore core = new TestCore();
  final PlayedDirectory book = new PlayedDirectory();

  @BeforeEach
  void open() {
    core.directory.require(TENANT);
    FakePlatform platform =
        new FakePlatform().vouchesFor(Map.of(SignInMethod.BROWSER, vouchedFor()));
    platform.knows(book);
    core.offer(platform);
    again();
  }

  /** What the platform answers for. */
  Set<ContactField> vouchedFor() {
    return EnumSet.of(ContactField.EMAIL);
  }

  /** Makes the source. */
  void again() {
    var unused =
        core.sources.create(
            ALICE,
            TENANT,
            SOURCE,
            FakePlatform.ID,
            Settings.of("Door", Set.of(SignInMethod.BROWSER))
                .withFields(Map.of("corpId", PlayedDirectory.COMPANY, "secret", "s")));
  }

  void set(UnaryOperator<Settings> change) {
    var unused = core.sources.change(ALICE, TENANT, SOURCE, change, OptionalLong.empty());
  }

  void creates() {
    set(it -> it.withReconciliation(new Reconciliation(Schedule.OFF, true)));
  }

  IdentitySource source() {
    return core.sources.find(TENANT, SOURCE).orElseThrow().value();
  }

  private static final String[] TEN = {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j"};

  void ten() {
    linked(TEN);
    for (String id : TEN) {
      book.with("1", PlayedDirectory.person(id));
    }
  }

  /** Somebody who has signed in, and is called and placed as the address book says. */
  void linked(String... ids) {
    for (String id : ids) {
      linked(id, List.of("1"), PlayedDirectory.COMPANY);
    }
  }

  void linked(String id, List<String> departments, String company) {
    Instant now = core.clock.instant();
    UnitOfWork work = new UnitOfWork();
    Profile profile = Profile.builder(id).displayName(Optional.of("Name of " + id)).build();
    work.add(core.accounts.users().create(TENANT, id, UserRecord.of(profile, now)));
    work.add(
        core.accounts
            .identities()
            .create(
                TENANT,
                identity(company, id),
                new IdentityRecord(
                    id, "other", FakePlatform.ID, company, id, departments, now, now)));
    core.accounts.count(work, TENANT, Optional.empty(), Optional.of(true));
    core.storage.commit(work);
  }

  /** Another account of somebody who has signed in. */
  void linkedTo(String user, String source, String company) {
    Instant now = core.clock.instant();
    IdentityRecord other =
        new IdentityRecord(user, source, FakePlatform.ID, company, user, List.of("1"), now, now);
    core.storage.commit(
        new UnitOfWork()
            .add(core.accounts.identities().create(TENANT, identity(company, user), other)));
  }

  /** The platform has just said that they are here. */
  void signsIn(String id) {
    var read =
        core.accounts
            .identities()
            .find(TENANT, identity(PlayedDirectory.COMPANY, id))
            .orElseThrow();
    IdentityRecord it = read.value();
    IdentityRecord after =
        new IdentityRecord(
            it.userId(),
            it.identitySource(),
            it.platform(),
            it.platformTenant(),
            it.platformUserId(),
            it.departments(),
            it.linkedAt(),
            core.clock.instant());
    core.storage.commit(new UnitOfWork().add(core.accounts.identities().replace(read, after)));
  }

  static String identity(String company, String id) {
    return IdentityRecord.id(FakePlatform.ID, company, id, true);
  }

  UserRecord user(String id) {
    return core.accounts.users().find(TENANT, id).orElseThrow().value();
  }

  IdentityRecord identity(String id) {
    return core.accounts
        .identities()
        .find(TENANT, identity(PlayedDirectory.COMPANY, id))
        .orElseThrow()
        .value();
  }

  boolean active(String id) {
    return user(id).active();
  }

  void disabledByAdministrator(String id) {
    var unused =
        core.users.setActive(ALICE, TENANT, id, false, Optional.empty(), OptionalLong.empty());
  }

  /** Begins a run a moment later, and has it worked on. */
  dev.muster.api.Reconciliations.Reconciliation run(boolean apply) {
    core.clock.advance(Duration.ofMinutes(1));
    String id = core.reconciliations.start(ALICE, TENANT, SOURCE, apply);
    core.taskWork.runDue();
    return read(id);
  }

  dev.muster.api.Reconciliations.Reconciliation applied(String id) {
    core.reconciliations.apply(ALICE, TENANT, SOURCE, id);
    core.taskWork.runDue();
    return read(id);
  }

  dev.muster.api.Reconciliations.Reconciliation read(String id) {
    return core.reconciliations.find(TENANT, SOURCE, id).orElseThrow();
  }

  State state(String id) {
    return read(id).state();
  }

  List<Difference> differences(String id, Kind kind) {
    return core.reconciliations
        .differences(TENANT, SOURCE, id, Optional.of(kind), 200, Optional.empty())
        .items();
  }

  List<Difference> differences(String id) {
    return core.reconciliations
        .differences(TENANT, SOURCE, id, Optional.empty(), 200, Optional.empty())
        .items();
  }
}
