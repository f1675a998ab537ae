package dev.muster.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.web.server.Pace.Verdict;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  private final Pace pace = new Pace(0);

  @Test
  void endsAHeaderThatDripsAfterTenSecondsInAll() {
    for (int second = 0; second < 10; second++) {
      assertThat(pace.look(second * SECOND, 1 + second, 0)).isEqualTo(Verdict.FINE);
    }
    assertThat(pace.look(10 * SECOND, 11, 0)).isEqualTo(Verdict.SLOW_HEADER);
  }

  @Test
  void givesEachHeaderItsOwnTime() {
    assertThat(pace.look(0, 1, 0)).isEqualTo(Verdict.FINE);
    pace.begin(9 * SECOND, 0);
    pace.end(9 * SECOND, 500);
    assertThat(pace.look(11 * SECOND, 501, 900)).isEqualTo(Verdict.FINE);
    assertThat(pace.look(21 * SECOND, 502, 900)).isEqualTo(Verdict.SLOW_HEADER);
  }

  @Test
  void letsAnIdleConnectionBe() {
    pace.begin(0, 0);
    pace.end(SECOND, 500);
    assertThat(pace.look(20 * SECOND, 500, 900)).isEqualTo(Verdict.FINE);
  }

  @Test
  void endsAnAnswerThatIsNotTaken() {
    pace.begin(0, 0);
    assertThat(pace.look(29 * SECOND, 100, 0)).isEqualTo(Verdict.FINE);
    assertThat(pace.look(31 * SECOND, 100, 100)).isEqualTo(Verdict.SLOW_ANSWER);
    assertThat(pace.look(31 * SECOND, 100, 1_000_000)).isEqualTo(Verdict.FINE);
  }
}
