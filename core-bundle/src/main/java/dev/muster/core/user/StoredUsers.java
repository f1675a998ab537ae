package dev.muster.core.user;

import dev.muster.api.Caller;
import dev.muster.api.Identity;
import dev.muster.api.ProblemException;
import dev.muster.api.Session;
import dev.muster.api.User;
import dev.muster.api.User.Profile;
import dev.muster.api.Users;
import dev.muster.api.Versioned;
import dev.muster.core.audit.Audit;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Versions;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.Change;
import dev.muster.spi.DocumentKey;
import dev.muster.spi.DocumentStore;
import dev.muster.spi.Page;
import dev.muster.spi.Query;
import dev.muster.spi.Secret;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Users, with the checks of what is entered. */
@Component(service = Users.class)
public final class StoredUsers implements Users {
  private static final int MAX_SESSIONS = 1000;

  private final Storage storage;
  private final Accounts accounts;
  private final Repository<UserRecord> users;
  private final Repository<SessionRecord> sessions;
  private final UserSearch search;
  private final UserEnds ends;
  private final TenantDirectory tenants;
  private final Audit audit;
  private final PasswordHash passwords;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredUsers(
      @Reference Storage storage,
      @Reference DocumentStore store,
      @Reference Accounts accounts,
      @Reference TenantDirectory tenants,
      @Reference Audit audit,
      @Reference PasswordHash passwords) {
    this(storage, store, accounts, tenants, audit, passwords, Clock.tickMillis(ZoneOffset.UTC));
  }

  StoredUsers(
      Storage storage,
      DocumentStore store,
      Accounts accounts,
      TenantDirectory tenants,
      Audit audit,
      PasswordHash passwords,
      InstantSource clock) {
    this.storage = storage;
    this.accounts = accounts;
    this.users = accounts.users();
    this.sessions = storage.repository(SessionRecord.SCHEMA);
    this.search = new UserSearch(users);
    this.ends = new UserEnds(storage, store);
    this.tenants = tenants;
    this.audit = audit;
    this.passwords = passwords;
    this.clock = clock;
  }

  @Override
  public Versioned<User> create(
      Caller caller, String tenant, Profile raw, Optional<Secret> password) {
    tenants.require(tenant);
    FieldErrors errors = new FieldErrors();
    Profile profile = ProfileRules.checked(raw, errors);
    password.ifPresent(each -> ProfileRules.check(each, errors));
    errors.throwIfAny();
    String id = accounts.newId();
    UserRecord plain = UserRecord.of(profile, clock.instant());
    UserRecord made = password.map(passwords::hash).map(plain::withPassword).orElse(plain);
    DocumentKey key = users.key(tenant, id);
    return storage.transact(
        work -> {
          tenants.hold(work, tenant);
          work.add(users.create(tenant, id, made), Accounts::meaning);
          work.add(event(caller, tenant, "user.created", id));
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
  public Page<User> list(String tenant, Optional<String> text, int limit, Optional<String> after) {
    if (!tenants.exists(tenant)) {
      return Page.only(List.of());
    }
    Optional<String> prefix = text.map(UserRecord::folded).filter(value -> !value.isEmpty());
    Page<Stored<UserRecord>> page =
        prefix.isPresent()
            ? search.search(tenant, prefix.get().replace("\0", ""), limit, after)
            : users.page(tenant, new Query.Prefix(UserRecord.BY_USERNAME, ""), false, limit, after);
    return new Page<>(page.items().stream().map(UserRecord::user).toList(), page.next());
  }

  @Override
  public Versioned<User> change(
      Caller caller,
      String tenant,
      String id,
      UnaryOperator<Profile> change,
      Set<Address> confirmed,
      Optional<Secret> password,
      OptionalLong expected) {
    Versions.check(expected, require(tenant, id));
    FieldErrors errors = new FieldErrors();
    password.ifPresent(each -> ProfileRules.check(each, errors));
    errors.throwIfAny();
    Optional<String> hash = password.map(passwords::hash);
    return storage.transact(
        work -> {
          Stored<UserRecord> read = require(tenant, id);
          Versions.check(expected, read);
          Profile before = read.value().profile();
          FieldErrors wrong = new FieldErrors();
          Profile profile = ProfileRules.changed(before, change.apply(before), wrong);
          wrong.throwIfAny();
          UserRecord changed = read.value().with(profile, confirmed);
          UserRecord after = hash.map(changed::withPassword).orElse(changed);
          work.add(users.replace(read, after), Accounts::meaning);
          work.add(event(caller, tenant, "user.changed", id));
          return () -> versioned(new Stored<>(read.key(), work.version(read.key()), after));
        });
  }

  @Override
  public Versioned<User> setActive(
      Caller caller, String tenant, String id, boolean active, OptionalLong expected) {
    Versions.check(expected, require(tenant, id));
    // also before somebody is let in again: a node may have died between disabling and this
    ends.endSessions(tenant, id);
    Versioned<User> user =
        storage.transact(
            work -> {
              Stored<UserRecord> read = require(tenant, id);
              Versions.check(expected, read);
              UserRecord after = read.value().withActive(active);
              work.add(users.replace(read, after));
              work.add(event(caller, tenant, active ? "user.enabled" : "user.disabled", id));
              return () -> versioned(new Stored<>(read.key(), work.version(read.key()), after));
            });
    if (!active) {
      // what began between the first look and the commit
      ends.endSessions(tenant, id);
    }
    return user;
  }

  @Override
  public void delete(Caller caller, String tenant, String id, OptionalLong expected) {
    Versions.check(expected, require(tenant, id));
    ends.endSessions(tenant, id);
    ends.removeIdentities(tenant, id);
    Boolean unused =
        storage.transact(
            work -> {
              Stored<UserRecord> read = require(tenant, id);
              Versions.check(expected, read);
              work.add(users.delete(read));
              work.add(event(caller, tenant, "user.deleted", id));
              return () -> true;
            });
    ends.endSessions(tenant, id);
    ends.removeIdentities(tenant, id);
  }

  @Override
  public List<Identity> identities(String tenant, String id) {
    require(tenant, id);
    return accounts.identitiesOf(tenant, id).stream().map(IdentityRecord::identity).toList();
  }

  @Override
  public void unlink(Caller caller, String tenant, String id, Optional<String> identity) {
    Boolean unused =
        storage.transact(
            work -> {
              Stored<UserRecord> user = require(tenant, id);
              List<Stored<IdentityRecord>> linked =
                  accounts.identitiesOf(tenant, id).stream()
                      .filter(each -> identity.map(each.key().id()::equals).orElse(true))
                      .toList();
              if (identity.isPresent() && linked.isEmpty()) {
                throw ProblemException.notFound("identity");
              }
              UserRecord after = user.value();
              for (Stored<IdentityRecord> each : linked) {
                after = after.ended(each.key().id());
              }
              if (!after.equals(user.value())) {
                work.add(users.replace(user, after));
              }
              linked.forEach(
                  each -> {
                    work.add(accounts.identities().delete(each));
                    work.add(
                        audit.event(
                            caller,
                            tenant,
                            "user.identity-unlinked",
                            "user:" + id,
                            Map.of(
                                "platform", each.value().platform(),
                                "platformTenant", each.value().platformTenant(),
                                "platformUserId", each.value().platformUserId())));
                  });
              return () -> true;
            });
  }

  @Override
  public List<Session> sessions(String tenant, String id) {
    require(tenant, id);
    return sessions.all(tenant, new Query.Equal(SessionRecord.BY_USER, id), MAX_SESSIONS).stream()
        .map(SessionRecord::session)
        .sorted(Comparator.comparing(Session::authTime).reversed())
        .toList();
  }

  @Override
  public void endSessions(Caller caller, String tenant, String id) {
    require(tenant, id);
    ends.endSessions(tenant, id);
    Boolean unused =
        storage.transact(
            work -> {
              work.add(event(caller, tenant, "user.sessions-ended", id));
              return () -> true;
            });
  }

  private Stored<UserRecord> require(String tenant, String id) {
    tenants.require(tenant);
    return users.find(tenant, id).orElseThrow(() -> ProblemException.notFound("user"));
  }

  private Change event(Caller caller, String tenant, String action, String id) {
    return audit.event(caller, tenant, action, "user:" + id, Map.of());
  }

  private static Versioned<User> versioned(Stored<UserRecord> stored) {
    return new Versioned<>(UserRecord.user(stored), stored.version());
  }
}
