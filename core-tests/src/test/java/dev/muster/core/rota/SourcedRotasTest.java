package dev.muster.core.rota;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.ProblemException;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Rota;
import dev.muster.api.warroom.Rota.Reading;
import dev.muster.api.warroom.Rota.Settings;
import dev.muster.api.warroom.Rota.Source;
import dev.muster.api.warroom.Rota.Stretch;
import dev.muster.api.warroom.Rotas.Next;
import dev.muster.api.warroom.Rotas.Plan;
import dev.muster.api.warroom.Rotas.Present;
import dev.muster.core.testing.FakeRotaSource;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Deadline;
import dev.muster.spi.rota.DutyPerson;
import dev.muster.spi.rota.DutyPlan;
import dev.muster.spi.rota.DutyRequest;
import dev.muster.spi.rota.DutyShift;
import dev.muster.spi.rota.RotaSource;
import dev.muster.spi.rota.RotaSourceException;
import dev.muster.spi.storage.Query;
import dev.muster.testkit.rota.RotaSourceContract;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rotas whose duty another system knows. */
final class SourcedRotasTest {
  private static final PersonRef LI = new PersonRef.Email("li@corp.example");
  private static final PersonRef WANG = new PersonRef.Mobile("+8613800000000");
  private static final DutyPerson SAYS_LI = DutyPerson.email("li@corp.example");
  private static final DutyPerson SAYS_WANG = DutyPerson.mobile("+86 138-0000-0000");

  private final TestCore core = new TestCore();
  private final StoredRotas rotas = core.rotas;
  private final FakeRotaSource pager = new FakeRotaSource();
  private final Instant now = core.clock.instant();

  SourcedRotasTest() {
    core.directory.require(TENANT);
    core.rotaSources.add(pager, 0);
    pager.says("db", SAYS_LI);
  }

  private static Settings sourced(String id, String schedule) {
    return new Settings(
        "Database",
        ZoneId.of("Asia/Shanghai"),
        List.of(),
        Optional.empty(),
        Optional.of(new Source(id, schedule)));
  }

  private static Settings always(PersonRef who) {
    Rota.When when =
        new Rota.When.Repeated(
            LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, EnumSet.allOf(DayOfWeek.class));
    return new Settings(
        "Database",
        ZoneId.of("Asia/Shanghai"),
        List.of(new Rota.Shift(when, List.of(who))),
        Optional.empty());
  }

  private String create(String schedule) {
    String id = rotas.create(ALICE, TENANT, sourced(FakeRotaSource.ID, schedule)).value().id();
    core.taskWork.runDue();
    return id;
  }

  private void later(Duration time) {
    core.clock.advance(time);
    core.taskWork.runDue();
  }

  private List<PersonRef> onDuty(String rota) {
    return rotas.onDuty(TENANT, rota, core.clock.instant());
  }

  private Present present(String rota) {
    return rotas.present(TENANT, rotas.find(TENANT, rota).orElseThrow().value());
  }

  private Reading reading(String rota) {
    return present(rota).reading().orElseThrow();
  }

  private static void refused(Runnable call, String field, String code) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            ProblemException.class,
            e ->
                assertThat(e.errors())
                    .extracting(error -> error.field() + " " + error.code())
                    .containsExactly(field + " " + code));
  }

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

  private static <T> Optional<T> none() {
    return Optional.empty();
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

  /** While it is asked somebody gives the rota shifts. */
  private final class Turncoat implements RotaSource {
    private final String rota;

    private Turncoat(String rota) {
      this.rota = rota;
    }

    @Override
    public String id() {
      return "turncoat";
    }

    @Override
    public DutyPlan read(DutyRequest request) {
      rotas.change(ALICE, TENANT, rota, it -> always(WANG), OptionalLong.empty());
      return DutyPlan.of(List.of());
    }
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

  private Plan plan(String id, Duration from, Duration to) {
    Instant at = core.clock.instant();
    return rotas.plan(TENANT, id, Optional.of(at.plus(from)), Optional.of(at.plus(to)));
  }

  @Test
  void planOfTheNextDaysIsWhatWasReadAndOfOtherTimesWhatTheSourceSaysThen() {
    String id = create("db");
    Plan soon = plan(id, Duration.ZERO, Duration.ofDays(8));
    assertThat(pager.asked).hasSize(1);
    assertThat(soon.stretches())
        .containsExactly(new Stretch(now, now.plus(Duration.ofDays(8)), List.of(LI), false));
    assertThat(soon.reading()).contains(reading(id));

    core.clock.advance(Duration.ofMinutes(1));
    Plan most = plan(id, Duration.ZERO, Duration.ofDays(14));
    assertThat(pager.asked).as("14 days, a minute later").hasSize(1);
    assertThat(most.stretches()).extracting(Stretch::members).containsExactly(List.of(LI));

    Plan month = plan(id, Duration.ofDays(20), Duration.ofDays(60));
    assertThat(pager.asked).hasSize(2);
    assertThat(month.stretches()).extracting(Stretch::members).containsExactly(List.of(LI));
  }

  /** What is not known is left out: it is not a time at which nobody is on duty. */
  @Test
  void planLeavesOutWhatTheSourceDoesNotSay() {
    String id = create("db");
    pager.failure = Optional.of(new IllegalStateException("down"));

    Plan plan = plan(id, Duration.ofDays(13), Duration.ofDays(20));
    assertThat(plan.stretches())
        .extracting(Stretch::end)
        .containsExactly(now.plus(Duration.ofDays(15)));
    assertThat(plan.reading().orElseThrow().failingSince()).isPresent();
    assertThat(plan(id, Duration.ofDays(20), Duration.ofDays(21)).stretches()).isEmpty();

    pager.failure = Optional.empty();
    Instant until = now.plus(Duration.ofDays(21));
    pager.plans.computeIfPresent("db", (name, said) -> said.withKnown(now, until));
    assertThat(plan(id, Duration.ofDays(20), Duration.ofDays(22)).stretches())
        .extracting(Stretch::end)
        .containsExactly(until);
  }

  @Test
  void aSourceThatFailsIsNotAskedForEachPlan() {
    pager.failure = Optional.of(new IllegalStateException("down"));
    String id = create("db");
    int asked = pager.asked.size();
    for (int i = 0; i < 5; i++) {
      assertThat(plan(id, Duration.ZERO, Duration.ofDays(30)).stretches()).isEmpty();
    }
    assertThat(pager.asked).hasSize(asked);
  }

  @Test
  void previewAsksTheSourceAndKeepsNothing() {
    Plan plan =
        rotas.preview(
            TENANT,
            sourced(FakeRotaSource.ID, "db"),
            Optional.of(now),
            Optional.of(now.plusSeconds(60)));
    assertThat(plan.stretches()).extracting(Stretch::members).containsExactly(List.of(LI));
    assertThat(rotas.preview(TENANT, sourced("gone", "db"), Optional.of(now), none()).reading())
        .hasValueSatisfying(it -> assertThat(it.failingSince()).isPresent());
    assertThat(core.storage.repository(DutyRecord.SCHEMA).count(TENANT, all())).isZero();
  }

  private static Query.Condition all() {
    return new Query.All();
  }

  @Test
  void leaveOutWhomTheSourceNamesInNoFormOfOursAndSayHowMany() {
    pager.says(
        "db",
        SAYS_LI,
        DutyPerson.mobile("138"),
        DutyPerson.email("li"),
        DutyPerson.account("La rk", "ou_1"),
        DutyPerson.user(""),
        SAYS_WANG,
        DutyPerson.account("lark", "ou_1"),
        DutyPerson.user("u1"));
    String id = create("db");

    assertThat(onDuty(id))
        .containsExactly(
            LI, WANG, new PersonRef.PlatformUser("lark", "ou_1"), new PersonRef.OurUser("u1"));
    assertThat(reading(id).leftOut()).isEqualTo(4);
  }

  @Test
  void keepAnAnswerWithinBounds() {
    DutyPerson[] many =
        IntStream.range(0, 150).mapToObj(i -> DutyPerson.user("u" + i)).toArray(DutyPerson[]::new);
    List<DutyShift> shifts = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      Instant start = now.plusSeconds(60L * i);
      shifts.add(
          DutyShift.of(
              start,
              start.plusSeconds(60),
              List.of(many).subList(30 * (i % 2), 30 * (i % 2) + 120)));
    }
    Collections.reverse(shifts);
    pager.plans.put("db", DutyPlan.of(shifts));
    String id = create("db");

    assertThat(onDuty(id)).hasSize(100);
    assertThat(reading(id).leftOut()).isEqualTo(20);
    KnownDuty kept =
        core.storage
            .repository(DutyRecord.SCHEMA)
            .find(TENANT, id)
            .flatMap(read -> read.value().duty())
            .orElseThrow();
    assertThat(kept.stretches().stream().mapToInt(it -> it.members().size()).sum())
        .isLessThanOrEqualTo(2_000);
    assertThat(kept.until()).isAfter(now);
  }

  @Test
  void anAnswerThatSaysNothingOfTheTimeIsNone() {
    pager.plans.computeIfPresent(
        "db",
        (name, said) ->
            said.withKnown(now.plus(Duration.ofDays(90)), now.plus(Duration.ofDays(91))));
    String id = create("db");
    assertThat(reading(id).failingSince()).isPresent();
  }

  @Test
  void keepThoseOnDutyNowWhenTheSourceSpeaksOfAnotherTimeAlone() {
    String id = create("db");
    Duration day = Duration.ofDays(1);
    pager.says("db", SAYS_WANG);
    pager.plans.computeIfPresent(
        "db", (name, said) -> said.withKnown(now.plus(day), now.plus(day.multipliedBy(2))));
    later(Duration.ofSeconds(302));

    assertThat(onDuty(id)).as("not those of tomorrow").containsExactly(LI);
    assertThat(reading(id).answeredAt()).contains(now);
    assertThat(reading(id).problem().orElseThrow().en()).contains("on duty now");

    core.clock.advance(day);
    later(Duration.ofMinutes(6));
    assertThat(onDuty(id)).containsExactly(WANG);
    assertThat(reading(id).failingSince()).isEmpty();

    Instant over = core.clock.instant().minus(Duration.ofMinutes(10));
    pager.says("db", SAYS_LI);
    pager.plans.computeIfPresent("db", (name, said) -> said.withKnown(now, over));
    later(Duration.ofMinutes(6));
    assertThat(onDuty(id)).as("nor those of a while ago").containsExactly(WANG);
  }

  @Test
  void doNotKnowWhoIsOnDutyBeforeTheTimeOfWhichTheSourceSpeaks() {
    pager.plans.computeIfPresent(
        "db", (name, said) -> said.withKnown(now.plusSeconds(60), now.plusSeconds(3600)));
    String id = create("db");

    assertThat(onDuty(id)).as("a clock may be a minute off").containsExactly(LI);
    assertThat(rotas.onDuty(TENANT, id, now.minusSeconds(61))).isEmpty();
    assertThat(rotas.sourced(TENANT, id).orElseThrow().isKnown()).isTrue();

    pager.plans.computeIfPresent(
        "db", (name, said) -> said.withKnown(now.plusSeconds(3600), now.plusSeconds(7200)));
    String later = create("db");
    assertThat(onDuty(later)).isEmpty();
    assertThat(rotas.sourced(TENANT, later).orElseThrow().isKnown()).isFalse();
  }

  @Test
  void planIsEmptyWhereTheSourceKnowsNothingOfTheTimeAndThatIsNoFailure() {
    pager.plans.computeIfPresent(
        "db", (name, said) -> said.withKnown(now, now.plus(Duration.ofDays(1))));
    String id = create("db");
    Reading before = reading(id);

    Plan plan = plan(id, Duration.ofDays(20), Duration.ofDays(21));
    assertThat(plan.stretches()).isEmpty();
    assertThat(plan.reading()).contains(before);
    assertThat(reading(id)).isEqualTo(before);

    Plan preview =
        rotas.preview(
            TENANT,
            sourced(FakeRotaSource.ID, "db"),
            Optional.of(now.plus(Duration.ofDays(20))),
            Optional.of(now.plus(Duration.ofDays(21))));
    assertThat(preview.stretches()).isEmpty();
    assertThat(preview.reading()).contains(Reading.NONE);
  }

  /** A system that knows who is on duty, and not for how long. */
  @Test
  void whoIsOnDutyByASourceThatKnowsThePresentAloneStays() {
    pager.plans.computeIfPresent("db", (name, said) -> said.withKnown(now, now.plusMillis(1)));
    String id = create("db");
    assertThat(onDuty(id)).containsExactly(LI);
    assertThat(plan(id, Duration.ofMinutes(-1), Duration.ofMinutes(1)).stretches())
        .containsExactly(
            new Stretch(now.minusSeconds(60), now.plusSeconds(60), List.of(LI), false));
    core.clock.advance(Duration.ofMinutes(4));
    assertThat(onDuty(id)).containsExactly(LI);
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
