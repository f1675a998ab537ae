package dev.muster.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.hook.RotaSourceHooks.Answer;
import dev.muster.core.hook.RotaSourceHooks.Question;
import dev.muster.core.testing.Logged;
import dev.muster.spi.Deadline;
import dev.muster.spi.Text;
import dev.muster.spi.rota.DutyPerson;
import dev.muster.spi.rota.DutyPlan;
import dev.muster.spi.rota.DutyRequest;
import dev.muster.spi.rota.DutyShift;
import dev.muster.spi.rota.RotaSource;
import dev.muster.spi.rota.RotaSourceException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources of rotas as services come and go. */
class RotaSourceHooksTest extends HookFixture {
  private static final Instant NOW = Instant.parse("2026-11-22T11:00:00Z");
  private static final Duration LONG = Duration.ofSeconds(20);

  private final RotaSourceHooks hooks = new RotaSourceHooks(metrics);

  private record Source(String id, Reader<DutyRequest, DutyPlan> reader) implements RotaSource {
    @Override
    public DutyPlan read(DutyRequest request) throws IOException {
      return reader.read(request);
    }
  }

  private static RotaSource source(Reader<DutyRequest, DutyPlan> reader) {
    return new Source("pager", reader);
  }

  private static RotaSource naming(String user) {
    return source(
        request ->
            DutyPlan.of(
                List.of(
                    DutyShift.of(request.from(), request.to(), List.of(DutyPerson.user(user))))));
  }

  private static Answer<String> ask(RotaSourceHooks from, Duration time) {
    return from.ask(
        "pager",
        new Question("acme", "db", NOW, NOW.plusSeconds(60)),
        plan -> plan.shifts().get(0).people().get(0).value(),
        Deadline.in(time));
  }

  private Answer<String> ask() {
    return ask(hooks, LONG);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "Pager", "1pager", "pager_1", "p1234567890123456789012345678901"})
  void areNotOfferedWithoutAnIdOfTheirForm(String id) {
    String log =
        Logged.by(
            () ->
                hooks.bind(
                    new Source(id, request -> DutyPlan.of(List.of())),
                    RegisteredService.<RotaSource>of("its.bundle", 1)));

    assertThat(hooks.ids()).isEmpty();
    assertThat(log).contains("A rota hook of its.bundle has no name of the form [a-z]");
  }

  @Test
  void thatFailToSayTheirIdAreLoggedWithoutWhatMayBeSecret() {
    RotaSource broken =
        new RotaSource() {
          @Override
          public String id() {
            throw new IllegalStateException("https://pager.example/?token=t0p");
          }

          @Override
          public DutyPlan read(DutyRequest request) {
            return DutyPlan.of(List.of());
          }
        };
    String log =
        Logged.by(() -> hooks.bind(broken, RegisteredService.<RotaSource>of("its.bundle", 1)));

    assertThat(hooks.ids()).isEmpty();
    assertThat(log)
        .contains("A rota hook of its.bundle failed", "java.lang.IllegalStateException")
        .doesNotContain("t0p");
  }

  private static Text why(Answer<String> answer) {
    return ((Answer.Missing<String>) answer).why();
  }

  @Test
  void areAskedByRankingForAsLongAsTheyAreThere() {
    hooks.bind(naming("first"), RegisteredService.<RotaSource>of("first.bundle", 1));
    hooks.bind(naming("second"), RegisteredService.<RotaSource>of("second.bundle", 2).ranked(5));

    assertThat(hooks.ids()).containsExactly("pager");
    assertThat(ask()).isEqualTo(new Answer.Given<>("second"));
    hooks.unbind(RegisteredService.of("second.bundle", 2));
    assertThat(ask()).isEqualTo(new Answer.Given<>("first"));
    hooks.unbind(RegisteredService.of("first.bundle", 1));

    assertThat(hooks.ids()).isEmpty();
    assertThat(why(ask()).en()).contains("No plugin");
    assertThat(metrics.lines())
        .containsExactly(
            "muster_hook_calls_total hook rota bundle second.bundle outcome ok",
            "muster_hook_calls_total hook rota bundle first.bundle outcome ok");
  }

  @Test
  void haveNotFailedWhereThereIsNoSuchSchedule() {
    hooks.add(
        source(
            request -> {
              throw RotaSourceException.unknownSchedule();
            }),
        0);

    assertThat(why(ask())).isEqualTo(RotaSourceException.unknownSchedule().why());
    assertThat(outcomes()).containsExactly("unanswered");
  }

  @Test
  void sayWhyThereIsNoAnswer() {
    hooks.add(
        source(
            request -> {
              throw RotaSourceException.unavailable(new Text("x\n".repeat(301), "没有令牌"));
            }),
        0);

    assertThat(why(ask())).isEqualTo(new Text("x ".repeat(150), "没有令牌"));
    assertThat(outcomes()).containsExactly("unanswered");
  }

  @Test
  void breakForThemselvesAlone() {
    List<Reader<DutyRequest, DutyPlan>> broken = new ArrayList<>(broken());
    // what is kept of it breaks
    broken.add(request -> DutyPlan.of(List.of()));
    for (Reader<DutyRequest, DutyPlan> reader : broken) {
      RotaSourceHooks one = new RotaSourceHooks(metrics);
      one.add(source(reader), 0);
      assertThat(why(ask(one, LONG)).en()).startsWith("The source failed").doesNotContain("t0p");
    }
    assertThat(outcomes()).hasSize(6).containsOnly("failed");
  }

  @Test
  void thatHangCostTheirTimeAndNoMore() {
    CountDownLatch never = new CountDownLatch(1);
    RotaSourceHooks within = RotaSourceHooks.within(Duration.ofMillis(50), metrics);
    for (RotaSourceHooks each : List.of(within, hooks)) {
      each.add(
          source(
              request -> {
                try {
                  never.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                return DutyPlan.of(List.of());
              }),
          0);
    }

    assertThat(ask(within, LONG)).isInstanceOf(Answer.Missing.class);
    assertThat(ask(hooks, Duration.ofMillis(50)))
        .as("whoever asks has less time")
        .isInstanceOf(Answer.Missing.class);
    assertThat(outcomes()).containsExactly("timeout", "timeout");
  }

  @Test
  void knowUntilWhenTheAnswerIsWaitedFor() {
    List<Duration> left = new CopyOnWriteArrayList<>();
    hooks.add(
        source(
            request -> {
              left.add(request.deadline().left());
              return DutyPlan.of(List.of());
            }),
        0);
    ask(hooks, LONG);
    ask(hooks, Duration.ofSeconds(2));

    assertThat(left.get(0))
        .as("no longer than a source has")
        .isBetween(Duration.ofSeconds(2), RotaSourceHooks.TIME);
    assertThat(left.get(1)).as("nor than whoever asks").isLessThanOrEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void withoutAnIdAreNotThere() {
    hooks.bind(
        new Source("No Id", request -> DutyPlan.of(List.of())),
        RegisteredService.<RotaSource>of("a.bundle", 1));

    assertThat(hooks.ids()).isEmpty();
  }
}
