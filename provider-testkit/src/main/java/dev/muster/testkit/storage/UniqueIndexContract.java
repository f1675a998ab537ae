package dev.muster.testkit.storage;

import static dev.muster.testkit.storage.StoreFixture.document;
import static dev.muster.testkit.storage.StoreFixture.key;
import static dev.muster.testkit.storage.StoreFixture.withVersion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult.Conflict;
import dev.muster.spi.storage.CommitResult.Reason;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.IndexEntry;
import dev.muster.spi.storage.Query;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Unique values in {@link dev.muster.spi.storage.DocumentStore#commit}. */
abstract class UniqueIndexContract {
  private static final IndexEntry ANNA = IndexEntry.unique("name", "anna");
  private static final IndexEntry BERT = IndexEntry.unique("name", "bert");

  private final StoreFixture fixture;
  private final String partition = StoreFixture.freshPartition();
  private final DocumentKey one = key(partition, "one");
  private final DocumentKey two = key(partition, "two");

  UniqueIndexContract(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @Test
  void aValueThatAnotherDocumentCarriesIsRefused() {
    fixture.created(document(one, "x", ANNA));

    assertThat(
            fixture.refused(
                new Change.Create(document(key(partition, "new"), "y")),
                new Change.Create(document(two, "y", ANNA))))
        .isEqualTo(new Conflict(1, Reason.UNIQUE, Optional.of("name")));
    assertThat(fixture.store().find(two)).isEmpty();
    assertThat(fixture.store().find(key(partition, "new"))).isEmpty();
  }

  @Test
  void aReplacementMayNotTakeAnothersValue() {
    fixture.created(document(one, "x", ANNA));
    long version = fixture.created(document(two, "y", BERT));

    assertThat(fixture.refused(new Change.Replace(withVersion(document(two, "z", ANNA), version))))
        .isEqualTo(new Conflict(0, Reason.UNIQUE, Optional.of("name")));
    assertThat(holder(BERT)).contains(two);
  }

  @Test
  void twoDocumentsOfOneCommitMayNotShareAValue() {
    Conflict conflict =
        fixture.refused(
            new Change.Create(document(one, "x", ANNA)),
            new Change.Create(document(two, "y", ANNA)));

    assertThat(conflict.reason()).isEqualTo(Reason.UNIQUE);
    assertThat(conflict.index()).contains("name");
    assertThat(holder(ANNA)).isEmpty();
  }

  @Test
  void aDocumentKeepsItsOwnValueOverAReplacement() {
    long version = fixture.created(document(one, "x", ANNA));
    fixture.committed(new Change.Replace(withVersion(document(one, "y", ANNA, BERT), version)));

    assertThat(holder(ANNA)).contains(one);
    assertThat(holder(BERT)).contains(one);
  }

  @Test
  void aValueIsFreeAfterADelete() {
    fixture.created(document(one, "x", ANNA));
    fixture.committed(new Change.Delete(one, 0));

    fixture.created(document(two, "y", ANNA));
    assertThat(holder(ANNA)).contains(two);
  }

  @Test
  void aValueIsFreeAfterAReplacementWithoutIt() {
    long version = fixture.created(document(one, "x", ANNA));
    fixture.committed(new Change.Replace(withVersion(document(one, "y"), version)));

    fixture.created(document(two, "z", ANNA));
    assertThat(holder(ANNA)).contains(two);
  }

  @Test
  void aValueMayMoveFromOneDocumentToAnotherInOneCommit() {
    long version = fixture.created(document(one, "x", ANNA));
    fixture.committed(new Change.Create(document(two, "y", ANNA)), new Change.Delete(one, version));

    assertThat(holder(ANNA)).contains(two);
  }

  @Test
  void twoDocumentsMayExchangeTheirValuesInOneCommit() {
    Document first = document(one, "x", BERT);
    Document second = document(two, "y", ANNA);
    long versionOne = fixture.created(document(one, "x", ANNA));
    long versionTwo = fixture.created(document(two, "y", BERT));
    fixture.committed(
        new Change.Replace(withVersion(first, versionOne)),
        new Change.Replace(withVersion(second, versionTwo)));

    assertThat(holder(BERT)).contains(one);
    assertThat(holder(ANNA)).contains(two);
  }

  @Test
  void theSameValueIsFreeInOtherIndexesPartitionsAndCollections() {
    fixture.created(document(one, "x", ANNA));
    fixture.created(document(two, "x", IndexEntry.unique("email", "anna")));
    fixture.created(document(key(StoreFixture.freshPartition(), "one"), "x", ANNA));
    fixture.created(document(new DocumentKey("others", partition, "one"), "x", ANNA));

    assertThat(holder(ANNA)).contains(one);
  }

  @Test
  void valuesAreComparedByteByByte() {
    fixture.created(document(one, "x", ANNA));
    fixture.created(document(two, "x", IndexEntry.unique("name", "Anna")));
    fixture.created(document(key(partition, "3"), "x", IndexEntry.unique("name", "anna ")));
    fixture.created(document(key(partition, "4"), "x", IndexEntry.unique("name", "ann\u00e4")));
    fixture.created(document(key(partition, "5"), "x", IndexEntry.unique("name", "anna\u0308")));

    assertThat(holder(ANNA)).contains(one);
  }

  private Optional<DocumentKey> holder(IndexEntry entry) {
    return fixture
        .store()
        .query(
            Query.of(
                StoreFixture.COLLECTION,
                partition,
                new Query.Equal(entry.index(), entry.value()),
                1))
        .items()
        .stream()
        .map(Document::key)
        .findFirst();
  }
}
