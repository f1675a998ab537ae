package dev.muster.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.spi.storage.StorageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class KeptCountsTest {
  private final Map<String, Long> stored = new TreeMap<>();
  private final List<Integer> commits = new ArrayList<>();
  private final List<String> behind = new ArrayList<>();
  private final List<RuntimeException> failures = new ArrayList<>();
  private Runnable during = () -> {};
  private String poison = "";

  private final KeptCounts<String, Long> counts =
      new KeptCounts<>(Long::sum, this::store, failures::add);

  private Runnable store(Map<String, Long> more) {
    commits.add(more.size());
    during.run();
    if (more.containsKey(poison)) {
      fail();
    }
    more.forEach((key, count) -> stored.merge(key, count, Long::sum));
    return () -> behind.addAll(more.keySet());
  }

  private void count(String key) {
    counts.count(key, () -> 0L, before -> before + 1);
  }

  private static void fail() {
    throw new IllegalStateException("as the test says");
  }

  @Test
  void storesWhatIsAskedForOnce() {
    count("a");
    count("a");
    count("b");

    counts.write("a"::equals);
    assertThat(stored).isEqualTo(Map.of("a", 2L));
    assertThat(behind).containsExactly("a");

    counts.write(key -> true);
    counts.write(key -> true);
    assertThat(stored).isEqualTo(Map.of("a", 2L, "b", 1L));
    assertThat(commits).containsExactly(1, 1);
  }

  @Test
  void keepsWhatCannotBeStoredWithWhatIsCountedMeanwhile() {
    count("a");
    during =
        () -> {
          count("a");
          fail();
        };
    counts.write(key -> true);
    assertThat(failures).hasSize(1);
    assertThat(stored).isEmpty();
    assertThat(behind).isEmpty();

    during = () -> {};
    counts.write(key -> true);
    assertThat(stored).isEqualTo(Map.of("a", 2L));
    assertThat(behind).containsExactly("a");
  }

  @Test
  void storesInBatchesAndNoMoreWhileTheStorageIsAway() {
    countMany();
    during =
        () -> {
          throw new StorageException("away", true, new IOException("away"));
        };
    counts.write(key -> true);
    assertThat(commits).containsExactly(KeptCounts.BATCH);
    assertThat(failures).hasSize(1);

    during = () -> {};
    counts.write(key -> true);
    assertThat(commits).containsExactly(KeptCounts.BATCH, KeptCounts.BATCH, 1);
    assertThat(stored).hasSize(KeptCounts.BATCH + 1);
  }

  /** Whichever comes first: all behind it would wait for ever. */
  @Test
  void storesAllButTheOneThatCannotBeStored() {
    countMany();
    poison = "k7";
    counts.write(key -> true);

    assertThat(stored).hasSize(KeptCounts.BATCH).doesNotContainKey("k7");
    assertThat(failures).as("told once").hasSize(1);

    count("k7");
    poison = "";
    counts.write(key -> true);
    assertThat(stored).hasSize(KeptCounts.BATCH + 1).containsEntry("k7", 2L);
    assertThat(stored).as("nothing counts twice").containsEntry("k8", 1L);
  }

  @Test
  void storesNoMoreOnceTheStorageGoesAwayBetweenSingleOnes() {
    countMany();
    during =
        () -> {
          if (commits.size() == 1) {
            fail();
          } else if (commits.size() == 3) {
            throw new StorageException("away", true, new IOException("away"));
          }
        };
    counts.write(key -> true);

    assertThat(commits).containsExactly(KeptCounts.BATCH, 1, 1);
    assertThat(stored).hasSize(1);
  }

  private void countMany() {
    for (int i = 0; i < KeptCounts.BATCH + 1; i++) {
      count("k" + i);
    }
  }
}
