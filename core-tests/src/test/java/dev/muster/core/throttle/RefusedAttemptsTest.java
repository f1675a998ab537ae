package dev.muster.core.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.core.settings.Settings;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.hook.AccessEvent.Attempt;
import dev.muster.spi.storage.Query;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RefusedAttemptsTest {
  @TempDir private Path folder;
  private TestCore core;

  @BeforeEach
  void start() {
    core = new TestCore(folder);
  }

  private void add(String tenant, int address) {
    core.refused.add(
        new Caller("system", "198.51." + address / 250 + "." + address % 250, "c1"),
        tenant,
        Attempt.TOKEN,
        "api-token:(unknown)");
  }

  @Test
  void storeNoMoreThanTheBoundOfATenantAndCountTheRest() {
    for (int i = 0; i < 5000; i++) {
      add(TestCore.TENANT, i);
    }
    List<AuditEvent> events = core.events(TestCore.TENANT);

    assertThat(events).hasSize(RefusedAttempts.MOST_OF_A_TENANT + 1);
    assertThat(events.stream().mapToInt(each -> Integer.parseInt(each.detail().get("count"))).sum())
        .isEqualTo(5000);
    assertThat(events).anyMatch(each -> each.subject().equals("api-token:(others)"));
  }

  @Test
  void haveTheBoundOfATenantAnewOnceTheirMinuteIsOver() {
    for (int i = 0; i < RefusedAttempts.MOST_OF_A_TENANT; i++) {
      add(TestCore.TENANT, i);
    }
    core.clock.advance(RefusedAttempts.MINUTE);
    core.refused.write();
    add(TestCore.TENANT, 1);

    assertThat(core.events(TestCore.TENANT))
        .hasSize(RefusedAttempts.MOST_OF_A_TENANT + 1)
        .noneMatch(each -> each.subject().equals("api-token:(others)"));
  }

  @Test
  void storeNoMoreThanTheBoundOfAll() {
    for (int tenant = 0; tenant < 40; tenant++) {
      core.tenants.create(TestCore.ALICE, "t" + tenant, "T");
      for (int i = 0; i < 50; i++) {
        add("t" + tenant, i);
      }
    }
    core.refused.write();
    long stored = core.store.count("audit-event", "", new Query.All());
    for (int tenant = 0; tenant < 40; tenant++) {
      stored += core.store.count("audit-event", "t" + tenant, new Query.All());
    }

    // 40 tell that a tenant was made
    assertThat(stored).isBetween((long) RefusedAttempts.MOST, RefusedAttempts.MOST + 41L);
  }

  @Test
  void endWithTheRetentionOfTheAuditLog() {
    add(TestCore.TENANT, 1);
    assertThat(core.events(TestCore.TENANT)).hasSize(1);
    core.clock.advance(Settings.AUDIT_RETENTION.minusSeconds(1));
    assertThat(core.events(TestCore.TENANT)).hasSize(1);
    core.clock.advance(Duration.ofSeconds(1));

    assertThat(core.events(TestCore.TENANT)).isEmpty();
  }

  @Test
  void areNotStoredForATenantThatWasDeleted() {
    core.tenants.create(TestCore.ALICE, "acme", "Acme");
    add("acme", 1);
    core.tenants.delete(TestCore.ALICE, "acme", OptionalLong.empty());
    core.refused.write();
    core.taskWork.runDue();

    assertThat(core.events("acme")).isEmpty();
  }

  @Test
  void areStoredLaterWhereTheStorageIsAwayAndTriedOnceAtATime() {
    for (int i = 0; i < 10; i++) {
      add(TestCore.TENANT, i);
    }
    core.store.beAway(true);
    core.refused.write();
    assertThat(core.store.failedCommits()).isEqualTo(1);

    core.clock.advance(RefusedAttempts.MINUTE);
    core.refused.write();
    core.store.beAway(false);
    core.refused.write();
    assertThat(core.events(TestCore.TENANT)).hasSize(10);
  }
}
