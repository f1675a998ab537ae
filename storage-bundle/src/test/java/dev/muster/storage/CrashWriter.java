package dev.muster.storage;

import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.IndexEntry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The process that {@link CrashTest} kills: callers commit pairs of documents, and each pair that
 * is acknowledged is printed.
 */
final class CrashWriter {
  private static final int CALLERS = 8;

  private CrashWriter() {}

  public static void main(String[] arguments) {
    JdbcDocumentStore store =
        StorageFactory.open(
            StorageSettings.of("", "", "", arguments[0]),
            InstantSource.system(),
            StorageLimits.DEFAULTS);
    for (int caller = 0; caller < CALLERS; caller++) {
      String prefix = arguments[1] + "-" + caller + "-";
      new Thread(
              () -> {
                for (int i = 0; ; i++) {
                  commit(store, prefix + i);
                }
              })
          .start();
    }
  }

  private static void commit(JdbcDocumentStore store, String id) {
    CommitResult result = store.commit(List.of(create("left", id), create("right", id)));
    if (!(result instanceof CommitResult.Committed)) {
      throw new IllegalStateException("Refused: " + result);
    }
    synchronized (System.out) {
      System.out.println(id + ";");
      System.out.flush();
    }
  }

  private static Change create(String collection, String id) {
    return new Change.Create(
        new dev.muster.spi.storage.Document(
            new DocumentKey(collection, "", id),
            0,
            new byte[500],
            List.of(IndexEntry.unique("name", id), IndexEntry.of("all", "x")),
            Optional.empty()));
  }
}
