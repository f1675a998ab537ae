package dev.muster.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
  private final ConcurrencyLimit limit = new ConcurrencyLimit(2, 2);
  private final List<String> begun = new ArrayList<>();

  private boolean await(String name) {
    return limit.acquire(() -> begun.add(name));
  }

  @Test
  void letsAsManyWorkAsItMayAndOthersWaitInOrder() {
    assertThat(limit.tryAcquire()).isTrue();
    assertThat(await("a")).isTrue();
    assertThat(begun).containsExactly("a");
    assertThat(limit.tryAcquire()).isFalse();
    assertThat(await("b")).isTrue();
    assertThat(await("c")).isTrue();
    assertThat(await("d")).isFalse();
    assertThat(begun).containsExactly("a");
    limit.release();
    limit.release();
    assertThat(begun).containsExactly("a", "b", "c");
    limit.release();
    limit.release();
    assertThat(limit.tryAcquire()).isTrue();
    assertThat(limit.tryAcquire()).isTrue();
    assertThat(limit.tryAcquire()).isFalse();
  }
}
