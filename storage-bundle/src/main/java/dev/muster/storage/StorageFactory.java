package dev.muster.storage;

import java.time.InstantSource;

/** Opens the store that the settings name. */
final class StorageFactory {
  private StorageFactory() {}

  /**
   * Opens the store and brings its schema up to date.
   *
   * @param settings where it is
   * @param clock what expiry is measured with
   * @param limits the bounds
   * @return the store, to be closed
   * @throws StorageStartException if that cannot be, with one sentence that names the setting
   */
  static JdbcDocumentStore open(
      StorageSettings settings, InstantSource clock, StorageLimits limits) {
    try {
      return new JdbcDocumentStore(engine(settings, clock, limits), clock, limits);
    } catch (LinkageError e) {
      throw new StorageStartException(
          "The database's driver cannot be loaded; its bundle is missing, or does not suit this"
              + " system",
          e);
    }
  }

  private static Engine engine(
      StorageSettings settings, InstantSource clock, StorageLimits limits) {
    return settings.url().isPresent()
        ? PostgresEngine.open(settings, clock, limits)
        : SqliteEngine.open(new SqliteFile(settings.file()), clock, limits);
  }
}
