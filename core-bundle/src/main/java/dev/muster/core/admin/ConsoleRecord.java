package dev.muster.core.admin;

import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A console session as it is stored. Its document's id is a digest of what the browser holds, and
 * the session's id.
 *
 * @param username whose it is
 * @param authTime when they signed in
 * @param expiresAt when it ends by itself
 * @param userAgent what the browser calls itself
 * @param address the browser's address
 * @param validFrom what {@link AdminAccounts#sessionsValidFrom} was
 */
record ConsoleRecord(
    String username,
    Instant authTime,
    Instant expiresAt,
    String userAgent,
    String address,
    String validFrom) {
  static final String BY_USERNAME = "username";

  static final Schema<ConsoleRecord> SCHEMA =
      new Schema<>(
          "console-session",
          ConsoleRecord.class,
          each -> List.of(IndexEntry.of(BY_USERNAME, each.username)),
          each -> Optional.of(each.expiresAt));

  /** A session that an earlier version stored has ended: nothing could end it together. */
  @SuppressWarnings("NullAway")
  ConsoleRecord {
    validFrom = validFrom == null ? "" : validFrom;
  }

  ConsoleRecord withValidFrom(String other) {
    return new ConsoleRecord(username, authTime, expiresAt, userAgent, address, other);
  }
}
