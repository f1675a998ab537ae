package dev.muster.storage;

import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.CommitResult.Conflict;
import dev.muster.spi.storage.CommitResult.Reason;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.IndexEntry;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One commit: validated when made, decided when run. It looks at everything it rests on before it
 * writes anything, so a conflict leaves the transaction as it was, and other commits may share it.
 */
final class Commit {
  /** The most changes of one commit, as the SPI says. */
  static final int MAX_CHANGES = 1000;

  private static final int MAX_VALUE_BYTES = 512;

  private final List<Change> changes;
  private final Set<DocumentKey> keys = new HashSet<>();

  Commit(List<Change> changes) {
    if (changes.isEmpty() || changes.size() > MAX_CHANGES) {
      throw new IllegalArgumentException("A commit has 1 to " + MAX_CHANGES + " changes");
    }
    this.changes = List.copyOf(changes);
    for (Change change : this.changes) {
      if (!keys.add(change.key())) {
        throw new IllegalArgumentException("A key appears in one change of a commit only");
      }
      if (!Texts.storable(change.key())) {
        throw new IllegalArgumentException("A key is Unicode text without U+0000");
      }
      written(change).ifPresent(Commit::validate);
    }
  }

  private static void validate(Document document) {
    for (IndexEntry entry : document.indexes()) {
      if (!Texts.storable(entry.index())
          || !Texts.storable(entry.value())
          || !Texts.fits(entry.value(), MAX_VALUE_BYTES)) {
        throw new IllegalArgumentException(
            "A value of index "
                + entry.index()
                + " is Unicode text without U+0000, at most "
                + MAX_VALUE_BYTES
                + " bytes");
      }
    }
  }

  List<Change> changes() {
    return changes;
  }

  /** The document that a change stores. */
  static Optional<Document> written(Change change) {
    if (change instanceof Change.Create create) {
      return Optional.of(create.document());
    }
    if (change instanceof Change.Replace replace) {
      return Optional.of(replace.document());
    }
    return Optional.empty();
  }

  /** Whether a change rests on there being no document, and so on no row. */
  static boolean restsOnAbsence(Change change) {
    return change instanceof Change.Create
        || (change instanceof Change.Delete delete && delete.version() == 0)
        || (change instanceof Change.Require require && require.version() == 0);
  }

  /**
   * Decides and writes, in the session's transaction.
   *
   * @param session a session in a transaction
   * @param dialect the database's
   * @param now the time, see {@link Timestamps}
   * @return what became of it; after a conflict nothing was written
   * @throws SQLException if the database fails; the transaction is of no use any more
   */
  CommitResult run(Session session, Dialect dialect, long now) throws SQLException {
    dialect.lock(session, this);
    Map<DocumentKey, Row> rows = dialect.rows(session, keys);
    Optional<Conflict> refused = versionConflict(rows, now);
    if (refused.isPresent()) {
      return refused.get();
    }
    RowWrites writes = new RowWrites();
    Map<Claim, Integer> claims = new LinkedHashMap<>();
    refused = claim(rows, claims);
    if (refused.isPresent()) {
      return refused.get();
    }
    refused = settle(session, dialect, claims, writes, now);
    if (refused.isPresent()) {
      return refused.get();
    }
    List<Long> versions = plan(rows, dialect.versions(session, documents()), writes);
    writes.run(session);
    dialect.announce(session, changed());
    return new CommitResult.Committed(versions);
  }

  private Optional<Conflict> versionConflict(Map<DocumentKey, Row> rows, long now) {
    for (int i = 0; i < changes.size(); i++) {
      Change change = changes.get(i);
      Row row = rows.get(change.key());
      long found = row != null && row.isLive(now) ? row.version() : 0;
      Reason reason = change instanceof Change.Create ? Reason.EXISTS : Reason.VERSION;
      if (!holds(change, found)) {
        return Optional.of(new Conflict(i, reason, Optional.empty()));
      }
    }
    return Optional.empty();
  }

  private static boolean holds(Change change, long found) {
    if (change instanceof Change.Create) {
      return found == 0;
    }
    if (change instanceof Change.Replace replace) {
      return replace.document().version() == found;
    }
    if (change instanceof Change.Delete delete) {
      return delete.version() == 0 || delete.version() == found;
    }
    return ((Change.Require) change).version() == found;
  }

  /** Collects the unique values that documents do not hold already, with who wants them. */
  private Optional<Conflict> claim(Map<DocumentKey, Row> rows, Map<Claim, Integer> claims) {
    Map<Claim, DocumentKey> wanted = new HashMap<>();
    for (int i = 0; i < changes.size(); i++) {
      Optional<Document> document = written(changes.get(i));
      if (document.isEmpty()) {
        continue;
      }
      DocumentKey key = document.get().key();
      Row row = rows.get(key);
      List<IndexEntry> held = row == null ? List.of() : Entries.decode(row.entries());
      for (IndexEntry entry : document.get().indexes()) {
        if (!entry.unique()) {
          continue;
        }
        Claim claim = Claim.of(key, entry);
        DocumentKey other = wanted.putIfAbsent(claim, key);
        if (other != null && !other.equals(key)) {
          return unique(i, entry.index());
        }
        if (!held.contains(entry)) {
          claims.put(claim, i);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Looks who holds the claimed values. A holder that this commit writes or deletes gives them up;
   * one that has expired is deleted; any other refuses the commit.
   */
  private Optional<Conflict> settle(
      Session session, Dialect dialect, Map<Claim, Integer> claims, RowWrites writes, long now)
      throws SQLException {
    if (claims.isEmpty()) {
      return Optional.empty();
    }
    Map<Claim, DocumentKey> holders = new HashMap<>(dialect.holders(session, claims.keySet()));
    holders.values().removeIf(released()::contains);
    if (holders.isEmpty()) {
      return Optional.empty();
    }
    Map<DocumentKey, Row> rows = dialect.rows(session, new HashSet<>(holders.values()));
    for (Map.Entry<Claim, DocumentKey> held : holders.entrySet()) {
      Row row = rows.get(held.getValue());
      Claim claim = held.getKey();
      if (row != null && row.isLive(now) && carries(row, claim)) {
        Integer change = claims.get(claim);
        return unique(change == null ? 0 : change, claim.index());
      }
    }
    rows.values().stream().filter(row -> !row.isLive(now)).forEach(writes::delete);
    return Optional.empty();
  }

  private static boolean carries(Row row, Claim claim) {
    return Entries.decode(row.entries()).contains(IndexEntry.unique(claim.index(), claim.value()));
  }

  private static Optional<Conflict> unique(int change, String index) {
    return Optional.of(new Conflict(change, Reason.UNIQUE, Optional.of(index)));
  }

  private List<Long> plan(Map<DocumentKey, Row> rows, long[] fresh, RowWrites writes) {
    List<Long> versions = new ArrayList<>(changes.size());
    int used = 0;
    for (Change change : changes) {
      Optional<Document> document = written(change);
      Row row = rows.get(change.key());
      if (document.isPresent()) {
        long version = fresh[used++];
        writes.store(row, document.get(), version);
        versions.add(version);
      } else if (change instanceof Change.Require require) {
        versions.add(require.version());
      } else {
        if (row != null) {
          writes.delete(row);
        }
        versions.add(0L);
      }
    }
    return versions;
  }

  private int documents() {
    return (int) changes.stream().filter(change -> written(change).isPresent()).count();
  }

  /** The documents that this commit stores or deletes. */
  List<DocumentKey> changed() {
    return changes.stream()
        .filter(change -> !(change instanceof Change.Require))
        .map(Change::key)
        .toList();
  }

  private Set<DocumentKey> released() {
    return new HashSet<>(changed());
  }
}
