package dev.muster.storage;

import dev.muster.spi.storage.DocumentKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * SQLite's SQL. A writing transaction has the whole database to itself, so nothing is locked. Text
 * is compared by its UTF-8 bytes, which is SQLite's default. Used by one writer: its versions come
 * from a block that is in memory, because a counter that is written in each transaction is a page
 * more in the log.
 */
final class SqliteDialect implements Dialect {
  /** The most that one statement looks up; running one costs more than what it looks up. */
  private static final int AT_ONCE = 16;

  /** How many versions are taken out of the counter at a time. */
  private static final int BLOCK = 1000;

  private static final List<String> ROWS =
      unions(
          "SELECT version, expires, entries FROM document"
              + " WHERE collection = ? AND part = ? AND id = ?");
  private static final List<String> HOLDERS =
      unions(
          "SELECT id FROM index_entry"
              + " WHERE collection = ? AND part = ? AND name = ? AND value = ? AND uniq = 1");
  private static final String VERSIONS =
      "UPDATE version_counter SET value = value + ? RETURNING value";
  private static final String EXPIRED =
      "SELECT collection, part, id, version, expires, entries FROM document"
          + " WHERE expires <= ? AND expires < 9223372036854775807 LIMIT ?";

  private long nextVersion;
  private long blockEnd;

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

  /** The same query once, twice and so on; each tells by its first column which one it is. */
  private static List<String> unions(String query) {
    List<String> unions = new ArrayList<>();
    StringJoiner union = new StringJoiner(" UNION ALL ");
    for (int i = 0; i < AT_ONCE; i++) {
      unions.add(union.add(query.replace("SELECT ", "SELECT " + i + ", ")).toString());
    }
    return List.copyOf(unions);
  }

  @Override
  public Map<DocumentKey, Row> rows(Session session, Collection<DocumentKey> keys)
      throws SQLException {
    Map<DocumentKey, Row> rows = new HashMap<>();
    List<DocumentKey> all = List.copyOf(keys);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<DocumentKey> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      Object[] parameters =
          some.stream()
              .flatMap(key -> Stream.of(key.collection(), key.partition(), key.id()))
              .toArray();
      try (ResultSet found =
          session.prepare(ROWS.get(some.size() - 1), parameters).executeQuery()) {
        while (found.next()) {
          DocumentKey key = some.get(found.getInt(1));
          rows.put(key, new Row(key, found.getLong(2), found.getLong(3), found.getBytes(4)));
        }
      }
    }
    return rows;
  }

  @Override
  public Map<Claim, DocumentKey> holders(Session session, Collection<Claim> claims)
      throws SQLException {
    Map<Claim, DocumentKey> holders = new HashMap<>();
    List<Claim> all = List.copyOf(claims);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      List<Claim> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      Object[] parameters =
          some.stream()
              .flatMap(
                  claim ->
                      Stream.of(
                          claim.collection(), claim.partition(), claim.index(), claim.value()))
              .toArray();
      try (ResultSet found =
          session.prepare(HOLDERS.get(some.size() - 1), parameters).executeQuery()) {
        while (found.next()) {
          Claim claim = some.get(found.getInt(1));
          holders.put(
              claim, new DocumentKey(claim.collection(), claim.partition(), found.getString(2)));
        }
      }
    }
    return holders;
  }

  /** From the block in hand, or from a new one, which the transaction takes out of the counter. */
  @Override
  public long[] versions(Session session, int count) throws SQLException {
    if (blockEnd - nextVersion < count) {
      int block = Math.max(count, BLOCK);
      try (ResultSet last = session.prepare(VERSIONS, block).executeQuery()) {
        last.next();
        blockEnd = last.getLong(1) + 1;
        nextVersion = blockEnd - block;
      }
    }
    long first = nextVersion;
    nextVersion += count;
    return LongStream.range(first, nextVersion).toArray();
  }

  /**
   * Drops the block in hand. To be called where a transaction is not committed: it may have taken
   * the block, and then the counter gives the same versions again.
   */
  void forgetVersions() {
    nextVersion = blockEnd;
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
