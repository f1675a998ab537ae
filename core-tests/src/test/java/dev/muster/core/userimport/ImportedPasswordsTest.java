package dev.muster.core.userimport;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.api.AuditEvent;
import dev.muster.api.User.Profile;
import dev.muster.api.UserImports;
import dev.muster.api.UserImports.Counts;
import dev.muster.api.UserImports.Line;
import dev.muster.api.UserImports.State;
import dev.muster.api.UserImports.UserImport;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.store.Stored;
import dev.muster.core.task.TaskHandler.Result;
import dev.muster.core.task.TaskHandler.Run;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.HashTurns;
import dev.muster.core.user.PasswordHash;
import dev.muster.core.user.UserRecord;
import dev.muster.core.user.UserRows;
import dev.muster.core.userimport.ImportRecord.Part;
import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.Query;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords that a table of users brings with it. */
final class ImportedPasswordsTest {
  private static final String PASSWORD = "correct horse battery";
  private static final String NEW_KEY = "new AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\n";

  @TempDir private Path folder;
  private TestCore core;

  @BeforeEach
  void tenant() {
    core = new TestCore(folder);
    core.directory.require(TENANT);
  }

  private String start(boolean dryRun, String csv) {
    return core.imports.start(
        ALICE, TENANT, dryRun, new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
  }

  private UserImport imported(boolean dryRun, String csv) {
    String id = start(dryRun, csv);
    core.taskWork.runDue();
    UserImport done = core.imports.find(TENANT, id).orElseThrow();
    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.counts().done()).isEqualTo(done.total());
    return done;
  }

  private UserImport imported(String csv) {
    return imported(false, csv);
  }

  private UserRecord user(String name) {
    return core.accounts.byUsername(TENANT, name).orElseThrow().value();
  }

  private boolean isTheirs(String name, String password) {
    return user(name)
        .password()
        .filter(hash -> core.passwords.matches(Secret.of(password), hash))
        .isPresent();
  }

  private List<Part> parts() {
    return core.storage.repository(Part.SCHEMA).all(TENANT, new Query.All(), 100).stream()
        .map(Stored::value)
        .toList();
  }

  private String stored(Part part) {
    return new String(core.storage.json().type(Part.class).write(part), StandardCharsets.UTF_8);
  }

  @Test
  void areThoseOfWhoeverIsNew() {
    UserImport done =
        imported(
            """
            username,password,passwordChange
            li,correct horse battery,
            wang,=1+1 'and a blank ,true
            zhao,,
            """);

    assertThat(done.counts()).isEqualTo(new Counts(3, 0, 0, 0));
    assertThat(isTheirs("li", PASSWORD)).isTrue();
    assertThat(user("li").passwordChange()).isFalse();
    assertThat(isTheirs("wang", "=1+1 'and a blank ")).as("as it stands there").isTrue();
    assertThat(user("wang").passwordChange()).isTrue();
    assertThat(user("zhao").password()).isEmpty();
  }

  @Test
  void areSetAndEndSessionsOnceHoweverOftenAFileIsBroughtIn() {
    String file = "username,password\nli,correct horse battery\n";
    core.users.create(ALICE, TENANT, Profile.of("li"), Optional.of(Secret.of("another horse")));
    UserRecord before = user("li");

    assertThat(imported(file).counts()).isEqualTo(new Counts(0, 1, 0, 0));

    UserRecord after = user("li");
    assertThat(isTheirs("li", PASSWORD)).isTrue();
    assertThat(after.sessionsValidFrom()).isNotEqualTo(before.sessionsValidFrom());
    assertThat(core.events(TENANT)).extracting(AuditEvent::action).contains("user.password-set");

    assertThat(imported(file).counts()).isEqualTo(new Counts(0, 0, 1, 0));
    assertThat(user("li").sessionsValidFrom()).isEqualTo(after.sessionsValidFrom());

    assertThat(
            imported("username,password,passwordChange\nli,correct horse battery,true\n").counts())
        .isEqualTo(new Counts(0, 1, 0, 0));
    assertThat(user("li").passwordChange()).isTrue();
    assertThat(imported(file).counts()).isEqualTo(new Counts(0, 0, 1, 0));
    assertThat(user("li").passwordChange()).as("still to be changed").isTrue();
  }

  @Test
  void keepToTheRulesAndAreNotReported() {
    UserImport done =
        imported(
            """
            username,password,passwordChange
            li,short,
            wang,password123,
            zhao,zhao zhao zhao,
            qian,,true
            sun,correct horse battery,perhaps
            zhou,correct horse battery
            """);

    assertThat(done.counts()).isEqualTo(new Counts(0, 0, 0, 6));
    assertThat(done.lines())
        .extracting(line -> line.field().orElse(""), Line::reason)
        .containsExactly(
            tuple("password", "length"),
            tuple("password", "common"),
            tuple("password", "own-name"),
            tuple("passwordChange", "needs-password"),
            tuple("passwordChange", "wrong-type"),
            tuple("", "number-of-cells"));
    assertThat(done.toString()).doesNotContain("short", "password123", PASSWORD);
  }

  @Test
  void waitSealed() {
    String id =
        start(
            false,
            """
            username,password
            li,correct horse battery
            correct horse battery,1,2
            """);

    assertThat(parts())
        .singleElement()
        .satisfies(part -> assertThat(stored(part)).contains("\"li\"").doesNotContain("horse"));
    core.imports.stop(ALICE, TENANT, id);
    core.taskWork.runDue();
    assertThat(parts()).isEmpty();
  }

  @Test
  void areSealedAnewWithTheMasterKeyThatEncrypts() throws Exception {
    start(false, "username,password\nli,correct horse battery\n");
    assertThat(core.sealedPasswords.reseal(TENANT)).as("nothing to do yet").isZero();
    Path file = folder.resolve("master.key");
    Files.writeString(file, NEW_KEY + Files.readString(file));
    assertThat(core.box.reload()).isTrue();

    assertThat(core.sealedPasswords.reseal(TENANT)).isOne();
    assertThat(core.sealedPasswords.reseal(TENANT)).isZero();

    Files.writeString(file, NEW_KEY);
    assertThat(SecretBox.of(file, core.clock).isUsable()).isTrue();
    assertThat(core.box.reload()).isFalse();
    core.taskWork.runDue();
    assertThat(isTheirs("li", PASSWORD)).isTrue();
  }

  @Test
  void areHashedInTheBatchesOfManyLines() {
    StringBuilder csv = new StringBuilder("username,password\n");
    for (int i = 0; i < 70; i++) {
      csv.append("u").append(i).append(",correct horse ").append(i).append(" battery\n");
    }
    csv.append("u7,another horse battery\n");

    assertThat(imported(csv.toString()).counts()).isEqualTo(new Counts(70, 1, 0, 0));

    assertThat(isTheirs("u69", "correct horse 69 battery")).isTrue();
    assertThat(isTheirs("u7", "another horse battery")).isTrue();
  }

  @Test
  void changeNothingInADryRunAndAreNotCompared() {
    core.users.create(ALICE, TENANT, Profile.of("li"), Optional.of(Secret.of(PASSWORD)));
    UserRecord before = user("li");

    UserImport done =
        imported(
            true,
            """
            username,password
            li,correct horse battery
            li,another horse battery
            wang,correct horse battery
            """);

    assertThat(done.counts()).isEqualTo(new Counts(1, 2, 0, 0));
    assertThat(done.lines()).isEmpty();
    assertThat(user("li")).isEqualTo(before);
  }

  @Test
  void keepToTheRulesInADryRun() {
    core.users.create(ALICE, TENANT, Profile.of("li"), Optional.of(Secret.of(PASSWORD)));

    UserImport done = imported(true, "username,password\nli,short\n");

    assertThat(done.counts()).isEqualTo(new Counts(0, 0, 0, 1));
    assertThat(done.lines()).extracting(Line::reason).containsExactly("length");
  }

  @Test
  void giveWayToThoseWhoSignIn() {
    HashTurns turns = new HashTurns(0, Duration.ZERO);
    UserImportTask busy =
        new UserImportTask(
            core.storage,
            core.changes,
            core.queue,
            new UserRows(
                core.accounts,
                core.housekeeping,
                new PasswordHash(PasswordHash.Cost.LEAST, turns),
                core.passwordRules,
                core.clock),
            core.sealedPasswords,
            core.clock);
    String id = start(false, "username,password\nwang,\nli,correct horse battery\n");
    Run<UserImportTask.Of> run =
        new Run<>(
            id,
            TENANT,
            new UserImportTask.Of(id),
            core.clock.instant(),
            0,
            Deadline.in(Duration.ofMinutes(1)));

    assertThat(busy.run(run)).isInstanceOf(Result.Retry.class);
    assertThat(core.imports.find(TENANT, id).orElseThrow().counts())
        .isEqualTo(new Counts(1, 0, 0, 0));

    turns.giveBack();
    assertThat(busy.run(run)).isInstanceOf(Result.Done.class);
    assertThat(isTheirs("li", PASSWORD)).isTrue();
  }

  @Test
  void areInNoExport() {
    assertThat(UserImports.COLUMNS).doesNotContainAnyElementsOf(UserImports.WRITE_ONLY);
  }
}
