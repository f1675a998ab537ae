package dev.muster.core.change;

import static dev.muster.core.testing.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.core.audit.Audit;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.testing.SteeredStore;
import dev.muster.core.testing.TestCore;
import dev.muster.spi.hook.RecordedEvent;
import dev.muster.spi.hook.UserEvent.UserChange;
import dev.muster.spi.hook.UserEvent.UserChanged;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import dev.muster.testkit.storage.ManualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangesTest {
  private static final Caller ALICE = TestCore.ALICE;
  private static final String ACME = "acme";
  private static final DocumentKey ACMES = new DocumentKey("tenant", "", ACME);

  record Note(String text) {}

  private final ManualClock clock = new ManualClock(Instant.parse("2026-11-22T11:00:00Z"));
  private final InMemoryDocumentStore memory = new InMemoryDocumentStore(clock);
  private final SteeredStore store = new SteeredStore(memory);
  private final Storage storage = new Storage(store);
  private final TenantDirectory tenants = new TenantDirectory(storage, clock);
  private final Changes changes = new Changes(storage, tenants, Audit.at(storage, clock));
  private final Repository<Note> notes = storage.repository(Schema.of("note", Note.class));
  private final AtomicInteger attempts = new AtomicInteger();

  /** One that this node remembers. */
  @BeforeEach
  void aTenant() {
    byte[] body = "{\"displayName\":\"Acme\",\"createdAt\":0}".getBytes();
    memory.commit(List.of(new Change.Create(dev.muster.spi.storage.Document.of(ACMES, body))));
    assertThat(tenants.exists(ACME)).isTrue();
  }

  private void othersDeleteTheTenant() {
    memory.commit(List.of(new Change.Delete(ACMES, 0)));
  }

  private void othersRenameTheTenant() {
    var found = memory.find(ACMES).orElseThrow();
    memory.commit(List.of(new Change.Replace(found)));
  }

  private void write(ChangeSet set) {
    attempts.incrementAndGet();
    set.add(notes.create(ACME, "1", new Note("written")));
    set.emit(new UserChanged("u-1", UserChange.CREATED));
  }

  private long stored() {
    return memory.count("note", ACME, new Query.All());
  }

  private long events() {
    return memory.count(Audit.COLLECTION, ACME, new Query.All());
  }

  @Test
  void storesTheChangeWithItsEventOrNeither() {
    changes.run(ALICE, ACME, this::write);
    assertThat(stored()).isEqualTo(1);
    assertThat(events()).isEqualTo(1);

    assertThatThrownBy(
            () ->
                changes.run(
                    ALICE,
                    ACME,
                    set ->
                        set.emit(new UserChanged("u-1", UserChange.DELETED))
                            .add(
                                notes.create(ACME, "1", new Note("again")),
                                conflict -> Optional.of(new IllegalStateException("is there")))))
        .hasMessage("is there");
    assertThat(events()).isEqualTo(1);
  }

  @Test
  void storesNothingForATenantThatGoesMeanwhile() {
    store.beforeNextCommit(this::othersDeleteTheTenant);

    assertProblem(ProblemCode.NOT_FOUND, () -> changes.run(ALICE, ACME, this::write));

    assertThat(stored()).isZero();
    assertThat(events()).isZero();
  }

  @Test
  void storesNothingForATenantThatIsNotThere() {
    assertProblem(
        ProblemCode.NOT_FOUND,
        () -> changes.run(ALICE, "none", set -> set.add(notes.create("none", "1", new Note("x")))));
    assertThat(memory.count("note", "none", new Query.All())).isZero();
  }

  @Test
  void triesAgainWithATenantThatWasOnlyChanged() {
    store.beforeNextCommit(this::othersRenameTheTenant);

    changes.run(ALICE, ACME, this::write);

    assertThat(attempts).hasValue(2);
    assertThat(stored()).isEqualTo(1);
    assertThat(events()).isEqualTo(1);
  }

  @Test
  void readsNoTenantForAChangeThatRestsOnTheOneRemembered() {
    // a late notice of what is stored already would make the memory read it once more
    store.keepSilent();
    changes.run(ALICE, ACME, this::write);
    int reads = store.reads();

    changes.run(ALICE, ACME, set -> set.add(notes.create(ACME, "2", new Note("x"))));

    assertThat(store.reads()).isEqualTo(reads);
  }

  @Test
  void commitsNothingWhereNothingIsToChange() {
    int before = store.commits();

    assertThat(changes.<String>make(ALICE, "none", set -> () -> "as it is")).isEqualTo("as it is");

    assertThat(store.commits()).isEqualTo(before);
  }

  @Test
  void holdsNoTenantForWhatBelongsToTheInstallation() {
    changes.run(ALICE, "", set -> set.add(notes.create("", "1", new Note("x"))));

    assertThat(memory.count("note", "", new Query.All())).isEqualTo(1);
  }

  @Test
  void theTenantItselfIsChangedWithoutBeingHeld() {
    Stored<?> read = new Stored<>(ACMES, memory.find(ACMES).orElseThrow().version(), "");

    changes.run(ALICE, ACME, set -> set.add(new Change.Delete(read.key(), read.version())));

    assertThat(memory.find(ACMES)).isEmpty();
  }

  @Test
  void recordsWhoMadeTheChangeAndWhoBecameKnownByIt() {
    List<RecordedEvent> told = new ArrayList<>();
    storage.onCommit(work -> told.addAll(((ChangeSet) work).events()));

    changes.run(
        ALICE,
        ACME,
        set ->
            set.emit(new UserChanged("u-1", UserChange.CREATED))
                .emit(
                    new Caller("user:u-1", "192.0.2.9", "c2"),
                    new UserChanged("u-1", UserChange.CHANGED)));

    assertThat(told).extracting(RecordedEvent::actor).containsExactly(ALICE.actor(), "user:u-1");
    assertThat(told).extracting(RecordedEvent::tenant).containsOnly(ACME);
    assertThat(told.get(1).address()).isEqualTo("192.0.2.9");
  }

  @Test
  void tellsNobodyOfAnAttemptThatWasRefused() {
    List<RecordedEvent> told = new ArrayList<>();
    storage.onCommit(work -> told.addAll(((ChangeSet) work).events()));
    store.beforeNextCommit(this::othersRenameTheTenant);

    changes.run(ALICE, ACME, this::write);

    assertThat(told).hasSize(1);
  }

  private ChangeSet late() {
    ChangeSet late = changes.open(ALICE, ACME);
    late.add(notes.create(ACME, "2", new Note("late")));
    return late;
  }

  @Test
  void aSignInLearnsThatTheTenantWasChangedOrHasGone() {
    othersRenameTheTenant();
    ChangeSet remembered = changes.open(ALICE, ACME);
    write(remembered);
    ChangeSet afresh = changes.open(ALICE, ACME);
    write(afresh);

    CommitResult first = changes.commit(remembered);
    // the memory may have heard of it meanwhile
    if (first instanceof CommitResult.Conflict) {
      assertThat(changes.commit(afresh)).isInstanceOf(CommitResult.Committed.class);
    }
    assertThat(stored()).isEqualTo(1);

    othersDeleteTheTenant();
    assertProblem(
        ProblemCode.NOT_FOUND,
        () -> {
          assertThat(changes.commit(late())).isInstanceOf(CommitResult.Conflict.class);
          changes.commit(late());
        });
    assertThat(stored()).isEqualTo(1);
  }
}
