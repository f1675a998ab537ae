package dev.muster.storage;

import dev.muster.spi.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What callers are told when the storage cannot answer. */
final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static StorageException closed() {
    return new StorageException(
        "The storage is closed", false, new IllegalStateException("closed"));
  }

  static StorageException busy(String what) {
    return new StorageException(what, true, new IllegalStateException("busy"));
  }

  static StorageException interrupted(InterruptedException cause) {
    return new StorageException("Waiting for the storage was interrupted", true, cause);
  }

  /** Notes a failure that harms nobody, such as one while closing a broken connection. */
  static void ignored(Exception e) {
    LOG.debug("Ignored", e);
  }
}
