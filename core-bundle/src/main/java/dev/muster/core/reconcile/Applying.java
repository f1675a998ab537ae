package dev.muster.core.reconcile;

import dev.muster.api.Reconciliations.Counts;
import dev.muster.api.Reconciliations.Kind;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.reconcile.ChunkRecord.Row;
import dev.muster.core.reconcile.Comparison.Scope;
import dev.muster.core.reconcile.RunRecord.Place;
import dev.muster.core.reconcile.RunRecord.Step;
import dev.muster.core.signin.AddressBookPeople;
import dev.muster.core.signin.AddressBookPeople.Admissions;
import dev.muster.core.signin.AddressBookPeople.Verdict;
import dev.muster.core.signin.StoredPerson;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Stored;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.Deprovisioning;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Applies differences, some in each commit: each as it was found, and only where what is stored is
 * what it was compared with.
 */
final class Applying {
  /** In this order. */
  private static final List<Kind> EFFECTIVE =
      List.of(Kind.DISABLED, Kind.ENABLED, Kind.CHANGED, Kind.CREATED);

  private static final String CHANGED_MEANWHILE = "changed-meanwhile";

  /** Others' sign-in policies are asked about newcomers, and may take their time. */
  private static final Duration ONE_COMMIT = Duration.ofSeconds(5);

  private final Accounts accounts;
  private final AddressBookPeople people;
  private final Comparison comparison;
  private final Deprovisioning deprovisioning;
  private final Repository<ChunkRecord> chunks;

  Applying(
      Accounts accounts,
      AddressBookPeople people,
      Comparison comparison,
      Deprovisioning deprovisioning,
      Repository<ChunkRecord> chunks) {
    this.accounts = accounts;
    this.people = people;
    this.comparison = comparison;
    this.deprovisioning = deprovisioning;
    this.chunks = chunks;
  }

  /**
   * Adds the next differences to a commit.
   *
   * @param work the commit
   * @param run the run's id
   * @param before the run as it is stored; it is being applied
   * @param scope whose it is
   * @param now the time
   * @return the run after that; empty when all of them were applied before
   */
  Optional<RunRecord> next(ChangeSet work, String run, RunRecord before, Scope scope, Instant now) {
    Optional<Place> place = place(before);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    Kind kind = Kind.valueOf(place.get().after().orElseThrow());
    String tenant = scope.tenant();
    Optional<Stored<ChunkRecord>> found =
        chunks.find(tenant, ChunkRecord.id(run, kind, place.get().chunk()));
    List<Row> rows = found.map(it -> it.value().rows()).orElse(List.of());
    Admissions admissions = people.admissions(work, tenant, scope.source(), now);
    Deadline deadline = Deadline.in(ONE_COMMIT);
    List<Row> skipped = new ArrayList<>();
    int at = place.get().index();
    for (; at < rows.size() && !deadline.passed(); at++) {
      if (!apply(work, kind, rows.get(at), scope, before.startedAt(), admissions)) {
        skipped.add(rows.get(at).because(CHANGED_MEANWHILE));
      }
    }
    boolean isLast = at >= rows.size();
    Place next =
        new Place(
            Step.APPLY,
            isLast ? place.get().chunk() + 1 : place.get().chunk(),
            isLast ? 0 : at - skipped.size(),
            place.get().after(),
            before.place().parts());
    Map<Kind, Integer> inChunks = new HashMap<>(before.chunks());
    Counts counts = before.found().counts();
    if (!skipped.isEmpty()) {
      Stored<ChunkRecord> chunk = found.orElseThrow();
      List<Row> left = new ArrayList<>(rows);
      left.removeIf(row -> skipped.stream().anyMatch(it -> it.identity().equals(row.identity())));
      work.add(chunks.replace(chunk, chunk.value().with(left)));
      int number = inChunks.merge(Kind.SKIPPED, 1, Integer::sum) - 1;
      work.add(
          chunks.create(
              tenant,
              ChunkRecord.id(run, Kind.SKIPPED, number),
              new ChunkRecord(run, Kind.SKIPPED, number, skipped, before.expiresAt())));
      counts = counts.plus(kind, -skipped.size()).plus(Kind.SKIPPED, skipped.size());
    }
    return Optional.of(before.at(next, before.found().with(counts), inChunks));
  }

  /** Where the next differences lie. */
  private static Optional<Place> place(RunRecord run) {
    Place place = run.place();
    int first = place.after().map(Kind::valueOf).map(EFFECTIVE::indexOf).orElse(0);
    for (Kind kind : EFFECTIVE.subList(first, EFFECTIVE.size())) {
      boolean isCurrent = place.after().filter(kind.name()::equals).isPresent();
      int chunk = isCurrent ? place.chunk() : 0;
      if (chunk < run.chunks().getOrDefault(kind, 0)) {
        int index = isCurrent ? place.index() : 0;
        return Optional.of(
            new Place(Step.APPLY, chunk, index, Optional.of(kind.name()), place.parts()));
      }
    }
    return Optional.empty();
  }

  /** False where something has changed since it was compared. */
  private boolean apply(
      ChangeSet work, Kind kind, Row row, Scope scope, Instant read, Admissions admissions) {
    String tenant = scope.tenant();
    // one commit changes a user once
    if (row.user().filter(user -> isChanged(work, tenant, user)).isPresent()) {
      return false;
    }
    if (row.version() == 0) {
      return admit(kind, row, scope, admissions);
    }
    Optional<Stored<IdentityRecord>> identity =
        accounts
            .identities()
            .find(tenant, row.identity())
            .filter(it -> it.version() == row.version());
    Optional<Stored<UserRecord>> user =
        identity
            .flatMap(it -> accounts.users().find(tenant, it.value().userId()))
            .filter(it -> it.value().active() == (kind != Kind.ENABLED));
    if (user.isEmpty()) {
      return false;
    }
    switch (kind) {
      case DISABLED -> deprovisioning.leave(work, tenant, row.identity(), read);
      case ENABLED -> deprovisioning.comeBack(work, tenant, row.identity(), read);
      default -> change(work, identity.get(), user.get(), row.person().orElseThrow().identity());
    }
    return kind == Kind.CHANGED
        ? isChanged(work, tenant, user.get().key().id())
            || work.changes(accounts.identities().key(tenant, row.identity()))
        : isChanged(work, tenant, user.get().key().id());
  }

  private boolean isChanged(ChangeSet work, String tenant, String user) {
    return work.changes(accounts.users().key(tenant, user));
  }

  private void change(
      ChangeSet work,
      Stored<IdentityRecord> identity,
      Stored<UserRecord> user,
      ExternalIdentity person) {
    UserRecord after =
        user.value().withReported(AddressBookPeople.profile(person, identity.key().id()));
    if (!after.equals(user.value())) {
      work.add(accounts.users().replace(user, after));
    }
    IdentityRecord known = identity.value();
    IdentityRecord now =
        known.with(known.personal().map(it -> it.used(user.value().profile(), after.profile())));
    if (!Comparison.sameDepartments(known, person)) {
      now = now.withDepartments(person.departments());
    }
    if (!now.equals(known)) {
      work.add(accounts.identities().replace(identity, now));
    }
  }

  private boolean admit(Kind kind, Row row, Scope scope, Admissions admissions) {
    ExternalIdentity person = row.person().map(StoredPerson::identity).orElseThrow();
    if (accounts.identities().find(scope.tenant(), row.identity()).isPresent()) {
      return false;
    }
    Verdict verdict = comparison.judge(scope, person);
    boolean isSame =
        verdict.admitted()
            && verdict.user().map(it -> it.key().id()).equals(row.user())
            && (kind == Kind.CREATED) == row.user().isEmpty();
    if (isSame) {
      admissions.add(person, row.identity(), verdict);
    }
    return isSame;
  }
}
