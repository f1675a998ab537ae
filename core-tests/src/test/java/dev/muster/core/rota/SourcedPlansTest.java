package dev.muster.core.rota;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.warroom.Rota.Reading;
import dev.muster.api.warroom.Rota.Stretch;
import dev.muster.api.warroom.Rotas.Gap;
import dev.muster.api.warroom.Rotas.Plan;
import dev.muster.core.testing.FakeRotaSource;
import dev.muster.spi.rota.DutyPlan;
import dev.muster.spi.rota.DutyRequest;
import dev.muster.spi.rota.RotaSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Who is on duty in a time, by what another system says. */
final class SourcedPlansTest extends SourcedRotasFixture {
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
    assertThat(plan.unknown())
        .containsExactly(new Gap(now.plus(Duration.ofDays(15)), now.plus(Duration.ofDays(20))));
    assertThat(plan(id, Duration.ofDays(20), Duration.ofDays(21)).stretches()).isEmpty();

    core.clock.advance(SourceBounds.PAUSE);
    pager.failure = Optional.empty();
    Instant until = now.plus(Duration.ofDays(21));
    pager.plans.computeIfPresent("db", (name, said) -> said.withKnown(now, until));
    assertThat(plan(id, Duration.ofDays(20), Duration.ofDays(22)).stretches())
        .extracting(Stretch::end)
        .containsExactly(until);
  }

  @Test
  void planSaysOfWhichTimeTheSourceDoesNotSpeak() {
    String id = create("db");
    Instant begin = now.plus(Duration.ofDays(30));
    Instant end = begin.plus(Duration.ofDays(1));
    pager.plans.computeIfPresent("db", (name, said) -> said.withKnown(begin, end));

    assertThat(plan(id, Duration.ofDays(29), Duration.ofDays(32)).unknown())
        .containsExactly(
            new Gap(begin.minus(Duration.ofDays(1)), begin),
            new Gap(end, end.plus(Duration.ofDays(1))));
    String shifts = rotas.create(ALICE, TENANT, always(LI)).value().id();
    assertThat(plan(shifts, Duration.ZERO, Duration.ofDays(7)).unknown()).isEmpty();
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
  void aClickAfterTheOtherShowsWhatIsKept() {
    String id = create("db");
    Duration days = Duration.ofDays(30);
    assertThat(plan(id, days, days.plusDays(1)).retryAt()).isEmpty();
    assertThat(pager.asked).hasSize(2);

    Plan kept = plan(id, Duration.ofDays(14), days);
    Plan preview = preview();
    assertThat(pager.asked).as("nothing more").hasSize(2);
    assertThat(kept.stretches()).extracting(Stretch::members).containsExactly(List.of(LI));
    assertThat(kept.reading()).contains(reading(id));
    assertThat(kept.retryAt()).contains(now.plus(SourceBounds.PAUSE));
    assertThat(preview.reading()).as("not asked yet").contains(Reading.NONE);
    assertThat(preview.retryAt()).isPresent();

    core.clock.advance(SourceBounds.PAUSE);
    assertThat(plan(id, days, days.plusDays(1)).retryAt()).isEmpty();
    assertThat(pager.asked).hasSize(3);
  }

  /** Else one who clicks has each of its threads wait for somebody else's service. */
  @Test
  void aSourceThatHangsThoughNobodyWaitsIsAskedNothingElse() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    core.rotaSources.add(
        new RotaSource() {
          @Override
          public String id() {
            return FakeRotaSource.ID;
          }

          @Override
          public DutyPlan read(DutyRequest request) {
            asked.incrementAndGet();
            started.countDown();
            boolean isOver = false;
            while (!isOver) {
              try {
                isOver = end.await(20, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                // it goes on
              }
            }
            return pager.read(request);
          }
        },
        1);
    Thread waits =
        new Thread(
            () -> {
              var unused = preview();
            });
    waits.start();
    assertThat(started.await(20, TimeUnit.SECONDS)).isTrue();
    waits.interrupt();
    waits.join(20_000);

    core.clock.advance(Duration.ofHours(1));
    assertThat(preview().retryAt()).isPresent();
    assertThat(asked).hasValue(1);

    FakeRotaSource updated = new FakeRotaSource();
    updated.says("db", SAYS_WANG);
    core.rotaSources.add(updated, 2);
    assertThat(preview().retryAt()).as("of an updated plugin").isEmpty();
    end.countDown();
  }

  private Plan preview() {
    return rotas.preview(TENANT, sourced(FakeRotaSource.ID, "db"), none(), none());
  }

  @Test
  void aRotaIsReadWhileSomebodyWaitsForAnotherTime() {
    String id = create("db");
    core.rotaSources.add(
        new RotaSource() {
          @Override
          public String id() {
            return FakeRotaSource.ID;
          }

          @Override
          public DutyPlan read(DutyRequest request) {
            if (request.from().isAfter(now.plus(Duration.ofDays(1)))) {
              // what the tasks do until it is back
              pager.says("db", SAYS_WANG);
              later(Duration.ofSeconds(302));
            }
            return pager.read(request);
          }
        },
        1);
    plan(id, Duration.ofDays(30), Duration.ofDays(31));

    assertThat(onDuty(id)).containsExactly(WANG);
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
        .hasValueSatisfying(
            it -> {
              assertThat(it.answeredAt()).as("it never answered").isEmpty();
              assertThat(it.problem().orElseThrow().en()).as("and why").contains("No plugin");
            });
    assertThat(core.storage.repository(DutyRecord.SCHEMA).count(TENANT, all())).isZero();
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

    core.clock.advance(SourceBounds.PAUSE);
    Plan preview =
        rotas.preview(
            TENANT,
            sourced(FakeRotaSource.ID, "db"),
            Optional.of(now.plus(Duration.ofDays(20))),
            Optional.of(now.plus(Duration.ofDays(21))));
    assertThat(preview.stretches()).isEmpty();
    assertThat(preview.reading())
        .contains(new Reading(Optional.of(core.clock.instant()), none(), none(), 0));
  }
}
