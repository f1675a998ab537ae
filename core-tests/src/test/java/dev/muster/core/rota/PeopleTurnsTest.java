package dev.muster.core.rota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.testing.TestCore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** How often people may have a source asked. */
final class PeopleTurnsTest {
  private static final long PAGER = 1;
  private static final long PHONE = 2;

  private final TestCore core = new TestCore();
  private final PeopleTurns turns = new PeopleTurns(core.clock);

  private Optional<String> take(String tenant, long source) {
    return take(tenant, source, () -> "asked");
  }

  private <R> Optional<R> take(String tenant, long source, Supplier<R> work) {
    return turns.take(
        tenant,
        source,
        ended -> {
          R answer = work.get();
          ended.run();
          return answer;
        });
  }

  @Test
  void aTenantHasASourceAskedOnceInAFewSeconds() {
    assertThat(take("acme", PAGER)).hasValue("asked");
    core.clock.advance(SourceBounds.PAUSE.minusMillis(1));
    assertThat(take("acme", PAGER)).isEmpty();
    assertThat(take("acme", PHONE)).as("another source").isPresent();
    assertThat(take("globex", PAGER)).as("another tenant").isPresent();
    core.clock.advance(Duration.ofMillis(1));
    assertThat(take("acme", PAGER)).isPresent();
  }

  @Test
  void thePauseBeginsWithTheEnd() {
    assertThat(
            take(
                "acme",
                PAGER,
                () -> {
                  core.clock.advance(Duration.ofSeconds(5));
                  return take("acme", PAGER);
                }))
        .as("not while it is asked, however long that takes")
        .hasValue(Optional.empty());
    assertThat(take("acme", PAGER)).isEmpty();
  }

  @Test
  void fewTenantsHaveASourceAskedAtATime() {
    Optional<Optional<String>> third =
        take("a", PAGER, () -> take("b", PAGER, () -> take("c", PAGER)).orElseThrow());
    assertThat(third).hasValue(Optional.empty());
    assertThat(take("c", PAGER)).as("once they have ended").isPresent();
  }

  @Test
  void aSourceThatIsBusyKeepsNobodyFromAnother() {
    Optional<Optional<String>> third =
        take("a", PAGER, () -> take("b", PAGER, () -> take("c", PHONE)).orElseThrow());
    assertThat(third).hasValue(Optional.of("asked"));
  }

  @Test
  void aPauseIsNoLongerWhereTheClockIsPutBack() {
    assertThat(take("acme", PAGER)).isPresent();
    core.clock.advance(Duration.ofHours(-1));
    assertThat(take("acme", PAGER)).isPresent();
  }

  /** Somebody who waited has their answer, and the source is busy with the question still. */
  @Test
  void aTurnIsOverWhenTheSourceHasLeftTheQuestion() {
    List<Runnable> ends = new ArrayList<>();
    var late =
        turns.take(
            "acme",
            PAGER,
            ended -> {
              ends.add(ended);
              return "late";
            });
    assertThat(late).hasValue("late");
    core.clock.advance(Duration.ofHours(1));
    assertThat(take("acme", PAGER)).isEmpty();
    assertThat(take("globex", PAGER)).as("of another tenant").isPresent();

    ends.forEach(Runnable::run);
    assertThat(take("acme", PAGER)).as("with a pause behind").isEmpty();
    core.clock.advance(SourceBounds.PAUSE);
    assertThat(take("acme", PAGER)).isPresent();
  }
}
