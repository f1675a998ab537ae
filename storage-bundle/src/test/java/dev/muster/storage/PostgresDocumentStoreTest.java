package dev.muster.storage;

import dev.muster.spi.storage.DocumentStore;
import dev.muster.testkit.storage.DocumentStoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.extension.RegisterExtension;

final class PostgresDocumentStoreTest extends DocumentStoreContract {
  @RegisterExtension static final EmbeddedServer SERVER = new EmbeddedServer();

  @Override
  protected DocumentStore open(InstantSource clock) throws Exception {
    return StorageFactory.open(SERVER.freshDatabase(), clock, StorageLimits.DEFAULTS);
  }

  @Override
  protected void close(DocumentStore store) {
    ((JdbcDocumentStore) store).close();
  }
}
