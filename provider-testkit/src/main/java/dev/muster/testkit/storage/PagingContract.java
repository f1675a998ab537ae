package dev.muster.testkit.storage;

import static dev.muster.testkit.storage.StoreFixture.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.muster.spi.Page;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.IndexEntry;
import dev.muster.spi.storage.Query;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link dev.muster.spi.storage.DocumentStore#query}, page by page. */
abstract class PagingContract {
  private static final int DOCUMENTS = 25;

  private final StoreFixture fixture;
  private final String partition = StoreFixture.freshPartition();

  PagingContract(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @BeforeEach
  void storeDocuments() {
    Change[] changes =
        IntStream.range(0, DOCUMENTS)
            .mapToObj(
                i ->
                    StoreFixture.document(
                        key(partition, String.format("id-%02d", i)),
                        "body",
                        IndexEntry.of("group", "group-" + i % 3),
                        IndexEntry.of("same", "x")))
            .map(Change.Create::new)
            .toArray(Change[]::new);
    fixture.committed(changes);
  }

  @Test
  void pagesFollowOneAnotherWithoutGapOrRepetition() {
    for (Query.Condition condition :
        List.of(
            new Query.All(),
            new Query.Equal("same", "x"),
            new Query.Prefix("group", "group-"),
            new Query.Prefix("group", ""),
            new Query.Range("group", "group-0", "group-2"))) {
      for (boolean descending : List.of(false, true)) {
        List<String> atOnce = ids(ask(condition, descending, 1000, Optional.empty()).items());
        for (int limit : List.of(1, 4, 5, DOCUMENTS - 1, DOCUMENTS, DOCUMENTS + 1)) {
          assertThat(walk(condition, descending, limit))
              .as("%s descending=%s limit=%s", condition, descending, limit)
              .isEqualTo(atOnce);
        }
      }
    }
  }

  @Test
  void theLastPageHasNoNext() {
    assertThat(ask(new Query.All(), false, DOCUMENTS, Optional.empty()).next()).isEmpty();
    assertThat(ask(new Query.All(), false, DOCUMENTS + 1, Optional.empty()).next()).isEmpty();
    assertThat(ask(new Query.All(), false, DOCUMENTS - 1, Optional.empty()).next()).isPresent();
  }

  @Test
  void theLimitIsKept() {
    assertThat(ask(new Query.All(), false, 7, Optional.empty()).items()).hasSize(7);
  }

  @Test
  void aChangeElsewhereNeitherSkipsNorRepeats() {
    Page<Document> first = ask(new Query.Equal("same", "x"), false, 10, Optional.empty());
    fixture.committed(
        new Change.Delete(first.items().get(0).key(), 0),
        new Change.Delete(first.items().get(9).key(), 0),
        new Change.Create(
            StoreFixture.document(key(partition, "id-00-new"), "", IndexEntry.of("same", "x"))));

    List<String> rest = ids(ask(new Query.Equal("same", "x"), false, 1000, first.next()).items());

    assertThat(rest).isEqualTo(IntStream.range(10, DOCUMENTS).mapToObj(i -> "id-" + i).toList());
  }

  @Test
  void aCursorMayGoOnWithAnotherLimit() {
    Page<Document> first = ask(new Query.All(), false, 10, Optional.empty());

    assertThat(ask(new Query.All(), false, 3, first.next()).items()).hasSize(3);
  }

  @Test
  void refusesACursorOfAnotherQuestion() {
    Optional<String> next = ask(new Query.Equal("same", "x"), false, 1, Optional.empty()).next();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> ask(new Query.Equal("same", "y"), false, 1, next));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ask(new Query.Equal("same", "x"), true, 1, next));
    assertThatIllegalArgumentException().isThrownBy(() -> ask(new Query.All(), false, 1, next));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                fixture
                    .store()
                    .query(
                        new Query(
                            StoreFixture.COLLECTION,
                            StoreFixture.freshPartition(),
                            new Query.Equal("same", "x"),
                            false,
                            1,
                            next)));
  }

  @Test
  void refusesWhatIsNoCursor() {
    for (String junk : List.of("", "x", "!!", "AAAA", "%00", "=".repeat(50), "A".repeat(5000))) {
      assertThatIllegalArgumentException()
          .as(junk)
          .isThrownBy(() -> ask(new Query.All(), false, 1, Optional.of(junk)));
    }
  }

  private List<String> walk(Query.Condition condition, boolean descending, int limit) {
    List<String> all = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<Document> page = ask(condition, descending, limit, after);
      all.addAll(ids(page.items()));
      after = page.next();
    } while (after.isPresent() && all.size() <= 10 * DOCUMENTS);
    return Collections.unmodifiableList(all);
  }

  private Page<Document> ask(
      Query.Condition condition, boolean descending, int limit, Optional<String> after) {
    return fixture
        .store()
        .query(new Query(StoreFixture.COLLECTION, partition, condition, descending, limit, after));
  }

  private static List<String> ids(List<Document> documents) {
    return documents.stream().map(document -> document.key().id()).toList();
  }
}
