package dev.muster.core.admin;

import dev.muster.api.Administrators;
import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Versions;
import dev.muster.core.password.PasswordRules;
import dev.muster.core.password.PasswordRules.Owner;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.user.HashTurns.Party;
import dev.muster.core.user.PasswordHash;
import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.hook.AdministratorEvent.AdministratorChanged;
import dev.muster.spi.hook.AdministratorEvent.AdministratorPasswordChanged;
import dev.muster.spi.hook.DomainEvent.ResourceChange;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Administrators, with the checks of what is entered. */
@Component(service = Administrators.class)
public final class StoredAdministrators implements Administrators {
  private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,99}");

  private final AdminAccounts accounts;
  private final Repository<AdminRecord> admins;
  private final Repository<ConsoleRecord> sessions;
  private final TenantDirectory tenants;
  private final Changes changes;
  private final PasswordHash passwords;
  private final PasswordRules rules;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredAdministrators(
      @Reference Storage storage,
      @Reference AdminAccounts accounts,
      @Reference TenantDirectory tenants,
      @Reference Changes changes,
      @Reference PasswordHash passwords,
      @Reference PasswordRules rules,
      @Reference InstantSource clock) {
    this.accounts = accounts;
    this.admins = accounts.repository();
    this.sessions = storage.repository(ConsoleRecord.SCHEMA);
    this.tenants = tenants;
    this.changes = changes;
    this.passwords = passwords;
    this.rules = rules;
    this.clock = clock;
  }

  @Override
  public Versioned<Administrator> create(
      Caller caller, String username, Settings settings, Secret password) {
    FieldErrors errors = new FieldErrors();
    if (!USERNAME.matcher(username).matches()) {
      errors.add(
          "username",
          "format",
          new Text(
              "Give 1 to 100 lower-case letters, digits and . _ @ + -, beginning with a letter or a"
                  + " digit.",
              "请填写 1 至 100 个小写字母、数字或 . _ @ + -，并以字母或数字开头。"));
    }
    check(settings, Set.of(), errors);
    rules.check(password, Owner.administrator(username), errors);
    errors.throwIfAny();
    String hash = passwords.hash(Party.choice("", caller.actor()), password);
    return changes.make(
        caller,
        "",
        work -> {
          if (accounts.read(username).isPresent()) {
            throw exists();
          }
          AdminRecord made = AdminRecord.of(settings, Optional.of(hash), clock.instant());
          work.add(admins.create("", username, made));
          emit(work, username, ResourceChange.CREATED, made);
          return stored(work, admins.key("", username), made);
        });
  }

  private void check(Settings settings, Set<String> before, FieldErrors errors) {
    errors.checkName("displayName", settings.displayName());
    Authority.check(settings.role(), settings.tenants(), before, tenants, errors);
  }

  private static ProblemException exists() {
    return ProblemException.taken(
        "username",
        new Text("An administrator with that user name already exists.", "已存在使用该用户名的管理员。"));
  }

  @Override
  public Optional<Versioned<Administrator>> find(String username) {
    return accounts.read(username).map(AdminRecord::administrator);
  }

  @Override
  public Page<Versioned<Administrator>> list(int limit, Optional<String> after) {
    Page<Stored<AdminRecord>> page = accounts.page(limit, after);
    return new Page<>(page.items().stream().map(AdminRecord::administrator).toList(), page.next());
  }

  @Override
  public Versioned<Administrator> change(
      Caller caller,
      String username,
      UnaryOperator<Settings> change,
      Optional<Secret> password,
      OptionalLong expected) {
    Versions.check(expected, require(username));
    FieldErrors passwordErrors = new FieldErrors();
    password.ifPresent(it -> rules.check(it, Owner.administrator(username), passwordErrors));
    passwordErrors.throwIfAny();
    if (password.isPresent()) {
      accounts.requireNotOfSettings(username);
    }
    Party party = Party.choice("", caller.actor());
    Optional<String> hash = password.map(it -> passwords.hash(party, it));
    return changes.make(
        caller,
        "",
        work -> {
          Stored<AdminRecord> read = require(username);
          Versions.check(expected, read);
          AdminRecord before = read.value();
          Settings settings = change.apply(before.settings());
          FieldErrors errors = new FieldErrors();
          check(settings, before.settings().tenants(), errors);
          errors.throwIfAny();
          if (!before.isSameAuthority(settings)) {
            requireMayLose(work, caller, read, settings.role() == Role.OWNER);
          }
          AdminRecord changed = before.with(settings, clock.instant());
          AdminRecord after =
              hash.map(it -> changed.withPassword(it, clock.instant())).orElse(changed);
          work.add(admins.replace(read, after));
          if (hash.isEmpty() || !settings.equals(before.settings())) {
            emit(work, username, ResourceChange.CHANGED, after);
          }
          if (hash.isPresent()) {
            work.emit(new AdministratorPasswordChanged(username));
          }
          return stored(work, read.key(), after);
        });
  }

  /** Refuses to take somebody's rights where nobody, or the caller themselves, would lose them. */
  private void requireMayLose(
      UnitOfWork work, Caller caller, Stored<AdminRecord> read, boolean staysOwner) {
    String username = read.key().id();
    accounts.requireNotOfSettings(username);
    if (caller.actor().equals(StoredConsoleSessions.actor(username))) {
      throw new ProblemException(
          ProblemCode.LAST_OWNER,
          new Text("Somebody else has to do this to you.", "不能对自己执行此操作，须由其他所有者进行。"));
    }
    if (!staysOwner && read.value().settings().role() == Role.OWNER) {
      accounts.requireAnotherOwner(work, username);
    }
  }

  @Override
  public void delete(Caller caller, String username, OptionalLong expected) {
    changes.run(
        caller,
        "",
        work -> {
          Stored<AdminRecord> read = require(username);
          Versions.check(expected, read);
          requireMayLose(work, caller, read, false);
          work.add(admins.delete(read));
          // those beyond are worth nothing either, without their administrator
          sessions
              .all(
                  "",
                  new Query.Equal(ConsoleRecord.BY_USERNAME, username),
                  UnitOfWork.MOST_OF_A_KIND)
              .forEach(each -> work.add(sessions.delete("", each.key().id())));
          emit(work, username, ResourceChange.DELETED, read.value());
        });
  }

  private static void emit(
      ChangeSet work, String username, ResourceChange change, AdminRecord admin) {
    Settings settings = admin.settings();
    work.emit(new AdministratorChanged(username, change, settings.role().id(), settings.tenants()));
  }

  private static Supplier<Versioned<Administrator>> stored(
      UnitOfWork work, DocumentKey key, AdminRecord after) {
    return () -> AdminRecord.administrator(new Stored<>(key, work.version(key), after));
  }

  private Stored<AdminRecord> require(String username) {
    return accounts
        .read(username)
        .orElseThrow(() -> ProblemException.notFound(Resource.ADMINISTRATOR));
  }
}
