package dev.muster.testkit.storage;

import static dev.muster.testkit.storage.StoreFixture.document;
import static dev.muster.testkit.storage.StoreFixture.key;
import static dev.muster.testkit.storage.StoreFixture.withVersion;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult.Conflict;
import dev.muster.spi.storage.CommitResult.Reason;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.IndexEntry;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@link dev.muster.spi.storage.DocumentStore#commit}: each kind of change, and all or nothing. */
abstract class CommitContract {
  private final StoreFixture fixture;
  private final String partition = StoreFixture.freshPartition();
  private final DocumentKey one = key(partition, "one");
  private final DocumentKey two = key(partition, "two");

  CommitContract(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @Test
  void createIsRefusedWhereADocumentIs() {
    fixture.created(document(one, "first"));

    assertThat(fixture.refused(new Change.Create(document(one, "second"))))
        .isEqualTo(new Conflict(0, Reason.EXISTS, Optional.empty()));
    assertThat(body(one)).contains("first");
  }

  @Test
  void replaceStoresOverTheVersionThatWasRead() {
    long version = fixture.created(document(one, "first"));
    long next = fixture.committed(replace(document(one, "second"), version)).get(0);

    assertThat(next).isGreaterThan(version);
    assertThat(body(one)).contains("second");
    assertThat(fixture.store().find(one).orElseThrow().version()).isEqualTo(next);
  }

  @Test
  void replaceIsRefusedOverAnotherVersion() {
    long version = fixture.created(document(one, "first"));
    fixture.committed(replace(document(one, "second"), version));

    assertThat(fixture.refused(replace(document(one, "third"), version)))
        .isEqualTo(new Conflict(0, Reason.VERSION, Optional.empty()));
    assertThat(body(one)).contains("second");
  }

  @Test
  void replaceIsRefusedWhereNothingIs() {
    assertThat(fixture.refused(replace(document(one, "x"), 1)).reason()).isEqualTo(Reason.VERSION);
    long version = fixture.created(document(one, "first"));
    fixture.committed(new Change.Delete(one, version));

    assertThat(fixture.refused(replace(document(one, "x"), version)).reason())
        .isEqualTo(Reason.VERSION);
    assertThat(body(one)).isEmpty();
  }

  @Test
  void replaceStoresEntriesAndExpiryAnew() {
    long version =
        fixture.created(
            StoreFixture.expiring(
                one, fixture.clock().instant().plusSeconds(60), IndexEntry.of("tag", "x")));
    fixture.committed(replace(document(one, "second"), version));

    Document found = fixture.store().find(one).orElseThrow();
    assertThat(found.indexes()).isEmpty();
    assertThat(found.expiresAt()).isEmpty();
  }

  @Test
  void deleteTakesTheVersionThatWasReadOnly() {
    long version = fixture.created(document(one, "first"));

    assertThat(fixture.refused(new Change.Delete(one, version + 1)))
        .isEqualTo(new Conflict(0, Reason.VERSION, Optional.empty()));
    assertThat(body(one)).contains("first");
    assertThat(fixture.committed(new Change.Delete(one, version))).containsExactly(0L);
    assertThat(body(one)).isEmpty();
    assertThat(fixture.refused(new Change.Delete(one, version)).reason()).isEqualTo(Reason.VERSION);
  }

  @Test
  void deleteOfWhateverIsThereMeetsNoConflict() {
    assertThat(fixture.committed(new Change.Delete(one, 0))).containsExactly(0L);
    fixture.created(document(one, "first"));

    assertThat(fixture.committed(new Change.Delete(one, 0))).containsExactly(0L);
    assertThat(body(one)).isEmpty();
  }

  @Test
  void requireHoldsForTheVersionThatWasReadOnly() {
    long version = fixture.created(document(one, "first"));
    fixture.committed(new Change.Require(one, version), new Change.Create(document(two, "second")));

    assertThat(fixture.refused(new Change.Delete(two, 0), new Change.Require(one, version + 1)))
        .isEqualTo(new Conflict(1, Reason.VERSION, Optional.empty()));
    assertThat(body(one)).contains("first");
    assertThat(body(two)).contains("second");
  }

  @Test
  void requireOfNothingHoldsWhereNothingIsOnly() {
    fixture.committed(new Change.Require(one, 0), new Change.Create(document(two, "second")));

    assertThat(fixture.refused(new Change.Require(two, 0), new Change.Create(document(one, "x"))))
        .isEqualTo(new Conflict(0, Reason.VERSION, Optional.empty()));
    assertThat(body(one)).isEmpty();
  }

  @Test
  void requireAloneChangesNothing() {
    long version = fixture.created(document(one, "first"));
    fixture.committed(new Change.Require(one, version));

    assertThat(fixture.store().find(one).orElseThrow().version()).isEqualTo(version);
  }

  @Test
  void doesAllOrNothing() {
    long version = fixture.created(document(one, "first", IndexEntry.of("tag", "x")));

    assertThat(
            fixture.refused(
                replace(document(one, "second"), version),
                new Change.Create(document(two, "new")),
                new Change.Delete(key(partition, "three"), 7)))
        .isEqualTo(new Conflict(2, Reason.VERSION, Optional.empty()));
    assertThat(body(one)).contains("first");
    assertThat(body(two)).isEmpty();
    assertThat(fixture.store().find(one).orElseThrow().version()).isEqualTo(version);
  }

  @Test
  void tellsAVersionPerChangeInOrder() {
    long first = fixture.created(document(one, "first"));
    DocumentKey three = key(partition, "three");
    fixture.created(document(three, "third"));

    List<Long> versions =
        fixture.committed(
            new Change.Create(document(two, "second")),
            new Change.Delete(three, 0),
            replace(document(one, "again"), first));

    assertThat(versions).hasSize(3);
    assertThat(fixture.store().find(two).orElseThrow().version()).isEqualTo(versions.get(0));
    assertThat(versions.get(1)).isZero();
    assertThat(fixture.store().find(one).orElseThrow().version()).isEqualTo(versions.get(2));
  }

  @Test
  void neverUsesAVersionTwiceForAKey() {
    long last = 0;
    for (int i = 0; i < 5; i++) {
      long version = fixture.created(document(one, "round " + i));
      assertThat(version).isGreaterThan(last);
      long next = fixture.committed(replace(document(one, "again"), version)).get(0);
      assertThat(next).isGreaterThan(version);
      fixture.committed(new Change.Delete(one, next));
      last = next;
    }
  }

  @Test
  void reachesAcrossCollectionsAndPartitions() {
    DocumentKey other = new DocumentKey("others", StoreFixture.freshPartition(), "one");
    fixture.committed(
        new Change.Create(document(one, "here")), new Change.Create(document(other, "there")));

    assertThat(body(one)).contains("here");
    assertThat(body(other)).contains("there");
  }

  @Test
  void takesAsManyChangesAsPromised() {
    Change[] changes =
        IntStream.range(0, 1000)
            .mapToObj(i -> document(key(partition, "many-" + i), "x", IndexEntry.of("n", "" + i)))
            .map(Change.Create::new)
            .toArray(Change[]::new);

    assertThat(fixture.committed(changes)).hasSize(1000).doesNotHaveDuplicates();
  }

  @Test
  void refusesTooFewTooManyAndTwiceTheSameKey() {
    List<Change> tooMany =
        IntStream.range(0, 1001)
            .mapToObj(i -> (Change) new Change.Delete(key(partition, "many-" + i), 0))
            .toList();

    assertThatIllegalArgumentException().isThrownBy(() -> fixture.store().commit(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> fixture.store().commit(tooMany));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                fixture
                    .store()
                    .commit(
                        List.of(
                            new Change.Create(document(one, "x")), new Change.Require(one, 0))));
    assertThat(body(one)).isEmpty();
  }

  @Test
  void refusesTextThatNoStoreCanHold() {
    List<Document> documents =
        List.of(
            document(key(partition, "a\0b"), "x"),
            document(key(partition, "a\uDE00"), "x"),
            document(key("p\0", "a"), "x"),
            document(one, "x", IndexEntry.of("tag", "\uD83D")));

    for (Document document : documents) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> fixture.store().commit(List.of(new Change.Create(document))));
    }
  }

  @Test
  void aDocumentMayCarryTheSameEntryTwice() {
    fixture.created(document(one, "x", IndexEntry.of("tag", "a"), IndexEntry.of("tag", "a")));
    long version = fixture.store().find(one).orElseThrow().version();

    fixture.committed(replace(document(one, "y", IndexEntry.of("tag", "a")), version));

    assertThat(body(one)).contains("y");
  }

  private Optional<String> body(DocumentKey key) {
    return fixture.store().find(key).map(StoreFixture::text);
  }

  private static Change replace(Document document, long version) {
    return new Change.Replace(withVersion(document, version));
  }
}
