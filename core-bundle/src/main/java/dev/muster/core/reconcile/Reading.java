package dev.muster.core.reconcile;

import dev.muster.api.IdentitySource;
import dev.muster.core.membership.Memberships;
import dev.muster.core.reconcile.AddressBook.Part;
import dev.muster.core.reconcile.AddressBook.Unread;
import dev.muster.core.reconcile.AddressBook.Whose;
import dev.muster.core.reconcile.Comparison.Result;
import dev.muster.core.reconcile.Comparison.Scope;
import dev.muster.core.reconcile.RunRecord.Place;
import dev.muster.core.reconcile.RunRecord.Step;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Stored;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.platform.Directory.Department;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.Directory.Person;
import dev.muster.spi.platform.Directory.Status;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reads an address book from where a run stands, some of it at a time, and compares whom it finds.
 * What it keeps in memory is a set of whom it has found, read from what was stored when it begins.
 * For one thread.
 */
final class Reading {
  /** The most people that are read. */
  static final int MOST_PEOPLE = 500_000;

  /** The most people who are looked up one by one because no list has them. */
  static final int MOST_LOOKUPS = 1_000;

  /** After so many people or departments what was read is stored. */
  private static final int STORE_AFTER = 500;

  /** Of people who are looked up one by one, which takes a call each. */
  private static final int LOOKUPS_AT_A_TIME = 5;

  private static final int IDENTITIES_AT_A_TIME = 200;

  /** How long people of one page are compared: what judges newcomers may take its time. */
  private static final Duration COMPARE_FOR = Duration.ofSeconds(5);

  /** How long is read until it is stored. */
  private static final Duration STORE_EVERY = Duration.ofSeconds(2);

  private final AddressBook book;
  private final Comparison comparison;
  private final Accounts accounts;
  private final Repository<PartRecord> parts;
  private final String tenant;
  private final String run;
  private final IdentitySource source;
  private final PlatformDescriptor descriptor;
  private final Predicate<String> isSource;
  private final Map<String, Boolean> sources = new HashMap<>();
  private final Set<Long> seen = new HashSet<>();

  private String app = "";
  private List<String> departments = List.of();
  private int departmentsOf = -1;

  Reading(
      AddressBook book,
      Comparison comparison,
      Accounts accounts,
      Repository<PartRecord> parts,
      Of of) {
    this.book = book;
    this.comparison = comparison;
    this.accounts = accounts;
    this.parts = parts;
    this.tenant = of.tenant();
    this.run = of.run();
    this.source = of.source();
    this.descriptor = of.descriptor();
    this.isSource = of.isSource();
    parts
        .all(tenant, new Query.Equal(PartRecord.PEOPLE, run), Integer.MAX_VALUE)
        .forEach(part -> seen.addAll(part.value().people()));
  }

  /**
   * Which run.
   *
   * @param isSource whether there is an identity source of an id
   */
  record Of(
      String tenant,
      String run,
      IdentitySource source,
      PlatformDescriptor descriptor,
      Predicate<String> isSource) {}

  /**
   * Reads on.
   *
   * @param record the run as it is stored
   * @return what was read; with at least some of it where a later call failed, so that nothing is
   *     read twice
   * @throws Unread if the first call failed, or the address book is too large
   */
  Batch next(RunRecord record) throws Unread {
    Batch batch = new Batch(record);
    app = record.app().orElse("");
    Deadline deadline = Deadline.in(STORE_EVERY);
    try {
      do {
        step(batch, record);
      } while (batch.place().step() == record.place().step()
          && batch.size() < STORE_AFTER
          && !deadline.passed());
    } catch (Unread e) {
      if (batch.isEmpty() || !e.retryable()) {
        throw e;
      }
    }
    if (batch.found().departments() > Memberships.MOST_DEPARTMENTS
        || batch.found().people() > MOST_PEOPLE) {
      throw Unread.of(Problems.TOO_LARGE, "It is too large");
    }
    return batch;
  }

  private void step(Batch batch, RunRecord record) throws Unread {
    switch (record.place().step()) {
      case COMPANY -> company(batch);
      case DEPARTMENTS -> departments(batch);
      case PEOPLE -> people(batch, scope(record));
      case NAMED_SINGLY -> namedSingly(batch, scope(record));
      case MISSING -> missing(batch, scope(record));
      case APPLY -> throw new IllegalStateException("Everything is read");
    }
  }

  private Scope scope(RunRecord record) {
    return new Scope(tenant, source, record.company().orElseThrow(), descriptor);
  }

  private <T> T ask(Part part, AddressBook.Question<T> question) throws Unread {
    return ask(part, Optional.empty(), question);
  }

  private <T> T ask(Part part, Optional<String> department, AddressBook.Question<T> question)
      throws Unread {
    return book.ask(new Whose(tenant, source.id(), app), part, department, question);
  }

  private void company(Batch batch) throws Unread {
    app = book.app(tenant, source.id());
    Optional<String> company =
        ask(Part.CONNECTION, (directory, platform, deadline) -> directory.company(deadline));
    batch.company(
        company.orElseThrow(
            () -> Unread.of(Problems.COMPANY_UNKNOWN, "It does not say whose address book it is")),
        app);
    batch.place(Place.at(Step.DEPARTMENTS, batch.place().parts()));
  }

  private void departments(Batch batch) throws Unread {
    Place place = batch.place();
    Page<Department> page =
        ask(
            Part.DEPARTMENTS,
            (directory, platform, deadline) -> directory.departments(place.after(), deadline));
    batch.departments(page.items().stream().map(Department::id).toList());
    batch.place(
        further(page, place) ? place.after(page.next()) : Place.at(Step.PEOPLE, place.parts()));
  }

  /** A list that stands still would be read for ever. */
  private static boolean further(Page<?> page, Place place) throws Unread {
    if (page.next().isPresent() && page.next().equals(place.after())) {
      throw Unread.of(Problems.code(Code.UNEXPECTED_ANSWER), "A list goes on where it was");
    }
    return page.next().isPresent();
  }

  private void people(Batch batch, Scope scope) throws Unread {
    Place place = batch.place();
    load(place.chunk());
    if (departments.isEmpty()) {
      batch.place(Place.at(Step.NAMED_SINGLY, place.parts()));
      return;
    }
    String department = departments.get(place.index());
    Page<Person> page =
        ask(
            Part.PEOPLE,
            Optional.of(department),
            (directory, platform, deadline) ->
                directory.people(department, place.after(), deadline));
    boolean isMore = further(page, place);
    Deadline enough = Deadline.in(COMPARE_FOR);
    for (Person person : page.items()) {
      if (listed(batch, scope, person) && enough.passed()) {
        // the page is read again, for the others
        return;
      }
    }
    if (isMore) {
      batch.place(place.after(page.next()));
      return;
    }
    boolean isLast = place.index() + 1 == departments.size();
    batch.place(
        new Place(
            Step.PEOPLE,
            isLast ? place.chunk() + 1 : place.chunk(),
            isLast ? 0 : place.index() + 1,
            Optional.empty(),
            place.parts()));
  }

  /** Behind the documents of departments come those of people, which have none. */
  private void load(int chunk) {
    if (departmentsOf != chunk) {
      departments =
          parts
              .find(tenant, PartRecord.id(run, chunk))
              .map(part -> part.value().departments())
              .orElse(List.of());
      departmentsOf = chunk;
    }
  }

  /**
   * Somebody whom a list has: compared the first time that a list says how they stand. A list of
   * ids alone says nothing but that they are there.
   *
   * @return whether it said anything new
   */
  private boolean listed(Batch batch, Scope scope, Person person) throws Unread {
    long mark = PartRecord.mark(scope.identity(person.userId()));
    boolean isNew = !isSeen(mark);
    if (person.status() == Status.UNKNOWN) {
      if (isNew) {
        seen.add(~mark);
        batch.person(~mark, true);
      }
      return isNew;
    }
    if (seen.contains(mark)) {
      return false;
    }
    Optional<Stored<IdentityRecord>> before = renamedFrom(batch, scope, person);
    seen.add(mark);
    batch.person(mark, isNew);
    if (before.isPresent()) {
      long renamed = PartRecord.markOfRenamed(before.get().key().id());
      seen.add(renamed);
      batch.person(renamed, false);
      batch.add(comparison.renamed(scope, person, before.get()));
    } else {
      batch.add(comparison.listed(scope, person));
    }
    return true;
  }

  /** What somebody unknown was perhaps called before: the platform knows nobody of that id. */
  private Optional<Stored<IdentityRecord>> renamedFrom(Batch batch, Scope scope, Person person)
      throws Unread {
    Optional<Stored<IdentityRecord>> other =
        comparison
            .sharingAddress(scope, person)
            .filter(it -> !isSeen(PartRecord.mark(it.key().id())));
    if (other.isEmpty() || batch.lookups() >= MOST_LOOKUPS) {
      return Optional.empty();
    }
    batch.lookedUp(1);
    return lookUp(other.get().value().platformUserId()) instanceof Lookup.NotFound
        ? other
        : Optional.empty();
  }

  private boolean isSeen(long mark) {
    return seen.contains(mark) || seen.contains(~mark);
  }

  private void namedSingly(Batch batch, Scope scope) throws Unread {
    Place place = batch.place();
    Page<String> page =
        ask(
            Part.NAMED_SINGLY,
            (directory, platform, deadline) ->
                directory.peopleNamedSingly(place.after(), deadline));
    boolean isMore = further(page, place);
    List<String> ids = page.items();
    int asked = 0;
    int at = place.index();
    while (at < ids.size() && asked < LOOKUPS_AT_A_TIME) {
      String id = ids.get(at);
      if (isWanted(scope, id)) {
        if (batch.lookups() < MOST_LOOKUPS) {
          if (lookUp(id) instanceof Lookup.Found found) {
            var unused = listed(batch, scope, found.person());
          }
          batch.lookedUp(1);
          asked++;
        } else {
          comparison.unknownNewcomer(scope, id).ifPresent(batch::notLookedUp);
        }
      }
      at++;
    }
    if (at < ids.size()) {
      batch.place(new Place(Step.NAMED_SINGLY, 0, at, place.after(), place.parts()));
    } else {
      batch.place(
          isMore
              ? new Place(Step.NAMED_SINGLY, 0, 0, page.next(), place.parts())
              : Place.at(Step.MISSING, place.parts()));
    }
  }

  /** Whether anything can follow from what is known of somebody whom no list has had. */
  private boolean isWanted(Scope scope, String userId) {
    return !isSeen(PartRecord.mark(scope.identity(userId)))
        && (source.settings().reconciliation().creates() || comparison.isLinked(scope, userId));
  }

  private Lookup lookUp(String userId) throws Unread {
    return ask(Part.PERSON, (directory, platform, deadline) -> directory.person(userId, deadline));
  }

  private void missing(Batch batch, Scope scope) throws Unread {
    Place place = batch.place();
    Page<Stored<IdentityRecord>> page = identities(IDENTITIES_AT_A_TIME, place);
    List<Stored<IdentityRecord>> missing = missing(scope, page);
    int most = Math.min(LOOKUPS_AT_A_TIME, MOST_LOOKUPS - batch.lookups());
    boolean isAsked = most > 0;
    if (isAsked && missing.size() > most) {
      // no more than can be looked up in time: up to there
      page = identities(page.items().indexOf(missing.get(most - 1)) + 1, place);
      missing = missing(scope, page);
    }
    // all of them or, where a call fails, none: they are read again
    List<Result> results = new ArrayList<>();
    for (Stored<IdentityRecord> identity : missing) {
      Optional<Stored<UserRecord>> user = comparison.active(tenant, identity);
      if (user.isPresent()) {
        results.add(
            new Result(
                true,
                isAsked
                    ? comparison.missing(
                        scope,
                        identity,
                        user.get(),
                        lookUp(identity.value().platformUserId()),
                        seen.contains(PartRecord.markOfRenamed(identity.key().id())))
                    : Optional.of(Comparison.unchecked(identity, user.get()))));
      }
    }
    results.forEach(batch::add);
    if (isAsked) {
      batch.lookedUp(results.size());
    } else {
      batch.unchecked(results.size());
    }
    batch.place(
        page.next().isPresent() ? place.after(page.next()) : Place.at(Step.APPLY, place.parts()));
  }

  private Page<Stored<IdentityRecord>> identities(int limit, Place place) {
    return accounts.identities().query(tenant, new Query.All(), false, limit, place.after());
  }

  private List<Stored<IdentityRecord>> missing(Scope scope, Page<Stored<IdentityRecord>> page) {
    return page.items().stream()
        .filter(identity -> scope.has(identity.value()))
        .filter(identity -> isOurs(identity.value().identitySource()))
        .filter(identity -> !isSeen(PartRecord.mark(identity.key().id())))
        .toList();
  }

  /** Another source of the company, which may see other people, looks after its own. */
  private boolean isOurs(String linkedBy) {
    return linkedBy.equals(source.id()) || !sources.computeIfAbsent(linkedBy, isSource::test);
  }
}
