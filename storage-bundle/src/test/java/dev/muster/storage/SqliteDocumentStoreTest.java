package dev.muster.storage;

import dev.muster.spi.storage.DocumentStore;
import dev.muster.testkit.storage.DocumentStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

final class SqliteDocumentStoreTest extends DocumentStoreContract {
  @TempDir static Path directory;

  @Override
  protected DocumentStore open(InstantSource clock) {
    StorageSettings settings = StorageSettings.of("", "", "", directory.toString());

    return StorageFactory.open(settings, clock, StorageLimits.DEFAULTS);
  }

  @Override
  protected void close(DocumentStore store) {
    ((JdbcDocumentStore) store).close();
  }
}
