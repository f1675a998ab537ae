package dev.muster.spi.storage;

/**
 * The store could not answer. For {@link DocumentStore#commit} it means that nothing is known of
 * the outcome: the caller reads again before it repeats. The message names no secret and no
 * document's content.
 */
public final class StorageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether the same call may succeed later. */
  private final boolean retryable;

  /**
   * Makes one.
   *
   * @param message what could not be done
   * @param retryable whether the same call may succeed later
   * @param cause what went wrong below
   */
  public StorageException(String message, boolean retryable, Throwable cause) {
    super(message, cause);
    this.retryable = retryable;
  }

  /**
   * Whether the same call may succeed later (a lost connection, a full queue).
   *
   * @return true if so
   */
  public boolean retryable() {
    return retryable;
  }
}
