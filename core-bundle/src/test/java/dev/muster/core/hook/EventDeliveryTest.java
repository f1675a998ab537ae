package dev.muster.core.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.AuditEvent;
import dev.muster.api.Caller;
import dev.muster.core.platform.CountedMetrics;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.DomainEvent;
import dev.muster.spi.DomainEvent.Account;
import dev.muster.spi.DomainEvent.BindingChange;
import dev.muster.spi.DomainEvent.Origin;
import dev.muster.spi.DomainEvent.UserChange;
import dev.muster.spi.SignInMethod;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
  private final BlockingQueue<DomainEvent> heard = new LinkedBlockingQueue<>();
  @TempDir Path folder;
  private TestCore core;
  private EventDelivery delivery;

  @BeforeEach
  void start() {
    core = new TestCore(folder);
    delivery = new EventDelivery(core.storage, core.audit, metrics);
  }

  private void happens(String action, String subject, Map<String, String> detail) {
    core.storage.commit(
        new UnitOfWork().add(core.audit.event(ALICE, TestCore.TENANT, action, subject, detail)));
  }

  private DomainEvent next() throws InterruptedException {
    DomainEvent event = heard.poll(20, TimeUnit.SECONDS);
    assertThat(event).as("%s", metrics.lines()).isNotNull();
    return event;
  }

  @Test
  void tellsWhatHappenedInItsOrder() throws Exception {
    delivery.add(heard::add);

    happens("user.created", "user:u-1", Map.of());
    happens(
        "sign-in.succeeded",
        "user:u-2",
        Map.of("source", "wecom", "method", "in-app", "account", "created"));
    happens("user.disabled", "user:u-2", Map.of());
    happens("sign-in.refused", "identity-source:wecom", Map.of("reason", "foreign-company"));
    happens("mobile-app.keys-modified", "mobile-app:lark", Map.of());
    happens("client.created", "client:shop", Map.of("a", "b"));

    DomainEvent.UserChanged first = (DomainEvent.UserChanged) next();
    Origin origin = first.origin();
    assertThat(first.user()).isEqualTo("u-1");
    assertThat(first.change()).isEqualTo(UserChange.CREATED);
    AuditEvent stored =
        core.events(TestCore.TENANT).stream()
            .filter(event -> event.action().equals("user.created"))
            .findFirst()
            .orElseThrow();
    assertThat(origin)
        .isEqualTo(
            new Origin(
                stored.id(),
                stored.at(),
                TestCore.TENANT,
                ALICE.actor(),
                ALICE.address(),
                ALICE.correlationId()));
    assertThat(((DomainEvent.UserChanged) next()).change()).isEqualTo(UserChange.CREATED);
    DomainEvent.SignedIn in = (DomainEvent.SignedIn) next();
    assertThat(in)
        .isEqualTo(
            new DomainEvent.SignedIn(
                in.origin(), "u-2", "wecom", SignInMethod.IN_APP, Account.CREATED));
    assertThat(((DomainEvent.UserChanged) next()).change()).isEqualTo(UserChange.DISABLED);
    assertThat(((DomainEvent.SignInRefused) next()).reason()).isEqualTo("foreign-company");
    assertThat(((DomainEvent.MobileAppChanged) next()).change()).isEqualTo(BindingChange.CHANGED);
    assertThat(((DomainEvent.Other) next()).action()).isEqualTo("client.created");
  }

  @Test
  void tellsNothingThatWasNotCommitted() throws Exception {
    delivery.add(heard::add);
    var event = core.audit.event(ALICE, TestCore.TENANT, "user.created", "user:u-1", Map.of());
    core.storage.commit(new UnitOfWork().add(event));
    core.storage.commit(new UnitOfWork().add(event)); // conflicts: it is there
    happens("user.deleted", "user:u-1", Map.of());

    assertThat(((DomainEvent.UserChanged) next()).change()).isEqualTo(UserChange.CREATED);
    assertThat(((DomainEvent.UserChanged) next()).change()).isEqualTo(UserChange.DELETED);
  }

  @Test
  void oneThatFailsHearsOfTheNextAndTheOthersOfAll() throws Exception {
    delivery.add(
        event -> {
          throw new IllegalStateException("as the test says");
        });
    delivery.add(heard::add);

    happens("user.created", "user:u-1", Map.of());
    happens("user.deleted", "user:u-1", Map.of());

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
    happens("user.created", "user:u-0", Map.of());
    hanging.await();

    for (int i = 0; i < EventDelivery.QUEUE + 7; i++) {
      happens("user.changed", "user:u-" + i, Map.of());
    }
    end.countDown();

    String dropped = "muster_hook_calls_total hook event bundle test.bundle outcome busy";
    assertThat(metrics.lines()).filteredOn(dropped::equals).hasSize(7);
    assertThat(core.events(TestCore.TENANT)).isNotEmpty();
  }

  @Test
  void everythingThatTheAuditLogHasIsAnEvent() {
    AuditEvent event =
        new AuditEvent("1", core.clock.instant(), "a", "x.y", "z:1", "t", "", "", Map.of("k", "v"));
    assertThat(DomainEvents.of(event))
        .isEqualTo(
            List.of(
                new DomainEvent.Other(
                    new Origin("1", core.clock.instant(), "t", "a", "", ""),
                    "x.y",
                    "z:1",
                    Map.of("k", "v"))));
  }
}
