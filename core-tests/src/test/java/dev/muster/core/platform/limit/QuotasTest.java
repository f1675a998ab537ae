package dev.muster.core.platform.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.store.Storage;
import dev.muster.spi.Page;
import dev.muster.spi.platform.ProviderContext.Allowance;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.Query;
import dev.muster.spi.storage.StorageException;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import dev.muster.testkit.storage.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class QuotasTest {
  private static final Duration DAY = Duration.ofDays(1);

  private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T08:00:00Z"));
  private final Unsteady store = new Unsteady(new InMemoryDocumentStore(clock));
  private final Quotas node = node();

  /** Another node, or this one after a restart: nothing but the store is left. */
  private Quotas node() {
    return new Quotas(new Storage(store), clock, 100);
  }

  private static Allowance of(Quotas node, int most) {
    return node.of("acme", "app", "misses", most, DAY);
  }

  private Allowance upTo(int most) {
    return of(node, most);
  }

  private void miss() {
    assertThat(upTo(10).take()).isTrue();
    upTo(10).use();
  }

  @Test
  void endsWhenAllIsTaken() {
    assertThat(upTo(2).take()).isTrue();
    assertThat(upTo(2).take()).isTrue();
    assertThat(upTo(2).take()).isFalse();
  }

  @Test
  void hasAgainWhatIsGivenBack() {
    assertThat(upTo(1).take()).isTrue();
    upTo(1).giveBack();

    assertThat(upTo(1).take()).isTrue();
  }

  @Test
  void countsAfterARestartAndOnEveryNodeWhatWasUsed() {
    miss();
    Quotas other = node();
    assertThat(of(other, 2).take()).isTrue();
    of(other, 2).use();

    assertThat(of(other, 2).take()).isFalse();
    assertThat(upTo(2).take()).isFalse();
    assertThat(of(node(), 2).take()).isFalse();
  }

  @Test
  void storesNothingButWhatWasUsed() {
    for (int i = 0; i < 3; i++) {
      assertThat(upTo(5).take()).isTrue();
      upTo(5).giveBack();
    }
    assertThat(store.commits).isZero();
    // the first document of a collection costs a commit of its own, once
    miss();
    int before = store.commits;

    miss();
    assertThat(store.commits - before).isEqualTo(1);
  }

  @Test
  void isAsLargeAgainWhenTheTimeIsOver() {
    miss();
    clock.advance(Duration.ofHours(12));
    miss();
    clock.advance(Duration.ofHours(11));
    assertThat(upTo(2).take()).isFalse();

    clock.advance(Duration.ofHours(2));
    assertThat(upTo(2).take()).isTrue();
    assertThat(upTo(2).take()).isFalse();
  }

  @Test
  void hasAgainWithTimeWhatWasTakenAndNeverDecidedOn() {
    assertThat(upTo(1).take()).isTrue();
    clock.advance(Duration.ofHours(25));

    assertThat(upTo(1).take()).isTrue();
  }

  @Test
  void forgetsNothingWhenItBecomesSmaller() {
    miss();
    miss();
    miss();

    assertThat(upTo(3).take()).isFalse();
    assertThat(upTo(4).take()).isTrue();
  }

  @Test
  void isAnotherForAnotherTenantAppOrName() {
    miss();

    assertThat(node.of("umbrella", "app", "misses", 1, DAY).take()).isTrue();
    assertThat(node.of("acme", "other", "misses", 1, DAY).take()).isTrue();
    assertThat(node.of("acme", "app", "others", 1, DAY).take()).isTrue();
  }

  @Test
  void givesNothingWhereItCannotBeKnownWhatWasUsed() {
    store.down = true;
    assertThat(upTo(2).take()).isFalse();

    store.down = false;
    assertThat(upTo(2).take()).isTrue();
  }

  @Test
  void countsOnThisNodeWhatCouldNotBeStored() {
    assertThat(upTo(1).take()).isTrue();
    store.down = true;
    upTo(1).use();
    store.down = false;

    assertThat(upTo(1).take()).isFalse();
  }

  /** A store that is down when a test says so, and counts commits. */
  private static final class Unsteady implements DocumentStore {
    private final DocumentStore store;
    private boolean down;
    private int commits;

    private Unsteady(DocumentStore store) {
      this.store = store;
    }

    private DocumentStore up() {
      if (down) {
        throw new StorageException("down", true, new IllegalStateException());
      }
      return store;
    }

    @Override
    public Optional<Document> find(DocumentKey key) {
      return up().find(key);
    }

    @Override
    public Page<Document> query(Query query) {
      return up().query(query);
    }

    @Override
    public long count(String collection, String partition, Query.Condition condition) {
      return up().count(collection, partition, condition);
    }

    @Override
    public CommitResult commit(List<Change> changes) {
      CommitResult result = up().commit(changes);
      commits++;
      return result;
    }

    @Override
    public Watch watch(String collection, Consumer<Notice> listener) {
      return store.watch(collection, listener);
    }
  }
}
