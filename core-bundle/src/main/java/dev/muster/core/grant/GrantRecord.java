package dev.muster.core.grant;

import dev.muster.api.Grants;
import dev.muster.api.Identity;
import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A grant as it is stored: what a client may do for whom. Codes and tokens are keys of it ({@link
 * GrantKeys}), so that it ends with all of them when this one document is deleted.
 *
 * @param clientId for whom
 * @param clientCreatedAt when the client was created: another one of the same id is not meant
 * @param scope for what
 * @param userId whose it is
 * @param sessionId in which session
 * @param identity the account at the platform with which they signed in, as it was then; empty with
 *     a password
 * @param generation how often a key was exchanged for the next one. A key that is to be used once
 *     belongs to one generation; when it comes again in a later one, it was stolen from one of the
 *     two who presented it
 * @param code the authorization code of generation 0; empty for tokens that were given at once
 * @param accessToken the access token; empty until the code is redeemed
 */
record GrantRecord(
    String clientId,
    Instant clientCreatedAt,
    Set<String> scope,
    String userId,
    String sessionId,
    Optional<Identity> identity,
    int generation,
    Optional<CodeKey> code,
    Optional<TokenKey> accessToken) {
  /** The index by which all of a user's are found. */
  static final String BY_USER = "user";

  static final Schema<GrantRecord> SCHEMA =
      new Schema<>(
          "grant",
          GrantRecord.class,
          grant -> List.of(IndexEntry.of(BY_USER, grant.userId())),
          GrantRecord::expiresAt);

  GrantRecord {
    scope = Set.copyOf(scope);
  }

  /**
   * An authorization code. One that was redeemed stays as long as the grant, so that a second use
   * is noticed.
   *
   * @param digest the code's
   * @param redirectUri where it was sent
   * @param codeChallenge the S256 challenge
   * @param nonce OpenID Connect's, where the client sent one
   * @param expiresAt from when on it does not work
   */
  record CodeKey(
      String digest,
      String redirectUri,
      String codeChallenge,
      Optional<String> nonce,
      Instant expiresAt) {}

  /**
   * An access token.
   *
   * @param digest the token's
   * @param expiresAt from when on it does not work
   */
  record TokenKey(String digest, Instant expiresAt) {}

  /** When it was given: its first key tells. */
  Instant since() {
    return code.map(key -> key.expiresAt().minus(Grants.CODE_LIFETIME))
        .or(() -> accessToken.map(key -> key.expiresAt().minus(Grants.ACCESS_TOKEN_LIFETIME)))
        .orElseThrow();
  }

  private Optional<Instant> expiresAt() {
    return accessToken.map(TokenKey::expiresAt).or(() -> code.map(CodeKey::expiresAt));
  }

  /**
   * The next generation: the code is exchanged for a token.
   *
   * @param token what was given
   * @param session in which session, which may have replaced the one before
   */
  GrantRecord exchanged(TokenKey token, String session) {
    return new GrantRecord(
        clientId,
        clientCreatedAt,
        scope,
        userId,
        session,
        identity,
        generation + 1,
        code,
        Optional.of(token));
  }
}
