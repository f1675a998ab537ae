package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns(2, 2);
  private final List<String> begun = new ArrayList<>();

  private boolean await(String name) {
    return turns.await(() -> begun.add(name));
  }

  @Test
  void letsAsManyWorkAsItMayAndOthersWaitInOrder() {
    assertThat(turns.enter()).isTrue();
    assertThat(await("a")).isTrue();
    assertThat(begun).containsExactly("a");
    assertThat(turns.enter()).isFalse();
    assertThat(await("b")).isTrue();
    assertThat(await("c")).isTrue();
    assertThat(await("d")).isFalse();
    assertThat(begun).containsExactly("a");
    turns.leave();
    turns.leave();
    assertThat(begun).containsExactly("a", "b", "c");
    turns.leave();
    turns.leave();
    assertThat(turns.enter()).isTrue();
    assertThat(turns.enter()).isTrue();
    assertThat(turns.enter()).isFalse();
  }
}
