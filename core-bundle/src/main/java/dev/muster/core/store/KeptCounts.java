package dev.muster.core.store;

import dev.muster.spi.storage.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Counts that are kept in memory, so that whoever has something counted waits for no storage, and
 * are added to what is stored when {@link #write} is called. For any thread.
 *
 * @param <K> what tells one document that counts are added to from the others
 * @param <C> what is counted for it
 */
public final class KeptCounts<K, C> {
  /** The most documents in one commit. */
  public static final int BATCH = 100;

  /** The most documents whose counts are kept while the storage does not answer. */
  private static final int MOST_KEPT = 20_000;

  /** How long somebody who wants to store counts waits for somebody else who does. */
  private static final Duration TURN = Duration.ofSeconds(2);

  private final ConcurrentHashMap<K, C> counts = new ConcurrentHashMap<>();
  private final ReentrantLock writing = new ReentrantLock();
  private final BinaryOperator<C> sum;
  private final Function<Map<K, C>, Runnable> store;
  private final Consumer<RuntimeException> failed;

  /**
   * Makes one that has counted nothing.
   *
   * @param sum of what was taken away to be stored, and could not be, and what was counted since
   * @param store stores counts in one commit, and returns what is to be done behind it
   * @param failed takes the last failure, once a {@link #write} after which some counts are kept
   *     for later
   */
  public KeptCounts(
      BinaryOperator<C> sum,
      Function<Map<K, C>, Runnable> store,
      Consumer<RuntimeException> failed) {
    this.sum = sum;
    this.store = store;
    this.failed = failed;
  }

  /**
   * Counts, in one step with whoever takes the counts away to store them.
   *
   * @param key of which document
   * @param none what stands for nothing
   * @param add adds to what was counted
   */
  public void count(K key, Supplier<C> none, UnaryOperator<C> add) {
    var unused =
        counts.compute(key, (any, before) -> add.apply(before == null ? none.get() : before));
  }

  /**
   * Stores what was counted. One at a time: what somebody else is just storing is stored for
   * whoever reads next. Nobody waits for a storage that hangs longer than {@link #TURN} and its own
   * attempt: what is not stored is kept for later. A document that cannot be stored keeps none
   * behind it waiting: those of a batch that fails are stored one by one, unless the storage itself
   * is away.
   *
   * @param which for which documents
   */
  public void write(Predicate<K> which) {
    if (!takeTurn()) {
      return;
    }
    try {
      List<K> all = counts.keySet().stream().filter(which).toList();
      List<RuntimeException> failures = new ArrayList<>();
      for (int from = 0; from < all.size() && !isAway(failures); from += BATCH) {
        List<K> batch = all.subList(from, Math.min(all.size(), from + BATCH));
        Optional<RuntimeException> failure = store(batch);
        if (failure.filter(it -> batch.size() == 1 || isAway(it)).isPresent()) {
          failures.add(failure.get());
        } else if (failure.isPresent()) {
          storeSingly(batch, failures);
        }
      }
      if (!failures.isEmpty()) {
        failed.accept(failures.get(failures.size() - 1));
      }
    } finally {
      writing.unlock();
    }
  }

  private boolean takeTurn() {
    try {
      return writing.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void storeSingly(List<K> keys, List<RuntimeException> failures) {
    for (int i = 0; i < keys.size() && !isAway(failures); i++) {
      store(List.of(keys.get(i))).ifPresent(failures::add);
    }
  }

  private static boolean isAway(List<RuntimeException> failures) {
    return !failures.isEmpty() && isAway(failures.get(failures.size() - 1));
  }

  /** Whether the next one would fail as well. */
  private static boolean isAway(RuntimeException failure) {
    return failure instanceof StorageException storage && storage.retryable();
  }

  /** Empty if they are stored. */
  private Optional<RuntimeException> store(List<K> keys) {
    Map<K, C> taken = new HashMap<>();
    for (K key : keys) {
      C counted = counts.remove(key);
      if (counted != null) {
        taken.put(key, counted);
      }
    }
    Optional<Runnable> behind = Optional.empty();
    Optional<RuntimeException> failure = Optional.empty();
    try {
      behind = Optional.of(store.apply(taken));
    } catch (RuntimeException e) {
      failure = Optional.of(e);
    } finally {
      if (behind.isEmpty()) {
        giveBack(taken);
      }
    }
    behind.ifPresent(Runnable::run);
    return failure;
  }

  private void giveBack(Map<K, C> taken) {
    taken.forEach(
        (key, before) -> {
          if (counts.size() < MOST_KEPT || counts.containsKey(key)) {
            var unused =
                counts.compute(
                    key, (any, since) -> since == null ? before : sum.apply(before, since));
          }
        });
  }
}
