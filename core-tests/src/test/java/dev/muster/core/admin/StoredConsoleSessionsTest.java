package dev.muster.core.admin;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.api.Administrators.Role;
import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.api.ConsoleSessions;
import dev.muster.api.ConsoleSessions.Browser;
import dev.muster.api.ConsoleSessions.ConsoleSession;
import dev.muster.api.ProblemCode;
import dev.muster.core.settings.Settings;
import dev.muster.core.testing.TestCore;
import dev.muster.core.throttle.Devices;
import dev.muster.core.user.HashTurns;
import dev.muster.core.user.PasswordHash;
import dev.muster.spi.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredConsoleSessionsTest {
  private static final Secret WRONG = Secret.of("wrong");
  private static final Secret RIGHT = Secret.of("right password");

  private static final Browser BROWSER = new Browser("Firefox", Optional.empty());

  @TempDir private Path folder;
  private TestCore core;
  private final List<String> terminal = new ArrayList<>();

  @BeforeEach
  void start() {
    core = new TestCore(folder);
  }

  private StoredConsoleSessions with(Map<String, String> settings) {
    return with(settings, new FirstPassword.OnTerminal(terminal::add));
  }

  private StoredConsoleSessions with(Map<String, String> settings, FirstPassword first) {
    return with(settings, first, new PasswordHash(PasswordHash.Cost.LEAST));
  }

  private StoredConsoleSessions with(
      Map<String, String> settings, FirstPassword first, PasswordHash passwords) {
    AdminAccounts accounts =
        new AdminAccounts(
            core.storage,
            core.digests,
            new Settings(key -> Optional.ofNullable(settings.get(key)), "1.0.0"),
            passwords,
            core.clock,
            first);
    return new StoredConsoleSessions(
        core.storage,
        accounts,
        core.digests,
        core.changes,
        passwords,
        core.passwordRules,
        core.guesses,
        core.box,
        core.clock);
  }

  private StoredConsoleSessions set() {
    return with(Map.of("admin.password", "right password"));
  }

  @Test
  void saysARandomPasswordOnceAtTheFirstStart() {
    with(Map.of());
    StoredConsoleSessions again = with(Map.of());

    assertThat(terminal).hasSize(1);
    String password = terminal.get(0).replaceAll(".*password (\\S+) .*", "$1");
    assertThat(signIn(again, ALICE, Secret.of(password)).username()).isEqualTo("admin");
    assertProblem(ProblemCode.UNAUTHENTICATED, () -> signIn(again, ALICE, WRONG));
  }

  @Test
  void hashesAPasswordAnewThatWasHashedInAnEarlierWay() {
    with(Map.of());
    Secret password = Secret.of(terminal.get(0).replaceAll(".*password (\\S+) .*", "$1"));
    String before = storedHash();
    StoredConsoleSessions now =
        with(
            Map.of(),
            new FirstPassword.OnTerminal(terminal::add),
            new PasswordHash(new PasswordHash.Cost(16, 2)));

    assertProblem(ProblemCode.UNAUTHENTICATED, () -> signIn(now, ALICE, WRONG));
    assertThat(storedHash()).isEqualTo(before);
    ConsoleSession session = signIn(now, ALICE, password);
    String after = storedHash();
    assertThat(before).startsWith("$argon2id$v=19$m=8,t=1,p=1$");
    assertThat(after).startsWith("$argon2id$v=19$m=16,t=2,p=1$");
    assertThat(now.session(session.cookie())).isPresent();
    signIn(now, ALICE, password);
    assertThat(storedHash()).isEqualTo(after);
  }

  @Test
  void neverTakesThePasswordOfTheSettingsForTheStoredOne() {
    with(Map.of());
    String before = storedHash();

    signIn(
        with(
            Map.of("admin.password", "right password"),
            new FirstPassword.OnTerminal(terminal::add),
            new PasswordHash(new PasswordHash.Cost(16, 2))),
        ALICE,
        RIGHT);

    assertThat(storedHash()).isEqualTo(before);
  }

  private String storedHash() {
    return core.storage
        .repository(AdminRecord.SCHEMA)
        .find("", "admin")
        .flatMap(stored -> stored.value().password())
        .orElseThrow();
  }

  @Test
  void keepsARandomPasswordInAFileOfItsOwnersWhereNobodySitsAtATerminal() throws IOException {
    Path file = folder.resolve("admin.password");
    Files.writeString(file, "of an earlier installation");
    StoredConsoleSessions admins = with(Map.of(), new FirstPassword.InFile(file));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Secret password = Secret.of(Files.readString(file).strip());
    assertThat(signIn(admins, ALICE, password).username()).isEqualTo("admin");
    Files.delete(file);
    with(Map.of(), new FirstPassword.InFile(file));
    assertThat(file).doesNotExist();
  }

  @Test
  void makesNoAdministratorWhosePasswordNobodyWouldGet() {
    Path nowhere = folder.resolve("missing/admin.password");

    assertThatThrownBy(() -> with(Map.of(), new FirstPassword.InFile(nowhere)))
        .isInstanceOf(UncheckedIOException.class);
    with(Map.of());
    assertThat(terminal).hasSize(1);
  }

  @Test
  void holdsASessionUntilItEnds() {
    StoredConsoleSessions admins = set();
    ConsoleSession session = signIn(admins, ALICE, RIGHT);

    assertThat(terminal).isEmpty();
    assertThat(session.principal().role()).isEqualTo(Role.OWNER);
    assertThat(session.principal().sees("any")).isTrue();
    assertThat(admins.session(session.cookie())).contains(session);
    assertThat(session.csrfToken()).isNotEqualTo(session.cookie());
    assertThat(admins.session(WRONG)).isEmpty();
    assertThat(admins.session(session.csrfToken())).isEmpty();
    core.clock.advance(Duration.ofHours(8));
    assertThat(admins.session(session.cookie())).isEmpty();
  }

  @Test
  void signsOut() {
    StoredConsoleSessions admins = set();
    ConsoleSession session = signIn(admins, ALICE, RIGHT);
    admins.signOut(ALICE, WRONG);
    assertThat(admins.session(session.cookie())).isPresent();
    admins.signOut(ALICE, session.cookie());

    assertThat(admins.session(session.cookie())).isEmpty();
  }

  private static Browser from(Secret device) {
    return new Browser("Firefox", Optional.of(device));
  }

  private static Caller from(String address) {
    return new Caller("system", address, "c1");
  }

  private ConsoleSession signIn(StoredConsoleSessions admins, Caller caller, Secret password) {
    return admins.signIn(caller, "admin", password, BROWSER).session();
  }

  private void wrong(StoredConsoleSessions admins, Caller caller, int times) {
    for (int i = 0; i < times; i++) {
      assertProblem(ProblemCode.UNAUTHENTICATED, () -> signIn(admins, caller, WRONG));
    }
  }

  @Test
  void makesAnAddressWaitAfterTenWrongPasswordsAndNoOther() {
    StoredConsoleSessions admins = set();
    wrong(admins, ALICE, 10);

    assertProblem(ProblemCode.THROTTLED, () -> signIn(admins, ALICE, RIGHT));
    assertProblem(ProblemCode.THROTTLED, () -> admins.signIn(ALICE, "ADMIN", RIGHT, BROWSER));
    assertProblem(ProblemCode.UNAUTHENTICATED, () -> admins.signIn(ALICE, "bob", RIGHT, BROWSER));
    signIn(admins, from("198.51.100.9"), RIGHT);
    core.clock.advance(Duration.ofSeconds(1));
    signIn(admins, ALICE, RIGHT);
    assertThat(core.events("").toString()).doesNotContain("right password");
  }

  @Test
  void letsTheOnlyAdministratorInHoweverManyAddressesFail() {
    StoredConsoleSessions admins = set();
    for (int i = 0; i < 500; i++) {
      wrong(admins, from("198.51." + i / 250 + "." + i % 250), 10);
    }

    signIn(admins, from("203.0.113.1"), RIGHT);
  }

  @Test
  void letsAnAdministratorInWhereTheySignedInBeforeThoughTheAddressWaits() {
    StoredConsoleSessions admins = set();
    Secret device = admins.signIn(ALICE, "admin", RIGHT, BROWSER).device();
    wrong(admins, ALICE, 10);
    assertProblem(ProblemCode.THROTTLED, () -> signIn(admins, ALICE, RIGHT));

    assertThat(admins.signIn(ALICE, "admin", RIGHT, from(device)).session().username())
        .isEqualTo("admin");
  }

  @Test
  void makesABrowserThatIsKnownWaitForItsOwnWrongPasswords() {
    StoredConsoleSessions admins = set();
    Browser device = from(admins.signIn(ALICE, "admin", RIGHT, BROWSER).device());
    for (int i = 0; i < 10; i++) {
      assertProblem(
          ProblemCode.UNAUTHENTICATED, () -> admins.signIn(ALICE, "admin", WRONG, device));
    }

    assertProblem(ProblemCode.THROTTLED, () -> admins.signIn(ALICE, "admin", RIGHT, device));
    signIn(admins, ALICE, RIGHT);
  }

  @Test
  void takesNoBrowserForKnownThatIsNot() {
    StoredConsoleSessions admins = set();
    Secret device = admins.signIn(ALICE, "admin", RIGHT, BROWSER).device();
    Secret ofAnother =
        new Devices(core.box, core.digests, Devices.CONSOLE)
            .seal("bob", core.clock.instant().plusSeconds(9));
    assertThat(admins.isDevice("admin", device)).isTrue();
    assertThat(admins.isDevice("bob", device)).isFalse();
    wrong(admins, ALICE, 10);

    for (String odd : List.of("x", "\u0000", "1.x.y", "x".repeat(5000), ofAnother.reveal())) {
      assertProblem(
          ProblemCode.THROTTLED, () -> admins.signIn(ALICE, "admin", RIGHT, from(Secret.of(odd))));
    }
    core.clock.advance(ConsoleSessions.DEVICE_LIFETIME);
    wrong(admins, ALICE, 10);
    assertProblem(ProblemCode.THROTTLED, () -> admins.signIn(ALICE, "admin", RIGHT, from(device)));
  }

  @Test
  void refusesThePasswordOfTheSettingsAndOneOfOursAlike() {
    StoredConsoleSessions admins = with(Map.of());
    String password = terminal.get(0).replaceAll(".*password (\\S+) .*", "$1");
    wrong(admins, ALICE, 10);

    assertProblem(ProblemCode.THROTTLED, () -> signIn(admins, ALICE, Secret.of(password)));
    signIn(admins, from("198.51.100.9"), Secret.of(password));
  }

  @Test
  void hashesNothingForWhoeverHasToWait() {
    wrong(with(Map.of()), ALICE, 10);
    PasswordHash none = new PasswordHash(PasswordHash.Cost.LEAST, new HashTurns(0, Duration.ZERO));
    StoredConsoleSessions admins =
        with(Map.of(), new FirstPassword.OnTerminal(terminal::add), none);

    assertProblem(ProblemCode.THROTTLED, () -> signIn(admins, ALICE, WRONG));
    // whoever does not have to wait would be hashed for
    assertProblem(ProblemCode.UNAVAILABLE, () -> signIn(admins, from("198.51.100.9"), WRONG));
  }

  @Test
  void tellsOwnersOfRefusedSignInsOnceForAllNamesThatNobodyHas() {
    StoredConsoleSessions admins = set();
    wrong(admins, ALICE, 3);
    for (String name : List.of("a", "b", "c", "d")) {
      assertProblem(ProblemCode.UNAUTHENTICATED, () -> admins.signIn(ALICE, name, RIGHT, BROWSER));
    }

    assertThat(core.events(""))
        .extracting(AuditEvent::action, AuditEvent::subject, event -> event.detail().get("count"))
        .containsExactlyInAnyOrder(
            tuple("admin.sign-in-refused", "admin:admin", "3"),
            tuple("admin.sign-in-refused", "admin:(unknown)", "4"));
  }
}
