package dev.muster.spi.storage;

/** One step of a {@link DocumentStore#commit commit}. */
public sealed interface Change {
  /**
   * The document that this step is about.
   *
   * @return its key
   */
  DocumentKey key();

  /**
   * Stores a document where none is; conflicts with {@link CommitResult.Reason#EXISTS} otherwise.
   *
   * @param document with version 0
   */
  record Create(Document document) implements Change {
    /** Validates. */
    public Create {
      if (document.version() != 0) {
        throw new IllegalArgumentException("A document to be created has version 0");
      }
    }

    @Override
    public DocumentKey key() {
      return document.key();
    }
  }

  /**
   * Stores a document, its indexes and its expiry in place of the one that was read; conflicts with
   * {@link CommitResult.Reason#VERSION} when it has changed or gone since.
   *
   * @param document with the version that was read, above 0
   */
  record Replace(Document document) implements Change {
    /** Validates. */
    public Replace {
      if (document.version() <= 0) {
        throw new IllegalArgumentException(
            "A document to be replaced has the version that was read");
      }
    }

    @Override
    public DocumentKey key() {
      return document.key();
    }
  }

  /**
   * Deletes a document; conflicts with {@link CommitResult.Reason#VERSION} when it has changed or
   * gone since it was read.
   *
   * @param key the document
   * @param version the version that was read, above 0; or 0 to delete whatever is there, where
   *     nothing being there is no conflict
   */
  record Delete(DocumentKey key, long version) implements Change {}

  /**
   * Changes nothing, but conflicts with {@link CommitResult.Reason#VERSION} unless the document
   * still has this version: for a commit that rests on what it read.
   *
   * @param key the document
   * @param version the version that was read, above 0; or 0 to require that nothing is there
   */
  record Require(DocumentKey key, long version) implements Change {}
}
