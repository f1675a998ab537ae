package dev.muster.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.store.Stored;
import dev.muster.core.testing.CountedMetrics;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.hook.DomainEvent;
import dev.muster.spi.hook.RecordedEvent;
import dev.muster.spi.hook.SignInEvent;
import dev.muster.spi.hook.SignInEvent.Account;
import dev.muster.spi.hook.UserEvent.UserChange;
import dev.muster.spi.hook.UserEvent.UserChanged;
import dev.muster.spi.storage.CommitResult;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventDeliveryTest {
  private static final Caller ALICE = TestCore.ALICE;

  private final CountedMetrics metrics = new CountedMetrics();
  private final BlockingQueue<RecordedEvent> heard = new LinkedBlockingQueue<>();
  @TempDir Path folder;
  private TestCore core;
  private EventDelivery delivery;

  @BeforeEach
  void start() {
    core = new TestCore(folder);
    delivery = new EventDelivery(core.storage, metrics);
  }

  private void happens(DomainEvent event) {
    core.changes.run(ALICE, TestCore.TENANT, work -> work.emit(event));
  }

  private static DomainEvent user(String id, UserChange change) {
    return new UserChanged(id, change);
  }

  private RecordedEvent next() throws InterruptedException {
    RecordedEvent event = heard.poll(20, TimeUnit.SECONDS);
    assertThat(event).as("%s", metrics.lines()).isNotNull();
    return event;
  }

  @Test
  void deliversWhatHappenedInItsOrderAndAsItStandsInTheAuditLog() throws Exception {
    delivery.add(heard::add);
    DomainEvent in = new SignInEvent.SignedIn("u-2", "wecom", SignInMethod.IN_APP, Account.CREATED);

    happens(user("u-1", UserChange.CREATED));
    happens(in);

    RecordedEvent first = next();
    assertThat(first.event()).isEqualTo(user("u-1", UserChange.CREATED));
    AuditEvent stored =
        core.events(TestCore.TENANT).stream()
            .filter(event -> event.action().equals("user.created"))
            .findFirst()
            .orElseThrow();
    assertThat(first)
        .isEqualTo(
            new RecordedEvent(
                stored.id(),
                stored.at(),
                TestCore.TENANT,
                ALICE.actor(),
                ALICE.address(),
                ALICE.correlationId(),
                first.event()));
    assertThat(stored.subject()).isEqualTo("user:u-1");
    assertThat(next().event()).isEqualTo(in);
  }

  @Test
  void deliversNothingThatWasNotCommitted() throws Exception {
    delivery.add(heard::add);
    ChangeSet refused = core.changes.open(ALICE, TestCore.TENANT);
    refused.add(
        core.accounts.users().delete(new Stored<>(core.accounts.users().key("x", "y"), 7, "")));
    refused.emit(user("u-1", UserChange.CREATED));
    assertThat(core.changes.commit(refused)).isInstanceOf(CommitResult.Conflict.class);
    happens(user("u-1", UserChange.DELETED));

    assertThat(next().event()).isEqualTo(user("u-1", UserChange.DELETED));
  }

  @Test
  void oneThatFailsHearsOfTheNextAndTheOthersOfAll() throws Exception {
    delivery.add(
        event -> {
          throw new IllegalStateException("as the test says");
        });
    delivery.add(heard::add);

    happens(user("u-1", UserChange.CREATED));
    happens(user("u-1", UserChange.DELETED));

    next();
    next();
  }

  @Test
  void nobodyWaitsForOneThatHangsAndWhatItMissesIsCounted() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    delivery.add(
        event -> {
          hanging.countDown();
          try {
            end.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    happens(user("u-0", UserChange.CREATED));
    hanging.await();

    for (int i = 0; i < EventDelivery.QUEUE + 7; i++) {
      happens(user("u-" + i, UserChange.CHANGED));
    }
    end.countDown();

    String dropped = "muster_hook_calls_total hook event bundle test.bundle outcome busy";
    assertThat(metrics.lines()).filteredOn(dropped::equals).hasSize(7);
    assertThat(core.events(TestCore.TENANT)).isNotEmpty();
  }
}
