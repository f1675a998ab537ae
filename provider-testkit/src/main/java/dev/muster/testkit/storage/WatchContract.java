package dev.muster.testkit.storage;

import static dev.muster.testkit.storage.StoreFixture.document;
import static dev.muster.testkit.storage.StoreFixture.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore.Notice;
import dev.muster.spi.storage.DocumentStore.Watch;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** {@link dev.muster.spi.storage.DocumentStore#watch}. */
abstract class WatchContract {
  private static final int PATIENCE_SECONDS = 10;

  private final StoreFixture fixture;
  private final String partition = StoreFixture.freshPartition();
  private final DocumentKey one = key(partition, "one");
  private final DocumentKey two = key(partition, "two");

  WatchContract(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @Test
  void tellsOfCreatesReplacementsAndDeletes() throws Exception {
    try (Watching watching = new Watching()) {
      long version = fixture.created(document(one, "first"));
      watching.awaitKeys(one);
      long next =
          fixture
              .committed(
                  new Change.Replace(StoreFixture.withVersion(document(one, "second"), version)))
              .get(0);
      watching.awaitKeys(one);
      fixture.committed(new Change.Delete(one, next));
      watching.awaitKeys(one);
    }
  }

  @Test
  void tellsOfEveryDocumentOfACommit() throws Exception {
    try (Watching watching = new Watching()) {
      DocumentKey strange = key(partition, "a/b \n\u00e4 % :");
      fixture.committed(
          new Change.Create(document(one, "x")),
          new Change.Create(document(two, "y")),
          new Change.Create(document(strange, "z")));

      watching.awaitKeys(one, two, strange);
    }
  }

  @Test
  @SuppressWarnings("try") // open is all the watch has to be
  void whatIsToldOfCanBeReadAlready() throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    try (Watch watch =
        fixture
            .store()
            .watch(
                StoreFixture.COLLECTION,
                notice -> {
                  if (notice.equals(new Notice.Changed(one))
                      && fixture.store().find(one).isPresent()) {
                    seen.countDown();
                  }
                })) {
      fixture.created(document(one, "x"));

      assertThat(seen.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void tellsNothingOfARefusedCommitOrAnotherCollection() throws Exception {
    fixture.created(document(one, "x"));
    try (Watching watching = new Watching()) {
      fixture.refused(new Change.Create(document(two, "y")), new Change.Create(document(one, "z")));
      DocumentKey other = new DocumentKey("others", partition, "one");
      fixture.created(document(other, "x"));
      fixture.created(document(key(partition, "last"), "x"));

      assertThat(watching.awaitKeys(key(partition, "last"))).doesNotContain(two, other);
    }
  }

  @Test
  void severalWatchesAreAllTold() throws Exception {
    try (Watching first = new Watching();
        Watching second = new Watching()) {
      fixture.created(document(one, "x"));

      first.awaitKeys(one);
      second.awaitKeys(one);
    }
  }

  @Test
  void tellsNothingAfterItWasClosed() throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    AtomicBoolean late = new AtomicBoolean();
    Watch watch =
        fixture
            .store()
            .watch(
                StoreFixture.COLLECTION,
                notice -> {
                  if (closed.get()) {
                    late.set(true);
                  }
                });
    fixture.created(document(one, "x"));
    watch.close();
    closed.set(true);
    watch.close();
    try (Watching witness = new Watching()) {
      fixture.created(document(two, "x"));
      witness.awaitKeys(two);
    }

    assertThat(late).isFalse();
  }

  @Test
  @SuppressWarnings("try") // open is all the watch has to be
  void aListenerThatThrowsHarmsNobody() throws Exception {
    try (Watch broken =
            fixture
                .store()
                .watch(
                    StoreFixture.COLLECTION,
                    notice -> {
                      throw new IllegalStateException("on purpose");
                    });
        Watching watching = new Watching()) {
      fixture.created(document(one, "x"));
      watching.awaitKeys(one);
      fixture.created(document(two, "x"));
      watching.awaitKeys(two);
    }
  }

  /** Collects what one watch tells of this test's partition. */
  private final class Watching implements AutoCloseable {
    private final BlockingQueue<DocumentKey> changed = new LinkedBlockingQueue<>();
    private final Watch watch =
        fixture
            .store()
            .watch(
                StoreFixture.COLLECTION,
                notice -> {
                  if (notice instanceof Notice.Changed change
                      && change.key().partition().equals(partition)) {
                    changed.add(change.key());
                  }
                });

    /** Waits until each of these was told, and returns all that was. */
    Set<DocumentKey> awaitKeys(DocumentKey... keys) throws InterruptedException {
      Set<DocumentKey> told = new HashSet<>();
      while (!told.containsAll(Set.of(keys))) {
        DocumentKey key = changed.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(key).as("told so far: %s", told).isNotNull();
        told.add(key);
      }
      return told;
    }

    @Override
    public void close() {
      watch.close();
    }
  }
}
