package dev.muster.core.reconcile;

import dev.muster.api.Reconciliations.Counts;
import dev.muster.api.Reconciliations.Kind;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.reconcile.AddressBook.Unread;
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
import dev.muster.core.user.PlatformProfile;
import dev.muster.core.user.Presence;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.platform.Directory.Lookup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Applies differences, some in each commit: each as it was found, and only where what is stored is
 * what it was compared with. Whatever takes its time, platforms and others' policies, is asked
 * before the commit.
 */
final class Applying {
  /** In this order. */
  private static final List<Kind> EFFECTIVE =
      List.of(Kind.DISABLED, Kind.ENABLED, Kind.CHANGED, Kind.CREATED);

  private static final String CHANGED_MEANWHILE = "changed-meanwhile";

  /** How long the differences of one commit are decided. */
  private static final Duration ONE_COMMIT = Duration.ofSeconds(5);

  /** What was read longer ago is asked for again before somebody comes in or is kept out. */
  static final Duration FRESH = Duration.ofHours(1);

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

  /** Asks the platform about somebody. */
  interface LookUp {
    Lookup of(String platformUserId) throws Unread;
  }

  /**
   * A difference, and whether it is applied.
   *
   * @param skip why not
   * @param verdict on a newcomer who is admitted
   */
  private record Decided(Row row, Optional<String> skip, Optional<Verdict> verdict) {
    static Decided skipped(Row row, String why) {
      return new Decided(row, Optional.of(why), Optional.empty());
    }
  }

  /**
   * What is applied by the next commit.
   *
   * @param place where it lies
   * @param decided some of the differences of a document
   * @param isLast whether they are its last ones
   */
  record Part(Place place, List<Decided> decided, boolean isLast) {
    private Kind kind() {
      return Kind.valueOf(place.after().orElseThrow());
    }
  }

  /**
   * Decides on the next differences. Changes nothing.
   *
   * @param run the run's id
   * @param record the run as it is stored; it is being applied
   * @param scope whose it is
   * @param now the time
   * @param lookUp asks the platform
   * @return some of them; empty when all were applied before
   * @throws Unread if the platform did not answer about the first one
   */
  Optional<Part> decide(String run, RunRecord record, Scope scope, Instant now, LookUp lookUp)
      throws Unread {
    Optional<Place> place = place(record);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    Kind kind = Kind.valueOf(place.get().after().orElseThrow());
    List<Row> rows =
        chunks
            .find(scope.tenant(), ChunkRecord.id(run, kind, place.get().chunk()))
            .map(it -> it.value().rows())
            .orElse(List.of());
    boolean isFresh = now.isBefore(record.startedAt().plus(FRESH));
    Deadline deadline = Deadline.in(ONE_COMMIT);
    List<Decided> decided = new ArrayList<>();
    int at = place.get().index();
    try {
      for (; at < rows.size() && !deadline.passed(); at++) {
        decided.add(decide(kind, rows.get(at), scope, isFresh, lookUp));
      }
    } catch (Unread e) {
      if (decided.isEmpty() || !e.retryable()) {
        throw e;
      }
    }
    return Optional.of(new Part(place.get(), decided, at >= rows.size()));
  }

  private Decided decide(Kind kind, Row row, Scope scope, boolean isFresh, LookUp lookUp)
      throws Unread {
    boolean isNewcomer = row.version() == 0;
    boolean leaves = kind == Kind.DISABLED || Comparison.isEnd(kind, row);
    boolean isAsked =
        isNewcomer || leaves || kind != Kind.CHANGED || Comparison.isReturn(kind, row);
    if (!isFresh && isAsked) {
      Lookup answer = lookUp.of(row.platformUserId());
      boolean isStillSo =
          leaves
              ? answer instanceof Lookup.NotFound || Presence.of(answer) == Presence.GONE
              : Presence.of(answer) == Presence.HERE;
      if (!isStillSo) {
        return Decided.skipped(row, CHANGED_MEANWHILE);
      }
    }
    if (!isNewcomer) {
      return new Decided(row, Optional.empty(), Optional.empty());
    }
    Verdict verdict =
        comparison.judge(scope, row.person().map(StoredPerson::identity).orElseThrow());
    if (!verdict.admitted()) {
      return Decided.skipped(row, verdict.rule());
    }
    boolean isSame =
        verdict.user().map(it -> it.key().id()).equals(row.user())
            && (kind == Kind.CREATED) == row.user().isEmpty();
    return isSame
        ? new Decided(row, Optional.empty(), Optional.of(verdict))
        : Decided.skipped(row, CHANGED_MEANWHILE);
  }

  /**
   * Adds differences to a commit.
   *
   * @param work the commit
   * @param run the run's id
   * @param before the run as it is stored, where it was when they were decided
   * @param part the differences
   * @param scope whose it is
   * @param now the time
   * @return the run after that
   */
  RunRecord apply(
      ChangeSet work, String run, RunRecord before, Part part, Scope scope, Instant now) {
    Kind kind = part.kind();
    String tenant = scope.tenant();
    Optional<Stored<ChunkRecord>> found =
        chunks.find(tenant, ChunkRecord.id(run, kind, part.place().chunk()));
    List<Row> rows = found.map(it -> it.value().rows()).orElse(List.of());
    Admissions admissions = people.admissions(work, tenant, scope.source(), now);
    List<Row> skipped = new ArrayList<>();
    for (Decided each : part.decided()) {
      if (each.skip().isPresent()) {
        skipped.add(each.row().because(each.skip().get()));
      } else if (!apply(work, kind, each, scope, before.startedAt(), admissions)) {
        skipped.add(each.row().because(CHANGED_MEANWHILE));
      }
    }
    Place next =
        new Place(
            Step.APPLY,
            part.isLast() ? part.place().chunk() + 1 : part.place().chunk(),
            part.isLast() ? 0 : part.place().index() + part.decided().size() - skipped.size(),
            part.place().after(),
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
    return before.at(next, before.found().with(counts), inChunks);
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
      ChangeSet work,
      Kind kind,
      Decided decided,
      Scope scope,
      Instant read,
      Admissions admissions) {
    Row row = decided.row();
    String tenant = scope.tenant();
    // one commit changes a user once
    if (row.user().filter(user -> isChanged(work, tenant, user)).isPresent()) {
      return false;
    }
    if (decided.verdict().isPresent()) {
      return admit(row, decided.verdict().get(), tenant, admissions);
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
    boolean ends = Comparison.isEnd(kind, row);
    if (kind == Kind.DISABLED || ends) {
      if (comparison.staysByAnother(identity.orElseThrow(), user.get()) != ends) {
        return false;
      }
      deprovisioning.leave(work, tenant, row.identity(), read, row.reason());
    } else if (kind == Kind.ENABLED || Comparison.isReturn(kind, row)) {
      deprovisioning.comeBack(work, tenant, row.identity(), read);
    } else {
      ExternalIdentity person = row.person().orElseThrow().identity();
      PlatformProfile told = AddressBookPeople.profile(person, identity.get().key().id());
      UserRecord after = user.get().value().withReported(told, admissions.now());
      change(work, identity.get(), user.get(), after, person);
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
      UserRecord after,
      ExternalIdentity person) {
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

  private boolean admit(Row row, Verdict verdict, String tenant, Admissions admissions) {
    ExternalIdentity person = row.person().map(StoredPerson::identity).orElseThrow();
    boolean isSame =
        accounts.identities().find(tenant, row.identity()).isEmpty()
            && verdict.user().stream().allMatch(it -> isCurrent(tenant, it))
            && !admissions.isPerhapsKnown(person);
    if (isSame) {
      admissions.add(person, row.identity(), verdict);
    }
    return isSame;
  }

  private boolean isCurrent(String tenant, Stored<UserRecord> judged) {
    return accounts
        .users()
        .find(tenant, judged.key().id())
        .filter(it -> it.version() == judged.version())
        .isPresent();
  }
}
