package dev.muster.core.admin;

import dev.muster.api.Administrators;
import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.change.Changes;
import dev.muster.core.secret.Digests;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.settings.Settings;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.throttle.Guesses;
import dev.muster.core.throttle.Guesses.Guess;
import dev.muster.core.user.PasswordHash;
import dev.muster.spi.Secret;
import dev.muster.spi.hook.AccessEvent.AdministratorSignedIn;
import dev.muster.spi.hook.AccessEvent.AdministratorSignedOut;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Administrators: for now the user {@code admin} and the token of the settings, both owners. */
@Component(service = Administrators.class, immediate = true)
public final class StoredAdministrators implements Administrators {
  /** The one administrator there is. */
  static final String ADMIN = "admin";

  private static final Schema<AdminRecord> ADMINS = Schema.of("admin", AdminRecord.class);
  private static final Schema<ConsoleRecord> SESSIONS =
      new Schema<>(
          "console-session",
          ConsoleRecord.class,
          each -> List.of(),
          each -> Optional.of(each.expiresAt()));
  private static final String COOKIE = "console-session";
  private static final String CSRF = "console-csrf";
  private static final int MAX_PRESENTED = 300;

  /**
   * What we make has 132 random bits: rounds add nothing to it, and would delay the first start.
   */
  private static final int ROUNDS_OF_A_RANDOM_PASSWORD = 1000;

  private final Storage storage;
  private final Repository<AdminRecord> admins;
  private final Repository<ConsoleRecord> sessions;
  private final Digests digests;
  private final Changes changes;
  private final PasswordHash passwords;
  private final InstantSource clock;
  private final Optional<Secret> settingsPassword;
  private final Optional<Secret> settingsToken;
  private final Guesses guesses;
  private final Devices devices;

  /** Makes the user {@code admin} where there is none, and hands over their password once. */
  @Activate
  public StoredAdministrators(
      @Reference Storage storage,
      @Reference Digests digests,
      @Reference Changes changes,
      @Reference Settings settings,
      @Reference PasswordHash passwords,
      @Reference Guesses guesses,
      @Reference SecretBox box,
      @Reference InstantSource clock) {
    this(
        storage,
        digests,
        changes,
        settings,
        passwords,
        guesses,
        new Devices(box, digests),
        clock,
        settings.terminal()
            ? new FirstPassword.OnTerminal(System.out::println)
            : new FirstPassword.InFile(settings.dataDir().resolve(FirstPassword.InFile.NAME)));
  }

  StoredAdministrators(
      Storage storage,
      Digests digests,
      Changes changes,
      Settings settings,
      PasswordHash passwords,
      Guesses guesses,
      Devices devices,
      InstantSource clock,
      FirstPassword first) {
    this.storage = storage;
    this.admins = storage.repository(ADMINS);
    this.sessions = storage.repository(SESSIONS);
    this.digests = digests;
    this.changes = changes;
    this.passwords = passwords;
    this.clock = clock;
    this.settingsPassword = settings.adminPassword();
    this.settingsToken = settings.adminToken();
    this.guesses = guesses;
    this.devices = devices;
    if (settingsPassword.isEmpty()) {
      firstPassword(first);
    }
  }

  record AdminRecord(Optional<String> password, Instant createdAt) {}

  record ConsoleRecord(String username, Instant expiresAt) {}

  private void firstPassword(FirstPassword first) {
    if (admins.find("", ADMIN).isPresent()) {
      return;
    }
    Secret made = Secret.of(digests.newToken().reveal().substring(0, 22));
    String hash = passwords.hash(made, ROUNDS_OF_A_RANDOM_PASSWORD);
    first.made(made);
    boolean mine =
        storage.transact(
            work -> {
              if (admins.find("", ADMIN).isPresent()) {
                return () -> false;
              }
              work.add(
                  admins.create("", ADMIN, new AdminRecord(Optional.of(hash), clock.instant())));
              return () -> true;
            });
    if (mine) {
      first.counts(made);
    } else {
      first.discarded();
    }
  }

  @Override
  public SignedIn signIn(Caller caller, String username, Secret password, Optional<Secret> device) {
    Instant now = clock.instant();
    Guess guess =
        new Guess(
            Guesses.Kind.PASSWORD,
            caller,
            "",
            username.toLowerCase(Locale.ROOT),
            subject(username),
            device.flatMap(presented -> devices.open(presented, username)));
    guesses.requireNoWait(guess);
    if (!guesses.judge(guess, isRight(username, password))) {
      throw new ProblemException(
          ProblemCode.UNAUTHENTICATED, "The user name or password is wrong.");
    }
    Secret cookie = digests.newToken();
    Instant until = now.plus(SESSION_LIFETIME);
    Caller admin = new Caller("admin:" + ADMIN, caller.address(), caller.correlationId());
    return changes.make(
        admin,
        "",
        work -> {
          work.add(
              sessions.create("", digests.digest(COOKIE, cookie), new ConsoleRecord(ADMIN, until)));
          work.emit(new AdministratorSignedIn(ADMIN));
          return () ->
              new SignedIn(
                  consoleSession(cookie), devices.seal(username, now.plus(DEVICE_LIFETIME)));
        });
  }

  @Override
  public boolean isDevice(String username, Secret device) {
    return devices.open(device, username).isPresent();
  }

  /** A name that nobody has is as good as ours in what an event says. */
  private static String subject(String username) {
    return username.equals(ADMIN) ? "admin:" + ADMIN : "admin:(unknown)";
  }

  private boolean isRight(String username, Secret password) {
    if (password.reveal().length() > MAX_PRESENTED) {
      return false;
    }
    boolean known = username.equals(ADMIN);
    if (settingsPassword.isPresent()) {
      return settingsPassword.get().equals(password) && known;
    }
    Optional<String> hash = admins.find("", ADMIN).flatMap(stored -> stored.value().password());
    // the work is done for every name, so that time does not tell which there are
    return hash.map(each -> passwords.matches(password, each)).orElse(false) && known;
  }

  private ConsoleSession consoleSession(Secret cookie) {
    // a digest of the cookie: bound to the session without being stored
    Secret csrf = Secret.of(digests.digest(CSRF, cookie));
    return new ConsoleSession(cookie, csrf, ADMIN, owner("admin:" + ADMIN));
  }

  private static Principal owner(String actor) {
    return new Principal(actor, Role.OWNER, Set.of("*"));
  }

  @Override
  public Optional<ConsoleSession> session(Secret cookie) {
    return stored(cookie).map(found -> consoleSession(cookie));
  }

  private Optional<Stored<ConsoleRecord>> stored(Secret cookie) {
    if (cookie.reveal().length() > MAX_PRESENTED) {
      return Optional.empty();
    }
    return sessions
        .find("", digests.digest(COOKIE, cookie))
        .filter(found -> clock.instant().isBefore(found.value().expiresAt()));
  }

  @Override
  public void signOut(Caller caller, Secret cookie) {
    stored(cookie)
        .ifPresent(
            found -> {
              changes.run(
                  caller,
                  "",
                  work -> {
                    work.add(sessions.delete("", found.key().id()));
                    work.emit(new AdministratorSignedOut(ADMIN));
                  });
            });
  }

  @Override
  public Optional<Principal> token(Caller caller, Secret token) {
    Guess guess =
        new Guess(Guesses.Kind.TOKEN, caller, "", "", "api-token:(unknown)", Optional.empty());
    return guesses.judge(guess, settingsToken.filter(token::equals).isPresent())
        ? Optional.of(owner("token:settings"))
        : Optional.empty();
  }
}
