package dev.muster.core.user;

import dev.muster.api.Consents;
import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A consent as it is stored: that a user lets a client have what it asks for. One for each user and
 * client; it ends by itself, so that none outlives its client for good.
 *
 * @param userId whose it is
 * @param clientId for whom
 * @param clientCreatedAt when the client was created: another one of the same id is not meant
 * @param scope for what; some of it may be over ({@link #scope(Instant)})
 * @param since when they consented first
 * @param givenAt when they consented last
 * @param scopesGivenAt when they consented last to each scope; one that is not there was given with
 *     the last one, as all were in documents that were stored before this was
 */
public record ConsentRecord(
    String userId,
    String clientId,
    Instant clientCreatedAt,
    Set<String> scope,
    Instant since,
    Instant givenAt,
    Map<String, Instant> scopesGivenAt) {
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
    scopesGivenAt = scopesGivenAt == null ? Map.of() : Map.copyOf(scopesGivenAt);
  }

  /** The first one of a user for a client. */
  public static ConsentRecord first(
      String userId, String clientId, Instant clientCreatedAt, Set<String> scope, Instant now) {
    return new ConsentRecord(userId, clientId, clientCreatedAt, scope, now, now, Map.of());
  }

  /** The id of a user's consent for a client. A user's id has no full stop. */
  public static String id(String userId, String clientId) {
    return userId + '.' + clientId;
  }

  /** For what it is at a time: each scope lasts on its own. */
  public Set<String> scope(Instant now) {
    return scope.stream()
        .filter(each -> now.isBefore(givenAt(each).plus(Consents.LIFETIME)))
        .collect(Collectors.toUnmodifiableSet());
  }

  private Instant givenAt(String each) {
    return scopesGivenAt.getOrDefault(each, givenAt);
  }

  /** The same, given once more for what the person was shown; the rest ends when it would have. */
  public ConsentRecord again(Set<String> shown, Instant now) {
    Map<String, Instant> all = new HashMap<>();
    scope(now).forEach(each -> all.put(each, givenAt(each)));
    shown.forEach(each -> all.put(each, now));
    return new ConsentRecord(userId, clientId, clientCreatedAt, all.keySet(), since, now, all);
  }
}
