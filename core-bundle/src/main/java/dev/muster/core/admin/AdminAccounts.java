package dev.muster.core.admin;

import dev.muster.api.Administrators.Role;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.secret.Digests;
import dev.muster.core.settings.Settings;
import dev.muster.core.store.Cache;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.user.HashTurns.Party;
import dev.muster.core.user.PasswordChecks;
import dev.muster.core.user.PasswordHash;
import dev.muster.spi.Page;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The documents of administrators and their passwords. While {@code admin.password} is set the user
 * {@code admin} is an owner with that password, whatever is stored: it is the way back in.
 */
@Component(service = AdminAccounts.class, immediate = true)
public final class AdminAccounts {
  private static final Logger LOG = LoggerFactory.getLogger(AdminAccounts.class);

  /** Whom the first start makes, and the settings let in. */
  static final String ADMIN = "admin";

  private static final String PURPOSE = "admin-password";
  private static final int MAX_ADMINISTRATORS = 10_000;
  private static final int MAX_CACHED = 1000;
  private static final int MAX_PRESENTED = 300;

  private final Storage storage;
  private final Repository<AdminRecord> admins;
  private final Cache<String, Stored<AdminRecord>> cache;
  private final Digests digests;
  private final PasswordHash passwords;
  private final PasswordChecks checks;
  private final InstantSource clock;
  private final Optional<Secret> settingsPassword;

  /** Makes the user {@code admin} where there is nobody, and hands over their password once. */
  @Activate
  public AdminAccounts(
      @Reference Storage storage,
      @Reference Digests digests,
      @Reference Settings settings,
      @Reference PasswordHash passwords,
      @Reference InstantSource clock) {
    this(
        storage,
        digests,
        settings,
        passwords,
        clock,
        settings.terminal()
            ? new FirstPassword.OnTerminal(System.out::println)
            : new FirstPassword.InFile(settings.dataDir().resolve(FirstPassword.InFile.NAME)));
  }

  AdminAccounts(
      Storage storage,
      Digests digests,
      Settings settings,
      PasswordHash passwords,
      InstantSource clock,
      FirstPassword first) {
    this.storage = storage;
    this.admins = storage.repository(AdminRecord.SCHEMA);
    this.cache = storage.cache(MAX_CACHED, this::read, Map.of("admin", DocumentKey::id));
    this.digests = digests;
    this.passwords = passwords;
    this.checks = new PasswordChecks(passwords);
    this.clock = clock;
    this.settingsPassword = settings.adminPassword();
    if (settingsPassword.isEmpty() && lacksPassword()) {
      firstPassword(first);
    }
  }

  /** Whether nobody could sign in: there is no administrator, or only one of the settings. */
  private boolean lacksPassword() {
    return admins
        .find("", ADMIN)
        .map(stored -> stored.value().password().isEmpty())
        .orElseGet(() -> admins.count("", new Query.All()) == 0);
  }

  private void firstPassword(FirstPassword first) {
    Secret made = Secret.of(digests.newToken().reveal().substring(0, 22));
    String hash = passwords.hash(made);
    first.made(made);
    boolean mine =
        storage.transact(
            work -> {
              if (!lacksPassword()) {
                return () -> false;
              }
              work.add(
                  admins
                      .find("", ADMIN)
                      .map(
                          stored ->
                              admins.replace(
                                  stored, stored.value().withPassword(hash, clock.instant())))
                      .orElseGet(
                          () ->
                              admins.create(
                                  "",
                                  ADMIN,
                                  AdminRecord.first(Optional.of(hash), clock.instant()))));
              return () -> true;
            });
    if (mine) {
      first.counts(made);
    } else {
      first.discarded();
    }
  }

  /** How documents are changed; they are read here. */
  Repository<AdminRecord> repository() {
    return admins;
  }

  /** Whether {@code admin.password} decides what somebody may do. */
  boolean isOfSettings(String username) {
    return settingsPassword.isPresent() && username.equals(ADMIN);
  }

  /**
   * Refuses a change of what {@code admin.password} decides.
   *
   * @throws ProblemException {@code IN_USE}
   */
  void requireNotOfSettings(String username) {
    if (isOfSettings(username)) {
      throw new ProblemException(
          ProblemCode.IN_USE,
          new Text(
              "The setting admin.password makes this user an owner with that password. Remove the"
                  + " setting and start again first.",
              "设置 admin.password 使该用户成为使用该密码的所有者。请先移除该设置并重新启动。"));
    }
  }

  /** An administrator as they count now, from memory. */
  Optional<Stored<AdminRecord>> find(String username) {
    return cache.get(username);
  }

  /** The same, read afresh, for whoever changes it. */
  Optional<Stored<AdminRecord>> read(String username) {
    return (isOfSettings(username) ? Optional.of(admin()) : admins.find("", username))
        .map(this::effective);
  }

  /** A page of administrators as they count now. */
  Page<Stored<AdminRecord>> page(int limit, Optional<String> after) {
    makeThoseOfSettings();
    Page<Stored<AdminRecord>> page = admins.page("", new Query.All(), false, limit, after);
    return new Page<>(page.items().stream().map(this::effective).toList(), page.next());
  }

  /**
   * Makes a commit rest on there being another owner, who stays one until it is made.
   *
   * @throws ProblemException {@code LAST_OWNER} if there is none
   */
  void requireAnotherOwner(UnitOfWork work, String username) {
    makeThoseOfSettings();
    List<Stored<AdminRecord>> others =
        admins.all("", new Query.All(), MAX_ADMINISTRATORS).stream()
            .filter(each -> !each.key().id().equals(username))
            .map(this::effective)
            .filter(each -> each.value().settings().role() == Role.OWNER)
            .filter(each -> each.value().password().isPresent() || isOfSettings(each.key().id()))
            .toList();
    if (others.isEmpty()) {
      throw new ProblemException(
          ProblemCode.LAST_OWNER,
          new Text(
              "This is the last owner. Make somebody else an owner first.",
              "这是最后一名所有者。请先将其他人设为所有者。"));
    }
    work.add(admins.require(others.get(0)));
  }

  private void makeThoseOfSettings() {
    if (settingsPassword.isPresent()) {
      Stored<AdminRecord> unused = admin();
    }
  }

  private Stored<AdminRecord> admin() {
    return storage.transact(
        work -> {
          Optional<Stored<AdminRecord>> present = admins.find("", ADMIN);
          if (present.isPresent()) {
            return present::get;
          }
          AdminRecord made = AdminRecord.first(Optional.empty(), clock.instant());
          DocumentKey key = admins.key("", ADMIN);
          work.add(admins.create("", ADMIN, made));
          return () -> new Stored<>(key, work.version(key), made);
        });
  }

  private Stored<AdminRecord> effective(Stored<AdminRecord> stored) {
    return isOfSettings(stored.key().id())
        ? new Stored<>(stored.key(), stored.version(), stored.value().asOwner())
        : stored;
  }

  /** What a session of theirs has to hold: another password of the settings ends them too. */
  String sessionsValidFrom(Stored<AdminRecord> admin) {
    String stored = admin.value().sessionsValidFrom().toString();
    return isOfSettings(admin.key().id())
        ? stored + " " + settingsPassword.map(it -> digests.digest(PURPOSE, it)).orElse("")
        : stored;
  }

  /**
   * Whether it is somebody's password; a wrong one takes as long for a name that nobody has, one
   * that the settings let in, and one whose password is stored as a cheaper hash.
   *
   * @param party for whom passwords are hashed
   * @throws ProblemException {@code UNAVAILABLE} if too many are at the moment
   */
  boolean isPassword(Party party, String username, Secret password) {
    if (password.reveal().length() > MAX_PRESENTED) {
      return false;
    }
    boolean ofSettings = isOfSettings(username);
    if (ofSettings && settingsPassword.filter(password::equals).isPresent()) {
      return true;
    }
    Optional<String> hash =
        find(username).filter(any -> !ofSettings).flatMap(stored -> stored.value().password());
    return checks.isRight(party, password, hash, true);
  }

  /**
   * A hash made anew of a password that was right, where the stored one was made in an earlier way.
   * Empty where it is not, or where too many are hashed at the moment: there is another sign-in.
   */
  Optional<Renewal> renewal(String username, Secret password) {
    if (isOfSettings(username)) {
      return Optional.empty();
    }
    Party party = Party.choice("", StoredConsoleSessions.actor(username));
    try {
      return find(username)
          .flatMap(stored -> stored.value().password())
          .filter(passwords::isOutdated)
          .map(outdated -> new Renewal(outdated, passwords.hash(party, password)));
    } catch (ProblemException e) {
      LOG.debug("The password of {} is hashed anew at another sign-in", username, e);
      return Optional.empty();
    }
  }

  /**
   * Another hash of the same password.
   *
   * @param outdated the one that counts no more
   * @param hash the one that takes its place
   */
  record Renewal(String outdated, String hash) {}
}
