package dev.muster.core.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.core.audit.Audit;
import dev.muster.core.change.Changes;
import dev.muster.core.settings.Settings;
import dev.muster.core.store.Storage;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.Page;
import dev.muster.spi.hook.AccessEvent.Attempt;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.Query;
import dev.muster.spi.storage.StorageException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
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
    StoreWithFaults store = new StoreWithFaults(core.store);
    Storage storage = new Storage(store);
    Audit audit = Audit.at(storage, core.clock);
    Changes changes = new Changes(storage, new TenantDirectory(storage, core.clock), audit);
    RefusedAttempts refused = new RefusedAttempts(changes, audit, core.background, core.clock);
    for (int i = 0; i < 10; i++) {
      Caller caller = new Caller("system", "192.0.2." + i, "c1");
      refused.add(caller, TestCore.TENANT, Attempt.TOKEN, "api-token:(unknown)");
    }
    store.away = true;
    refused.write();
    assertThat(store.commits).isEqualTo(1);

    core.clock.advance(RefusedAttempts.MINUTE);
    refused.write();
    store.away = false;
    refused.write();
    assertThat(core.events(TestCore.TENANT)).hasSize(10);
  }

  /** A store that cannot be reached now and then. */
  private static final class StoreWithFaults implements DocumentStore {
    private final DocumentStore store;
    private boolean away;
    private int commits;

    private StoreWithFaults(DocumentStore store) {
      this.store = store;
    }

    @Override
    public Optional<Document> find(DocumentKey key) {
      return store.find(key);
    }

    @Override
    public Page<Document> query(Query query) {
      return store.query(query);
    }

    @Override
    public long count(String collection, String partition, Query.Condition condition) {
      return store.count(collection, partition, condition);
    }

    @Override
    public CommitResult commit(List<Change> changes) {
      commits++;
      if (away) {
        throw new StorageException("away", true, new IOException("away"));
      }
      return store.commit(changes);
    }

    @Override
    public Watch watch(String collection, Consumer<Notice> listener) {
      return store.watch(collection, listener);
    }
  }
}
