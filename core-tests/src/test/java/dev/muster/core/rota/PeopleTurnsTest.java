package dev.muster.core.rota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.core.testing.TestCore;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How often people may have a source asked. */
final class PeopleTurnsTest {
  private final TestCore core = new TestCore();
  private final PeopleTurns turns = new PeopleTurns(core.clock);

  private Optional<String> take(String tenant, String source) {
    return turns.take(tenant, source, () -> "asked");
  }

  @Test
  void aTenantHasASourceAskedOnceInAFewSeconds() {
    assertThat(take("acme", "pager")).hasValue("asked");
    core.clock.advance(SourceBounds.PAUSE.minusMillis(1));
    assertThat(take("acme", "pager")).isEmpty();
    assertThat(take("acme", "phone")).as("another source").isPresent();
    assertThat(take("globex", "pager")).as("another tenant").isPresent();
    core.clock.advance(Duration.ofMillis(1));
    assertThat(take("acme", "pager")).isPresent();
  }

  @Test
  void thePauseBeginsWithTheEnd() {
    assertThat(
            turns.take(
                "acme",
                "pager",
                () -> {
                  core.clock.advance(Duration.ofSeconds(5));
                  return take("acme", "pager");
                }))
        .as("not while it is asked, however long that takes")
        .hasValue(Optional.empty());
    assertThat(take("acme", "pager")).isEmpty();
  }

  @Test
  void fewTenantsHaveASourceAskedAtATime() {
    Optional<Optional<String>> third =
        turns.take(
            "a", "pager", () -> turns.take("b", "pager", () -> take("c", "pager")).orElseThrow());
    assertThat(third).hasValue(Optional.empty());
    assertThat(take("c", "pager")).as("once they have ended").isPresent();
  }

  @Test
  void aTurnEndsAlsoWhereAskingBreaks() {
    assertThatThrownBy(
            () ->
                turns.take(
                    "acme",
                    "pager",
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");
    core.clock.advance(SourceBounds.PAUSE);
    assertThat(take("acme", "pager")).isPresent();
  }
}
