package dev.muster.core.account;

import dev.muster.api.Caller;
import dev.muster.api.OwnAccount;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Session;
import dev.muster.api.SignIns;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.grant.StoredClientGrants;
import dev.muster.core.session.StoredSessions;
import dev.muster.core.signin.AccountLinks;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.PersonalLink;
import dev.muster.core.user.SessionRecord;
import dev.muster.core.user.UserHousekeeping;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Secret;
import dev.muster.spi.hook.SignInEvent;
import dev.muster.spi.hook.UserEvent.IdentityLinkUndone;
import dev.muster.spi.hook.UserEvent.IdentityUnlinked;
import dev.muster.spi.hook.UserEvent.UserChange;
import dev.muster.spi.hook.UserEvent.UserChanged;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A person's own account, of what is stored. */
@Component(service = OwnAccount.class)
public final class StoredOwnAccount implements OwnAccount {
  /** Why a user was deleted, in the audit log. */
  private static final String UNDONE = "link-undone";

  private final Repository<SessionRecord> sessionRecords;
  private final StoredSessions sessions;
  private final Accounts accounts;
  private final UserHousekeeping housekeeping;
  private final StoredClientGrants grants;
  private final AccountLinks links;
  private final WaysIn waysIn;
  private final Changes changes;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredOwnAccount(
      @Reference Storage storage,
      @Reference StoredSessions sessions,
      @Reference Accounts accounts,
      @Reference UserHousekeeping housekeeping,
      @Reference StoredClientGrants grants,
      @Reference AccountLinks links,
      @Reference WaysIn waysIn,
      @Reference Changes changes,
      @Reference InstantSource clock) {
    this.sessionRecords = storage.repository(SessionRecord.SCHEMA);
    this.sessions = sessions;
    this.accounts = accounts;
    this.housekeeping = housekeeping;
    this.grants = grants;
    this.links = links;
    this.waysIn = waysIn;
    this.changes = changes;
    this.clock = clock;
  }

  /** An account as it was read for a change of it, or to be shown. */
  private record Own(
      String tenant,
      StoredSessions.Valid valid,
      Stored<UserRecord> user,
      List<Stored<IdentityRecord>> identities) {
    String id() {
      return user.key().id();
    }

    Stored<IdentityRecord> identity(String id) {
      return identities.stream()
          .filter(each -> each.key().id().equals(id))
          .findFirst()
          .orElseThrow(() -> ProblemException.notFound(Resource.IDENTITY));
    }

    List<Stored<IdentityRecord>> without(Stored<IdentityRecord> identity) {
      return identities.stream().filter(each -> !each.equals(identity)).toList();
    }
  }

  private Optional<Own> own(Person person) {
    String tenant = person.tenant();
    return sessions
        .valid(tenant, person.session().id())
        .flatMap(
            valid ->
                accounts
                    .users()
                    .find(tenant, valid.user().key().id())
                    .filter(user -> user.value().allows(valid.session().value()))
                    .map(
                        user ->
                            new Own(
                                tenant,
                                valid,
                                user,
                                accounts.identitiesOf(tenant, user.key().id()))));
  }

  private <R> R change(Person person, BiFunction<ChangeSet, Own, Supplier<R>> change) {
    Caller caller = person.caller().asUser(person.session().userId());
    return changes.make(
        caller,
        person.tenant(),
        work -> {
          Own own = own(person).orElseThrow(() -> ProblemException.notFound(Resource.SESSION));
          Supplier<R> result = change.apply(work, own);
          if (!work.isEmpty()) {
            sessions.requireSession(work, own.valid);
            if (!work.changes(own.user.key())) {
              work.add(accounts.users().require(own.user));
            }
          }
          return result;
        });
  }

  @Override
  public Optional<Account> find(Person person) {
    return own(person).map(own -> account(own, person.session()));
  }

  private Account account(Own own, Session here) {
    Instant now = clock.instant();
    List<Linked> linked =
        own.identities.stream()
            .sorted(
                Comparator.comparing(
                        (Stored<IdentityRecord> identity) -> identity.value().linkedAt())
                    .reversed())
            .limit(MAX_SHOWN)
            .map(
                identity ->
                    new Linked(
                        IdentityRecord.identity(identity),
                        waysIn.left(own.tenant, own.user.value(), own.without(identity)).isEmpty(),
                        undo(own, identity, now)))
            .toList();
    List<Session> all =
        sessionRecords
            .all(
                own.tenant,
                new Query.Equal(SessionRecord.BY_USER, own.id()),
                UnitOfWork.MOST_OF_A_KIND)
            .stream()
            .filter(session -> sessions.valid(own.tenant, session).isPresent())
            .map(SessionRecord::session)
            .sorted(
                Comparator.comparing((Session session) -> !session.id().equals(here.id()))
                    .thenComparing(Session::authTime, Comparator.reverseOrder()))
            .toList();
    return new Account(
        UserRecord.user(own.user),
        own.user.value().emailVerified(),
        own.user.value().phoneVerified(),
        linked,
        all.stream().limit(MAX_SHOWN).toList(),
        all.size() > MAX_SHOWN,
        grants.list(own.tenant, own.id()).stream()
            .limit(MAX_SHOWN)
            .map(
                held ->
                    new Application(
                        held.clientId(), held.displayName(), held.since(), held.scope()))
            .toList(),
        links.isRecent(here));
  }

  private static Optional<Undo> undo(Own own, Stored<IdentityRecord> identity, Instant now) {
    return identity
        .value()
        .undoable(now)
        .flatMap(
            link -> {
              if (!link.proof().equals(PersonalLink.CREATE)) {
                return Optional.of(Undo.UNLINK);
              }
              return own.identities.size() == 1 && own.user.value().isAsCreated(link)
                  ? Optional.of(Undo.DELETE_ACCOUNT)
                  : Optional.empty();
            });
  }

  @Override
  public Optional<SignIns.Begun> beginLink(Person person, SignIns.Begin begin) {
    return links.begin(person, begin);
  }

  @Override
  public Linking link(Person person, SignIns.Pending pending, Secret code, String userAgent) {
    return links.finish(person, pending, code, userAgent);
  }

  @Override
  public Removal unlink(Person person, String id) {
    return change(
        person,
        (work, own) -> {
          Stored<IdentityRecord> identity = own.identity(id);
          Optional<List<Stored<?>>> left =
              waysIn.left(own.tenant, own.user.value(), own.without(identity));
          if (left.isEmpty()) {
            return () -> Removal.LAST;
          }
          if (!links.isRecent(SessionRecord.session(own.valid.session()))) {
            return () -> Removal.NOT_RECENT;
          }
          if (isBelow(identity, own.without(identity))) {
            return () -> Removal.LATER_LINK;
          }
          left.get().forEach(each -> work.add(accounts.users().require(each)));
          remove(work, own, List.of(identity), own.user.value().ended(id, clock.instant()));
          work.emit(new IdentityUnlinked(own.id(), identity.value().account()));
          return () -> Removal.DONE;
        });
  }

  /** Whether any of the others was linked no earlier, and can be undone. */
  private boolean isBelow(Stored<IdentityRecord> identity, List<Stored<IdentityRecord>> others) {
    Instant now = clock.instant();
    return others.stream()
        .map(Stored::value)
        .filter(other -> other.undoable(now).isPresent())
        .anyMatch(other -> !other.linkedAt().isBefore(identity.value().linkedAt()));
  }

  @Override
  public Removal undo(Person person, String id, Undo undo) {
    return change(
        person,
        (work, own) -> {
          Stored<IdentityRecord> identity = own.identity(id);
          if (!undo(own, identity, clock.instant()).equals(Optional.of(undo))) {
            throw ProblemException.notFound(Resource.IDENTITY);
          }
          Optional<String> here = own.valid.session().value().identityId();
          List<Stored<IdentityRecord>> byWhichTheyCame =
              own.without(identity).stream()
                  .filter(it -> here.equals(Optional.of(it.key().id())))
                  .toList();
          if (isBelow(identity, byWhichTheyCame)) {
            return () -> Removal.LATER_LINK;
          }
          if (undo == Undo.DELETE_ACCOUNT) {
            delete(work, own, identity);
          } else {
            undo(work, own, LinkChain.from(identity, own.identities, clock.instant()));
          }
          return () -> Removal.DONE;
        });
  }

  private void undo(ChangeSet work, Own own, List<Stored<IdentityRecord>> links) {
    UserRecord before = own.user.value();
    for (Stored<IdentityRecord> each : links) {
      before =
          before.undone(each.key().id(), each.value().personal().orElseThrow(), clock.instant());
      work.emit(new IdentityLinkUndone(own.id(), each.value().account()));
    }
    remove(work, own, links, before);
  }

  /**
   * Ends every other session with the identities, however it began: whoever came in by them may
   * have found another way meanwhile. Writes the user, so that what somebody else does to the
   * account gets in the way.
   */
  private void remove(
      ChangeSet work, Own own, List<Stored<IdentityRecord>> gone, UserRecord afterwards) {
    gone.forEach(each -> work.add(accounts.identities().delete(each)));
    UserRecord after = afterwards.signedOut(clock.instant());
    work.add(accounts.users().replace(own.user, after));
    Stored<SessionRecord> here = own.valid.session();
    Optional<String> by = here.value().identityId();
    if (gone.stream().noneMatch(each -> by.equals(Optional.of(each.key().id())))) {
      work.add(sessionRecords.replace(here, here.value().validFrom(after.sessionsValidFrom())));
    }
    housekeeping.after(work, own.tenant, own.id());
  }

  /** With the identity, so that whoever comes by it is asked again at once. */
  private void delete(ChangeSet work, Own own, Stored<IdentityRecord> identity) {
    work.add(accounts.identities().delete(identity));
    work.add(accounts.users().delete(own.user));
    accounts.count(work, own.tenant, Optional.of(true), Optional.empty());
    housekeeping.after(work, own.tenant, own.id());
    work.emit(new UserChanged(own.id(), UserChange.DELETED, Optional.of(UNDONE)));
  }

  @Override
  public void endSession(Person person, String id) {
    boolean unused =
        change(
            person,
            (work, own) -> {
              Stored<SessionRecord> session =
                  sessions
                      .valid(own.tenant, id)
                      .map(StoredSessions.Valid::session)
                      .filter(it -> it.value().userId().equals(own.id()))
                      .orElseThrow(() -> ProblemException.notFound(Resource.SESSION));
              housekeeping.ends().end(work, own.tenant, session);
              work.emit(new SignInEvent.SessionEnded(own.id(), id));
              return () -> true;
            });
  }

  @Override
  public void endSessions(Person person) {
    boolean unused =
        change(
            person,
            (work, own) -> {
              UserRecord after = own.user.value().signedOut(clock.instant());
              work.add(accounts.users().replace(own.user, after));
              housekeeping.after(work, own.tenant, own.id());
              work.emit(new UserChanged(own.id(), UserChange.SESSIONS_ENDED));
              return () -> true;
            });
  }

  @Override
  public void withdraw(Person person, String clientId) {
    boolean more = withdraw(person, clientId, true);
    while (more) {
      more = withdraw(person, clientId, false);
    }
  }

  private boolean withdraw(Person person, String clientId, boolean first) {
    return change(
        person,
        (work, own) -> {
          boolean more = grants.withdraw(work, own.tenant, own.id(), clientId, first);
          return () -> more;
        });
  }
}
