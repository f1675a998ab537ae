package dev.muster.core.signin;

import dev.muster.api.Caller;
import dev.muster.api.Identity;
import dev.muster.api.IdentitySource;
import dev.muster.api.OwnAccount;
import dev.muster.api.OwnAccount.Linking;
import dev.muster.api.OwnAccount.Person;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Session;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Begun;
import dev.muster.api.SignIns.Errand;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.policy.Admission;
import dev.muster.core.secret.Digests;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.session.StoredSessions;
import dev.muster.core.store.Stored;
import dev.muster.core.user.Accounts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.PersonalLink;
import dev.muster.core.user.PersonalLink.Shown;
import dev.muster.core.user.SessionRecord;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.Secret;
import dev.muster.spi.hook.UserEvent.IdentityLinked;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Links another identity to the account of somebody who is signed in. */
@Component(service = AccountLinks.class)
public final class AccountLinks {
  private final PlatformIdentification identification;
  private final SignInDispatcher dispatcher;
  private final SignInCompletion completion;
  private final StoredSessions sessions;
  private final Accounts accounts;
  private final Changes changes;
  private final SignInStart start;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public AccountLinks(
      @Reference PlatformIdentification identification,
      @Reference SignInDispatcher dispatcher,
      @Reference SignInCompletion completion,
      @Reference StoredSessions sessions,
      @Reference Accounts accounts,
      @Reference Changes changes,
      @Reference SecretBox box,
      @Reference Digests digests,
      @Reference InstantSource clock) {
    this.identification = identification;
    this.dispatcher = dispatcher;
    this.completion = completion;
    this.sessions = sessions;
    this.accounts = accounts;
    this.changes = changes;
    this.start = new SignInStart(identification, box, digests, clock);
    this.clock = clock;
  }

  /** Whether the sign-in of a session is recent enough. */
  public boolean isRecent(Session session) {
    return clock.instant().isBefore(session.authTime().plus(OwnAccount.RECENT));
  }

  /** See {@link OwnAccount#beginLink}. */
  public Optional<Begun> begin(Person person, SignIns.Begin begin) {
    Session session =
        sessions
            .valid(person.tenant(), person.session().id())
            .map(valid -> SessionRecord.session(valid.session()))
            .orElseThrow(() -> ProblemException.notFound(Resource.SESSION));
    if (dispatcher.usable(begin.tenant(), begin.source(), begin.method()).isEmpty()) {
      throw ProblemException.notFound(Resource.IDENTITY_SOURCE);
    }
    return isRecent(session)
        ? Optional.of(start.begin(begin, Errand.LINK, Optional.of(Secret.of(session.id()))))
        : Optional.empty();
  }

  /** See {@link OwnAccount#link}. */
  public Linking finish(Person person, SignIns.Pending pending, Secret code, String userAgent) {
    if (pending.errand() != Errand.LINK
        || !(pending.sealed() instanceof PlatformSignIns.Sealed sealed)) {
      throw new IllegalArgumentException("It comes from open, and is to link an identity");
    }
    String tenant = pending.tenant();
    String session = sealed.begun().subject().orElseThrow().reveal();
    if (!person.tenant().equals(tenant)
        || !person.session().id().equals(session)
        || sessions.valid(tenant, session).isEmpty()) {
      return new Linking.SessionEnded();
    }
    if (!completion.use(tenant, sealed.state())) {
      return new Linking.NotShown(new Outcome.Invalid<>());
    }
    Optional<IdentitySource> source = dispatcher.usable(tenant, pending.source(), pending.method());
    if (source.isEmpty()) {
      return new Linking.NotShown(new Outcome.Refused<>(Refusal.SOURCE_DISABLED));
    }
    SignInContext context =
        new SignInContext(
            person.caller(),
            tenant,
            source.get(),
            pending.method(),
            Optional.empty(),
            userAgent,
            List.of(),
            Optional.empty(),
            Optional.empty());
    Answer answer = identification.identify(context, sealed.begun().redemption(code));
    if (answer instanceof Answer.Nobody nobody) {
      return new Linking.NotShown(nobody.outcome());
    }
    SignInProgress progress = ((Answer.Member) answer).progress();
    Optional<Outcome<Identity>> barred = dispatcher.barred(progress);
    if (barred.isPresent()) {
      return new Linking.NotShown(barred.get());
    }
    Caller caller = person.caller().asUser(person.session().userId());
    // policies are asked last, of what our own rules allow
    Linking allowed =
        sessions
            .valid(tenant, session)
            .map(valid -> link(changes.open(caller, tenant), progress, valid))
            .orElse(Linking.SessionEnded::new)
            .get();
    if (!(allowed instanceof Linking.Done)) {
      return allowed;
    }
    Optional<Outcome<Identity>> objected = dispatcher.objected(progress, person.session().userId());
    if (objected.isPresent()) {
      return new Linking.NotShown(objected.get());
    }
    return changes.make(
        caller,
        tenant,
        work ->
            sessions
                .valid(tenant, session)
                .map(valid -> link(work, progress, valid))
                .orElse(Linking.SessionEnded::new));
  }

  /** Rests on the session and on the user as they are now. */
  private Supplier<Linking> link(
      ChangeSet work, SignInProgress progress, StoredSessions.Valid valid) {
    String tenant = progress.context().tenant();
    IdentitySource source = progress.context().source();
    String userId = valid.session().value().userId();
    Optional<Stored<UserRecord>> user =
        accounts
            .users()
            .find(tenant, userId)
            .filter(read -> read.value().allows(valid.session().value()));
    if (user.isEmpty()) {
      return Linking.SessionEnded::new;
    }
    ExternalIdentity person = progress.person();
    String id =
        IdentityRecord.id(
            source.platform(),
            person.platformTenant(),
            person.userId(),
            progress.userIdIgnoresCase());
    Optional<Stored<IdentityRecord>> before = accounts.identities().find(tenant, id);
    if (before.filter(it -> it.value().userId().equals(userId)).isPresent()) {
      return () -> new Linking.Done(IdentityRecord.identity(before.get()));
    }
    if (before.filter(it -> isSomebodys(tenant, it.value())).isPresent()) {
      return Linking.SomebodyElses::new;
    }
    boolean taken =
        Admission.isTaken(
            source,
            person,
            accounts.identitiesOf(tenant, userId).stream().map(IdentityRecord::identity).toList());
    if (taken) {
      return Linking.Occupied::new;
    }
    Instant now = clock.instant();
    Shown unchanged = Shown.of(user.get().value().profile());
    IdentityRecord record =
        new IdentityRecord(
                userId,
                source.id(),
                source.platform(),
                person.platformTenant(),
                person.userId(),
                person.departments(),
                now,
                now)
            .with(
                Optional.of(
                    new PersonalLink(
                        PersonalLink.ACCOUNT,
                        unchanged,
                        unchanged,
                        valid.session().value().identityId())));
    work.add(
        before
            .map(stored -> accounts.identities().replace(stored, record))
            .orElseGet(() -> accounts.identities().create(tenant, id, record)));
    // written, so that two links to one account at a time get in each other's way
    work.add(accounts.users().replace(user.get(), user.get().value()));
    sessions.requireSession(work, valid);
    work.emit(new IdentityLinked(userId, record.account(), PersonalLink.ACCOUNT));
    return () ->
        new Linking.Done(
            IdentityRecord.identity(
                new Stored<>(accounts.identities().key(tenant, id), 0, record)));
  }

  /** One whose user was deleted is nobody's. */
  private boolean isSomebodys(String tenant, IdentityRecord identity) {
    return accounts.users().find(tenant, identity.userId()).isPresent();
  }
}
