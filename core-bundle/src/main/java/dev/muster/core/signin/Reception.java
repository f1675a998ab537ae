package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.Identity;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.api.User;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.grant.Granting;
import dev.muster.core.hook.Policies;
import dev.muster.core.policy.Admission;
import dev.muster.core.policy.Candidate;
import dev.muster.core.policy.Decision;
import dev.muster.core.policy.Lookup;
import dev.muster.core.session.StoredSessions;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.KnownUsers;
import dev.muster.core.user.Told;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.hook.DomainEvent.Account;
import dev.muster.spi.hook.DomainEvent.SignedIn;
import dev.muster.spi.hook.SignInPolicy;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.CommitResult.Conflict;
import dev.muster.spi.storage.DocumentKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lets a person in: decides as whom, and stores everything about it in one commit. Where somebody
 * else gets in the way, such as the same person in a second window, it reads and decides again.
 */
@Component(service = Reception.class)
public final class Reception {
  private static final int MAX_ATTEMPTS = 10;
  private static final int MAX_NUMBERED = 100;

  /** For all policies, however often the sign-in begins again. */
  private static final Duration POLICY_TIME = Duration.ofSeconds(2);

  /**
   * How far a user's own {@code lastSignInAt} may lag behind their identity's, which is exact:
   * writing the user with all its indexes at every sign-in costs more than the rest of the commit.
   */
  static final Duration LAST_SIGN_IN_LAG = Duration.ofHours(1);

  private final Repository<UsedState> usedStates;
  private final Accounts accounts;
  private final KnownUsers known;
  private final StoredSessions sessions;
  private final Changes changes;
  private final Policies policies;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public Reception(
      @Reference Storage storage,
      @Reference Accounts accounts,
      @Reference KnownUsers known,
      @Reference StoredSessions sessions,
      @Reference Changes changes,
      @Reference Policies policies) {
    this(storage, accounts, known, sessions, changes, policies, Clock.tickMillis(ZoneOffset.UTC));
  }

  Reception(
      Storage storage,
      Accounts accounts,
      KnownUsers known,
      StoredSessions sessions,
      Changes changes,
      Policies policies,
      InstantSource clock) {
    this.usedStates = storage.repository(UsedState.SCHEMA);
    this.accounts = accounts;
    this.known = known;
    this.sessions = sessions;
    this.changes = changes;
    this.policies = policies;
    this.clock = clock;
  }

  <G> Outcome<G> receive(Arrival arrival, Granting<G> granting) {
    Deadline deadline = Deadline.in(POLICY_TIME);
    for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      Optional<Outcome<G>> outcome = attempt(arrival, granting, attempt == 0, deadline);
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
    throw new ProblemException(
        ProblemCode.UNAVAILABLE,
        "Somebody else is changing the same data. Try again.",
        List.of(),
        Optional.of(Duration.ofSeconds(1)));
  }

  /** Ends a state with which nobody came in: what follows it is refused on every node. */
  void spend(String tenant, String state) {
    ChangeSet work = changes.open(Caller.SYSTEM, tenant);
    work.add(
        usedStates.create(tenant, state, new UsedState(clock.instant().plus(SignIns.LIFETIME))));
    // a conflict says that it has ended already
    var unused = changes.commit(work, true);
  }

  /** Empty when somebody got in the way. */
  private <G> Optional<Outcome<G>> attempt(
      Arrival arrival, Granting<G> granting, boolean fromMemory, Deadline deadline) {
    String tenant = arrival.tenant();
    ExternalIdentity person = arrival.person();
    String identityId =
        IdentityRecord.id(
            arrival.source().platform(),
            person.platformTenant(),
            person.userId(),
            arrival.userIdIgnoresCase());
    Optional<Stored<IdentityRecord>> identity = accounts.identities().find(tenant, identityId);
    if (identity.isPresent() && !sameCompany(identity.get().value(), arrival)) {
      return Optional.of(new Outcome.Refused<>(Refusal.FOREIGN_COMPANY));
    }
    Optional<Stored<UserRecord>> linked =
        identity.flatMap(i -> user(tenant, i.value().userId(), fromMemory));
    Admission admission = new Admission(arrival.source(), person, arrival.userIdIgnoresCase());
    List<Candidate> candidates =
        linked.isPresent() ? List.of() : candidates(tenant, admission.lookups());
    Decision decision = admission.decide(linked.map(UserRecord::user), candidates);
    if (decision instanceof Decision.Refuse refuse) {
      return Optional.of(new Outcome.Refused<>(refuse.reason()));
    }
    Optional<Stored<UserRecord>> present =
        decision instanceof Decision.Link link
            ? accounts.users().find(tenant, link.userId())
            : linked;
    if (present.isEmpty() && !(decision instanceof Decision.Create)) {
      return Optional.empty();
    }
    Optional<Policies.Objection> objection =
        objection(arrival, present.map(user -> user.key().id()), deadline);
    if (objection.isPresent()) {
      return Optional.of(
          new Outcome.Refused<>(
              Refusal.POLICY,
              objection.map(Policies.Objection::sentence),
              objection.map(Policies.Objection::bundle)));
    }
    return commit(
        arrival,
        granting,
        identityId,
        identity,
        present,
        decision instanceof Decision.Link,
        fromMemory);
  }

  private Optional<Policies.Objection> objection(
      Arrival arrival, Optional<String> user, Deadline deadline) {
    return policies.isEmpty()
        ? Optional.empty()
        : policies.judge(
            new SignInPolicy.Attempt(
                arrival.tenant(),
                arrival.source().id(),
                arrival.source().platform(),
                arrival.method(),
                arrival.caller().address(),
                arrival.userAgent(),
                arrival.person(),
                user),
            deadline);
  }

  private <G> Optional<Outcome<G>> commit(
      Arrival arrival,
      Granting<G> granting,
      String identityId,
      Optional<Stored<IdentityRecord>> before,
      Optional<Stored<UserRecord>> present,
      boolean linking,
      boolean fromMemory) {
    Instant now = clock.instant();
    String tenant = arrival.tenant();
    ChangeSet work = changes.open(arrival.caller(), tenant);
    arrival
        .state()
        .ifPresent(
            state ->
                work.add(
                    usedStates.create(tenant, state, new UsedState(now.plus(SignIns.LIFETIME)))));
    Stored<UserRecord> stored =
        present
            .map(
                p ->
                    keep(
                        work, tenant, p, Profiles.told(arrival.person(), identityId), linking, now))
            .orElseGet(() -> create(work, tenant, arrival.person(), identityId, now));
    User user = UserRecord.user(stored);
    Identity identity = link(work, arrival, identityId, before, user.id(), now);
    Caller person = byThemselves(arrival.caller(), user.id());
    List<String> replaced =
        sessions.replace(work, person, tenant, arrival.replaced(), user.id(), now);
    StoredSessions.Begun begun =
        sessions.begin(
            work,
            tenant,
            new StoredSessions.Beginning(
                user.id(),
                stored.value().sessionsValidFrom(),
                arrival.source().id(),
                identityId,
                arrival.userAgent(),
                arrival.caller().address(),
                replaced),
            now);
    Optional<G> granted =
        granting.give(work, new Granting.Basis(tenant, user, identity, begun.session(), now));
    work.emit(
        person,
        new SignedIn(
            user.id(),
            arrival.source().id(),
            arrival.method(),
            present.isEmpty()
                ? Account.CREATED
                : before.isEmpty() ? Account.LINKED : Account.RETURNING));
    CommitResult result = changes.commit(work, fromMemory);
    if (result instanceof Conflict conflict) {
      boolean stateUsed =
          arrival.state().isPresent()
              && conflict.change() == 0
              && conflict.reason() == CommitResult.Reason.EXISTS;
      return stateUsed ? Optional.of(new Outcome.Invalid<>()) : Optional.empty();
    }
    return Optional.of(
        new Outcome.SignedIn<>(user, identity, begun.session(), begun.token(), granted));
  }

  /**
   * Rests on the user as they were read, and writes them only where something is new. Always when
   * an account is linked, so that two people who match one user at a time get in each other's way.
   */
  private Stored<UserRecord> keep(
      UnitOfWork work,
      String tenant,
      Stored<UserRecord> present,
      Told told,
      boolean linking,
      Instant now) {
    UserRecord record = present.value();
    UserRecord refreshed = record.told(told);
    boolean lags =
        record.lastSignInAt().filter(last -> last.plus(LAST_SIGN_IN_LAG).isAfter(now)).isEmpty();
    if (linking || lags || !refreshed.equals(record)) {
      work.add(accounts.users().replace(present, refreshed.signedIn(now)));
    } else {
      work.add(accounts.users().require(present));
    }
    DocumentKey key = accounts.users().key(tenant, present.key().id());
    return new Stored<>(key, present.version(), refreshed.signedIn(now));
  }

  private Stored<UserRecord> create(
      UnitOfWork work, String tenant, ExternalIdentity person, String identityId, Instant now) {
    UserRecord record =
        UserRecord.of(freeUsername(tenant, person), Profiles.told(person, identityId), now)
            .signedIn(now);
    String id = accounts.newId();
    work.add(accounts.users().create(tenant, id, record));
    return new Stored<>(accounts.users().key(tenant, id), 0, record);
  }

  private String freeUsername(String tenant, ExternalIdentity person) {
    for (int number = 1; number <= MAX_NUMBERED; number++) {
      String name = Profiles.username(person, number);
      if (accounts.byUsername(tenant, name).isEmpty()) {
        return name;
      }
    }
    return accounts.newId();
  }

  private Identity link(
      UnitOfWork work,
      Arrival arrival,
      String id,
      Optional<Stored<IdentityRecord>> before,
      String userId,
      Instant now) {
    ExternalIdentity person = arrival.person();
    Optional<IdentityRecord> same =
        before.map(Stored::value).filter(record -> record.userId().equals(userId));
    IdentityRecord record =
        new IdentityRecord(
            userId,
            same.map(IdentityRecord::identitySource).orElse(arrival.source().id()),
            arrival.source().platform(),
            person.platformTenant(),
            person.userId(),
            person.departments(),
            same.map(IdentityRecord::linkedAt).orElse(now),
            now);
    Repository<IdentityRecord> identities = accounts.identities();
    work.add(
        before
            .map(stored -> identities.replace(stored, record))
            .orElseGet(() -> identities.create(arrival.tenant(), id, record)));
    return IdentityRecord.identity(new Stored<>(identities.key(arrival.tenant(), id), 0, record));
  }

  private static Caller byThemselves(Caller caller, String userId) {
    return new Caller("user:" + userId, caller.address(), caller.correlationId());
  }

  private List<Candidate> candidates(String tenant, List<Lookup> lookups) {
    return lookups.stream()
        .flatMap(lookup -> found(tenant, lookup).stream())
        .distinct()
        .map(
            user ->
                new Candidate(
                    UserRecord.user(user),
                    user.value().hasPlatformUsername(),
                    accounts.identitiesOf(tenant, user.key().id()).stream()
                        .map(IdentityRecord::identity)
                        .toList()))
        .toList();
  }

  private List<Stored<UserRecord>> found(String tenant, Lookup lookup) {
    return switch (lookup.field()) {
      case EMAIL -> accounts.byEmail(tenant, lookup.value());
      case PHONE -> accounts.byPhone(tenant, lookup.value());
      case USERNAME -> accounts.byUsername(tenant, lookup.value()).stream().toList();
      case EXTERNAL_ID -> accounts.byAnyExternalId(tenant, lookup.value());
    };
  }

  private Optional<Stored<UserRecord>> user(String tenant, String id, boolean fromMemory) {
    return fromMemory ? known.find(tenant, id) : accounts.users().find(tenant, id);
  }

  private static boolean sameCompany(IdentityRecord record, Arrival arrival) {
    return record.platform().equals(arrival.source().platform())
        && record.platformTenant().equals(arrival.person().platformTenant());
  }
}
