package dev.muster.core.admin;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.Administrators.ConsoleSession;
import dev.muster.api.Administrators.Role;
import dev.muster.api.ProblemCode;
import dev.muster.core.settings.Settings;
import dev.muster.core.testing.TestCore;
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

final class StoredAdministratorsTest {
  private static final Secret WRONG = Secret.of("wrong");
  private static final Secret RIGHT = Secret.of("right password");

  @TempDir private Path folder;
  private TestCore core;
  private final List<String> terminal = new ArrayList<>();

  @BeforeEach
  void start() {
    core = new TestCore(folder);
  }

  private StoredAdministrators with(Map<String, String> settings) {
    return with(settings, new FirstPassword.OnTerminal(terminal::add));
  }

  private StoredAdministrators with(Map<String, String> settings, FirstPassword first) {
    return new StoredAdministrators(
        core.storage,
        core.digests,
        core.audit,
        new Settings(key -> Optional.ofNullable(settings.get(key)), "1.0.0"),
        new PasswordHash(1000),
        core.clock,
        first);
  }

  private StoredAdministrators set() {
    return with(Map.of("admin.password", "right password", "admin.token", "t0ken"));
  }

  @Test
  void saysARandomPasswordOnceAtTheFirstStart() {
    with(Map.of());
    StoredAdministrators again = with(Map.of());

    assertThat(terminal).hasSize(1);
    String password = terminal.get(0).replaceAll(".*password (\\S+) .*", "$1");
    assertThat(again.signIn(ALICE, "admin", Secret.of(password)).username()).isEqualTo("admin");
    assertProblem(ProblemCode.UNAUTHENTICATED, () -> again.signIn(ALICE, "admin", WRONG));
  }

  @Test
  void keepsARandomPasswordInAFileOfItsOwnersWhereNobodySitsAtATerminal() throws IOException {
    Path file = folder.resolve("admin.password");
    Files.writeString(file, "of an earlier installation");
    StoredAdministrators admins = with(Map.of(), new FirstPassword.InFile(file));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Secret password = Secret.of(Files.readString(file).strip());
    assertThat(admins.signIn(ALICE, "admin", password).username()).isEqualTo("admin");
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
    StoredAdministrators admins = set();
    ConsoleSession session = admins.signIn(ALICE, "admin", RIGHT);

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
    StoredAdministrators admins = set();
    ConsoleSession session = admins.signIn(ALICE, "admin", RIGHT);
    admins.signOut(ALICE, WRONG);
    assertThat(admins.session(session.cookie())).isPresent();
    admins.signOut(ALICE, session.cookie());

    assertThat(admins.session(session.cookie())).isEmpty();
  }

  @Test
  void makesANameWaitAfterFiveWrongPasswordsAndNobodyElse() {
    StoredAdministrators admins = set();
    for (int i = 0; i < 5; i++) {
      assertProblem(ProblemCode.UNAUTHENTICATED, () -> admins.signIn(ALICE, "admin", WRONG));
    }

    assertProblem(ProblemCode.THROTTLED, () -> admins.signIn(ALICE, "Admin", RIGHT));
    assertProblem(ProblemCode.UNAUTHENTICATED, () -> admins.signIn(ALICE, "bob", RIGHT));
    core.clock.advance(Throttle.FIRST);
    admins.signIn(ALICE, "admin", RIGHT);
    assertThat(core.events("").toString()).doesNotContain("right password");
  }

  @Test
  void forgetsTheOldestNameWhenThereAreTooMany() {
    Throttle throttle = new Throttle(core.clock);
    for (int i = 0; i < Throttle.FREE; i++) {
      throttle.failed("victim");
    }
    assertThat(throttle.wait("victim")).isPresent();
    for (int i = 0; i < Throttle.MAX_NAMES; i++) {
      throttle.failed("n" + i);
    }

    assertThat(throttle.wait("victim")).isEmpty();
  }

  @Test
  void knowsTheTokenOfTheSettingsAndNoOther() {
    assertThat(set().token(Secret.of("t0ken")).orElseThrow().role()).isEqualTo(Role.OWNER);
    assertThat(set().token(Secret.of("t0ke"))).isEmpty();
    assertThat(with(Map.of()).token(Secret.of("t0ken"))).isEmpty();
  }
}
