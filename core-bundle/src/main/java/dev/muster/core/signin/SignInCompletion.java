package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.Identity;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.User;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.grant.Granting;
import dev.muster.core.policy.Decision;
import dev.muster.core.session.StoredSessions;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.PlatformProfile;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.hook.SignInEvent.Account;
import dev.muster.spi.hook.SignInEvent.SignedIn;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.CommitResult.Conflict;
import dev.muster.spi.storage.DocumentKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The last step: stores everything about a sign-in in one commit, what a client is given with it.
 */
@Component(service = SignInCompletion.class)
public final class SignInCompletion {
  private static final int MAX_NUMBERED = 100;

  /**
   * How far a user's own {@code lastSignInAt} may lag behind their identity's, which is exact:
   * writing the user with all its indexes at every sign-in costs more than the rest of the commit.
   */
  static final Duration LAST_SIGN_IN_LAG = Duration.ofHours(1);

  private final Repository<UsedState> usedStates;
  private final Accounts accounts;
  private final StoredSessions sessions;
  private final Changes changes;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public SignInCompletion(
      @Reference Storage storage,
      @Reference Accounts accounts,
      @Reference StoredSessions sessions,
      @Reference Changes changes,
      @Reference InstantSource clock) {
    this.usedStates = storage.repository(UsedState.SCHEMA);
    this.accounts = accounts;
    this.sessions = sessions;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * Uses up a one-time key with which nobody was signed in: what follows with it is refused on
   * every node.
   *
   * @return whether it was not used before
   */
  boolean use(String tenant, String state) {
    CommitResult result = tryUse(tenant, state);
    if (result instanceof Conflict conflict && !used(conflict)) {
      result = tryUse(tenant, state);
    }
    return result instanceof CommitResult.Committed;
  }

  private CommitResult tryUse(String tenant, String state) {
    ChangeSet work = changes.open(Caller.SYSTEM, tenant);
    work.add(
        usedStates.create(tenant, state, new UsedState(clock.instant().plus(SignIns.LIFETIME))));
    return changes.commit(work);
  }

  /** The state is the first change of every commit that has one. */
  private static boolean used(Conflict conflict) {
    return conflict.change() == 0 && conflict.reason() == CommitResult.Reason.EXISTS;
  }

  /**
   * Stores everything about a sign-in.
   *
   * @return empty when somebody got in the way
   */
  <G> Optional<Outcome<G>> commit(
      SignInProgress progress, Standing standing, Granting<G> granting) {
    Instant now = clock.instant();
    SignInContext context = progress.context();
    String tenant = context.tenant();
    ChangeSet work = changes.open(context.caller(), tenant);
    context
        .state()
        .ifPresent(
            state ->
                work.add(
                    usedStates.create(tenant, state, new UsedState(now.plus(SignIns.LIFETIME)))));
    PlatformProfile reported = Profiles.of(progress.person(), standing.identityId());
    Stored<UserRecord> stored =
        standing
            .user()
            .map(
                present ->
                    keep(
                        work,
                        tenant,
                        present,
                        reported,
                        standing.decision() instanceof Decision.Link,
                        now))
            .orElseGet(() -> create(work, tenant, progress.person(), reported, now));
    User user = UserRecord.user(stored);
    Identity identity = link(work, progress, standing, user.id(), now);
    Caller person = byThemselves(context.caller(), user.id());
    List<String> replaced =
        sessions.replace(work, person, tenant, context.replaced(), user.id(), now);
    Optional<StoredSessions.Begun> begins =
        sessions.begin(
            work,
            tenant,
            new StoredSessions.Beginning(
                user.id(),
                stored.value().sessionsValidFrom(),
                context.source().id(),
                standing.identityId(),
                context.userAgent(),
                context.caller().address(),
                replaced),
            now);
    if (begins.isEmpty()) {
      return Optional.empty();
    }
    StoredSessions.Begun begun = begins.get();
    Optional<G> granted =
        granting.give(work, new Granting.Basis(tenant, user, identity, begun.session(), now));
    work.emit(
        person,
        new SignedIn(user.id(), context.source().id(), context.method(), account(standing)));
    CommitResult result = changes.commit(work);
    if (result instanceof Conflict conflict) {
      return context.state().isPresent() && used(conflict)
          ? Optional.of(new Outcome.Invalid<>())
          : Optional.empty();
    }
    return Optional.of(
        new Outcome.SignedIn<>(user, identity, begun.session(), begun.token(), granted));
  }

  private static Account account(Standing standing) {
    if (standing.user().isEmpty()) {
      return Account.CREATED;
    }
    return standing.identity().isEmpty() ? Account.LINKED : Account.RETURNING;
  }

  /**
   * Rests on the user as they were read, and writes them only where something is new. Always when
   * an account is linked, so that two people who match one user at a time get in each other's way.
   */
  private Stored<UserRecord> keep(
      UnitOfWork work,
      String tenant,
      Stored<UserRecord> present,
      PlatformProfile reported,
      boolean linking,
      Instant now) {
    UserRecord record = present.value();
    UserRecord refreshed = record.withReported(reported);
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
      UnitOfWork work,
      String tenant,
      ExternalIdentity person,
      PlatformProfile reported,
      Instant now) {
    UserRecord record = UserRecord.of(freeUsername(tenant, person), reported, now).signedIn(now);
    String id = accounts.newId();
    work.add(accounts.users().create(tenant, id, record));
    accounts.count(work, tenant, Optional.empty(), Optional.of(true));
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
      UnitOfWork work, SignInProgress progress, Standing standing, String userId, Instant now) {
    SignInContext context = progress.context();
    ExternalIdentity person = progress.person();
    String id = standing.identityId();
    Optional<Stored<IdentityRecord>> before = standing.identity();
    Optional<IdentityRecord> same =
        before.map(Stored::value).filter(record -> record.userId().equals(userId));
    IdentityRecord record =
        new IdentityRecord(
            userId,
            same.map(IdentityRecord::identitySource).orElse(context.source().id()),
            context.source().platform(),
            person.platformTenant(),
            person.userId(),
            person.departments(),
            same.map(IdentityRecord::linkedAt).orElse(now),
            now);
    Repository<IdentityRecord> identities = accounts.identities();
    work.add(
        before
            .map(stored -> identities.replace(stored, record))
            .orElseGet(() -> identities.create(context.tenant(), id, record)));
    return IdentityRecord.identity(new Stored<>(identities.key(context.tenant(), id), 0, record));
  }

  private static Caller byThemselves(Caller caller, String userId) {
    return new Caller("user:" + userId, caller.address(), caller.correlationId());
  }
}
