package dev.muster.storage;

import dev.muster.spi.storage.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A question in SQL. The bounds are written so that an index answers each page by one range: where
 * a cursor is given it stands in place of the bound on its side.
 */
final class QuerySql {
  private final StringBuilder text;
  private final List<Object> parameters = new ArrayList<>();

  private QuerySql(String start) {
    text = new StringBuilder(start);
  }

  String text() {
    return text.toString();
  }

  Object[] parameters() {
    return parameters.toArray();
  }

  static QuerySql page(Query query, Optional<Cursor> after, long now) {
    boolean descending = query.descending();
    String order = descending ? " DESC" : "";
    String beyond = descending ? " < " : " > ";
    QuerySql sql;
    if (query.condition() instanceof Query.All) {
      sql =
          new QuerySql("SELECT version, expires, entries, body, id FROM document e WHERE")
              .scope(query.collection(), query.partition(), now);
      after.ifPresent(cursor -> sql.and("id" + beyond + "?", cursor.id()));
      sql.text.append(" ORDER BY id").append(order);
    } else {
      sql =
          new QuerySql(
                  "SELECT d.version, d.expires, d.entries, d.body, d.id, e.value"
                      + " FROM index_entry e JOIN document d"
                      + " ON d.collection = e.collection AND d.part = e.part AND d.id = e.id"
                      + " WHERE")
              .scope(query.collection(), query.partition(), now)
              .bounds(
                  query.condition(),
                  after.isPresent() && !descending,
                  after.isPresent() && descending);
      if (query.condition() instanceof Query.Equal) {
        after.ifPresent(cursor -> sql.and("e.id" + beyond + "?", cursor.id()));
        sql.text.append(" ORDER BY e.id").append(order);
      } else {
        after.ifPresent(
            cursor -> sql.and("(e.value, e.id)" + beyond + "(?, ?)", cursor.value(), cursor.id()));
        sql.text.append(" ORDER BY e.value").append(order).append(", e.id").append(order);
      }
    }
    sql.text.append(" LIMIT ?");
    sql.parameters.add(query.limit() + 1);
    return sql;
  }

  static QuerySql count(String collection, String partition, Query.Condition condition, long now) {
    if (condition instanceof Query.All) {
      return new QuerySql("SELECT COUNT(*) FROM document e WHERE")
          .scope(collection, partition, now);
    }
    return new QuerySql("SELECT COUNT(*) FROM index_entry e WHERE")
        .scope(collection, partition, now)
        .bounds(condition, false, false);
  }

  private QuerySql scope(String collection, String partition, long now) {
    text.append(" e.collection = ? AND e.part = ? AND e.expires > ?");
    parameters.addAll(List.of(collection, partition, now));
    return this;
  }

  private QuerySql bounds(Query.Condition condition, boolean lowerGiven, boolean upperGiven) {
    if (condition instanceof Query.Equal equal) {
      return and("e.name = ?", equal.index()).and("e.value = ?", equal.value());
    }
    String index;
    String from;
    Optional<String> to;
    if (condition instanceof Query.Range range) {
      index = range.index();
      from = range.from();
      to = Optional.of(range.to());
    } else {
      Query.Prefix prefix = (Query.Prefix) condition;
      index = prefix.index();
      from = prefix.prefix();
      to = Texts.afterPrefix(from);
    }
    and("e.name = ?", index);
    if (!lowerGiven) {
      and("e.value >= ?", from);
    }
    if (!upperGiven) {
      to.ifPresent(end -> and("e.value < ?", end));
    }
    return this;
  }

  private QuerySql and(String condition, Object... values) {
    text.append(" AND ").append(condition);
    parameters.addAll(List.of(values));
    return this;
  }
}
