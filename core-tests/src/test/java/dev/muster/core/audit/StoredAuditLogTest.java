package dev.muster.core.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.AuditEvent;
import dev.muster.api.AuditLog.Filter;
import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.Page;
import dev.muster.spi.hook.UserEvent.UserChange;
import dev.muster.spi.hook.UserEvent.UserChanged;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import dev.muster.testkit.storage.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StoredAuditLogTest {
  private static final Instant START = Instant.parse("2026-11-22T11:00:00Z");
  private static final Filter ALL =
      new Filter(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private final ManualClock clock = new ManualClock(START);
  private final Storage storage = new Storage(new InMemoryDocumentStore());
  private final EventIds ids = new EventIds();
  private final Repository<AuditEvent> stored =
      storage.repository(Audit.schema(Duration.ofDays(400)));
  private final StoredAuditLog log = new StoredAuditLog(storage, () -> {});

  private void write(String tenant, String actor, String action, String subject) {
    Instant now = clock.instant();
    String id = ids.next(now);
    AuditEvent event =
        new AuditEvent(
            id, now, actor, action, subject, tenant, "192.0.2.1", "c1", Map.of("n", "1"));
    storage.commit(new UnitOfWork().add(stored.create(tenant, id, event)));
  }

  private List<String> subjects(String tenant, Filter filter, int limit) {
    List<String> subjects = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<AuditEvent> page = log.list(tenant, filter, limit, after);
      page.items().forEach(event -> subjects.add(event.subject()));
      after = page.next();
    } while (after.isPresent());
    return subjects;
  }

  private static Filter filter(String actor, String action, String subject) {
    return new Filter(
        Optional.empty(),
        Optional.empty(),
        Optional.of(actor).filter(text -> !text.isEmpty()),
        Optional.of(action).filter(text -> !text.isEmpty()),
        Optional.of(subject).filter(text -> !text.isEmpty()));
  }

  @Test
  void keepsEverythingOfAnEvent() {
    write("acme", "admin:alice", "client.created", "client:shop");

    AuditEvent event = log.list("acme", ALL, 10, Optional.empty()).items().get(0);

    assertThat(event)
        .isEqualTo(
            new AuditEvent(
                event.id(),
                START,
                "admin:alice",
                "client.created",
                "client:shop",
                "acme",
                "192.0.2.1",
                "c1",
                Map.of("n", "1")));
  }

  @Test
  void listsNewestFirstEvenWithinOneMillisecondAndWhenTheClockGoesBack() {
    for (int i = 0; i < 20; i++) {
      write("acme", "a", "x", "s" + i);
    }
    clock.advance(Duration.ofSeconds(-5));
    write("acme", "a", "x", "last");

    List<String> subjects = subjects("acme", ALL, 7);

    assertThat(subjects).hasSize(21).startsWith("last", "s19", "s18").endsWith("s1", "s0");
  }

  @Test
  void keepsTenantsApart() {
    write("acme", "a", "x", "theirs");

    assertThat(subjects("other", ALL, 10)).isEmpty();
  }

  @Test
  void filtersByTime() {
    write("acme", "a", "x", "early");
    clock.advance(Duration.ofMinutes(1));
    write("acme", "a", "x", "middle");
    clock.advance(Duration.ofMinutes(1));
    write("acme", "a", "x", "late");

    Filter filter =
        new Filter(
            Optional.of(START.plusSeconds(60)),
            Optional.of(START.plusSeconds(120)),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    assertThat(subjects("acme", filter, 10)).containsExactly("middle");
  }

  @Test
  void filtersByActorActionAndSubject() {
    write("acme", "alice", "created", "one");
    write("acme", "alice", "deleted", "one");
    write("acme", "bob", "created", "two");
    write("acme", "alice2", "created", "three");

    assertThat(subjects("acme", filter("alice", "", ""), 1)).containsExactly("one", "one");
    assertThat(subjects("acme", filter("", "created", ""), 2))
        .containsExactly("three", "two", "one");
    assertThat(subjects("acme", filter("", "", "two"), 10)).containsExactly("two");
    assertThat(subjects("acme", filter("alice", "created", ""), 10)).containsExactly("one");
    assertThat(subjects("acme", filter("nobody", "", ""), 10)).isEmpty();
    assertThat(subjects("acme", filter("a\0b", "", "x".repeat(900)), 10)).isEmpty();
  }

  @Test
  void findsRareEventsAmongMany() {
    write("acme", "alice", "deleted", "rare");
    for (int i = 0; i < 300; i++) {
      write("acme", "alice", "created", "s" + i);
    }

    assertThat(subjects("acme", filter("alice", "deleted", ""), 10)).containsExactly("rare");
  }

  @Test
  void keepsEventsAsLongAsTheSettingSays() {
    Storage kept = new Storage(new InMemoryDocumentStore(clock));
    Audit brief = new Audit(kept, Duration.ofDays(2), clock);
    StoredAuditLog events = new StoredAuditLog(kept, () -> {});
    kept.commit(
        new UnitOfWork()
            .add(
                brief.stored(
                    brief.recorded(
                        new Caller("a", "192.0.2.1", "c1"),
                        "acme",
                        new UserChanged("u", UserChange.CHANGED)))));
    clock.advance(Duration.ofDays(2).minusSeconds(1));
    assertThat(events.list("acme", ALL, 10, Optional.empty()).items()).hasSize(1);
    clock.advance(Duration.ofSeconds(1));

    assertThat(events.list("acme", ALL, 10, Optional.empty()).items()).isEmpty();
  }

  @Test
  void refusesAForeignCursor() {
    write("acme", "a", "x", "s");

    assertThatThrownBy(() -> log.list("acme", ALL, 10, Optional.of("x")))
        .isInstanceOf(ProblemException.class);
  }
}
