package dev.muster.core.rota;

import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Rota.Stretch;
import dev.muster.core.testing.FakeRotaSource;
import dev.muster.spi.rota.DutyPerson;
import dev.muster.spi.rota.DutyPlan;
import dev.muster.spi.rota.DutyShift;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is kept of what another system says. */
final class SourcedAnswersTest extends SourcedRotasFixture {
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

  /** Shifts of a day that are all now, each with others. */
  private void saysAtATime(int shifts, int people, String prefix) {
    List<DutyShift> said = new ArrayList<>();
    for (int i = 0; i < shifts; i++) {
      String name = prefix + i + ".";
      said.add(
          DutyShift.of(
              now.minusSeconds(60),
              now.plus(Duration.ofDays(1)),
              IntStream.range(0, people).mapToObj(each -> DutyPerson.user(name + each)).toList()));
    }
    pager.plans.put("db", DutyPlan.of(said));
  }

  @Test
  void keepTwoThousandOfThoseOnDutyAtATimeAndCountTheOthers() {
    saysAtATime(600, 110, "u");
    String id = create("db");

    assertThat(reading(id).problem()).isEmpty();
    assertThat(present(id).isKnown()).isTrue();
    assertThat(onDuty(id)).hasSize(2_000);
    assertThat(reading(id).leftOut()).isEqualTo(10 + 58_000);
    assertThat(rotas.preview(TENANT, sourced(FakeRotaSource.ID, "db"), none(), none()).stretches())
        .as("no more than of any rota")
        .singleElement()
        .satisfies(only -> assertThat(only.members()).hasSize(20_000));
  }

  /** With characters that take the most where they are stored, and with those that most have. */
  @Test
  void thatDoNotFitIntoOneDocumentAreAFailureThatIsShown() {
    String id = create("db");
    saysAtATime(100, 100, "\uD83D\uDE80".repeat(194));
    later(Duration.ofMinutes(6));

    assertThat(reading(id).failingSince()).isPresent();
    assertThat(reading(id).problem().orElseThrow().en()).contains("more than can be kept");
    assertThat(onDuty(id)).as("what was known before").containsExactly(LI);

    saysAtATime(100, 100, "\u738B".repeat(194));
    later(Duration.ofMinutes(6));
    assertThat(reading(id).problem()).isEmpty();
    assertThat(onDuty(id)).hasSize(2_000);
    assertThat(reading(id).leftOut()).isEqualTo(8_000);
  }

  @Test
  void keepThePresentRatherThanThePast() {
    List<DutyShift> shifts = new ArrayList<>();
    for (int minute = -60; minute < 60; minute++) {
      String name = "u" + minute + ".";
      Instant start = now.plusSeconds(60L * minute);
      shifts.add(
          DutyShift.of(
              start,
              start.plusSeconds(60),
              IntStream.range(0, 100).mapToObj(i -> DutyPerson.user(name + i)).toList()));
    }
    pager.plans.put("db", DutyPlan.of(shifts));
    String id = create("db");

    assertThat(reading(id).problem()).isEmpty();
    assertThat(onDuty(id)).hasSize(100).contains(new PersonRef.OurUser("u0.0"));
    assertThat(rotas.onDuty(TENANT, id, now.plus(Duration.ofMinutes(19))))
        .contains(new PersonRef.OurUser("u19.0"));
    assertThat(reading(id).leftOut()).isZero();
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
    assertThat(present(id).isKnown()).isTrue();

    pager.plans.computeIfPresent(
        "db", (name, said) -> said.withKnown(now.plusSeconds(3600), now.plusSeconds(7200)));
    String later = create("db");
    assertThat(onDuty(later)).isEmpty();
    assertThat(present(later).isKnown()).isFalse();
    assertThat(rotas.sourced(TENANT, later).orElseThrow().isKnown()).isFalse();
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
}
