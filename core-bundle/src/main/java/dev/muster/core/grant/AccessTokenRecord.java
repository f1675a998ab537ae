package dev.muster.core.grant;

import dev.muster.core.store.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An access token as it is stored; the document's id is the token's digest.
 *
 * @param clientId for whom
 * @param clientCreatedAt when it was created: another one of the same id is not meant
 * @param scope for what
 * @param userId whose it is
 * @param sessionId in which session
 * @param identityId the account at the platform with which they came in
 * @param expiresAt until when
 */
record AccessTokenRecord(
    String clientId,
    Instant clientCreatedAt,
    Set<String> scope,
    String userId,
    String sessionId,
    String identityId,
    Instant expiresAt) {
  static final Schema<AccessTokenRecord> SCHEMA =
      new Schema<>(
          "access-token",
          AccessTokenRecord.class,
          token -> List.of(),
          token -> Optional.of(token.expiresAt()));

  AccessTokenRecord {
    scope = Set.copyOf(scope);
  }
}
