package dev.muster.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.hook.RotaSources.Duty;
import dev.muster.core.platform.CountedMetrics;
import dev.muster.spi.PersonReference;
import dev.muster.spi.RotaSource;
import dev.muster.spi.RotaSource.Answer;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RotaSourcesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T11:00:00Z");
  private static final PersonReference LI = new PersonReference.ByEmail("li@corp.example");
  private static final PersonReference WANG = new PersonReference.ByMobile("+8613800000000");

  private final CountedMetrics metrics = new CountedMetrics();
  private final RotaSources sources = new RotaSources(metrics);

  private static RotaSource knows(String rota, PersonReference... people) {
    return question ->
        question.rota().equals(rota) && question.tenant().equals("acme") && question.at() == NOW
            ? new Answer.OnDuty(List.of(people))
            : new Answer.Unknown();
  }

  private Duty asked(String rota) {
    return sources.onDuty("acme", rota, NOW);
  }

  @Test
  void takesTheFirstThatKnowsByRanking() {
    sources.add(knows("database", LI), 0);
    sources.add(knows("network", WANG), 9);
    sources.add(knows("database", WANG), 5);

    assertThat(asked("database")).isEqualTo(new Duty.OnDuty(List.of(WANG)));
    assertThat(asked("network")).isEqualTo(new Duty.OnDuty(List.of(WANG)));
    assertThat(asked("kitchen")).isEqualTo(new Duty.Unknown());
  }

  @Test
  void nobodyOnDutyIsAnAnswer() {
    sources.add(knows("database"), 1);
    sources.add(knows("database", LI), 0);

    assertThat(asked("database")).isEqualTo(new Duty.OnDuty(List.of()));
  }

  @Test
  void aSourceThatFailsIsNotOneOnWhichNobodyIsOnDuty() {
    sources.add(
        question -> {
          throw new IllegalStateException("no connection");
        },
        1);
    sources.add(knows("database", LI), 0);

    assertThat(asked("database")).isEqualTo(new Duty.OnDuty(List.of(LI)));
    assertThat(asked("kitchen")).isEqualTo(new Duty.Failed());
    assertThat(metrics.lines())
        .contains("muster_hook_calls_total hook rota bundle test.bundle outcome failed");
  }

  @Test
  void aSourceThatHangsCostsItsOwnTime() {
    CountDownLatch never = new CountDownLatch(1);
    sources.add(
        question -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new Answer.Unknown();
        },
        1);
    sources.add(knows("database", LI), 0);

    assertThat(asked("database")).isEqualTo(new Duty.OnDuty(List.of(LI)));
    assertThat(metrics.lines())
        .contains("muster_hook_calls_total hook rota bundle test.bundle outcome timeout");
  }

  @Test
  void refusesAFloodOfPeople() {
    sources.add(
        question -> new Answer.OnDuty(Collections.nCopies(RotaSource.MAX_PEOPLE + 1, LI)), 0);

    assertThat(asked("database")).isEqualTo(new Duty.Failed());
  }
}
