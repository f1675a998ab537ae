package dev.muster.testkit.storage;

import static dev.muster.testkit.storage.StoreFixture.document;
import static dev.muster.testkit.storage.StoreFixture.key;
import static dev.muster.testkit.storage.StoreFixture.withVersion;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.CommitResult.Committed;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.IndexEntry;
import dev.muster.spi.storage.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Commits of many threads at once are as if one came after the other. */
abstract class ManyWritersContract {
  private static final int WRITERS = 8;
  private static final int LIMIT_SECONDS = 60;

  private final StoreFixture fixture;
  private final String partition = StoreFixture.freshPartition();

  ManyWritersContract(StoreFixture fixture) {
    this.fixture = fixture;
  }

  @Test
  void noIncrementIsLost() throws Exception {
    int rounds = 25;
    DocumentKey counter = key(partition, "counter");
    fixture.created(document(counter, "0"));

    together(
        writer -> {
          for (int done = 0; done < rounds; ) {
            Document read = fixture.store().find(counter).orElseThrow();
            Document next = document(counter, "" + (Integer.parseInt(StoreFixture.text(read)) + 1));
            if (commit(new Change.Replace(withVersion(next, read.version())))) {
              done++;
            }
          }
          return true;
        });

    assertThat(fixture.store().find(counter).map(StoreFixture::text))
        .contains("" + WRITERS * rounds);
  }

  @Test
  void oneOfManyWinsAUniqueValue() throws Exception {
    for (int round = 0; round < 10; round++) {
      String value = "value-" + round;
      List<Boolean> won =
          together(
              writer ->
                  commit(
                      new Change.Create(
                          document(
                              key(partition, value + "-" + writer),
                              "x",
                              IndexEntry.unique("name", value)))));

      assertThat(won).containsOnlyOnce(true);
      assertThat(
              fixture
                  .store()
                  .count(StoreFixture.COLLECTION, partition, new Query.Equal("name", value)))
          .isEqualTo(1);
    }
  }

  @Test
  void oneOfManyCreatesADocument() throws Exception {
    for (int round = 0; round < 10; round++) {
      DocumentKey key = key(partition, "one-" + round);
      List<Boolean> won =
          together(writer -> commit(new Change.Create(document(key, "by " + writer))));

      assertThat(won).containsOnlyOnce(true);
      assertThat(fixture.store().find(key).map(StoreFixture::text))
          .contains("by " + won.indexOf(true));
    }
  }

  @Test
  void twoCommitsThatRestOnEachOthersAbsenceDoNotBothHold() throws Exception {
    for (int round = 0; round < 20; round++) {
      DocumentKey left = key(partition, "left-" + round);
      DocumentKey right = key(partition, "right-" + round);
      List<Boolean> won =
          together(
              writer ->
                  writer % 2 == 0
                      ? commit(new Change.Require(left, 0), new Change.Create(document(right, "x")))
                      : commit(
                          new Change.Require(right, 0), new Change.Create(document(left, "x"))));

      assertThat(won).containsOnlyOnce(true);
    }
  }

  @Test
  void manyIndependentCommitsAllHold() throws Exception {
    int rounds = 20;
    together(
        writer -> {
          for (int i = 0; i < rounds; i++) {
            String id = writer + "-" + i;
            assertThat(
                    commit(
                        new Change.Create(
                            document(
                                key(partition, id),
                                id,
                                IndexEntry.unique("name", id),
                                IndexEntry.of("writer", "" + writer)))))
                .isTrue();
            assertThat(fixture.store().find(key(partition, id))).isPresent();
          }
          return true;
        });

    assertThat(fixture.store().count(StoreFixture.COLLECTION, partition, new Query.All()))
        .isEqualTo((long) WRITERS * rounds);
  }

  @Test
  void locksInAnyOrderEndWithoutAFault() throws Exception {
    List<DocumentKey> keys =
        IntStream.range(0, 6).mapToObj(i -> key(partition, "shared-" + i)).toList();
    together(
        writer -> {
          for (int i = 0; i < 10; i++) {
            List<Change> changes = new ArrayList<>();
            for (int k = 0; k < keys.size(); k++) {
              changes.add(new Change.Delete(keys.get((k * (writer % 2 == 0 ? 1 : 5)) % 6), 0));
            }
            List<Change> distinct = changes.stream().distinct().toList();
            assertThat(fixture.store().commit(distinct)).isInstanceOf(Committed.class);
            for (DocumentKey key : keys) {
              commit(new Change.Create(document(key, "x", IndexEntry.unique("k", key.id()))));
            }
          }
          return true;
        });
  }

  private boolean commit(Change... changes) {
    CommitResult result = fixture.store().commit(List.of(changes));
    return result instanceof Committed;
  }

  /** What one writer does. */
  private interface Work {
    boolean run(int writer) throws Exception;
  }

  private static List<Boolean> together(Work work) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    try {
      CyclicBarrier start = new CyclicBarrier(WRITERS);
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        int writer = i;
        tasks.add(
            () -> {
              start.await(LIMIT_SECONDS, TimeUnit.SECONDS);
              return work.run(writer);
            });
      }
      List<Boolean> results = new ArrayList<>();
      for (Future<Boolean> result : threads.invokeAll(tasks, LIMIT_SECONDS, TimeUnit.SECONDS)) {
        results.add(result.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
