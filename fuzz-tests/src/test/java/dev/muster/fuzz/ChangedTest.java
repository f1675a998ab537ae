package dev.muster.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.core.testing.SteeredStore;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.IndexEntry;
import dev.muster.testkit.storage.InMemoryDocumentStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an input finds of those before it. */
class ChangedTest {
  private final SteeredStore store = new SteeredStore(new InMemoryDocumentStore());
  private final Changed changed = new Changed(store);

  private static DocumentKey key(String id) {
    return new DocumentKey("thing", "acme", id);
  }

  /** One whose name nobody else may have. */
  private static Document thing(String id, long version, String name) {
    List<IndexEntry> names = List.of(new IndexEntry("name", name, true));
    byte[] body = name.getBytes(StandardCharsets.UTF_8);
    return new Document(key(id), version, body, names, Optional.empty());
  }

  private void commit(Change change) {
    store.commit(List.of(change));
  }

  private void create(String id, String name) {
    commit(new Change.Create(thing(id, 0, name)));
  }

  private Optional<String> name(String id) {
    return store.find(key(id)).map(it -> new String(it.body(), StandardCharsets.UTF_8));
  }

  private void skipThoseThatLast() {
    while (changed.lasts()) {
      var unused = changed.ended();
    }
  }

  @Test
  void theFirstOfARoundLeaveBehindWhatTheyChange() {
    changed.begin();
    create("a", "one");

    assertThat(changed.counts()).isEqualTo(Map.of("thing", 1));
    assertThat(changed.ended()).isFalse();
    assertThat(name("a")).contains("one");
    assertThat(changed.kept()).isEqualTo(1);
  }

  @Test
  void whatOthersCreateReplaceAndDeleteIsUndone() {
    create("a", "one");
    create("b", "two");
    skipThoseThatLast();
    changed.begin();
    commit(new Change.Delete(key("b"), 0));
    commit(new Change.Replace(thing("a", store.find(key("a")).orElseThrow().version(), "two")));
    create("c", "one");
    assertThat(changed.counts()).isEqualTo(Map.of("thing", 3));

    var unused = changed.ended();

    assertThat(name("a")).contains("one");
    assertThat(name("b")).contains("two");
    assertThat(name("c")).isEmpty();
    assertThat(changed.counts()).isEmpty();
    assertThat(changed.kept()).isEqualTo(2);
  }

  @Test
  void whatComesAndGoesWithinAnInputIsUndoneOnce() {
    skipThoseThatLast();
    changed.begin();
    create("a", "one");
    commit(new Change.Delete(key("a"), 0));

    var unused = changed.ended();

    assertThat(name("a")).isEmpty();
    assertThat(changed.kept()).isZero();
  }

  @Test
  void everythingIsMadeAnewWhereOneKindOfInputsFollowsTheOther() {
    List<Integer> ends = new ArrayList<>();
    for (int input = 1; input <= 2_000; input++) {
      if (changed.ended()) {
        ends.add(input);
      }
    }

    assertThat(ends).containsExactly(50, 1_000, 1_050, 2_000);
  }
}
