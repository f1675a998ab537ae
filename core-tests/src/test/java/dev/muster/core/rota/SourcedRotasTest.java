package dev.muster.core.rota;

import static dev.muster.core.testing.Problems.assertProblem;
import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.ProblemCode;
import dev.muster.api.warroom.Rota.Reading;
import dev.muster.api.warroom.Rota.Settings;
import dev.muster.api.warroom.Rota.Source;
import dev.muster.api.warroom.Rota.Stretch;
import dev.muster.api.warroom.Rotas.Next;
import dev.muster.core.task.TaskType;
import dev.muster.core.testing.FakeRotaSource;
import dev.muster.spi.Deadline;
import dev.muster.spi.rota.DutyRequest;
import dev.muster.spi.rota.RotaSource;
import dev.muster.spi.rota.RotaSourceException;
import dev.muster.testkit.rota.RotaSourceContract;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rotas whose duty another system knows. */
final class SourcedRotasTest extends SourcedRotasFixture {
  @Test
  void areReadOnceTheyAreThereAndAgainEveryFiveMinutes() {
    String id = create("db");
    assertThat(onDuty(id)).containsExactly(LI);
    assertThat(reading(id)).isEqualTo(new Reading(Optional.of(now), none(), none(), 0));

    pager.says("db", SAYS_WANG);
    assertThat(onDuty(id)).as("nobody but the reading asks").containsExactly(LI);
    later(Duration.ofSeconds(302));
    assertThat(onDuty(id)).containsExactly(WANG);
    for (int minute = 0; minute < 60; minute++) {
      later(Duration.ofMinutes(1));
    }
    assertThat(pager.asked).as("a reading each five minutes").hasSizeBetween(13, 15);
    DutyRequest asked = pager.asked.get(0);
    assertThat(asked.tenant()).isEqualTo(TENANT);
    assertThat(asked.from()).isEqualTo(now.minus(Duration.ofHours(1)));
    assertThat(asked.to()).isEqualTo(now.plus(Duration.ofDays(15)));
  }

  /** Of a source that hangs: {@code TaskRunnerTest} has what that means. */
  @Test
  void areReadOnThreadsOnWhichNoApplicationIsTold() {
    assertThat(SourceReadings.TYPE.pace()).isEqualTo(TaskType.Pace.SOURCE);
  }

  @Test
  void sayWhoIsNextAndWhenItIsTheirTurn() {
    pager.saysHourly("db", now, SAYS_LI, SAYS_WANG);
    String id = create("db");
    Instant next = now.plus(Duration.ofHours(1));

    assertThat(rotas.nextChange(TENANT, id, now, next.plusSeconds(1))).contains(next);
    assertThat(rotas.nextChange(TENANT, id, now, next)).isEmpty();
    assertThat(rotas.onDuty(TENANT, id, next)).containsExactly(WANG);
    assertThat(present(id).next()).contains(new Next(next, List.of(WANG)));
    assertThat(rotas.onDuty(TENANT, id, now.plus(Duration.ofHours(2)))).isEmpty();
  }

  @Test
  void keepWhatWasAnsweredLastWhileTheSourceFailsAndSaySinceWhen() {
    String id = create("db");
    pager.failure = Optional.of(new IllegalStateException("down"));
    later(Duration.ofSeconds(302));
    Instant since = core.clock.instant();
    assertThat(onDuty(id)).containsExactly(LI);
    assertThat(reading(id).failingSince()).contains(since);

    for (int day = 0; day < 20; day++) {
      later(Duration.ofDays(1));
    }
    assertThat(onDuty(id)).as("also beyond the time of which it spoke").containsExactly(LI);
    assertThat(reading(id).answeredAt()).contains(now);
    assertThat(reading(id).failingSince()).contains(since);
    assertThat(reading(id).problem().orElseThrow().zhCn()).contains("日志");
    assertThat(plan(id, Duration.ZERO, Duration.ofDays(1)).stretches())
        .as("those who count are shown now")
        .extracting(Stretch::members)
        .containsExactly(List.of(LI));

    pager.failure = Optional.empty();
    pager.says("db", SAYS_WANG);
    later(Duration.ofMinutes(6));
    assertThat(onDuty(id)).containsExactly(WANG);
    assertThat(reading(id).failingSince()).isEmpty();
  }

  @Test
  void keepWhatWasAnsweredLastOnceTheBundleHasGone() {
    String id = create("db");
    core.rotaSources.remove(FakeRotaSource.ID);
    later(Duration.ofMinutes(6));

    assertThat(rotas.sources()).isEmpty();
    assertThat(onDuty(id)).containsExactly(LI);
    assertThat(reading(id).failingSince()).isPresent();
    assertThat(reading(id).problem().orElseThrow().en()).contains("plugin");
    rotas.change(ALICE, TENANT, id, it -> it, OptionalLong.empty());
    assertThat(onDuty(id)).as("a change of something else").containsExactly(LI);
  }

  @Test
  void areAskedAgainSoonWhileTheSourceFails() {
    pager.failure = Optional.of(new IllegalStateException("down"));
    String id = create("db");
    assertThat(onDuty(id)).isEmpty();
    pager.failure = Optional.empty();
    later(Duration.ofSeconds(62));
    assertThat(onDuty(id)).containsExactly(LI);
  }

  @Test
  void sayWhyTheSourceDoesNotAnswer() {
    String id = create("nothing");
    assertThat(reading(id).problem().orElseThrow().en())
        .isEqualTo(RotaSourceException.unknownSchedule().why().en());
    assertThat(reading(id).answeredAt()).isEmpty();
    assertThat(rotas.sourced(TENANT, id).orElseThrow().isKnown()).isFalse();
  }

  @Test
  void areNotAskedTwiceWithinAMoment() {
    String id = create("db");
    rotas.ask(TENANT, id, Deadline.in(Duration.ofSeconds(10)));
    assertThat(pager.asked).hasSize(1);
    core.clock.advance(Duration.ofSeconds(31));
    rotas.ask(TENANT, id, Deadline.in(Duration.ZERO));
    rotas.ask(TENANT, id, Deadline.in(Duration.ofSeconds(5)));
    assertThat(pager.asked).as("with less than a source's time and a commit's").hasSize(1);
    assertThat(reading(id).failingSince()).isEmpty();
    rotas.ask(TENANT, id, Deadline.in(Duration.ofSeconds(10)));
    assertThat(pager.asked).hasSize(2);
  }

  @Test
  void dropAnAnswerOfASourceThatTheRotaNoLongerHas() {
    String id = create("db");
    core.rotaSources.add(new Turncoat(id), 0);
    rotas.change(ALICE, TENANT, id, it -> sourced("turncoat", "x"), OptionalLong.empty());
    core.taskWork.runDue();

    assertThat(onDuty(id)).as("the shifts of the rota by now").containsExactly(WANG);
    assertThat(core.storage.repository(DutyRecord.SCHEMA).find(TENANT, id)).isEmpty();
  }

  @Test
  void forgetWhatWasReadOfAnotherScheduleAndOfARotaThatIsDeleted() {
    String id = create("db");
    rotas.change(
        ALICE, TENANT, id, it -> sourced(FakeRotaSource.ID, "nothing"), OptionalLong.empty());
    assertThat(onDuty(id)).isEmpty();
    assertThat(reading(id)).isEqualTo(Reading.NONE);
    core.taskWork.runDue();
    rotas.delete(ALICE, TENANT, id, OptionalLong.empty());
    assertThat(core.storage.repository(DutyRecord.SCHEMA).find(TENANT, id)).isEmpty();

    later(Duration.ofMinutes(6));
    later(Duration.ofMinutes(6));
    assertThat(core.tasks.list(TENANT, none(), Optional.of("rota-reading"), 50, none()).items())
        .as("nothing reads it any more")
        .isEmpty();
  }

  @Test
  void areReadOnWhoeverWantsToDeleteTheReading() {
    String id = create("db");
    String reading =
        core.tasks
            .list(TENANT, none(), Optional.of("rota-reading"), 50, none())
            .items()
            .get(0)
            .id();

    assertProblem(ProblemCode.IN_USE, () -> core.tasks.delete(ALICE, TENANT, reading));

    int before = pager.asked.size();
    later(Duration.ofMinutes(6));
    assertThat(pager.asked).hasSizeGreaterThan(before);
    assertThat(reading(id).failingSince()).isEmpty();
  }

  @Test
  void haveOneReadingHoweverOftenTheSourceIsChanged() {
    String id = create("db");
    pager.says("web", SAYS_WANG);
    for (int i = 0; i < 5; i++) {
      String schedule = i % 2 == 0 ? "web" : "db";
      rotas.change(
          ALICE, TENANT, id, it -> sourced(FakeRotaSource.ID, schedule), OptionalLong.empty());
      core.taskWork.runDue();
    }
    assertThat(onDuty(id)).containsExactly(WANG);
    assertThat(core.tasks.list(TENANT, none(), Optional.of("rota-reading"), 50, none()).items())
        .hasSize(1);
  }

  @Test
  void nameASourceThatIsThereAndASchedule() {
    refused(() -> rotas.create(ALICE, TENANT, sourced("nix", "db")), "source.id", "unknown-value");
    refused(() -> create(" "), "source.schedule", "length");
    refused(() -> create("x".repeat(201)), "source.schedule", "length");
    refused(() -> create("a\u0000b"), "source.schedule", "not-printable");
    Settings shifts = always(LI);
    refused(
        () ->
            rotas.create(
                ALICE,
                TENANT,
                new Settings(
                    "A",
                    shifts.timeZone(),
                    shifts.shifts(),
                    Optional.empty(),
                    Optional.of(new Source(FakeRotaSource.ID, "db")))),
        "shifts",
        "choice");
    String id = rotas.create(ALICE, TENANT, always(LI)).value().id();
    refused(
        () -> rotas.change(ALICE, TENANT, id, it -> sourced("nix", "db"), OptionalLong.empty()),
        "source.id",
        "unknown-value");
    assertThat(pager.asked).isEmpty();
  }

  @Nested
  class Contract extends RotaSourceContract {
    @Override
    protected RotaSource source() {
      return pager;
    }

    @Override
    protected String schedule() {
      return "db";
    }

    @Override
    protected Instant staffed() {
      return now;
    }
  }
}
