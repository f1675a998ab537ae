package dev.muster.testkit.storage;

import static dev.muster.testkit.storage.StoreFixture.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@link dev.muster.spi.storage.DocumentStore#find}. */
abstract class FindContract {
  private final StoreFixture fixture;
  private final String partition = StoreFixture.freshPartition();

  FindContract(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @Test
  void findsNothingWhereNothingWasStored() {
    assertThat(fixture.store().find(key(partition, "absent"))).isEmpty();
  }

  @Test
  void returnsEverythingThatWasStored() {
    byte[] body = new byte[256];
    IntStream.range(0, 256).forEach(i -> body[i] = (byte) i);
    List<IndexEntry> entries =
        List.of(
            IndexEntry.unique("name", "änne \uD83D\uDE00"),
            IndexEntry.of("tag", "b"),
            IndexEntry.of("tag", "a"),
            IndexEntry.of("empty", ""));
    Optional<Instant> end = Optional.of(Instant.parse("2031-05-06T07:08:09Z"));
    DocumentKey key = key(partition, "whole");
    long version = fixture.created(new Document(key, 0, body, entries, end));

    Document found = fixture.store().find(key).orElseThrow();

    assertThat(found.key()).isEqualTo(key);
    assertThat(found.version()).isEqualTo(version).isPositive();
    assertThat(found.body()).isEqualTo(body);
    assertThat(found.indexes()).containsExactlyElementsOf(entries);
    assertThat(found.expiresAt()).isEqualTo(end);
  }

  @Test
  void returnsEmptyAndLargestBodies() {
    byte[] large = new byte[Document.MAX_BODY];
    large[Document.MAX_BODY - 1] = 7;
    fixture.committed(
        new Change.Create(Document.of(key(partition, "empty"), new byte[0])),
        new Change.Create(Document.of(key(partition, "large"), large)));

    assertThat(fixture.store().find(key(partition, "empty")).orElseThrow().body()).isEmpty();
    assertThat(fixture.store().find(key(partition, "large")).orElseThrow().body()).isEqualTo(large);
  }

  @Test
  void keepsCollectionsPartitionsAndIdsApart() {
    fixture.created(StoreFixture.document(key(partition, "a"), "one"));

    assertThat(fixture.store().find(new DocumentKey("others", partition, "a"))).isEmpty();
    assertThat(fixture.store().find(key(StoreFixture.freshPartition(), "a"))).isEmpty();
    assertThat(fixture.store().find(key(partition, "A"))).isEmpty();
    assertThat(fixture.store().find(key(partition, "a "))).isEmpty();
  }

  @Test
  void takesTheEmptyPartitionAndAnyUnicodeId() {
    DocumentKey key = new DocumentKey("things", "", "'; -- %_\\ \uD83D\uDE00\n" + partition);
    fixture.created(StoreFixture.document(key, "body"));

    assertThat(fixture.store().find(key).map(StoreFixture::text)).contains("body");
  }

  @Test
  void findsNothingUnderAnIdThatNoStoreCanHold() {
    assertThat(fixture.store().find(key(partition, "a\0b"))).isEmpty();
    assertThat(fixture.store().find(key(partition, "a\uD83D"))).isEmpty();
    assertThat(fixture.store().find(key("p\0", "a"))).isEmpty();
  }
}
