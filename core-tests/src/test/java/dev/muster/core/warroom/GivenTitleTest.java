package dev.muster.core.warroom;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What providers make of a title that is too long, told from what people make of it. */
class GivenTitleTest {
  private static GivenTitle given(String text, int most) {
    return GivenTitle.of(text, most, Instant.EPOCH);
  }

  @Test
  void isItselfAndWhatIsLeftOfItByThePlatformsLength() {
    assertThat(given("Checkout is down", 10).is("Checkout is down")).isTrue();
    assertThat(given("Checkout is down", 10).is("Checkout…")).isTrue();
    assertThat(given("Checkout is down", 12).is("Checkout is…")).isTrue();
    assertThat(given("👩‍💻 checkout 👩‍💻 is down", 14).is("👩‍💻 checkout…")).isTrue();
    assertThat(given("🔥🔥🔥🔥🔥", 4).is("🔥…")).as("counted by UTF-16 units").isTrue();
    assertThat(given("🔥🔥🔥🔥🔥", 4).is("🔥🔥🔥…")).as("counted by code points").isTrue();
  }

  @Test
  void isNotWhatSomebodyShortenedOrCouldNotBeACut() {
    assertThat(given("Checkout is down", 12).is("Checkout…")).isFalse();
    assertThat(given("Checkout is down", 16).is("Checkout is dow…")).isFalse();
    assertThat(given("Checkout is down", 10).is("Checkout i…")).isFalse();
    assertThat(given("Checkout is down", 10).is("Checkoot…")).isFalse();
    assertThat(given("Checkout is down", 10).is("Checkout")).isFalse();
    assertThat(given("Checkout is down", 10).is("Checkout is down…")).isFalse();
  }
}
