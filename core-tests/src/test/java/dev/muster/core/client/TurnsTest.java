package dev.muster.core.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who works at the same time. */
final class TurnsTest {
  private final Turns turns = new Turns(3, 2);
  private final List<String> worked = new ArrayList<>();

  private boolean take(String tenant, Runnable meanwhile) {
    return turns.take(
        tenant,
        () -> {
          worked.add(tenant);
          meanwhile.run();
        });
  }

  private boolean take(String tenant) {
    return take(tenant, () -> {});
  }

  @Test
  void areBoundedForEachTenantAndInAll() {
    assertThat(
            take(
                "a",
                () ->
                    take(
                        "a",
                        () -> {
                          assertThat(take("a")).isFalse();
                          assertThat(take("b", () -> assertThat(take("c")).isFalse())).isTrue();
                        })))
        .isTrue();
    assertThat(worked).containsExactly("a", "a", "b");
    assertThat(take("c")).isTrue();
  }

  @Test
  void endAlsoWhereTheWorkFails() {
    for (int i = 0; i < 4; i++) {
      assertThatThrownBy(
              () ->
                  take(
                      "a",
                      () -> {
                        throw new IllegalStateException("broken");
                      }))
          .hasMessage("broken");
    }
    assertThat(take("a")).isTrue();
  }
}
