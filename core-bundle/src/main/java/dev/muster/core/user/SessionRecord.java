package dev.muster.core.user;

import dev.muster.api.Session;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import dev.muster.spi.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A session as it is stored. Its document's id is a digest of what the browser holds, and the
 * session's id.
 */
public record SessionRecord(
    String userId,
    String identitySource,
    String identityId,
    Instant authTime,
    Instant expiresAt,
    String userAgent,
    String address) {
  /** The collection. */
  public static final String COLLECTION = "session";

  /** The index by which all of a user's are found. */
  public static final String BY_USER = "user";

  /** How sessions are stored. */
  public static final Schema<SessionRecord> SCHEMA =
      new Schema<>(
          COLLECTION,
          SessionRecord.class,
          each -> List.of(IndexEntry.of(BY_USER, each.userId())),
          each -> Optional.of(each.expiresAt()));

  /** The session that a document is. */
  public static Session session(Stored<SessionRecord> stored) {
    SessionRecord record = stored.value();
    return new Session(
        stored.key().id(),
        record.userId,
        record.identitySource,
        record.identityId,
        record.authTime,
        record.expiresAt,
        record.userAgent,
        record.address);
  }
}
