package dev.muster.storage;

import dev.muster.spi.Page;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Find, query and count, the same in every dialect. */
final class Reads {
  private static final String FIND =
      "SELECT version, expires, entries, body FROM document"
          + " WHERE collection = ? AND part = ? AND id = ? AND expires > ?";

  private Reads() {}

  static Optional<Document> find(Session session, DocumentKey key, long now) throws SQLException {
    try (ResultSet found =
        session.prepare(FIND, key.collection(), key.partition(), key.id(), now).executeQuery()) {
      return found.next() ? Optional.of(document(key, found)) : Optional.empty();
    }
  }

  static Page<Document> query(Session session, Query query, Optional<Cursor> after, long now)
      throws SQLException {
    QuerySql sql = QuerySql.page(query, after, now);
    List<Document> documents = new ArrayList<>();
    Optional<Cursor> last = Optional.empty();
    boolean byValue = !(query.condition() instanceof Query.All);
    try (ResultSet found = session.prepare(sql.text(), sql.parameters()).executeQuery()) {
      while (found.next()) {
        if (documents.size() == query.limit()) {
          return new Page<>(documents, last.map(cursor -> cursor.encode(query)));
        }
        String id = found.getString(5);
        documents.add(document(new DocumentKey(query.collection(), query.partition(), id), found));
        if (documents.size() == query.limit()) {
          last = Optional.of(new Cursor(byValue ? found.getString(6) : "", id));
        }
      }
    }
    return Page.only(documents);
  }

  static long count(
      Session session, String collection, String partition, Query.Condition condition, long now)
      throws SQLException {
    QuerySql sql = QuerySql.count(collection, partition, condition, now);
    try (ResultSet found = session.prepare(sql.text(), sql.parameters()).executeQuery()) {
      found.next();
      return found.getLong(1);
    }
  }

  private static Document document(DocumentKey key, ResultSet found) throws SQLException {
    return new Document(
        key,
        found.getLong(1),
        found.getBytes(4),
        Entries.decode(found.getBytes(3)),
        Timestamps.expiry(found.getLong(2)));
  }
}
