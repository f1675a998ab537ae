package dev.muster.core.platform.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FramesTest {
  @Test
  void sayWhereItBrokeAndWhyButNotInItsWords() {
    Exception failure =
        new IllegalStateException(
            "secret-1", new IllegalArgumentException("secret-2", new RuntimeException("secret-3")));

    assertThat(Frames.of(failure))
        .contains("java.lang.IllegalStateException", "caused by java.lang.IllegalArgumentException")
        .contains("FramesTest.sayWhereItBrokeAndWhyButNotInItsWords")
        .doesNotContain("secret");
  }

  @Test
  void endWithCausesThatGoRoundAndRound() {
    Exception first = new IllegalStateException("a");
    Exception second = new IllegalStateException("b", first);
    first.initCause(second);

    assertThat(Frames.of(first).lines().count()).isLessThan(200);
  }

  @Test
  void sayWhereAThreadIs() {
    assertThat(Frames.of(Thread.currentThread())).contains("FramesTest.sayWhereAThreadIs");
  }
}
