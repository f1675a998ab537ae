package dev.muster.spi.storage;

import dev.muster.spi.Page;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Storage for everything, in five operations, so that a new feature never breaks someone's storage.
 * Registered as an OSGi service; the core uses the one with the highest ranking.
 *
 * @implSpec Every method may be called from any thread at any time and blocks until it is done, for
 *     at most the time the implementation is configured with. Reads see every commit that was
 *     acknowledged before they began, on the same node. The testkit's {@code DocumentStoreContract}
 *     is this text as tests.
 */
@ConsumerType
public interface DocumentStore {
  /**
   * Reads one document.
   *
   * @param key where it lies
   * @return the document, or empty if there is none or it has expired
   * @throws StorageException if the store cannot answer
   */
  Optional<Document> find(DocumentKey key);

  /**
   * Reads a page of documents. Pages that follow one another neither skip nor repeat a document
   * that did not change meanwhile.
   *
   * @param query the question
   * @return the documents; {@link Page#next()} is empty on the last page
   * @throws StorageException if the store cannot answer
   * @throws IllegalArgumentException if {@link Query#after()} is not of this store or question
   */
  Page<Document> query(Query query);

  /**
   * Counts documents as {@link #query} would return them over all pages.
   *
   * @param collection the collection
   * @param partition the partition
   * @param condition which entries
   * @return how many
   * @throws StorageException if the store cannot answer
   */
  long count(String collection, String partition, Query.Condition condition);

  /**
   * Does all changes or none. When it returns {@link CommitResult.Committed} they survive the loss
   * of power. Commits are serializable with respect to each other. A key appears in at most one
   * change.
   *
   * @param changes 1 to 1000 steps
   * @return what became of it
   * @throws StorageException if the outcome is unknown
   * @throws IllegalArgumentException if a key appears twice, or there are too few or too many
   */
  CommitResult commit(List<Change> changes);

  /**
   * Tells of committed changes in a collection, of this node and of every other one that shares the
   * store: within a second in the ordinary case, in no promised order, at least once. When the
   * store may have lost some, it tells so with {@link Notice.Missed}, and the listener reads
   * afresh.
   *
   * @param collection the collection
   * @param listener called on a thread of the store's; must return soon and not throw
   * @return closes the watch; after {@link Watch#close()} has returned the listener is not called
   */
  Watch watch(String collection, Consumer<Notice> listener);

  /** What a watch tells. */
  sealed interface Notice {
    /**
     * A document was created, replaced or deleted (not: expired).
     *
     * @param key the document
     */
    record Changed(DocumentKey key) implements Notice {}

    /** Changes may have been lost: whatever was derived from the collection must be read afresh. */
    record Missed() implements Notice {}
  }

  /** A watch that can be ended. */
  interface Watch extends AutoCloseable {
    /** Ends it. Doing so again has no effect. */
    @Override
    void close();
  }
}
