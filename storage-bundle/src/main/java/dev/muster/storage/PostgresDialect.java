package dev.muster.storage;

import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.IndexEntry;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * PostgreSQL's SQL. A commit locks what it rests on before it reads it, always in the same order:
 * first, with advisory locks, the documents that must not be there and the unique values that it
 * wants, then the rows that are there. So commits are serializable while each statement sees what
 * is committed. A statement costs a round trip, so each asks for everything at once.
 */
final class PostgresDialect implements Dialect {
  /** Any number that no other program uses in the same database. */
  private static final long SCHEMA_LOCK = 0x4D7573746572L;

  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(h) FROM"
          + " (SELECT DISTINCT hashtextextended(t, 0) AS h FROM unnest(?) AS t ORDER BY h) AS s";
  private static final String ROWS =
      "SELECT d.collection, d.part, d.id, d.version, d.expires, d.entries"
          + " FROM unnest(?, ?, ?) AS k (collection, part, id) JOIN document d"
          + " ON d.collection = k.collection AND d.part = k.part AND d.id = k.id"
          + " ORDER BY d.collection, d.part, d.id FOR UPDATE OF d";
  private static final String HOLDERS =
      "SELECT e.collection, e.part, e.name, e.value, e.id"
          + " FROM unnest(?, ?, ?, ?) AS k (collection, part, name, value) JOIN index_entry e"
          + " ON e.collection = k.collection AND e.part = k.part AND e.name = k.name"
          + " AND e.value = k.value AND e.uniq = 1";
  private static final String VERSIONS =
      "SELECT nextval('document_version') FROM generate_series(1, ?)";
  private static final String EXPIRED =
      "SELECT collection, part, id, version, expires, entries FROM document"
          + " WHERE expires <= ? AND expires < 9223372036854775807"
          + " LIMIT ? FOR UPDATE SKIP LOCKED";
  private static final String ANNOUNCE =
      "SELECT pg_notify('"
          + PostgresListener.CHANNEL
          + "', n.payload)"
          + " FROM unnest(?, ?) AS n (collection, payload) JOIN watched_collection w"
          + " ON w.collection = n.collection";

  @Override
  public List<List<String>> migrations() {
    String text = " text COLLATE \"C\" NOT NULL";
    return List.of(
        List.of(
            "CREATE TABLE document (collection"
                + text
                + ", part"
                + text
                + ", id"
                + text
                + ", version bigint NOT NULL, expires bigint NOT NULL, entries bytea NOT NULL,"
                + " body bytea NOT NULL, PRIMARY KEY (collection, part, id))",
            "CREATE INDEX document_expires ON document (expires)"
                + " WHERE expires < 9223372036854775807",
            "CREATE TABLE index_entry (collection"
                + text
                + ", part"
                + text
                + ", name"
                + text
                + ", value"
                + text
                + ", id"
                + text
                + ", uniq integer NOT NULL, expires bigint NOT NULL,"
                + " PRIMARY KEY (collection, part, name, value, id))",
            "CREATE UNIQUE INDEX index_entry_unique"
                + " ON index_entry (collection, part, name, value) WHERE uniq = 1",
            "CREATE TABLE watched_collection (collection" + text + " PRIMARY KEY)",
            "CREATE SEQUENCE document_version"));
  }

  @Override
  public void lockSchema(Session session) throws SQLException {
    session.prepare("SELECT pg_advisory_xact_lock(?)", SCHEMA_LOCK).execute();
  }

  @Override
  public void lock(Session session, Commit commit) throws SQLException {
    TreeSet<String> names = new TreeSet<>();
    for (Change change : commit.changes()) {
      DocumentKey key = change.key();
      String scope = key.collection() + '/' + key.partition() + '/';
      if (Commit.restsOnAbsence(change)) {
        names.add("d/" + scope + key.id());
      }
      Commit.written(change).stream()
          .flatMap(document -> document.indexes().stream())
          .filter(IndexEntry::unique)
          .forEach(entry -> names.add("u/" + scope + entry.index() + '/' + entry.value()));
    }
    if (!names.isEmpty()) {
      session.prepare(LOCK, (Object) names.toArray(String[]::new)).execute();
    }
  }

  @Override
  public Map<DocumentKey, Row> rows(Session session, Collection<DocumentKey> keys)
      throws SQLException {
    Map<DocumentKey, Row> rows = new HashMap<>();
    PreparedStatement statement =
        session.prepare(
            ROWS,
            keys.stream().map(DocumentKey::collection).toArray(String[]::new),
            keys.stream().map(DocumentKey::partition).toArray(String[]::new),
            keys.stream().map(DocumentKey::id).toArray(String[]::new));
    for (Row row : read(statement)) {
      rows.put(row.key(), row);
    }
    return rows;
  }

  @Override
  public Map<Claim, DocumentKey> holders(Session session, Collection<Claim> claims)
      throws SQLException {
    Map<Claim, DocumentKey> holders = new HashMap<>();
    PreparedStatement statement =
        session.prepare(
            HOLDERS,
            claims.stream().map(Claim::collection).toArray(String[]::new),
            claims.stream().map(Claim::partition).toArray(String[]::new),
            claims.stream().map(Claim::index).toArray(String[]::new),
            claims.stream().map(Claim::value).toArray(String[]::new));
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        String collection = found.getString(1);
        String partition = found.getString(2);
        holders.put(
            new Claim(collection, partition, found.getString(3), found.getString(4)),
            new DocumentKey(collection, partition, found.getString(5)));
      }
    }
    return holders;
  }

  @Override
  public long[] versions(Session session, int count) throws SQLException {
    long[] versions = new long[count];
    if (count > 0) {
      try (ResultSet found = session.prepare(VERSIONS, count).executeQuery()) {
        for (int i = 0; found.next(); i++) {
          versions[i] = found.getLong(1);
        }
      }
    }
    return versions;
  }

  @Override
  public List<Row> expired(Session session, long now, int limit) throws SQLException {
    return read(session.prepare(EXPIRED, now, limit));
  }

  /**
   * Only for collections that some node has ever watched: PostgreSQL makes transactions that notify
   * wait for one another, which what is written most often must not.
   */
  @Override
  public void announce(Session session, List<DocumentKey> changed) throws SQLException {
    if (!changed.isEmpty()) {
      session
          .prepare(
              ANNOUNCE,
              changed.stream().map(DocumentKey::collection).toArray(String[]::new),
              changed.stream()
                  .map(Notification::of)
                  .map(Notification::encode)
                  .toArray(String[]::new))
          .execute();
    }
  }

  private static List<Row> read(PreparedStatement statement) throws SQLException {
    List<Row> rows = new ArrayList<>();
    try (ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        DocumentKey key =
            new DocumentKey(found.getString(1), found.getString(2), found.getString(3));
        rows.add(new Row(key, found.getLong(4), found.getLong(5), found.getBytes(6)));
      }
    }
    return rows;
  }
}
