package dev.muster.testkit.storage;

import static dev.muster.testkit.storage.StoreFixture.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.IndexEntry;
import dev.muster.spi.storage.Query;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link dev.muster.spi.storage.DocumentStore#count}. */
abstract class CountContract {
  private final StoreFixture fixture;
  private final String partition = StoreFixture.freshPartition();

  CountContract(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @BeforeEach
  void storeDocuments() {
    fixture.committed(
        new Change.Create(
            StoreFixture.document(
                key(partition, "a"), "", IndexEntry.of("tag", "x"), IndexEntry.of("tag", "y"))),
        new Change.Create(
            StoreFixture.document(key(partition, "b"), "", IndexEntry.of("tag", "y"))),
        new Change.Create(StoreFixture.document(key(partition, "c"), "")));
  }

  @Test
  void countsWhatAQueryWouldReturn() {
    assertThat(count(new Query.All())).isEqualTo(3);
    assertThat(count(new Query.Equal("tag", "y"))).isEqualTo(2);
    assertThat(count(new Query.Prefix("tag", ""))).isEqualTo(3);
    assertThat(count(new Query.Range("tag", "a", "y"))).isEqualTo(1);
    assertThat(count(new Query.Equal("tag", "z"))).isZero();
    assertThat(count(new Query.Equal("tag", "x\0"))).isZero();
  }

  @Test
  void countsOnePartitionOnly() {
    assertThat(
            fixture
                .store()
                .count(StoreFixture.COLLECTION, StoreFixture.freshPartition(), new Query.All()))
        .isZero();
  }

  @Test
  void followsDeletes() {
    fixture.committed(new Change.Delete(key(partition, "a"), 0));

    assertThat(count(new Query.All())).isEqualTo(2);
    assertThat(count(new Query.Equal("tag", "y"))).isEqualTo(1);
  }

  private long count(Query.Condition condition) {
    return fixture.store().count(StoreFixture.COLLECTION, partition, condition);
  }
}
