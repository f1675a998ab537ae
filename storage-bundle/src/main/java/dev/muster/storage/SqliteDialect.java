package dev.muster.storage;

import dev.muster.spi.storage.DocumentKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * SQLite's SQL. A writing transaction has the whole database to itself, so nothing is locked; and a
 * statement costs no round trip, so rows are looked up one by one. Text is compared by its UTF-8
 * bytes, which is SQLite's default.
 */
final class SqliteDialect implements Dialect {
  private static final String ROW =
      "SELECT version, expires, entries FROM document"
          + " WHERE collection = ? AND part = ? AND id = ?";
  private static final String HOLDER =
      "SELECT id FROM index_entry"
          + " WHERE collection = ? AND part = ? AND name = ? AND value = ? AND uniq = 1";
  private static final String VERSIONS =
      "UPDATE version_counter SET value = value + ? RETURNING value";
  private static final String EXPIRED =
      "SELECT collection, part, id, version, expires, entries FROM document"
          + " WHERE expires <= ? AND expires < 9223372036854775807 LIMIT ?";

  @Override
  public List<List<String>> migrations() {
    return List.of(
        List.of(
            "CREATE TABLE document (collection TEXT NOT NULL, part TEXT NOT NULL, id TEXT NOT NULL,"
                + " version INTEGER NOT NULL, expires INTEGER NOT NULL, entries BLOB NOT NULL,"
                + " body BLOB NOT NULL, PRIMARY KEY (collection, part, id))",
            "CREATE INDEX document_expires ON document (expires)"
                + " WHERE expires < 9223372036854775807",
            "CREATE TABLE index_entry (collection TEXT NOT NULL, part TEXT NOT NULL,"
                + " name TEXT NOT NULL, value TEXT NOT NULL, id TEXT NOT NULL,"
                + " uniq INTEGER NOT NULL, expires INTEGER NOT NULL,"
                + " PRIMARY KEY (collection, part, name, value, id)) WITHOUT ROWID",
            "CREATE TABLE version_counter (value INTEGER NOT NULL)",
            "INSERT INTO version_counter (value) VALUES (0)"));
  }

  @Override
  public void lockSchema(Session session) {
    // BEGIN IMMEDIATE has locked the database
  }

  @Override
  public void lock(Session session, Commit commit) {
    // BEGIN IMMEDIATE has locked the database
  }

  @Override
  public Map<DocumentKey, Row> rows(Session session, Collection<DocumentKey> keys)
      throws SQLException {
    Map<DocumentKey, Row> rows = new HashMap<>();
    for (DocumentKey key : keys) {
      try (ResultSet found =
          session.prepare(ROW, key.collection(), key.partition(), key.id()).executeQuery()) {
        if (found.next()) {
          rows.put(key, new Row(key, found.getLong(1), found.getLong(2), found.getBytes(3)));
        }
      }
    }
    return rows;
  }

  @Override
  public Map<Claim, DocumentKey> holders(Session session, Collection<Claim> claims)
      throws SQLException {
    Map<Claim, DocumentKey> holders = new HashMap<>();
    for (Claim claim : claims) {
      try (ResultSet found =
          session
              .prepare(HOLDER, claim.collection(), claim.partition(), claim.index(), claim.value())
              .executeQuery()) {
        if (found.next()) {
          holders.put(
              claim, new DocumentKey(claim.collection(), claim.partition(), found.getString(1)));
        }
      }
    }
    return holders;
  }

  @Override
  public long[] versions(Session session, int count) throws SQLException {
    long[] versions = new long[count];
    if (count == 0) {
      return versions;
    }
    try (ResultSet last = session.prepare(VERSIONS, count).executeQuery()) {
      last.next();
      for (int i = 0; i < count; i++) {
        versions[i] = last.getLong(1) - count + 1 + i;
      }
    }
    return versions;
  }

  @Override
  public List<Row> expired(Session session, long now, int limit) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (ResultSet found = session.prepare(EXPIRED, now, limit).executeQuery()) {
      while (found.next()) {
        DocumentKey key =
            new DocumentKey(found.getString(1), found.getString(2), found.getString(3));
        rows.add(new Row(key, found.getLong(4), found.getLong(5), found.getBytes(6)));
      }
    }
    return rows;
  }

  @Override
  public void announce(Session session, List<DocumentKey> changed) {
    // one process uses the file; its engine tells its own watchers
  }
}
