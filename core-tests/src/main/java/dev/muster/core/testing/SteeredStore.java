package dev.muster.core.testing;

import dev.muster.spi.Page;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.Query;
import dev.muster.spi.storage.StorageException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A store in which a test lets others get in the way between a read and the commit that rests on
 * it, lets the node die after a commit, or cannot be reached. Counts what it is asked.
 */
public final class SteeredStore implements DocumentStore {
  private volatile DocumentStore store;
  private final AtomicInteger commits = new AtomicInteger();
  private final AtomicInteger reads = new AtomicInteger();
  private volatile Optional<Runnable> beforeCommit = Optional.empty();
  private volatile Optional<String> lookedFor = Optional.empty();
  private volatile Runnable beforeFind = () -> {};
  private final AtomicInteger commitsLeft = new AtomicInteger(Integer.MAX_VALUE);
  private final AtomicInteger failedCommits = new AtomicInteger();
  private volatile Optional<BiConsumer<List<Change>, List<Document>>> told = Optional.empty();
  private volatile boolean silent;
  private volatile boolean away;

  public SteeredStore(DocumentStore store) {
    this.store = store;
  }

  /** The node is gone: nothing of what it would do next happens. */
  public static final class Died extends Error {
    private static final long serialVersionUID = 1L;

    Died() {
      super("The node died", null, false, false);
    }
  }

  /** Keeps what comes from now on elsewhere: where the time of a real store matters. */
  public void moveTo(DocumentStore other) {
    store = other;
  }

  /** Runs something once, after the next commit's reads and before the commit. */
  public void beforeNextCommit(Runnable others) {
    beforeCommit = Optional.of(others);
  }

  /** Runs something once, before the next document of a collection is looked for. */
  public void beforeNextFind(String collection, Runnable others) {
    beforeFind = others;
    lookedFor = Optional.of(collection);
  }

  /** Lets the node die as soon as so many more commits are stored. */
  public void dieAfterCommits(int more) {
    commitsLeft.set(more);
  }

  /** Says nothing of commits from now on, as if its notices came late. */
  public void keepSilent() {
    silent = true;
  }

  /**
   * Tells somebody of every commit that was stored.
   *
   * @param somebody takes the changes, and what there was before of the documents that they change
   */
  public void tellOfCommits(BiConsumer<List<Change>, List<Document>> somebody) {
    told = Optional.of(somebody);
  }

  /** Lets every commit fail from now on, or none any more. */
  public void beAway(boolean now) {
    away = now;
  }

  /** How many commits failed because it was away. */
  public int failedCommits() {
    return failedCommits.get();
  }

  /** The node was started again. */
  public void revive() {
    commitsLeft.set(Integer.MAX_VALUE);
  }

  public int commits() {
    return commits.get();
  }

  public int reads() {
    return reads.get();
  }

  @Override
  public Optional<Document> find(DocumentKey key) {
    reads.incrementAndGet();
    if (lookedFor.filter(key.collection()::equals).isPresent()) {
      lookedFor = Optional.empty();
      beforeFind.run();
    }
    return store.find(key);
  }

  @Override
  public Page<Document> query(Query query) {
    reads.incrementAndGet();
    return store.query(query);
  }

  @Override
  public long count(String collection, String partition, Query.Condition condition) {
    reads.incrementAndGet();
    return store.count(collection, partition, condition);
  }

  @Override
  public CommitResult commit(List<Change> changes) {
    Optional<Runnable> others = beforeCommit;
    beforeCommit = Optional.empty();
    others.ifPresent(Runnable::run);
    if (commitsLeft.get() == 0) {
      throw new Died();
    }
    if (away) {
      failedCommits.incrementAndGet();
      throw new StorageException("away", true, new IOException("away"));
    }
    List<Document> before =
        told.isEmpty()
            ? List.of()
            : changes.stream().flatMap(each -> store.find(each.key()).stream()).toList();
    CommitResult result = store.commit(changes);
    if (result instanceof CommitResult.Committed) {
      commits.incrementAndGet();
      told.ifPresent(somebody -> somebody.accept(changes, before));
      if (commitsLeft.decrementAndGet() == 0) {
        throw new Died();
      }
    }
    return result;
  }

  @Override
  public Watch watch(String collection, Consumer<Notice> listener) {
    return store.watch(
        collection,
        notice -> {
          if (!silent) {
            listener.accept(notice);
          }
        });
  }
}
