package dev.muster.sdk;

import java.util.Optional;

/**
 * Where an app keeps what it was given. On Android that is a file encrypted by a key of the
 * Keystore, on iOS the Keychain; what is kept opens a person's account. Called by one thread at a
 * time.
 */
public interface TokenStorage {
  /**
   * Reads.
   *
   * @return what was written last, or empty if nothing is there
   */
  Optional<String> read();

  /**
   * Writes, in place of what was there.
   *
   * @param text what to keep: a line of JSON
   */
  void write(String text);

  /** Forgets what was written. */
  void clear();

  /**
   * A storage that lasts as long as the process.
   *
   * @return an empty one
   */
  static TokenStorage inMemory() {
    return new TokenStorage() {
      private Optional<String> text = Optional.empty();

      @Override
      public synchronized Optional<String> read() {
        return text;
      }

      @Override
      public synchronized void write(String written) {
        text = Optional.of(written);
      }

      @Override
      public synchronized void clear() {
        text = Optional.empty();
      }
    };
  }
}
