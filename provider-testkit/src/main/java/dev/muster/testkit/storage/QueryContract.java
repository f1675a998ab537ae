package dev.muster.testkit.storage;

import static dev.muster.testkit.storage.StoreFixture.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.IndexEntry;
import dev.muster.spi.storage.Query;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@link dev.muster.spi.storage.DocumentStore#query}, what it finds and in which order. */
abstract class QueryContract {
  private static final String SMILE = "\uD83D\uDE00";

  private final StoreFixture fixture;
  private final String partition = StoreFixture.freshPartition();

  QueryContract(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @Test
  void findsNothingInAnUnknownIndex() {
    store("a", IndexEntry.of("tag", "x"));

    assertThat(ids(new Query.Equal("other", "x"))).isEmpty();
    assertThat(ids(new Query.Prefix("other", ""))).isEmpty();
  }

  @Test
  void equalFindsExactlyThatValueInTheOrderOfIds() {
    store("b", IndexEntry.of("tag", "x"));
    store("a", IndexEntry.of("tag", "x"));
    store("c", IndexEntry.of("tag", "X"));
    store("d", IndexEntry.of("tag", "xx"));
    store("e", IndexEntry.of("other", "x"));

    assertThat(ids(new Query.Equal("tag", "x"))).containsExactly("a", "b");
    assertThat(descending(new Query.Equal("tag", "x"))).containsExactly("b", "a");
  }

  @Test
  void returnsWholeDocuments() {
    store("a", IndexEntry.of("tag", "x"), IndexEntry.of("other", "y"));

    Document found = page(new Query.Equal("other", "y"), false).get(0);

    assertThat(StoreFixture.text(found)).isEqualTo("a");
    assertThat(found.version()).isPositive();
    assertThat(found.indexes())
        .containsExactly(IndexEntry.of("tag", "x"), IndexEntry.of("other", "y"));
  }

  @Test
  void uniqueEntriesAreFoundLikeOthers() {
    store("a", IndexEntry.unique("name", "anna"));
    store("b", IndexEntry.unique("name", "bert"));

    assertThat(ids(new Query.Equal("name", "bert"))).containsExactly("b");
    assertThat(ids(new Query.Prefix("name", ""))).containsExactly("a", "b");
  }

  @Test
  void prefixFindsEveryValueThatBeginsSo() {
    store("1", IndexEntry.of("name", "an"));
    store("2", IndexEntry.of("name", "ann"));
    store("3", IndexEntry.of("name", "anz\uFFFF"));
    store("4", IndexEntry.of("name", "ao"));
    store("5", IndexEntry.of("name", "a"));
    store("6", IndexEntry.of("name", "an" + SMILE));

    assertThat(ids(new Query.Prefix("name", "an"))).containsExactly("1", "2", "3", "6");
    assertThat(ids(new Query.Prefix("name", ""))).containsExactly("5", "1", "2", "3", "6", "4");
  }

  @Test
  void prefixTakesNoCharacterForAPattern() {
    store("1", IndexEntry.of("name", "a%b"));
    store("2", IndexEntry.of("name", "axb"));
    store("3", IndexEntry.of("name", "a_b"));
    store("4", IndexEntry.of("name", "a*b"));

    assertThat(ids(new Query.Prefix("name", "a%"))).containsExactly("1");
    assertThat(ids(new Query.Prefix("name", "a_"))).containsExactly("3");
    assertThat(ids(new Query.Prefix("name", "a*"))).containsExactly("4");
  }

  @Test
  void prefixEndsAtTheEdgesOfUnicode() {
    String last = new String(Character.toChars(Character.MAX_CODE_POINT));
    store("1", IndexEntry.of("name", "\uD7FF1"));
    store("2", IndexEntry.of("name", "\uE0001"));
    store("3", IndexEntry.of("name", last + "1"));
    store("4", IndexEntry.of("name", last + last));

    assertThat(ids(new Query.Prefix("name", "\uD7FF"))).containsExactly("1");
    assertThat(ids(new Query.Prefix("name", last))).containsExactly("3", "4");
    assertThat(ids(new Query.Prefix("name", last + last))).containsExactly("4");
  }

  @Test
  void rangeIncludesItsStartAndExcludesItsEnd() {
    List.of("10", "20", "30", "40").forEach(at -> store("at-" + at, IndexEntry.of("at", at)));

    assertThat(ids(new Query.Range("at", "20", "40"))).containsExactly("at-20", "at-30");
    assertThat(descending(new Query.Range("at", "20", "40"))).containsExactly("at-30", "at-20");
    assertThat(ids(new Query.Range("at", "40", "20"))).isEmpty();
    assertThat(ids(new Query.Range("at", "20", "20"))).isEmpty();
    assertThat(ids(new Query.Range("at", "", "2"))).containsExactly("at-10");
  }

  @Test
  void ordersValuesByTheirUtf8Bytes() {
    List<String> inOrder = List.of("", "A", "Z", "_", "a", "a ", "aa", "z", "ä", "\uFF5E", SMILE);
    inOrder.forEach(value -> store("id-" + value, IndexEntry.of("name", value)));

    assertThat(page(new Query.Prefix("name", ""), false))
        .extracting(document -> document.indexes().get(0).value())
        .containsExactlyElementsOf(inOrder);
  }

  @Test
  void ordersIdsByTheirUtf8Bytes() {
    List<String> inOrder = List.of("A", "Z", "a", "a ", "aa", "z", "ä", "\uFF5E", SMILE);
    inOrder.forEach(id -> store(id, IndexEntry.of("same", "x")));

    assertThat(ids(new Query.All())).containsExactlyElementsOf(inOrder);
    assertThat(ids(new Query.Equal("same", "x"))).containsExactlyElementsOf(inOrder);
  }

  @Test
  void allReturnsDocumentsWithAndWithoutEntriesInTheOrderOfIds() {
    store("b");
    store("a", IndexEntry.of("tag", "z"));
    store("c", IndexEntry.of("tag", "a"), IndexEntry.of("tag", "b"));

    assertThat(ids(new Query.All())).containsExactly("a", "b", "c");
    assertThat(descending(new Query.All())).containsExactly("c", "b", "a");
  }

  @Test
  void aDocumentAppearsOncePerMatchingEntry() {
    store("a", IndexEntry.of("tag", "x"), IndexEntry.of("tag", "z"));
    store("b", IndexEntry.of("tag", "y"));

    assertThat(ids(new Query.Prefix("tag", ""))).containsExactly("a", "b", "a");
    assertThat(descending(new Query.Prefix("tag", ""))).containsExactly("a", "b", "a");
  }

  @Test
  void aReplacedDocumentIsFoundByItsNewEntriesOnly() {
    Document before =
        StoreFixture.document(
            key(partition, "a"), "1", IndexEntry.of("tag", "old"), IndexEntry.of("kept", "x"));
    long version = fixture.created(before);
    Document after =
        StoreFixture.document(
            key(partition, "a"), "2", IndexEntry.of("kept", "x"), IndexEntry.of("tag", "new"));
    fixture.committed(new Change.Replace(StoreFixture.withVersion(after, version)));

    assertThat(ids(new Query.Equal("tag", "old"))).isEmpty();
    assertThat(ids(new Query.Equal("tag", "new"))).containsExactly("a");
    assertThat(page(new Query.Equal("kept", "x"), false))
        .extracting(StoreFixture::text)
        .containsExactly("2");
  }

  @Test
  void aDeletedDocumentIsNoLongerFound() {
    store("a", IndexEntry.of("tag", "x"));
    fixture.committed(new Change.Delete(key(partition, "a"), 0));

    assertThat(ids(new Query.Equal("tag", "x"))).isEmpty();
    assertThat(ids(new Query.All())).isEmpty();
  }

  @Test
  void neverReachesAcrossPartitionsOrCollections() {
    store("a", IndexEntry.of("tag", "x"));
    String other = StoreFixture.freshPartition();

    assertThat(
            fixture
                .store()
                .query(Query.of(StoreFixture.COLLECTION, other, new Query.Equal("tag", "x"), 10))
                .items())
        .isEmpty();
    assertThat(fixture.store().query(Query.of("others", partition, new Query.All(), 10)).items())
        .isEmpty();
  }

  @Test
  void findsNothingByAValueThatNoStoreCanHold() {
    store("a", IndexEntry.of("tag", "x"));

    assertThat(ids(new Query.Equal("tag", "x\0"))).isEmpty();
    assertThat(ids(new Query.Prefix("tag", "\uD83D"))).isEmpty();
    assertThat(ids(new Query.Range("tag", "\0", "z"))).isEmpty();
  }

  private void store(String id, IndexEntry... entries) {
    fixture.created(StoreFixture.document(key(partition, id), id, entries));
  }

  private List<String> ids(Query.Condition condition) {
    return page(condition, false).stream().map(document -> document.key().id()).toList();
  }

  private List<String> descending(Query.Condition condition) {
    return page(condition, true).stream().map(document -> document.key().id()).toList();
  }

  private List<Document> page(Query.Condition condition, boolean descending) {
    return fixture
        .store()
        .query(
            new Query(
                StoreFixture.COLLECTION, partition, condition, descending, 100, Optional.empty()))
        .items();
  }
}
