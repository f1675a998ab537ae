package dev.muster.storage;

import java.time.InstantSource;
import java.util.Optional;

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
      throw noDriver(e);
    }
  }

  /**
   * Looks for what would keep {@link #open} from opening the store, and changes nothing.
   *
   * @param settings where it is
   * @param clock what expiry is measured with
   * @param limits the bounds
   * @return what is stored, to find documents in; empty where nothing is yet
   * @throws StorageStartException with the sentence of what was found
   */
  static Optional<ReadOnlyStore> look(
      StorageSettings settings, InstantSource clock, StorageLimits limits) {
    try {
      return settings.url().isPresent()
          ? new PostgresServer(settings, limits).look(new PostgresDialect(), clock)
          : new SqliteFile(settings.file()).look(new Schema(new SqliteDialect(), SqliteFile.KEY));
    } catch (LinkageError e) {
      throw noDriver(e);
    }
  }

  private static StorageStartException noDriver(LinkageError e) {
    return new StorageStartException(
        "The database's driver cannot be loaded; its bundle is missing, or does not suit this"
            + " system",
        e);
  }

  private static Engine engine(
      StorageSettings settings, InstantSource clock, StorageLimits limits) {
    return settings.url().isPresent()
        ? PostgresEngine.open(settings, clock, limits)
        : SqliteEngine.open(new SqliteFile(settings.file()), clock, limits);
  }
}
