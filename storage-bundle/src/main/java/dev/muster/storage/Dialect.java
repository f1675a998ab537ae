package dev.muster.storage;

import dev.muster.spi.storage.DocumentKey;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The SQL in which the databases differ. Everything is called inside of a transaction. */
interface Dialect {
  /** The changes of the schema, oldest first; each is a list of statements. */
  List<List<String>> migrations();

  /** Keeps other processes from migrating at the same time, until the transaction ends. */
  void lockSchema(Session session) throws SQLException;

  /** Keeps others from what this commit rests on and that has no row that could be locked. */
  void lock(Session session, Commit commit) throws SQLException;

  /** The rows of these documents, where there are, kept from others' writes. */
  Map<DocumentKey, Row> rows(Session session, Collection<DocumentKey> keys) throws SQLException;

  /** Who carries these values, where someone does; the holder may have expired. */
  Map<Claim, DocumentKey> holders(Session session, Collection<Claim> claims) throws SQLException;

  /** The next so many versions. */
  long[] versions(Session session, int count) throws SQLException;

  /** The rows of documents that have expired, kept from others' writes. */
  List<Row> expired(Session session, long now, int limit) throws SQLException;

  /** Makes other nodes hear of these documents once the transaction is committed. */
  void announce(Session session, List<DocumentKey> changed) throws SQLException;
}
