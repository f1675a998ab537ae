package dev.muster.core.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler.Result;
import dev.muster.core.task.TaskRecord.Lease;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a task that does not succeed. */
class TaskRetriesTest extends TaskWorkFixture {
  @Test
  void triesAgainWithGrowingPausesAndFailsForGoodInTheEnd() {
    outcome = greeting -> new Result.Retry("The platform is busy.");
    add("", "li");
    List<Duration> pauses = new ArrayList<>();
    Instant last = clock.instant();
    runAll(node);
    while (left().get(0).dueAt().isPresent()) {
      int before = ran.size();
      while (ran.size() == before) {
        clock.advance(Duration.ofSeconds(1));
        runAll(node);
      }
      pauses.add(Duration.between(last, clock.instant()));
      last = clock.instant();
    }

    assertThat(ran).hasSize(4);
    // a task is taken up to a second early
    assertThat(pauses)
        .zipSatisfy(
            List.of(5, 10, 20),
            (pause, seconds) ->
                assertThat(pause)
                    .isBetween(Duration.ofSeconds(seconds - 1), Duration.ofSeconds(seconds)));
    assertThat(left())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.state()).isEqualTo(TaskRecord.State.FAILED);
              assertThat(it.problem()).contains("The platform is busy.");
              assertThat(it.attempts()).isEqualTo(4);
            });
  }

  @Test
  void goesOnWithWhatARunLeftToDo() {
    outcome =
        greeting ->
            greeting.name().equals("rest")
                ? TaskHandler.Result.done()
                : new Result.Retry("busy", Optional.of(new Greeting("rest")));
    add("", "all");
    runAll(node);
    assertThat(left().get(0).attempts()).isEqualTo(1);

    clock.advance(Duration.ofSeconds(5));
    runAll(node);

    assertThat(ran).containsExactly("a:all", "a:rest");
    assertThat(left()).isEmpty();
  }

  private void joining() {
    joining(node);
  }

  private void joining(TaskWork by) {
    by.add(
        new JoiningTaskHandler<Greeting>() {
          @Override
          public TaskType<Greeting> type() {
            return GREET;
          }

          @Override
          public Result run(Run<Greeting> task) {
            ran.add(task.payload().name());
            return outcome.apply(task.payload());
          }

          @Override
          public Optional<Greeting> joined(Greeting earlier, Greeting later) {
            String both = earlier.name() + later.name();
            return both.length() <= 3 ? Optional.of(new Greeting(both)) : Optional.empty();
          }
        });
    outcome = greeting -> new Result.Retry("busy");
  }

  @Test
  void thoseOfALaneBecomeOneAsFarAsTheirKindSaysSo() {
    joining();
    for (String name : List.of("1", "2", "3", "4")) {
      add("x", name);
    }
    add("y", "5");

    runAll(node);

    assertThat(ran).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
    assertThat(left()).hasSize(3).allMatch(it -> it.attempts() == 1);
    ran.clear();
    outcome = greeting -> TaskHandler.Result.done();
    clock.advance(Duration.ofSeconds(5));
    runAll(node);
    assertThat(ran).containsExactlyInAnyOrder("123", "4", "5");
    assertThat(left()).isEmpty();
  }

  @Test
  void whatIsJoinedKeepsTheTimeOfTheOneThatWasAddedEarlier() {
    joining();
    add("x", "1");
    runAll(node);
    Instant due = left().get(0).dueAt().orElseThrow();
    clock.advance(Duration.ofSeconds(2));
    add("x", "2");

    runAll(node);

    assertThat(left())
        .singleElement()
        .satisfies(it -> assertThat(it.dueAt()).hasValue(due))
        .satisfies(it -> assertThat(it.attempts()).isEqualTo(1));
  }

  @Test
  void oneThatAnotherNodeRunsTakesInNothing() {
    joining();
    add("x", "1");
    runAll(node);
    Stored<TaskRecord> first = stored.all("", new Query.All(), 10).get(0);
    Lease lease = new Lease("b", clock.instant().plusSeconds(60));
    storage.commit(new UnitOfWork().add(stored.replace(first, first.value().claimed(lease))));
    add("x", "2");

    runAll(node);

    assertThat(ran).containsExactly("1", "2");
    assertThat(left()).hasSize(2);
  }

  @Test
  void findsTheOneThatTakesInOthersHoweverManyWaitThatAreFull() {
    joining();
    for (int i = 0; i < 60; i++) {
      add("x", "xxx");
    }
    runAll(node);
    add("x", "1");
    add("x", "2");

    runAll(node);

    assertThat(left()).hasSize(61);
  }

  @Test
  void aNodeThatHasJustStartedFindsTheOneThatIsDueNext() {
    joining();
    add("x", "1");
    runAll(node);
    TaskWork started = node("b", GREET);
    joining(started);
    add("x", "2");

    runAll(started);

    assertThat(left()).hasSize(1);
  }

  @Test
  void thoseOfAnotherHourStayForThemselves() {
    joining();
    add("x", "1");
    clock.advance(TaskJoins.WITHIN);
    add("x", "2");

    runAll(node);

    assertThat(left()).hasSize(2);
  }

  @Test
  void letsTheRestOfTheLaneGoOn() {
    outcome =
        greeting ->
            greeting.name().equals("1") ? new Result.Retry("busy") : TaskHandler.Result.done();
    add("x", "1");
    add("x", "2");

    runAll(node);

    assertThat(ran).containsExactly("a:1", "a:2");
    assertThat(left()).hasSize(1);
  }

  @Test
  void countsAnExceptionAsATryAndShowsNothingOfIt() {
    outcome =
        greeting -> {
          throw new IllegalStateException("secret-in-a-message");
        };
    add("", "li");

    runAll(node);

    assertThat(left())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.attempts()).isOne();
              assertThat(it.problem().orElseThrow()).doesNotContain("secret-in-a-message");
            });
  }

  @Test
  void countsAnErrorAsATryAndLetsTheRestOfTheLaneGoOn() {
    outcome =
        greeting -> {
          if (greeting.name().equals("1")) {
            throw new NoClassDefFoundError("of a bundle that is being replaced");
          }
          return Result.done();
        };
    add("x", "1");
    add("x", "2");

    runAll(node);

    assertThat(ran).containsExactly("a:1", "a:2");
    assertThat(left()).singleElement().satisfies(it -> assertThat(it.attempts()).isOne());
  }

  @Test
  void failsAtOnceWhereAnotherTryHasNoPoint() {
    outcome = greeting -> new Result.Failed("The group is gone.");
    add("", "li");

    runAll(node);

    assertThat(left())
        .singleElement()
        .satisfies(it -> assertThat(it.state()).isEqualTo(TaskRecord.State.FAILED));
  }

  @Test
  void takesAnUnfinishedTaskUpAgainWithoutCountingATry() {
    List<String> parts = new ArrayList<>(List.of("1", "2", "3", "4", "5", "6"));
    outcome =
        greeting -> {
          parts.remove(0);
          return parts.isEmpty() ? TaskHandler.Result.done() : new Result.Unfinished();
        };
    add("", "li");

    runAll(node);

    assertThat(ran).hasSize(6);
    assertThat(left()).isEmpty();
  }

  @Test
  void goesOnWhereAnUnfinishedTaskSaysThatItIs() {
    outcome =
        greeting ->
            greeting.name().equals("3")
                ? TaskHandler.Result.done()
                : new Result.Unfinished(
                    Optional.of(new Greeting("" + (Integer.parseInt(greeting.name()) + 1))));
    add("", "1");

    runAll(node);

    assertThat(ran).containsExactly("a:1", "a:2", "a:3");
  }

  @Test
  void triesAgainWhereWhatATaskDidCannotBeStored() {
    outcome =
        greeting ->
            new Result.Done(
                work -> {
                  throw new IllegalStateException("two effects that exclude each other");
                });
    add("", "li");

    runAll(node);

    assertThat(left())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.attempts()).isOne();
              assertThat(it.lease()).isEmpty();
              assertThat(it.problem().orElseThrow()).contains("the log has its cause");
            });
    assertThat(metrics.lines()).containsExactly("muster_tasks_total type greet outcome retry");
  }
}
