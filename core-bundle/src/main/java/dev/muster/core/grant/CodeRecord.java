package dev.muster.core.grant;

import dev.muster.api.Identity;
import dev.muster.core.store.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An authorization code as it is stored; the document's id is the code's digest. One that was used
 * stays as long as what it gave, so that a second use can end that.
 *
 * @param clientId for whom
 * @param clientCreatedAt when it was created: another one of the same id is not meant
 * @param scope for what
 * @param redirectUri where it was sent
 * @param codeChallenge the S256 challenge
 * @param nonce OpenID Connect's, where the client sent one
 * @param userId whose it is
 * @param sessionId in which session
 * @param identity the account at the platform with which they came in
 * @param worksUntil from when on it does not work any more
 * @param expiresAt when the document ends
 * @param given the id of the access token that it gave, once it was used
 */
record CodeRecord(
    String clientId,
    Instant clientCreatedAt,
    Set<String> scope,
    String redirectUri,
    String codeChallenge,
    Optional<String> nonce,
    String userId,
    String sessionId,
    Identity identity,
    Instant worksUntil,
    Instant expiresAt,
    Optional<String> given) {
  static final Schema<CodeRecord> SCHEMA =
      new Schema<>(
          "authorization-code",
          CodeRecord.class,
          code -> List.of(),
          code -> Optional.of(code.expiresAt()));

  CodeRecord {
    scope = Set.copyOf(scope);
  }

  CodeRecord used(String token, Instant until) {
    return new CodeRecord(
        clientId,
        clientCreatedAt,
        scope,
        redirectUri,
        codeChallenge,
        nonce,
        userId,
        sessionId,
        identity,
        worksUntil,
        until,
        Optional.of(token));
  }
}
