package dev.muster.core.userimport;

import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.muster.api.AuditEvent;
import dev.muster.api.ProblemCode;
import dev.muster.api.User;
import dev.muster.api.User.Profile;
import dev.muster.api.UserImports.Counts;
import dev.muster.api.UserImports.Line;
import dev.muster.api.UserImports.State;
import dev.muster.api.UserImports.UserImport;
import dev.muster.api.Users.Filter;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.testing.SteeredStore;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.storage.Query;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StoredUserImportsTest {
  private final TestCore core = new TestCore();

  @BeforeEach
  void tenant() {
    core.directory.require(TENANT);
  }

  private String start(boolean dryRun, String csv) {
    return core.imports.start(
        ALICE, TENANT, dryRun, new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)));
  }

  private UserImport read(String id) {
    return core.imports.find(TENANT, id).orElseThrow();
  }

  private UserImport imported(String csv) {
    String id = start(false, csv);
    core.taskWork.runDue();
    UserImport done = read(id);
    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.counts().done()).isEqualTo(done.total());
    return done;
  }

  private User user(String username) {
    return users().stream()
        .filter(user -> user.profile().username().equals(username))
        .findFirst()
        .orElseThrow();
  }

  private List<User> users() {
    List<User> all = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      var page = core.users.everybody(TENANT, after);
      all.addAll(page.items());
      after = page.next();
    } while (after.isPresent());
    return all;
  }

  private String create(String username, String externalId) {
    Profile profile =
        Profile.builder(username)
            .externalId(Optional.of(externalId).filter(id -> !id.isEmpty()))
            .build();
    return core.users.create(ALICE, TENANT, profile, Optional.empty()).value().id();
  }

  @Test
  void createsWhomNobodyKnows() {
    UserImport done =
        imported(
            """
            username,displayName,email,emailVerified,phone,externalId,locale,picture,status
            li,李伟,Li@CORP.example,TRUE,'+86 138-0000-0000,'=7,zh-CN,https://corp.example/li.png,
            wang,,,,,,,,disabled
            """);

    assertThat(done.counts()).isEqualTo(new Counts(2, 0, 0, 0));
    assertThat(done.lines()).isEmpty();
    Profile li = user("li").profile();
    assertThat(li.displayName()).contains("李伟");
    assertThat(li.email()).contains("Li@corp.example");
    assertThat(li.emailVerified()).isTrue();
    assertThat(li.phone()).contains("+8613800000000");
    assertThat(li.phoneVerified()).isFalse();
    assertThat(li.externalId()).contains("=7");
    assertThat(user("li").active()).isTrue();
    assertThat(user("wang").active()).isFalse();
    assertThat(core.events(TENANT))
        .extracting(AuditEvent::action, AuditEvent::actor)
        .contains(tuple("user.created", ALICE.actor()));
  }

  @Test
  void findsWhoseALineIsByIdThenUserNameThenExternalId() {
    String byId = create("one", "");
    create("two", "");
    create("three", "E3");
    UserImport done =
        imported(
            "id,username,externalId,displayName\n"
                + (byId + ",uno,,A\n")
                + ",TWO,E2,B\n"
                + ",tres,E3,C\n"
                + ",four,,D\n");

    assertThat(done.counts()).isEqualTo(new Counts(1, 3, 0, 0));
    assertThat(user("uno").id()).isEqualTo(byId);
    assertThat(user("TWO").profile().externalId()).contains("E2");
    assertThat(user("tres").profile().displayName()).contains("C");
    assertThat(users()).hasSize(4);
  }

  @Test
  void leavesWhatIsEmptyOrHasNoColumn() {
    imported("username,displayName,email,emailVerified\nli,李,li@corp.example,true\n");
    UserImport again = imported("username,displayName,phone\nli,,+8613800000000\n");

    assertThat(again.counts()).isEqualTo(new Counts(0, 1, 0, 0));
    assertThat(user("li").profile().displayName()).contains("李");
    assertThat(user("li").profile().emailVerified()).isTrue();
    imported("username,email\nli,other@corp.example\n");
    assertThat(user("li").profile().emailVerified()).isFalse();
  }

  @Test
  void leavesANicknameUnlessALineSaysAnotherOne() {
    Profile plain = Profile.builder("li").nickname(Optional.of("小李")).build();
    core.users.create(ALICE, TENANT, plain, Optional.empty());

    assertThat(imported("username,displayName\nli,李\n").counts()).isEqualTo(new Counts(0, 1, 0, 0));
    assertThat(user("li").profile().nickname()).contains("小李");
    assertThat(imported("username,nickname\nli,小李\n").counts()).isEqualTo(new Counts(0, 0, 1, 0));
    imported("username,nickname\nli,阿李\n");
    assertThat(user("li").profile().nickname()).contains("阿李");
  }

  @Test
  void skipsWhatDoesNotDiffer() {
    create("li", "7");
    UserImport done = imported("username,externalId,status\nli,7,active\n");

    assertThat(done.counts()).isEqualTo(new Counts(0, 0, 1, 0));
    assertThat(done.lines())
        .extracting(Line::line, Line::reason)
        .containsExactly(tuple(2, "unchanged"));
  }

  @Test
  void endsTheSessionsOfWhomItKeepsOut() {
    create("li", "");
    imported("username,status\nli,disabled\n");

    assertThat(user("li").active()).isFalse();
    assertThat(core.events(TENANT)).extracting(AuditEvent::action).contains("user.disabled");
    imported("username,status\nli,active\n");
    assertThat(user("li").active()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "'id,username\nnobody,x', id, unknown",
    "'username,externalId\nli,E2', externalId, already-exists",
    "'id,username\n@li@,WANG', username, already-exists",
    "'externalId\nE9', username, required",
    "'username,email\nx,nobody', email, format",
    "'username,emailVerified\nx,perhaps', emailVerified, wrong-type",
    "'username,phone\nx,138', phone, format",
    "'username,picture\nx,a b', picture, format",
    "'username,status\nx,gone', status, unknown-value",
    "'username,displayName\nx', , number-of-cells",
  })
  void saysWhyALineIsRefused(String csv, String field, String reason) {
    String li = create("li", "E1");
    create("wang", "E2");
    UserImport done = imported(csv.replace("@li@", li) + "\n");

    assertThat(done.counts()).isEqualTo(new Counts(0, 0, 0, 1));
    Line line = done.lines().get(0);
    assertThat(line.line()).isEqualTo(2);
    assertThat(line.field()).isEqualTo(Optional.ofNullable(field));
    assertThat(line.reason()).isEqualTo(reason);
    assertThat(users()).hasSize(2);
  }

  @Test
  void bringsInNoNameThatIsSomebodysVerifiedAddressNorTheOtherWayRound() {
    UserImport done =
        imported(
            """
            username,email,emailVerified
            li,li@corp.example,true
            li@corp.example,,
            wang@corp.example,,
            wang,wang@corp.example,true
            """);

    assertThat(done.counts()).isEqualTo(new Counts(2, 0, 0, 2));
    assertThat(done.lines())
        .extracting(Line::line, line -> line.field().orElse(""), Line::reason)
        .containsExactly(
            tuple(3, "username", "already-exists"), tuple(5, "email", "already-exists"));
  }

  @Test
  void bringsInNoNameThatIsSomebodysVerifiedNumberHoweverItIsSpelled() {
    UserImport done =
        imported(
            """
            username,phone,phoneVerified
            +86 138-0000-0000,,
            li,+8613800000000,true
            wang,+86 139 0000 0000,true
            +86-139-0000-0000,,
            """);

    assertThat(done.lines())
        .extracting(Line::line, line -> line.field().orElse(""), Line::reason)
        .containsExactly(
            tuple(3, "phone", "already-exists"), tuple(5, "username", "already-exists"));
    assertThat(done.counts()).isEqualTo(new Counts(2, 0, 0, 2));
  }

  /** Each rests on what a line before it has changed. */
  @Test
  void takesLinesOneAfterAnother() {
    UserImport done =
        imported(
            """
            username,externalId,displayName
            a,E1,first
            A,E1,second
            b,E2,x
            b,E3,x
            c,E2,x
            c,E2,x
            d,E1,x
            """);

    assertThat(done.counts()).isEqualTo(new Counts(3, 3, 1, 0));
    assertThat(user("d").profile().externalId()).contains("E1");
    assertThat(users())
        .extracting(u -> u.profile().username())
        .containsExactlyInAnyOrder("d", "b", "c");
  }

  @Test
  void changesNothingInADryRun() {
    create("li", "");
    String id = start(true, "username,displayName\nli,李\nwang,王\n,x\n");
    core.taskWork.runDue();

    assertThat(read(id).counts()).isEqualTo(new Counts(1, 1, 0, 1));
    assertThat(read(id).dryRun()).isTrue();
    assertThat(users()).hasSize(1);
    assertThat(user("li").profile().displayName()).isEmpty();
  }

  private static String many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> i % 10 == 9 ? ",nobody\n" : "u" + i + ",Name " + i + "\n")
        .collect(Collectors.joining("", "username,displayName\n", ""));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 15})
  void bringsInEachLineOnceWheneverTheNodeDies(int commits) {
    String id = start(false, many(900));
    core.store.dieAfterCommits(commits);
    try {
      core.taskWork.runDue();
    } catch (SteeredStore.Died e) {
      // as the test wants it
    }
    core.store.revive();
    core.clock.advance(Duration.ofMinutes(2));
    core.taskWork.runDue();

    UserImport done = read(id);
    assertThat(done.state()).isEqualTo(State.DONE);
    assertThat(done.counts()).isEqualTo(new Counts(810, 0, 0, 90));
    assertThat(done.lines()).hasSize(90).extracting(Line::line).doesNotHaveDuplicates().isSorted();
    assertThat(users()).hasSize(810);
    assertThat(parts()).isEmpty();
  }

  private List<?> parts() {
    return core.storage.repository(ImportRecord.Part.SCHEMA).all(TENANT, new Query.All(), 1000);
  }

  @Test
  void stopsAndKeepsWhatWasBroughtIn() {
    String id = start(false, many(10));
    core.imports.stop(ALICE, TENANT, id);
    core.taskWork.runDue();

    assertThat(read(id).state()).isEqualTo(State.STOPPED);
    assertThat(users()).isEmpty();
    assertThat(parts()).isEmpty();
    core.imports.stop(ALICE, TENANT, id);
    assertProblem(ProblemCode.NOT_FOUND, () -> core.imports.stop(ALICE, TENANT, "none"));
    core.clock.advance(Duration.ofDays(31));
    assertThat(core.imports.find(TENANT, id)).isEmpty();
  }

  @Test
  void bringsInOneFileOfATenantAtATime() {
    String first = start(false, many(1));
    assertProblem(ProblemCode.IN_USE, () -> start(true, many(1)));
    core.tenants.create(ALICE, "acme", "Acme");
    core.imports.start(
        ALICE,
        "acme",
        false,
        new ByteArrayInputStream("username\nli\n".getBytes(StandardCharsets.UTF_8)));
    core.taskWork.runDue();
    assertThat(read(first).state()).isEqualTo(State.DONE);
    imported("username\nli\n");
    assertThat(core.users.list("acme", Filter.NONE, 10, Optional.empty()).items()).hasSize(1);
    assertThat(core.imports.find("acme", first)).isEmpty();
  }

  @Test
  void isStoppedForWhoeverDeletesItsTask() {
    String id = start(false, many(1));
    String task =
        core.tasks
            .list(TENANT, Optional.empty(), Optional.empty(), 10, Optional.empty())
            .items()
            .get(0)
            .id();
    core.tasks.delete(ALICE, TENANT, task);

    assertThat(read(id).state()).isEqualTo(State.STOPPED);
    imported("username\nli\n");
    assertThat(read(id).state()).isEqualTo(State.STOPPED);
    assertThat(parts()).isEmpty();
  }

  @Test
  void isDoneForWhoeverReadsItWhileItEnds() {
    String id = start(false, "username\nli\n");
    core.store.beforeNextFind("task", core.taskWork::runDue);

    assertThat(read(id).state()).isEqualTo(State.DONE);
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', empty",
    "'username,salary\nli,1', salary, unknown-column",
    "'username,username\nli,li', username, repeated",
    "'displayName\nli', '', required",
    "'username\n\"li', '', malformed-csv"
  })
  void refusesWhatIsNoTableOfUsersAndKeepsNothingOfIt(String csv, String field, String code) {
    assertInvalid(field, code, () -> start(false, csv));
    assertThat(core.taskWork.dueLanes(Pace.LOCAL)).isEmpty();
    imported("username\nli\n");
  }

  /** A control character takes six times the bytes where it is stored. */
  @Test
  void takesWhateverCellsAreWrittenOf() {
    String cell = "\u0001".repeat(CsvReader.MAX_CELL);
    String many = String.join(",", Collections.nCopies(60, cell)) + "\n";
    String most = String.join(",", Collections.nCopies(CsvReader.MAX_CELLS, cell)) + "\n";
    String empty = ",".repeat(CsvReader.MAX_CELLS - 1) + "\n";

    UserImport done = imported("username\n" + empty.repeat(1998) + many + most + "li\n");

    assertThat(done.counts()).isEqualTo(new Counts(1, 0, 0, 2000));
  }

  @Test
  void refusesWhatIsNotWrittenInUtf8AtWhateverLine() {
    byte[] head = "username\nli\n".repeat(5000).getBytes(StandardCharsets.UTF_8);
    byte[] bytes = Arrays.copyOf(head, head.length + 1);
    bytes[head.length] = (byte) 0xC0;
    assertProblem(
        ProblemCode.ENCODING,
        () -> core.imports.start(ALICE, TENANT, false, new ByteArrayInputStream(bytes)));
    assertThat(parts()).isEmpty();
    imported("username\nli\n");
  }

  @Test
  void isGoneWithItsTenant() {
    core.tenants.create(ALICE, "acme", "Acme");
    core.imports.start(
        ALICE,
        "acme",
        false,
        new ByteArrayInputStream("username\nli\n".getBytes(StandardCharsets.UTF_8)));
    core.tenants.delete(ALICE, "acme", OptionalLong.empty());
    core.taskWork.runDue();
    assertThat(core.storage.repository(ImportRecord.SCHEMA).all("acme", new Query.All(), 10))
        .isEmpty();
  }
}
