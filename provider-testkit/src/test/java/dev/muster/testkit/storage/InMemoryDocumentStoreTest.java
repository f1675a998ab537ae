package dev.muster.testkit.storage;

import dev.muster.spi.storage.DocumentStore;
import java.time.InstantSource;

final class InMemoryDocumentStoreTest extends DocumentStoreContract {
  @Override
  protected DocumentStore open(InstantSource clock) {
    return new InMemoryDocumentStore(clock);
  }

  @Override
  protected void close(DocumentStore store) {}
}
