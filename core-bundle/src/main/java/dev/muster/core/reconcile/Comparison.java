package dev.muster.core.reconcile;

import dev.muster.api.IdentitySource;
import dev.muster.api.Reconciliations.Kind;
import dev.muster.api.User.Profile;
import dev.muster.core.reconcile.ChunkRecord.Row;
import dev.muster.core.signin.AddressBookPeople;
import dev.muster.core.signin.AddressBookPeople.Verdict;
import dev.muster.core.signin.StoredPerson;
import dev.muster.core.store.Stored;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.Deprovisioning;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.Presence;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.Directory.Person;
import dev.muster.spi.platform.Directory.Status;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.storage.Query;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares somebody of an address book with what is stored of them. Stores nothing. */
final class Comparison {
  private static final String NOT_LOOKED_UP = "not-looked-up";

  private static final String CAME_BACK = "came-back";

  private static final String ELSEWHERE = "in-another-company";

  private static final String PERHAPS_RENAMED = "perhaps-renamed";

  /** Of one user, and of users with one address. */
  private static final int MOST_IDENTITIES = 100;

  private final Accounts accounts;
  private final AddressBookPeople people;
  private final Deprovisioning deprovisioning;

  Comparison(Accounts accounts, AddressBookPeople people, Deprovisioning deprovisioning) {
    this.accounts = accounts;
    this.people = people;
    this.deprovisioning = deprovisioning;
  }

  /**
   * Of which run.
   *
   * @param tenant the tenant's id
   * @param source the source as it is set now
   * @param company whose address book it is
   * @param descriptor the platform's
   */
  record Scope(
      String tenant, IdentitySource source, String company, PlatformDescriptor descriptor) {
    String identity(String platformUserId) {
      return IdentityRecord.id(
          source.platform(), company, platformUserId, descriptor.userIdIgnoresCase());
    }

    /** Whether an account is one of this company's, by whichever source it was linked. */
    boolean has(IdentityRecord identity) {
      return identity.platform().equals(source.platform())
          && identity.platformTenant().equals(company);
    }
  }

  /** A difference of a kind. */
  record Found(Kind kind, Row row) {}

  /** What was compared: whether it was somebody who may sign in, and how they differ. */
  record Result(boolean linked, Optional<Found> found) {
    static final Result NOTHING = new Result(false, Optional.empty());
  }

  /** Somebody whom a list has, or who was looked up. */
  Result listed(Scope scope, Person person) {
    String id = scope.identity(person.userId());
    Optional<Stored<IdentityRecord>> identity =
        accounts.identities().find(scope.tenant(), id).filter(it -> scope.has(it.value()));
    if (identity.isEmpty()) {
      return new Result(false, newcomer(scope, id, person));
    }
    return accounts
        .users()
        .find(scope.tenant(), identity.get().value().userId())
        .map(user -> new Result(user.value().active(), linked(scope, identity.get(), user, person)))
        .orElse(Result.NOTHING);
  }

  private Optional<Found> linked(
      Scope scope, Stored<IdentityRecord> identity, Stored<UserRecord> user, Person person) {
    boolean active = user.value().active();
    return switch (Presence.of(person.status())) {
      case GONE -> active ? leaver(identity, user, reason(person.status())) : Optional.empty();
      case HERE -> {
        if (active && identity.value().isAbsent()) {
          yield Optional.of(account(identity, user, CAME_BACK));
        }
        yield active
            ? changed(scope, identity, user, person)
            : Optional.of(row(identity, user, CAME_BACK))
                .filter(row -> Deprovisioning.hasLeft(user.value(), identity))
                .map(row -> new Found(Kind.ENABLED, row));
      }
      case UNCLEAR -> Optional.empty();
    };
  }

  private static String reason(Status status) {
    return status == Status.LEFT ? "left-company" : "disabled-at-platform";
  }

  /** Nothing where the account has ended already by which they came. */
  private Optional<Found> leaver(
      Stored<IdentityRecord> identity, Stored<UserRecord> user, String reason) {
    if (Deprovisioning.isOverruled(user.value(), identity)) {
      return Optional.of(new Found(Kind.SKIPPED, row(identity, user, "let-in-by-administrator")));
    }
    if (!staysByAnother(identity, user)) {
      return Optional.of(new Found(Kind.DISABLED, row(identity, user, reason)));
    }
    return identity.value().isAbsent()
        ? Optional.empty()
        : Optional.of(account(identity, user, ELSEWHERE));
  }

  /** Whether they left and stay all the same, so that only the account ends. */
  boolean staysByAnother(Stored<IdentityRecord> identity, Stored<UserRecord> user) {
    return deprovisioning.staysByAnother(
        identity.key().partition(), user.key().id(), identity.key().id());
  }

  /** What changes of an account alone: that it ends, or serves again. */
  private static Found account(
      Stored<IdentityRecord> identity, Stored<UserRecord> user, String reason) {
    Row row = row(identity, user, reason);
    return new Found(
        Kind.CHANGED,
        new Row(
            row.identity(),
            row.version(),
            row.user(),
            row.platformUserId(),
            row.name(),
            Optional.empty(),
            reason,
            List.of("identities")));
  }

  /** Whether a difference is that an account ends whose user stays. */
  static boolean isEnd(Kind kind, Row row) {
    return kind == Kind.CHANGED && row.reason().equals(ELSEWHERE);
  }

  /** Whether a difference is that an account serves again whose user has stayed. */
  static boolean isReturn(Kind kind, Row row) {
    return kind == Kind.CHANGED && row.reason().equals(CAME_BACK);
  }

  private static Row row(Stored<IdentityRecord> identity, Stored<UserRecord> user, String reason) {
    return new Row(
        identity.key().id(),
        identity.version(),
        Optional.of(user.key().id()),
        identity.value().platformUserId(),
        user.value().profile().displayName(),
        Optional.empty(),
        reason,
        List.of());
  }

  private static Optional<Found> changed(
      Scope scope, Stored<IdentityRecord> identity, Stored<UserRecord> user, Person listed) {
    return AddressBookPeople.person(scope.company(), listed, scope.descriptor())
        .flatMap(
            person -> {
              List<String> fields = changes(identity, user.value(), person);
              return fields.isEmpty()
                  ? Optional.empty()
                  : Optional.of(
                      new Found(
                          Kind.CHANGED,
                          new Row(
                              identity.key().id(),
                              identity.version(),
                              Optional.of(user.key().id()),
                              person.userId(),
                              person.name().or(() -> user.value().profile().displayName()),
                              Optional.of(StoredPerson.of(person)),
                              "address-book",
                              fields)));
            });
  }

  /** What a person's entry changes of an account and its user, as the API names it. */
  static List<String> changes(
      Stored<IdentityRecord> identity, UserRecord user, ExternalIdentity person) {
    UserRecord reported =
        user.withReported(
            AddressBookPeople.profile(person, identity.key().id()), user.profileChangedAt());
    Profile before = user.profile();
    Profile after = reported.profile();
    List<String> fields = new ArrayList<>();
    if (!before.displayName().equals(after.displayName())) {
      fields.add("displayName");
    }
    if (!before.picture().equals(after.picture())) {
      fields.add("picture");
    }
    if (!before.email().equals(after.email()) || before.emailVerified() != after.emailVerified()) {
      fields.add("email");
    }
    if (!before.phone().equals(after.phone()) || before.phoneVerified() != after.phoneVerified()) {
      fields.add("phone");
    }
    if (!sameDepartments(identity.value(), person)) {
      fields.add("departments");
    }
    return List.copyOf(fields);
  }

  /** Lists name them in another order than a sign-in does, and some name none at all. */
  static boolean sameDepartments(IdentityRecord identity, ExternalIdentity person) {
    return person.departments().isEmpty()
        || new HashSet<>(identity.departments()).equals(new HashSet<>(person.departments()));
  }

  private Optional<Found> newcomer(Scope scope, String identity, Person listed) {
    if (!scope.source().settings().reconciliation().creates()
        || Presence.of(listed.status()) != Presence.HERE) {
      return Optional.empty();
    }
    return AddressBookPeople.person(scope.company(), listed, scope.descriptor())
        .map(person -> newcomer(scope, identity, person));
  }

  private Found newcomer(Scope scope, String identity, ExternalIdentity person) {
    Verdict verdict = judge(scope, person);
    Kind kind = Kind.SKIPPED;
    if (verdict.admitted()) {
      kind = verdict.user().isPresent() ? Kind.CHANGED : Kind.CREATED;
    }
    return new Found(
        kind,
        new Row(
            identity,
            0,
            verdict.user().map(it -> it.key().id()),
            person.userId(),
            person.name(),
            Optional.of(StoredPerson.of(person)).filter(it -> verdict.admitted()),
            verdict.rule(),
            kind == Kind.CHANGED ? List.of("identities") : List.of()));
  }

  /** Whether somebody who never signed in is admitted. */
  Verdict judge(Scope scope, ExternalIdentity person) {
    return people.judge(
        scope.tenant(), scope.source(), person, scope.descriptor().userIdIgnoresCase());
  }

  /** Whether somebody is linked to a user who may sign in: only they can leave. */
  Optional<Stored<UserRecord>> active(String tenant, Stored<IdentityRecord> identity) {
    return accounts
        .users()
        .find(tenant, identity.value().userId())
        .filter(user -> user.value().active());
  }

  /**
   * An account of the company whose user may come in and has a verified address of somebody who is
   * nobody here.
   */
  Optional<Stored<IdentityRecord>> sharingAddress(Scope scope, Person listed) {
    if (Presence.of(listed.status()) != Presence.HERE || isLinked(scope, listed.userId())) {
      return Optional.empty();
    }
    return AddressBookPeople.person(scope.company(), listed, scope.descriptor()).stream()
        .flatMap(
            person ->
                Stream.concat(
                    having(scope.tenant(), UserRecord.BY_VERIFIED_EMAIL, person.workEmail()),
                    having(scope.tenant(), UserRecord.BY_VERIFIED_PHONE, person.phone())))
        .filter(user -> user.value().active())
        .flatMap(user -> identities(scope.tenant(), user.key().id()))
        .filter(identity -> scope.has(identity.value()))
        .findFirst();
  }

  private Stream<Stored<UserRecord>> having(
      String tenant, String index, Optional<ContactPoint> address) {
    return address.filter(ContactPoint::verified).stream()
        .flatMap(
            it ->
                accounts
                    .users()
                    .query(
                        tenant,
                        new Query.Equal(index, UserRecord.folded(it.value())),
                        false,
                        MOST_IDENTITIES,
                        Optional.empty())
                    .items()
                    .stream());
  }

  private Stream<Stored<IdentityRecord>> identities(String tenant, String user) {
    return accounts
        .identities()
        .all(tenant, new Query.Equal(IdentityRecord.BY_USER, user), MOST_IDENTITIES)
        .stream();
  }

  /** Somebody who perhaps had another id before: nothing is done, and somebody has to look. */
  Result renamed(Scope scope, Person listed, Stored<IdentityRecord> before) {
    return new Result(
        false,
        Optional.of(
            new Found(
                Kind.SKIPPED,
                new Row(
                    scope.identity(listed.userId()),
                    0,
                    Optional.of(before.value().userId()),
                    listed.userId(),
                    listed.name(),
                    Optional.empty(),
                    PERHAPS_RENAMED,
                    List.of()))));
  }

  /**
   * Somebody whom no list has, and whom the address book was asked for by their id.
   *
   * @param renamed whether they perhaps go by another id
   */
  Optional<Found> missing(
      Scope scope,
      Stored<IdentityRecord> identity,
      Stored<UserRecord> user,
      Lookup answer,
      boolean renamed) {
    if (answer instanceof Lookup.Found found) {
      return linked(scope, identity, user, found.person());
    }
    if (answer instanceof Lookup.NotFound && renamed) {
      return Optional.of(new Found(Kind.SKIPPED, row(identity, user, PERHAPS_RENAMED)));
    }
    if (answer instanceof Lookup.NotFound) {
      return leaver(identity, user, "not-found");
    }
    String why = answer instanceof Lookup.NotVisible ? "not-visible" : "unknown";
    return Optional.of(new Found(Kind.SKIPPED, row(identity, user, why)));
  }

  /** Somebody whom no list has, beyond as many as are asked for one by one. */
  static Found unchecked(Stored<IdentityRecord> identity, Stored<UserRecord> user) {
    return new Found(Kind.SKIPPED, row(identity, user, NOT_LOOKED_UP));
  }

  /** The same of somebody who is named singly and perhaps not linked. */
  Optional<Found> unknownNewcomer(Scope scope, String platformUserId) {
    return isLinked(scope, platformUserId)
        ? Optional.empty()
        : Optional.of(
            new Found(
                Kind.SKIPPED,
                new Row(
                    scope.identity(platformUserId),
                    0,
                    Optional.empty(),
                    platformUserId,
                    Optional.empty(),
                    Optional.empty(),
                    NOT_LOOKED_UP,
                    List.of())));
  }

  /** Whether an account is somebody's. */
  boolean isLinked(Scope scope, String platformUserId) {
    return accounts.identities().find(scope.tenant(), scope.identity(platformUserId)).isPresent();
  }
}
