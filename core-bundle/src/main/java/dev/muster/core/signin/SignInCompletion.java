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
import dev.muster.core.policy.Rule;
import dev.muster.core.secret.Digests;
import dev.muster.core.session.StoredSessions;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.KnownNetworks;
import dev.muster.core.user.PlatformProfile;
import dev.muster.core.user.UserHousekeeping;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.Secret;
import dev.muster.spi.hook.SignInEvent.Account;
import dev.muster.spi.hook.SignInEvent.SignedIn;
import dev.muster.spi.hook.UserEvent.IdentityLinked;
import dev.muster.spi.hook.UserEvent.PlatformAccount;
import dev.muster.spi.hook.UserEvent.UserChange;
import dev.muster.spi.hook.UserEvent.UserChanged;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.CommitResult.Conflict;
import dev.muster.spi.storage.DocumentKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The last step: stores everything about a sign-in in one commit, what a client is given with it.
 */
@Component(service = SignInCompletion.class)
public final class SignInCompletion {
  private static final int MAX_USES = 10;
  private static final String PURPOSE = "waiting-sign-in";

  /**
   * How far a user's own {@code lastSignInAt} may lag behind their identity's, which is exact:
   * writing the user with all its indexes at every sign-in costs more than the rest of the commit.
   */
  static final Duration LAST_SIGN_IN_LAG = Duration.ofHours(1);

  private final Repository<UsedState> usedStates;
  private final Repository<WaitingSignIn> waiting;
  private final Digests digests;
  private final Accounts accounts;
  private final StoredSessions sessions;
  private final UserHousekeeping housekeeping;
  private final Changes changes;
  private final KnownNetworks networks;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public SignInCompletion(
      @Reference Storage storage,
      @Reference Accounts accounts,
      @Reference StoredSessions sessions,
      @Reference UserHousekeeping housekeeping,
      @Reference Changes changes,
      @Reference Digests digests,
      @Reference InstantSource clock) {
    this.usedStates = storage.repository(UsedState.SCHEMA);
    this.waiting = storage.repository(WaitingSignIn.SCHEMA);
    this.digests = digests;
    this.accounts = accounts;
    this.sessions = sessions;
    this.housekeeping = housekeeping;
    this.changes = changes;
    this.networks = new KnownNetworks(storage, digests, clock);
    this.clock = clock;
  }

  /** The {@code state} with which a browser came back. */
  OneTimeKey state(String tenant, String state) {
    return OneTimeKey.state(usedStates, tenant, state, clock.instant().plus(SignIns.LIFETIME));
  }

  /** The key of a sign-in that waits for a step. */
  OneTimeKey key(String tenant, Secret key) {
    return OneTimeKey.waiting(waiting, tenant, id(key));
  }

  /** A sign-in that waits for a step. */
  Optional<Stored<WaitingSignIn>> waiting(String tenant, Secret key) {
    return waiting.find(tenant, id(key));
  }

  private String id(Secret key) {
    return digests.digest(PURPOSE, key);
  }

  /**
   * Counts that somebody is about to prove something, before it is known whether they do: so many
   * who try at once have no more tries than one after the other.
   *
   * @param most how often at most
   * @return the sign-in, or empty if it waits no more or has no try left
   */
  Optional<WaitingSignIn> tries(String tenant, Secret key, int most) {
    return changes.make(
        Caller.SYSTEM,
        tenant,
        work -> {
          Optional<Stored<WaitingSignIn>> stored =
              waiting(tenant, key).filter(found -> found.value().attempts() < most);
          Optional<WaitingSignIn> tried = stored.map(found -> found.value().tried());
          stored.ifPresent(found -> work.add(waiting.replace(found, tried.orElseThrow())));
          return () -> tried;
        });
  }

  /** Takes back what {@link #tries} counted: nobody has found out whether it was a proof. */
  void untried(String tenant, Secret key) {
    changes.run(
        Caller.SYSTEM,
        tenant,
        work ->
            waiting(tenant, key)
                .filter(found -> found.value().attempts() > 0)
                .ifPresent(found -> work.add(waiting.replace(found, found.value().untried()))));
  }

  /** Has a sign-in that waits do so until then. */
  void prolong(String tenant, Secret key, Instant until) {
    changes.run(
        Caller.SYSTEM,
        tenant,
        work ->
            waiting(tenant, key)
                .ifPresent(found -> work.add(waiting.replace(found, found.value().until(until)))));
  }

  /** Nothing waits by this key any more. */
  void end(String tenant, Secret key) {
    changes.run(Caller.SYSTEM, tenant, work -> work.add(waiting.delete(tenant, id(key))));
  }

  /**
   * Has a sign-in wait for a step, in the commit that uses up what the person came with.
   *
   * @return the key of what waits, or empty if what the person came with was used before
   */
  Optional<Secret> await(SignInContext context, WaitingSignIn record) {
    Secret key = digests.newToken();
    String tenant = context.tenant();
    return use(tenant, context.key(), work -> work.add(waiting.create(tenant, id(key), record)))
        ? Optional.of(key)
        : Optional.empty();
  }

  /** Uses up a {@code state} that nobody is signed in by. */
  boolean use(String tenant, String state) {
    OneTimeKey key = state(tenant, state);
    return use(tenant, Optional.of(key), work -> {});
  }

  /**
   * Uses up what somebody came with who was not signed in by it: what follows with it is refused on
   * every node.
   *
   * @return whether it was not used before
   */
  boolean use(SignInContext context) {
    return context.key().isEmpty() || use(context.tenant(), context.key(), work -> {});
  }

  private boolean use(String tenant, Optional<OneTimeKey> key, Consumer<UnitOfWork> then) {
    for (int attempt = 0; attempt < MAX_USES; attempt++) {
      ChangeSet work = changes.open(Caller.SYSTEM, tenant);
      if (key.isPresent() && !key.get().use(work)) {
        return false;
      }
      then.accept(work);
      CommitResult result = changes.commit(work);
      if (result instanceof CommitResult.Committed) {
        return true;
      }
      if (wasUsed(key, (Conflict) result)) {
        return false;
      }
    }
    return false;
  }

  private static boolean wasUsed(Optional<OneTimeKey> key, Conflict conflict) {
    return key.filter(used -> used.wasUsed(conflict)).isPresent();
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
    if (context.key().isPresent() && !context.key().get().use(work)) {
      return Optional.of(new Outcome.Invalid<>());
    }
    boolean stands =
        standing.decision().rule() != Rule.ASK_BIND
            || Chosen.of(progress.proofs()).stream()
                .allMatch(it -> it.restOn(work, accounts, tenant));
    if (!stands) {
      return Optional.empty();
    }
    boolean atPlatform = !PasswordSource.is(context.source().id());
    Stored<UserRecord> stored =
        standing
            .user()
            .map(present -> keep(work, progress, standing, present, now))
            .orElseGet(
                () -> create(work, tenant, progress.person(), reported(progress, standing), now));
    User user = UserRecord.user(stored);
    Optional<Identity> identity =
        atPlatform ? Optional.of(link(work, progress, standing, stored, now)) : Optional.empty();
    Caller person = context.caller().asUser(user.id());
    StoredSessions.Replaced replaced =
        sessions.replace(work, person, tenant, context.replaced(), user.id(), now);
    Optional<StoredSessions.Begun> begins =
        sessions.begin(
            work,
            tenant,
            new StoredSessions.Beginning(
                user.id(),
                stored.value().sessionsValidFrom(),
                context.source().id(),
                identity.map(Identity::id),
                context.userAgent(),
                context.caller().address(),
                replaced,
                granting.lastsUntil(tenant, now),
                granting.tokensFor(tenant)),
            now);
    if (begins.isEmpty()) {
      return Optional.empty();
    }
    if (stored.value().password().isPresent()) {
      networks.add(work, tenant, user.id(), context.caller().address());
    }
    StoredSessions.Begun begun = begins.get();
    Optional<G> granted =
        granting.give(work, new Granting.Basis(tenant, user, identity, begun.session(), now));
    if (standing.decision() instanceof Decision.Link && identity.isPresent()) {
      work.emit(
          person,
          new IdentityLinked(user.id(), account(identity.get()), Chosen.proof(progress.proofs())));
    }
    if (UsedPassword.isReplaced(progress.proofs())) {
      housekeeping.after(work, tenant, user.id());
      work.emit(
          person,
          new UserChanged(
              user.id(),
              UserChange.PASSWORD_CHANGED,
              Optional.of(UsedPassword.reason(progress.proofs()))));
    }
    work.emit(
        person,
        new SignedIn(user.id(), context.source().id(), context.method(), account(standing)));
    CommitResult result = changes.commit(work);
    if (result instanceof Conflict conflict) {
      return wasUsed(context.key(), conflict)
          ? Optional.of(new Outcome.Invalid<>())
          : Optional.empty();
    }
    return Optional.of(
        new Outcome.SignedIn<>(user, identity, begun.session(), begun.token(), granted));
  }

  private static PlatformAccount account(Identity identity) {
    return new PlatformAccount(
        identity.platform(), identity.platformTenant(), identity.platformUserId());
  }

  private static Account account(Standing standing) {
    if (standing.user().isEmpty()) {
      return Account.CREATED;
    }
    return standing.decision() instanceof Decision.Link && standing.identity().isEmpty()
        ? Account.LINKED
        : Account.RETURNING;
  }

  /**
   * Rests on the user as they were read, and writes them only where something is new. Always when
   * an account is linked, so that two people who match one user at a time get in each other's way.
   */
  private Stored<UserRecord> keep(
      UnitOfWork work,
      SignInProgress progress,
      Standing standing,
      Stored<UserRecord> present,
      Instant now) {
    String tenant = progress.context().tenant();
    UserRecord record = present.value();
    UserRecord known =
        PasswordSource.is(progress.context().source().id())
            ? record
            : record.withReported(reported(progress, standing), now);
    UserRecord refreshed = UsedPassword.after(progress.proofs(), known, now);
    boolean linking = standing.decision() instanceof Decision.Link;
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

  private static PlatformProfile reported(SignInProgress progress, Standing standing) {
    return Profiles.of(progress.person(), standing.identityId());
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
    return Profiles.freeUsername(person, name -> accounts.isFree(tenant, name))
        .orElseGet(accounts::newId);
  }

  private Identity link(
      UnitOfWork work,
      SignInProgress progress,
      Standing standing,
      Stored<UserRecord> user,
      Instant now) {
    String userId = user.key().id();
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
            Profiles.departments(person, same),
            same.map(IdentityRecord::linkedAt).orElse(now),
            now,
            same.map(known -> Links.used(known, standing, user, now))
                .orElseGet(() -> Links.personal(progress, standing, user)),
            // what is older than their return is no news afterwards either
            same.flatMap(IdentityRecord::absence));
    Repository<IdentityRecord> identities = accounts.identities();
    work.add(
        before
            .map(stored -> identities.replace(stored, record))
            .orElseGet(() -> identities.create(context.tenant(), id, record)));
    return IdentityRecord.identity(new Stored<>(identities.key(context.tenant(), id), 0, record));
  }
}
