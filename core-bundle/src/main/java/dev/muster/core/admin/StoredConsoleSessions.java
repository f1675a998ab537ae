package dev.muster.core.admin;

import dev.muster.api.Administrators.Principal;
import dev.muster.api.Administrators.Settings;
import dev.muster.api.Caller;
import dev.muster.api.ConsoleSessions;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.core.change.Changes;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Texts;
import dev.muster.core.password.PasswordRules;
import dev.muster.core.password.PasswordRules.Owner;
import dev.muster.core.secret.Digests;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.throttle.Devices;
import dev.muster.core.throttle.Guesses;
import dev.muster.core.throttle.Guesses.Guess;
import dev.muster.core.user.HashTurns.Party;
import dev.muster.core.user.PasswordHash;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.hook.AccessEvent.AdministratorSignedIn;
import dev.muster.spi.hook.AccessEvent.AdministratorSignedOut;
import dev.muster.spi.hook.AdministratorEvent.AdministratorPasswordChanged;
import dev.muster.spi.hook.AdministratorEvent.AdministratorSessionEnded;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Console sessions as documents. */
@Component(service = ConsoleSessions.class)
public final class StoredConsoleSessions implements ConsoleSessions {
  private static final String COOKIE = "console-session";
  private static final String CSRF = "console-csrf";
  private static final int MAX_PRESENTED = 300;
  private static final int MAX_USER_AGENT = 300;
  private static final int MAX_LISTED = 1000;

  private final Repository<ConsoleRecord> sessions;
  private final AdminAccounts accounts;
  private final Digests digests;
  private final Changes changes;
  private final PasswordHash passwords;
  private final PasswordRules rules;
  private final Guesses guesses;
  private final Devices devices;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredConsoleSessions(
      @Reference Storage storage,
      @Reference AdminAccounts accounts,
      @Reference Digests digests,
      @Reference Changes changes,
      @Reference PasswordHash passwords,
      @Reference PasswordRules rules,
      @Reference Guesses guesses,
      @Reference SecretBox box,
      @Reference InstantSource clock) {
    this.sessions = storage.repository(ConsoleRecord.SCHEMA);
    this.accounts = accounts;
    this.digests = digests;
    this.changes = changes;
    this.passwords = passwords;
    this.rules = rules;
    this.guesses = guesses;
    this.devices = new Devices(box, digests, Devices.CONSOLE);
    this.clock = clock;
  }

  /** An administrator as {@link Caller#actor()}. */
  static String actor(String username) {
    return "admin:" + username;
  }

  @Override
  public SignedIn signIn(Caller caller, String username, Secret password, Browser browser) {
    Optional<String> device =
        browser.device().flatMap(presented -> devices.open(presented, username));
    if (!isRight(caller, username, password, device)) {
      throw wrong();
    }
    Optional<AdminAccounts.Renewal> renewal = accounts.renewal(username, password);
    Secret cookie = digests.newToken();
    String id = digests.digest(COOKIE, cookie);
    Caller admin = new Caller(actor(username), caller.address(), caller.correlationId());
    return changes.make(
        admin,
        "",
        work -> {
          Instant now = clock.instant();
          Stored<AdminRecord> read =
              accounts.read(username).orElseThrow(StoredConsoleSessions::wrong);
          ConsoleRecord session =
              new ConsoleRecord(
                  username,
                  now,
                  now.plus(SESSION_LIFETIME),
                  Texts.cut(Texts.oneLine(browser.userAgent()), MAX_USER_AGENT),
                  caller.address(),
                  accounts.sessionsValidFrom(read));
          work.add(accounts.repository().replace(read, read.value().signedIn(now, renewal)));
          work.add(sessions.create("", id, session));
          work.emit(new AdministratorSignedIn(username));
          return () ->
              new SignedIn(
                  session(cookie, id, session, read.value().settings()),
                  devices.seal(username, now.plus(DEVICE_LIFETIME)));
        });
  }

  private static ProblemException wrong() {
    return new ProblemException(
        ProblemCode.UNAUTHENTICATED, new Text("The user name or password is wrong.", "用户名或密码错误。"));
  }

  private boolean isRight(
      Caller caller, String username, Secret password, Optional<String> device) {
    // names that nobody has are one in what an event says
    String subject = accounts.find(username).isPresent() ? username : "(unknown)";
    Guess guess =
        new Guess(
            Guesses.Kind.PASSWORD,
            caller,
            "",
            username.toLowerCase(Locale.ROOT),
            actor(subject),
            device);
    guesses.requireNoWait(guess);
    Party party =
        device.isPresent()
            ? Party.knownAdministrator(username)
            : Party.administrator(guess.network()).withFailures(guesses.hasFailures(guess));
    return guesses.judge(guess, () -> accounts.isPassword(party, username, password));
  }

  @Override
  public boolean isDevice(String username, Secret device) {
    return devices.open(device, username).isPresent();
  }

  private ConsoleSession session(
      Secret cookie, String id, ConsoleRecord record, Settings settings) {
    // a digest of the cookie: bound to the session without being stored
    Secret csrf = Secret.of(digests.digest(CSRF, cookie));
    Principal principal =
        new Principal(
            actor(record.username()),
            settings.displayName(),
            settings.role(),
            settings.tenants(),
            Optional.of(record.expiresAt()));
    return new ConsoleSession(id, cookie, csrf, record.username(), principal);
  }

  @Override
  public Optional<ConsoleSession> session(Secret cookie) {
    return stored(cookie)
        .flatMap(
            stored ->
                valid(stored)
                    .map(
                        admin ->
                            session(
                                cookie,
                                stored.key().id(),
                                stored.value(),
                                admin.value().settings())));
  }

  private Optional<Stored<ConsoleRecord>> stored(Secret cookie) {
    return cookie.reveal().length() > MAX_PRESENTED
        ? Optional.empty()
        : sessions.find("", digests.digest(COOKIE, cookie));
  }

  /** Whose a session is, if it has not ended: the one place that says so. */
  private Optional<Stored<AdminRecord>> valid(Stored<ConsoleRecord> session) {
    return Optional.of(session.value())
        .filter(record -> clock.instant().isBefore(record.expiresAt()))
        .flatMap(record -> accounts.find(record.username()))
        .filter(admin -> accounts.sessionsValidFrom(admin).equals(session.value().validFrom()));
  }

  @Override
  public void signOut(Caller caller, Secret cookie) {
    stored(cookie)
        .filter(session -> valid(session).isPresent())
        .ifPresent(
            session ->
                changes.run(
                    caller,
                    "",
                    work -> {
                      work.add(sessions.delete("", session.key().id()));
                      work.emit(new AdministratorSignedOut(session.value().username()));
                    }));
  }

  @Override
  public List<Listed> list(String username) {
    if (accounts.read(username).isEmpty()) {
      throw ProblemException.notFound(Resource.ADMINISTRATOR);
    }
    return sessions
        .all("", new Query.Equal(ConsoleRecord.BY_USERNAME, username), MAX_LISTED)
        .stream()
        .filter(session -> valid(session).isPresent())
        .map(StoredConsoleSessions::listed)
        .sorted(Comparator.comparing(Listed::authTime).reversed())
        .toList();
  }

  private static Listed listed(Stored<ConsoleRecord> session) {
    ConsoleRecord record = session.value();
    return new Listed(
        session.key().id(),
        record.authTime(),
        record.expiresAt(),
        record.userAgent(),
        record.address());
  }

  @Override
  public void end(Caller caller, String username, String id) {
    changes.run(
        caller,
        "",
        work -> {
          Stored<ConsoleRecord> session =
              sessions
                  .find("", id)
                  .filter(each -> each.value().username().equals(username))
                  .filter(each -> valid(each).isPresent())
                  .orElseThrow(() -> ProblemException.notFound(Resource.SESSION));
          work.add(sessions.delete(session));
          work.emit(new AdministratorSessionEnded(username, id));
        });
  }

  @Override
  public void changePassword(
      Caller caller, ConsoleSession session, Secret current, Secret password) {
    String username = session.username();
    accounts.requireNotOfSettings(username);
    FieldErrors errors = new FieldErrors();
    rules.check(password, Owner.administrator(username), errors);
    errors.throwIfAny();
    // counted for this session alone, like a browser in which they signed in before
    if (!isRight(caller, username, current, Optional.of(session.id()))) {
      throw ProblemException.invalid(
          "current", "wrong", new Text("The current password is wrong.", "当前密码错误。"));
    }
    String hash = passwords.hash(Party.choice("", actor(username)), password);
    changes.run(
        caller,
        "",
        work -> {
          Stored<ConsoleRecord> own =
              sessions
                  .find("", session.id())
                  .filter(each -> valid(each).isPresent())
                  .orElseThrow(
                      () ->
                          new ProblemException(
                              ProblemCode.UNAUTHENTICATED,
                              new Text("The session has ended.", "会话已结束。")));
          Stored<AdminRecord> read =
              accounts.read(username).orElseThrow(StoredConsoleSessions::wrong);
          AdminRecord after = read.value().withPassword(hash, clock.instant());
          Stored<AdminRecord> next = new Stored<>(read.key(), read.version(), after);
          work.add(accounts.repository().replace(read, after));
          work.add(
              sessions.replace(own, own.value().withValidFrom(accounts.sessionsValidFrom(next))));
          work.emit(new AdministratorPasswordChanged(username));
        });
  }
}
