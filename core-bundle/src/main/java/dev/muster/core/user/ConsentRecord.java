package dev.muster.core.user;

import dev.muster.api.Consents;
import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A consent as it is stored: that a user lets a client have what it asks for. One for each user and
 * client; it ends by itself, so that none outlives its client for good.
 *
 * @param userId whose it is
 * @param clientId for whom
 * @param clientCreatedAt when the client was created: another one of the same id is not meant
 * @param scope for what
 * @param since when they consented first
 * @param givenAt when they consented last
 */
public record ConsentRecord(
    String userId,
    String clientId,
    Instant clientCreatedAt,
    Set<String> scope,
    Instant since,
    Instant givenAt) {
  /** The index by which all of a user's are found. */
  public static final String BY_USER = "user";

  /** How consents are stored. */
  public static final Schema<ConsentRecord> SCHEMA =
      new Schema<>(
          "consent",
          ConsentRecord.class,
          consent -> List.of(IndexEntry.of(BY_USER, consent.userId())),
          consent -> Optional.of(consent.givenAt().plus(Consents.LIFETIME)));

  /** Copies. */
  public ConsentRecord {
    scope = Set.copyOf(scope);
  }

  /** The id of a user's consent for a client. A user's id has no full stop. */
  public static String id(String userId, String clientId) {
    return userId + '.' + clientId;
  }

  /** The same, given once more. */
  public ConsentRecord again(Set<String> more, Instant now) {
    Set<String> all = new HashSet<>(scope);
    all.addAll(more);
    return new ConsentRecord(userId, clientId, clientCreatedAt, all, since, now);
  }
}
