package dev.muster.core.user;

import dev.muster.api.Caller;
import dev.muster.api.Identity;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Session;
import dev.muster.api.User;
import dev.muster.api.User.Profile;
import dev.muster.api.Users;
import dev.muster.api.Versioned;
import dev.muster.core.change.Changes;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Texts;
import dev.muster.core.check.Versions;
import dev.muster.core.password.PasswordRules;
import dev.muster.core.password.PasswordRules.Owner;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.user.HashTurns.Party;
import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.hook.SignInEvent.SessionEnded;
import dev.muster.spi.hook.UserEvent.IdentityUnlinked;
import dev.muster.spi.hook.UserEvent.UserChange;
import dev.muster.spi.hook.UserEvent.UserChanged;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Users, with the checks of what is entered. */
@Component(service = Users.class)
public final class StoredUsers implements Users {
  private static final int MAX_REASON = 200;

  private final Accounts accounts;
  private final Repository<UserRecord> users;
  private final Repository<SessionRecord> sessions;
  private final IdentitySessions identitySessions;
  private final UserList list;
  private final UserHousekeeping housekeeping;
  private final TenantDirectory tenants;
  private final Changes changes;
  private final PasswordHash passwords;
  private final PasswordRules rules;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredUsers(
      @Reference Storage storage,
      @Reference UserHousekeeping housekeeping,
      @Reference Accounts accounts,
      @Reference TenantDirectory tenants,
      @Reference Changes changes,
      @Reference PasswordHash passwords,
      @Reference PasswordRules rules,
      @Reference InstantSource clock) {
    this.accounts = accounts;
    this.users = accounts.users();
    this.sessions = storage.repository(SessionRecord.SCHEMA);
    this.identitySessions = new IdentitySessions(storage, housekeeping.ends());
    this.list = new UserList(accounts, clock);
    this.housekeeping = housekeeping;
    this.tenants = tenants;
    this.changes = changes;
    this.passwords = passwords;
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public Versioned<User> create(
      Caller caller, String tenant, Profile raw, Optional<Secret> password) {
    tenants.require(tenant);
    FieldErrors errors = new FieldErrors();
    Profile profile = ProfileRules.checked(raw, errors);
    password.ifPresent(each -> rules.check(each, owner(tenant, profile), errors));
    errors.throwIfAny();
    String id = accounts.newId();
    UserRecord plain = UserRecord.of(profile, clock.instant());
    Party party = Party.choice(tenant, caller.actor());
    UserRecord made =
        password.map(it -> passwords.hash(party, it)).map(plain::withPassword).orElse(plain);
    DocumentKey key = users.key(tenant, id);
    return changes.make(
        caller,
        tenant,
        work -> {
          requireFree(tenant, Optional.empty(), Optional.empty(), profile);
          work.add(users.create(tenant, id, made), Accounts::meaning);
          accounts.count(work, tenant, Optional.empty(), Optional.of(true));
          work.emit(new UserChanged(id, UserChange.CREATED));
          return () -> versioned(new Stored<>(key, work.version(key), made));
        });
  }

  @Override
  public Optional<Versioned<User>> find(String tenant, String id) {
    return tenants.exists(tenant)
        ? users.find(tenant, id).map(StoredUsers::versioned)
        : Optional.empty();
  }

  @Override
  public Page<Versioned<User>> list(
      String tenant, Filter filter, int limit, Optional<String> after) {
    if (!tenants.exists(tenant)) {
      return Page.only(List.of());
    }
    Page<Stored<UserRecord>> page = list.page(tenant, filter, limit, after);
    return new Page<>(page.items().stream().map(StoredUsers::versioned).toList(), page.next());
  }

  @Override
  public Page<User> everybody(String tenant, Optional<String> after) {
    if (!tenants.exists(tenant)) {
      return Page.only(List.of());
    }
    Page<Stored<UserRecord>> page =
        users.page(tenant, new Query.All(), false, Repository.MAX_PAGE, after);
    return new Page<>(page.items().stream().map(UserRecord::user).toList(), page.next());
  }

  @Override
  public Versioned<User> change(
      Caller caller, String tenant, String id, Change change, OptionalLong expected) {
    Stored<UserRecord> present = require(tenant, id);
    Versions.check(expected, present);
    FieldErrors errors = new FieldErrors();
    change
        .password()
        .ifPresent(
            each ->
                rules.check(
                    each,
                    owner(tenant, change.profile().apply(present.value().profile())),
                    errors));
    errors.throwIfAny();
    Party party = Party.choice(tenant, caller.actor());
    Optional<String> hash = change.password().map(it -> passwords.hash(party, it));
    return changes.make(
        caller,
        tenant,
        work -> {
          Stored<UserRecord> read = require(tenant, id);
          Versions.check(expected, read);
          Profile before = read.value().profile();
          FieldErrors wrong = new FieldErrors();
          Profile profile = ProfileRules.changed(before, change.profile().apply(before), wrong);
          wrong.throwIfAny();
          requireFree(tenant, Optional.of(id), Optional.of(before), profile);
          UserRecord changed = read.value().with(profile, change.confirmed(), clock.instant());
          UserRecord after =
              hash.map(it -> changed.withChosenPassword(it, clock.instant())).orElse(changed);
          work.add(users.replace(read, after), Accounts::meaning);
          if (hash.isEmpty() || !profile.equals(before)) {
            work.emit(new UserChanged(id, UserChange.CHANGED));
          }
          if (hash.isPresent()) {
            housekeeping.after(work, tenant, id);
            work.emit(new UserChanged(id, UserChange.PASSWORD_SET));
          }
          return () -> versioned(new Stored<>(read.key(), work.version(read.key()), after));
        });
  }

  @Override
  public Versioned<User> setActive(
      Caller caller,
      String tenant,
      String id,
      boolean active,
      Optional<String> reason,
      OptionalLong expected) {
    Versions.check(expected, require(tenant, id));
    Optional<String> why = reason.map(String::strip).filter(text -> !text.isEmpty());
    FieldErrors errors = new FieldErrors();
    why.ifPresent(text -> checkReason(text, errors));
    errors.throwIfAny();
    return changes.make(
        caller,
        tenant,
        work -> {
          Stored<UserRecord> read = require(tenant, id);
          Versions.check(expected, read);
          UserRecord after = read.value().withActive(active, clock.instant());
          work.add(users.replace(read, after));
          accounts.count(work, tenant, Optional.of(read.value().active()), Optional.of(active));
          if (!active) {
            housekeeping.after(work, tenant, id);
          }
          UserChange made = active ? UserChange.ENABLED : UserChange.DISABLED;
          work.emit(new UserChanged(id, made, why));
          return () -> versioned(new Stored<>(read.key(), work.version(read.key()), after));
        });
  }

  private static void checkReason(String text, FieldErrors errors) {
    if (Texts.length(text) > MAX_REASON) {
      errors.add("reason", "length", new Text("Give at most 200 characters.", "最多 200 个字符。"));
    }
    errors.checkPrintable("reason", text);
  }

  @Override
  public void setPassword(
      Caller caller, String tenant, String id, Secret password, boolean change) {
    Profile profile = require(tenant, id).value().profile();
    FieldErrors errors = new FieldErrors();
    rules.check(password, owner(tenant, profile), errors);
    errors.throwIfAny();
    String hash = passwords.hash(Party.choice(tenant, caller.actor()), password);
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<UserRecord> read = require(tenant, id);
          UserRecord after = read.value().withPassword(hash, change).signedOut(clock.instant());
          work.add(users.replace(read, after));
          housekeeping.after(work, tenant, id);
          work.emit(new UserChanged(id, UserChange.PASSWORD_SET));
        });
  }

  @Override
  public void delete(Caller caller, String tenant, String id, OptionalLong expected) {
    Versions.check(expected, require(tenant, id));
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<UserRecord> read = require(tenant, id);
          Versions.check(expected, read);
          work.add(users.delete(read));
          accounts.count(work, tenant, Optional.of(read.value().active()), Optional.empty());
          housekeeping.after(work, tenant, id);
          work.emit(new UserChanged(id, UserChange.DELETED));
        });
  }

  @Override
  public List<Identity> identities(String tenant, String id) {
    require(tenant, id);
    return accounts.identitiesOf(tenant, id).stream().map(IdentityRecord::identity).toList();
  }

  @Override
  public void unlink(Caller caller, String tenant, String id, Optional<String> identity) {
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<UserRecord> user = require(tenant, id);
          List<Stored<IdentityRecord>> linked =
              accounts.identitiesOf(tenant, id).stream()
                  .filter(each -> identity.map(each.key().id()::equals).orElse(true))
                  .toList();
          if (identity.isPresent() && linked.isEmpty()) {
            throw ProblemException.notFound(Resource.IDENTITY);
          }
          UserRecord after = user.value();
          for (Stored<IdentityRecord> each : linked) {
            after = after.ended(each.key().id(), clock.instant());
          }
          Set<String> identities =
              linked.stream().map(each -> each.key().id()).collect(Collectors.toSet());
          after = identitySessions.end(work, tenant, id, after, identities, clock.instant());
          if (!after.equals(user.value())) {
            work.add(users.replace(user, after));
          }
          if (!after.sessionsValidFrom().equals(user.value().sessionsValidFrom())) {
            housekeeping.after(work, tenant, id);
          }
          linked.forEach(
              each -> {
                work.add(accounts.identities().delete(each));
                work.emit(new IdentityUnlinked(id, each.value().account()));
              });
        });
  }

  @Override
  public List<Session> sessions(String tenant, String id) {
    UserRecord user = require(tenant, id).value();
    Instant now = clock.instant();
    return sessions
        .all(tenant, new Query.Equal(SessionRecord.BY_USER, id), UnitOfWork.MOST_OF_A_KIND)
        .stream()
        .filter(session -> user.allows(session.value()) && session.value().isLive(now))
        .map(SessionRecord::session)
        .sorted(Comparator.comparing(Session::authTime).reversed())
        .toList();
  }

  @Override
  public void endSession(Caller caller, String tenant, String id, String session) {
    changes.run(
        caller,
        tenant,
        work -> {
          UserRecord user = require(tenant, id).value();
          Stored<SessionRecord> read =
              sessions
                  .find(tenant, session)
                  .filter(it -> it.value().userId().equals(id) && user.allows(it.value()))
                  .orElseThrow(() -> ProblemException.notFound(Resource.SESSION));
          housekeeping.ends().end(work, tenant, read);
          work.emit(new SessionEnded(id, session));
        });
  }

  @Override
  public void endSessions(Caller caller, String tenant, String id) {
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<UserRecord> read = require(tenant, id);
          work.add(users.replace(read, read.value().signedOut(clock.instant())));
          housekeeping.after(work, tenant, id);
          work.emit(new UserChanged(id, UserChange.SESSIONS_ENDED));
        });
  }

  private void requireFree(
      String tenant, Optional<String> id, Optional<Profile> before, Profile after) {
    accounts
        .taken(tenant, id, before, after)
        .ifPresent(
            problem -> {
              throw problem;
            });
  }

  private static Owner owner(String tenant, Profile profile) {
    return new Owner(tenant, profile.username(), profile.email());
  }

  private Stored<UserRecord> require(String tenant, String id) {
    tenants.require(tenant);
    return users.find(tenant, id).orElseThrow(() -> ProblemException.notFound(Resource.USER));
  }

  private static Versioned<User> versioned(Stored<UserRecord> stored) {
    return new Versioned<>(UserRecord.user(stored), stored.version());
  }
}
