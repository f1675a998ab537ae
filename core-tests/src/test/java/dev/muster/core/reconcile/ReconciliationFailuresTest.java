package dev.muster.core.reconcile;

import static dev.muster.core.reconcile.PlayedDirectory.person;
import static dev.muster.core.testing.Problems.assertInvalid;
import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.ProblemCode;
import dev.muster.api.Reconciliations;
import dev.muster.api.Reconciliations.Counts;
import dev.muster.api.Reconciliations.Problem;
import dev.muster.api.Reconciliations.Reconciliation;
import dev.muster.api.Reconciliations.State;
import dev.muster.spi.Text;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.CheckReport.Capability;
import dev.muster.spi.platform.CheckReport.Step;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.storage.Query;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Address books that cannot be read, and what a run is kept from. */
class ReconciliationFailuresTest extends ReconciliationFixture {
  @ParameterizedTest
  @ValueSource(strings = {"company", "departments", "people 1", "people 3", "named", "person a"})
  void changesNobodyWhereAPartCannotBeRead(String part) {
    ten();
    creates();
    book.with("2", person("new")).with("3", person("newer"));
    book.without("a");
    book.without("b");
    book.replace(person("c").withName(Optional.of("Another")));
    book.failing.put(part, Code.NOT_PERMITTED);

    Reconciliation run = run(true);

    assertThat(run.state()).isEqualTo(State.FAILED);
    assertThat(run.problem().map(Problem::code)).contains("not-permitted");
    assertThat(active("a") && active("b")).isTrue();
    assertThat(user("c").profile().displayName()).contains("Name of c");
    assertThat(core.accounts.byUsername(TENANT, "new")).isEmpty();
    assertThat(core.events(TENANT))
        .extracting(AuditEvent::action)
        .contains("identity-source.reconciliation-failed")
        .doesNotContain("user.disabled", "identity-source.reconciled");
  }

  @Test
  void saysWhichPartFailedAndWhatToDo() {
    ten();
    book.with("7");
    book.failing.put("people 7", Code.NOT_PERMITTED);
    Text fix = new Text("Grant contact:read.", "请授予 contact:read。");
    URI page = URI.create("https://chat.example/permissions");
    core.report =
        CheckReport.of(
            List.of(
                Step.failed("domain", Optional.empty(), fix, new Text("No", "否"), Optional.empty())
                    .deciding(EnumSet.of(Capability.SIGN_IN)),
                Step.failed("scope", Optional.empty(), fix, fix, Optional.of(page))
                    .deciding(EnumSet.of(Capability.DIRECTORY))));

    Problem problem = run(true).problem().orElseThrow();

    assertThat(problem.part()).isEqualTo("people");
    assertThat(problem.department()).contains("7");
    assertThat(problem.message().en()).contains("may not read");
    assertThat(problem.fix()).contains(fix);
    assertThat(problem.helpUrl()).contains(page);
  }

  @ParameterizedTest
  @EnumSource
  void saysWhyInBothLanguages(Code code) {
    ten();
    book.failing.put("departments", code);

    Problem problem = Problems.of(Problems.code(code));

    assertThat(problem.message().en()).matches("[A-Z].*\\.");
    assertThat(problem.message().zhCn()).matches(".*[\\u4e00-\\u9fff].*。");
  }

  @Test
  void triesAgainWhereThePlatformIsBusyAndGoesOnWhereItWas() {
    ten();
    book.without("a");
    book.failing.put("named", Code.THROTTLED);

    String id = run(true).id();
    assertThat(state(id)).isEqualTo(State.READING);
    int before = book.calls.size();
    book.failing.clear();
    core.clock.advance(Duration.ofMinutes(1));
    core.taskWork.runDue();

    assertThat(state(id)).isEqualTo(State.DONE);
    assertThat(book.calls.subList(before, book.calls.size())).containsExactly("named", "person a");
    assertThat(active("a")).isFalse();
    assertThat(read(id).people()).isEqualTo(9);
  }

  @Test
  void readsNothingTwiceThatWasReadBeforeThePlatformWasBusy() {
    ten();
    book.with("2").with("3");
    book.failing.put("people 3", Code.THROTTLED);

    String id = run(true).id();
    int before = book.calls.size();
    book.failing.clear();
    core.clock.advance(Duration.ofMinutes(1));
    core.taskWork.runDue();

    assertThat(state(id)).isEqualTo(State.DONE);
    assertThat(book.calls.subList(before, book.calls.size())).containsExactly("people 3", "named");
  }

  @Test
  void failsWhereThePlatformStaysBusy() {
    ten();
    book.without("a");
    book.failing.put("people 1", Code.UNAVAILABLE);
    String id = run(true).id();
    for (int i = 0; i < ReconciliationTask.MOST_TRIES; i++) {
      core.clock.advance(Duration.ofMinutes(6));
      core.taskWork.runDue();
    }

    assertThat(state(id)).isEqualTo(State.FAILED);
    assertThat(book.calls).hasSize(3 + ReconciliationTask.MOST_TRIES);
    assertThat(active("a")).isTrue();
  }

  @Test
  void failsWhereReadingTakesTooLong() {
    ten();
    book.failing.put("people 1", Code.UNAVAILABLE);
    String id = run(true).id();

    core.clock.advance(PartRecord.LONGEST_READING.plusMinutes(1));
    book.failing.clear();
    core.taskWork.runDue();

    assertThat(read(id).problem().map(Problem::code)).contains(Problems.STOPPED);
  }

  @Test
  void failsWhereTheBundleDoesNotSayWhoseItIs() {
    book.company = Optional.empty();
    ten();

    assertThat(run(true).problem().map(Problem::code)).contains("company-unknown");
  }

  @Test
  void hasOneRunOfASourceAtATime() {
    ten();
    book.without("a");
    Reconciliation dry = run(false);

    assertProblem(ProblemCode.IN_USE, () -> run(true));
    core.reconciliations.discard(ALICE, TENANT, SOURCE, dry.id());
    assertThat(state(dry.id())).isEqualTo(State.DISCARDED);
    assertThat(active("a")).isTrue();
    assertProblem(
        ProblemCode.IN_USE, () -> core.reconciliations.apply(ALICE, TENANT, SOURCE, dry.id()));
    assertProblem(
        ProblemCode.IN_USE, () -> core.reconciliations.discard(ALICE, TENANT, SOURCE, dry.id()));
    assertThat(run(true).state()).isEqualTo(State.DONE);
    assertThat(core.events(TENANT))
        .extracting(AuditEvent::action)
        .contains("identity-source.reconciliation-discarded");
  }

  @Test
  void makesRoomForAnotherWhereItsTaskWasDeleted() {
    ten();
    String first = core.reconciliations.start(ALICE, TENANT, SOURCE, false);
    assertThat(core.queue.removeSome(TENANT, 10)).isTrue();

    assertThat(read(first).problem().map(Problem::code)).contains(Problems.STOPPED);
    Reconciliation second = run(false);

    assertThat(state(first)).isEqualTo(State.FAILED);
    assertThat(second.state()).isEqualTo(State.DONE);
    assertThat(core.reconciliations.list(TENANT, SOURCE, 1, Optional.empty()).items())
        .extracting(Reconciliation::id)
        .containsExactly(second.id());
  }

  @Test
  void isThereForItsSourceAlone() {
    ten();
    String id = run(false).id();
    assertThat(core.reconciliations.find(TENANT, "other", id)).isEmpty();
    assertThat(core.reconciliations.find(TENANT, SOURCE, "none")).isEmpty();
    assertProblem(
        ProblemCode.NOT_FOUND, () -> core.reconciliations.start(ALICE, TENANT, "other", false));
    assertProblem(
        ProblemCode.NOT_FOUND,
        () -> core.reconciliations.list(TENANT, "other", 10, Optional.empty()));
    assertProblem(
        ProblemCode.NOT_FOUND,
        () ->
            core.reconciliations.differences(
                TENANT, SOURCE, "none", Optional.empty(), 10, Optional.empty()));
    assertInvalid(
        "after",
        "unknown-cursor",
        () ->
            core.reconciliations.differences(
                TENANT, SOURCE, id, Optional.empty(), 10, Optional.of("x")));
  }

  @Test
  void failsWhereItsSourceIsDeleted() {
    ten();
    book.without("a");
    Reconciliation dry = run(false);
    core.reconciliations.apply(ALICE, TENANT, SOURCE, dry.id());
    core.sources.delete(ALICE, TENANT, SOURCE, OptionalLong.empty());
    core.taskWork.runDue();

    assertThat(active("a")).isTrue();
    assertThat(core.reconciliations.find(TENANT, SOURCE, dry.id())).isEmpty();
  }

  @Test
  void failsWhereItsSourceIsBoundToAnotherCompanyMeanwhile() {
    ten();
    book.without("a");
    Reconciliation dry = run(false);
    set(it -> it.withFields(Map.of("corpId", "corp-2")));

    Reconciliation run = applied(dry.id());

    assertThat(run.problem().map(Problem::code)).contains("source-changed");
    assertThat(active("a")).isTrue();
  }

  @Test
  void failsWhereItsSourceIsBoundToAnotherCompanyWhileItReads() {
    ten();
    book.without("a");
    book.failing.put("named", Code.THROTTLED);
    String id = run(true).id();
    set(it -> it.withFields(Map.of("corpId", "corp-2")));
    book.failing.clear();
    core.clock.advance(Duration.ofMinutes(1));
    core.taskWork.runDue();

    assertThat(read(id).problem().map(Problem::code)).contains("source-changed");
    assertThat(active("a")).isTrue();
  }

  @Test
  void goesOnWhereNothingButItsSettingsOrItsSecretChange() {
    ten();
    book.without("a");
    Reconciliation dry = run(false);
    set(it -> it.withFields(Map.of("corpId", PlayedDirectory.COMPANY, "secret", "another")));
    set(it -> it.withLoginOnly(true));

    assertThat(applied(dry.id()).state()).isEqualTo(State.DONE);
    assertThat(active("a")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void failsWhereAListStandsStill(int list) {
    ten();
    if (list == 1) {
      book.with("2").with("3");
    } else if (list == 3) {
      book.without("d");
      book.departments.values().forEach(people -> people.subList(3, people.size()).clear());
      book.named.addAll(List.of("a", "b", "c", "d"));
    }
    book.standsStill = true;

    assertThat(run(true).problem().map(Problem::code)).contains("unexpected-answer");
    assertThat(active("j")).isTrue();
  }

  @Test
  void saysSoWhereItStoppedHalfWay() {
    ten();
    book.without("a");
    book.replace(person("b").withName(Optional.of("Another")));
    Reconciliation dry = run(false);
    book.beforeCall =
        () ->
            core.sources.change(
                ALICE,
                TENANT,
                SOURCE,
                it -> it.withFields(Map.of("corpId", "corp-2")),
                OptionalLong.empty());
    core.clock.advance(Applying.FRESH);

    Reconciliation run = applied(dry.id());

    assertThat(run.state()).isEqualTo(State.FAILED);
    assertThat(active("a")).isFalse();
    Problem problem = run.problem().orElseThrow();
    assertThat(problem.code()).isEqualTo("stopped-half-way");
    assertThat(problem.message().en()).startsWith("Some of").endsWith("Begin another run.");
    assertThat(user("b").profile().displayName()).contains("Name of b");
  }

  @Test
  void givesNoAdviceThatIsNotAboutTheAddressBook() {
    ten();
    book.failing.put("people 1", Code.NOT_PERMITTED);
    Text fix = new Text("Trust the domain.", "请信任该域名。");
    core.report =
        CheckReport.of(
            List.of(
                Step.failed("domain", Optional.empty(), fix, new Text("No", "否"), Optional.empty())
                    .deciding(EnumSet.of(Capability.SIGN_IN))));

    assertThat(run(true).problem().orElseThrow().fix()).isEmpty();
  }

  @Test
  void endsWithItsSourceAndIsNoneOfAnotherOneOfThatId() {
    ten();
    book.without("a");
    Reconciliation dry = run(false);
    core.clock.advance(Duration.ofMinutes(1));
    core.sources.delete(ALICE, TENANT, SOURCE, OptionalLong.empty());
    assertThat(core.events(TENANT))
        .extracting(AuditEvent::action)
        .contains("identity-source.reconciliation-failed");
    again();

    assertProblem(
        ProblemCode.NOT_FOUND, () -> core.reconciliations.apply(ALICE, TENANT, SOURCE, dry.id()));
    assertThat(core.reconciliations.find(TENANT, SOURCE, dry.id())).isEmpty();
    assertThat(core.reconciliations.list(TENANT, SOURCE, 10, Optional.empty()).items()).isEmpty();
    assertThat(core.reconciliations.lastStart(TENANT, SOURCE)).isEmpty();
    assertThat(run(false).state()).isEqualTo(State.WAITING);
    assertThat(core.reconciliations.list(TENANT, SOURCE, 10, Optional.empty()).items()).hasSize(1);
  }

  @Test
  void ends() {
    ten();
    book.without("a");
    String id = run(true).id();

    core.clock.advance(Reconciliations.KEPT.plusSeconds(1));

    assertThat(core.reconciliations.find(TENANT, SOURCE, id)).isEmpty();
    assertThat(core.storage.repository(ChunkRecord.SCHEMA).count(TENANT, new Query.All())).isZero();
    assertThat(core.storage.repository(PartRecord.SCHEMA).count(TENANT, new Query.All())).isZero();
  }

  @Test
  void stopsWhereUnusuallyManyLeave() {
    ten();
    List.of("a", "b", "c", "d").forEach(book::without);

    Reconciliation run = run(true);

    assertThat(run.state()).isEqualTo(State.WAITING);
    assertThat(run.unusual()).isTrue();
    assertThat(run.counts().disabled()).isEqualTo(4);
    assertThat(active("a")).isTrue();
    assertThat(core.events(TENANT))
        .extracting(AuditEvent::action)
        .contains("identity-source.reconciliation-stopped")
        .doesNotContain("user.disabled");

    assertThat(applied(run.id()).state()).isEqualTo(State.DONE);
    assertThat(active("a")).isFalse();
    assertThat(active("e")).isTrue();
  }

  @Test
  void isUnusualAboveTheTenthAndAboveThree() {
    assertThat(unusual(3, 4)).isFalse();
    assertThat(unusual(4, 40)).isFalse();
    assertThat(unusual(4, 39)).isTrue();
    assertThat(unusual(100, 1000)).isFalse();
    assertThat(unusual(101, 1000)).isTrue();
  }

  @Test
  void isUnusualWhereSomebodyWasNotLookedUp() {
    Counts one = new Counts(0, 0, 1, 0, 0);
    assertThat(new RunRecord.Found(0, 0, 1000, 0, 1, 0, one).isUnusual()).isTrue();
    assertThat(new RunRecord.Found(0, 0, 1000, 1, 0, 0, one).isUnusual()).isFalse();
  }

  private static boolean unusual(int leaving, int linked) {
    return new RunRecord.Found(0, 0, linked, 0, 0, 0, new Counts(0, 0, leaving, 0, 0)).isUnusual();
  }
}
