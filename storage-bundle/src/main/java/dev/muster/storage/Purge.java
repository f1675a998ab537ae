package dev.muster.storage;

import java.sql.SQLException;
import java.util.List;

/**
 * Deletes one batch of documents that have expired; nobody could see them any more.
 *
 * @param now the time, see {@link Timestamps}
 * @param limit the size of the batch
 */
record Purge(long now, int limit) {
  int run(Session session, Dialect dialect) throws SQLException {
    List<Row> rows = dialect.expired(session, now, limit);
    RowWrites writes = new RowWrites();
    rows.forEach(writes::delete);
    writes.run(session);
    return rows.size();
  }
}
