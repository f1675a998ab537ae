package dev.muster.storage;

import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.IndexEntry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a commit changes, collected first and written in batches: deletes before inserts,
 * so that a unique value may move within a commit.
 */
final class RowWrites {
  private static final String DELETE_ENTRY =
      "DELETE FROM index_entry"
          + " WHERE collection = ? AND part = ? AND name = ? AND value = ? AND id = ?";
  private static final String DELETE_DOCUMENT =
      "DELETE FROM document WHERE collection = ? AND part = ? AND id = ?";
  private static final String UPDATE_DOCUMENT =
      "UPDATE document SET version = ?, expires = ?, entries = ?, body = ?"
          + " WHERE collection = ? AND part = ? AND id = ?";
  private static final String INSERT_DOCUMENT =
      "INSERT INTO document (version, expires, entries, body, collection, part, id)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";
  private static final String UPDATE_ENTRY =
      "UPDATE index_entry SET expires = ?"
          + " WHERE collection = ? AND part = ? AND name = ? AND value = ? AND id = ?";
  private static final String INSERT_ENTRY =
      "INSERT INTO index_entry (uniq, expires, collection, part, name, value, id)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";

  private final List<Object[]> deletedEntries = new ArrayList<>();
  private final List<Object[]> deletedDocuments = new ArrayList<>();
  private final List<Object[]> updatedDocuments = new ArrayList<>();
  private final List<Object[]> insertedDocuments = new ArrayList<>();
  private final List<Object[]> updatedEntries = new ArrayList<>();
  private final List<Object[]> insertedEntries = new ArrayList<>();

  private record Position(String index, String value) {}

  /** Deletes a document and its entries. */
  void delete(Row row) {
    DocumentKey key = row.key();
    deletedDocuments.add(new Object[] {key.collection(), key.partition(), key.id()});
    positions(Entries.decode(row.entries())).keySet().forEach(at -> deleteEntry(key, at));
  }

  /** Stores a document over its row, or as a new one where there is none. */
  void store(@Nullable Row row, Document document, long version) {
    DocumentKey key = document.key();
    long expires = Timestamps.ofExpiry(document.expiresAt());
    Object[] values = {
      version,
      expires,
      Entries.encode(document.indexes()),
      document.body(),
      key.collection(),
      key.partition(),
      key.id()
    };
    (row == null ? insertedDocuments : updatedDocuments).add(values);
    Map<Position, Boolean> wanted = positions(document.indexes());
    if (row != null) {
      boolean moved = row.expires() != expires;
      positions(Entries.decode(row.entries()))
          .forEach(
              (at, unique) -> {
                if (wanted.remove(at, unique)) {
                  if (moved) {
                    updatedEntries.add(entry(key, at, expires));
                  }
                } else {
                  deleteEntry(key, at);
                }
              });
    }
    wanted.forEach((at, unique) -> insertedEntries.add(entry(key, at, unique ? 1 : 0, expires)));
  }

  void run(Session session) throws SQLException {
    session.runAll(DELETE_ENTRY, deletedEntries);
    session.runAll(DELETE_DOCUMENT, deletedDocuments);
    session.runAll(UPDATE_DOCUMENT, updatedDocuments);
    session.runAll(INSERT_DOCUMENT, insertedDocuments);
    session.runAll(UPDATE_ENTRY, updatedEntries);
    session.runAll(INSERT_ENTRY, insertedEntries);
  }

  private void deleteEntry(DocumentKey key, Position at) {
    deletedEntries.add(entry(key, at));
  }

  private static Object[] entry(DocumentKey key, Position at, Object... before) {
    Object[] values = new Object[before.length + 5];
    System.arraycopy(before, 0, values, 0, before.length);
    values[before.length] = key.collection();
    values[before.length + 1] = key.partition();
    values[before.length + 2] = at.index();
    values[before.length + 3] = at.value();
    values[before.length + 4] = key.id();
    return values;
  }

  /** Entries by where they lie; one that is given twice lies there once. */
  private static Map<Position, Boolean> positions(List<IndexEntry> entries) {
    Map<Position, Boolean> positions = new HashMap<>();
    for (IndexEntry entry : entries) {
      positions.merge(
          new Position(entry.index(), entry.value()), entry.unique(), Boolean::logicalOr);
    }
    return positions;
  }
}
