package dev.muster.core.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RefusalLogTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final List<String> lines = new ArrayList<>();
  private final RefusalLog log = new RefusalLog(() -> now, lines::add);

  private void say(String tenant, String who, String cause, int address) {
    Caller caller = new Caller("system", "198.51." + address / 250 + "." + address % 250, "c1");
    log.say(caller, tenant, who, cause, "The secret is wrong");
  }

  @Test
  void saysWhoWhereAndInWhichRequest() {
    say("acme", "client shop", "wrong-secret", 1);

    assertThat(lines)
        .containsExactly("The secret is wrong (client shop of tenant acme, from 198.51.0.1, c1)");
  }

  @Test
  void saysEachCauseOfEachNameFromEachAddressOnceAMinute() {
    for (int i = 0; i < 100; i++) {
      say("acme", "client shop", "wrong-secret", 1);
    }
    assertThat(lines).hasSize(1);
    say("acme", "client shop", "expired", 1);
    say("acme", "client wiki", "wrong-secret", 1);
    say("acme", "client shop", "wrong-secret", 2);
    assertThat(lines).hasSize(4);

    now = now.plusSeconds(60);
    say("acme", "client shop", "wrong-secret", 1);
    assertThat(lines).hasSize(5);
  }

  @Test
  void isBoundedForATenantWithoutKeepingOthersFromTheirLines() {
    for (int i = 0; i < RefusalLog.MOST_OF_A_TENANT + 50; i++) {
      say("acme", "client shop", "wrong-secret", i);
    }
    assertThat(lines).hasSize(RefusalLog.MOST_OF_A_TENANT);
    say("other", "client shop", "wrong-secret", 1);
    assertThat(lines).hasSize(RefusalLog.MOST_OF_A_TENANT + 1);
  }

  @Test
  void showsNoMoreThanTheBeginningOfWhatSomebodyMadeUp() {
    assertThat(RefusalLog.shown("x".repeat(5000))).hasSize(101);
    assertThat(RefusalLog.shown("shop")).isEqualTo("shop");
  }
}
