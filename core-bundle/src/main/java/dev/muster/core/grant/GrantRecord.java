package dev.muster.core.grant;

import dev.muster.api.Client.GrantType;
import dev.muster.api.Grants;
import dev.muster.api.Identity;
import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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
 * @param earlierAccessTokens those before that work still, as another tab may hold them, the latest
 *     first
 * @param refreshToken the refresh token; empty if the grant ends with its session
 * @param claims what was asked for by the name of a claim
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
    Optional<TokenKey> accessToken,
    List<TokenKey> earlierAccessTokens,
    Optional<RefreshKey> refreshToken,
    Grants.ClaimsRequest claims) {
  /**
   * The most access tokens that work at a time: above that the one that ends first is forgotten.
   */
  static final int MOST_ACCESS_TOKENS = 10;

  /** How long a code is known that came too late: so long the log can say so. */
  static final Duration CODE_REMEMBERED = Duration.ofMinutes(5);

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
    // what was stored before there were any has none
    earlierAccessTokens =
        earlierAccessTokens == null ? List.of() : List.copyOf(earlierAccessTokens);
    claims = claims == null ? Grants.ClaimsRequest.NONE : claims;
  }

  /**
   * An authorization code. One that was redeemed stays as long as the grant, so that a second use
   * is noticed.
   *
   * @param digest the code's
   * @param redirectUri where it was sent
   * @param codeChallenge the S256 challenge, where the client sent one
   * @param nonce OpenID Connect's, where the client sent one
   * @param expiresAt from when on it does not work
   */
  record CodeKey(
      String digest,
      String redirectUri,
      Optional<String> codeChallenge,
      Optional<String> nonce,
      Instant expiresAt) {}

  /**
   * An access token.
   *
   * @param digest the token's
   * @param expiresAt from when on it does not work
   * @param narrowed for what, if for less than the grant
   */
  record TokenKey(String digest, Instant expiresAt, Optional<Set<String>> narrowed) {
    /** The same, which works until then at the latest. */
    TokenKey until(Instant most) {
      return expiresAt.isAfter(most) ? new TokenKey(digest, most, narrowed) : this;
    }
  }

  /**
   * A refresh token, and when those before it were replaced. Which these were needs no storing:
   * each leads to its successor ({@link GrantKeys#successor}).
   *
   * @param digest the token's
   * @param earlier when those before it were given that were replaced a moment ago, the latest
   *     first
   * @param since when the first one was given
   * @param givenAt when this one was given
   * @param expiresAt from when on it does not work
   * @param endsAt from when on none that follows it works
   */
  record RefreshKey(
      String digest,
      List<Instant> earlier,
      Instant since,
      Instant givenAt,
      Instant expiresAt,
      Instant endsAt) {
    /** The most that count though they were replaced: above that the oldest does no more. */
    static final int MOST_REPLACED = 10;

    RefreshKey {
      // what was stored before there were any has none
      earlier = earlier == null ? List.of() : List.copyOf(earlier);
    }

    /** The first of a grant. */
    static RefreshKey first(String digest, Instant now, Duration idle, Duration most) {
      Instant ends = now.plus(most);
      return new RefreshKey(digest, List.of(), now, now, earlier(now.plus(idle), ends), ends);
    }

    /** The next one. */
    RefreshKey next(String other, Instant now, Duration idle) {
      List<Instant> lately =
          replacements()
              .filter(at -> now.isBefore(at.plus(Grants.REFRESH_TOKEN_GRACE)))
              .limit(MOST_REPLACED - 1)
              .toList();
      return new RefreshKey(other, lately, since, now, earlier(now.plus(idle), endsAt), endsAt);
    }

    /**
     * When those before it were replaced, as far as that is known, the latest first: each in the
     * moment in which its successor was given.
     */
    Stream<Instant> replacements() {
      return Stream.concat(Stream.of(givenAt), earlier.stream());
    }

    private static Instant earlier(Instant one, Instant other) {
      return one.isBefore(other) ? one : other;
    }
  }

  /** The access tokens, the latest first. */
  Stream<TokenKey> accessTokens() {
    return Stream.concat(accessToken.stream(), earlierAccessTokens.stream());
  }

  /** Whether it lasts beyond its session. */
  boolean isOffline() {
    return refreshToken.isPresent();
  }

  /** By which grant the client goes on with it, which it has to be registered for meanwhile. */
  GrantType grantType() {
    if (isOffline()) {
      return GrantType.REFRESH_TOKEN;
    }
    return code.isPresent() ? GrantType.AUTHORIZATION_CODE : GrantType.PLATFORM_CODE;
  }

  /** Whether a client has something of it that works. */
  boolean isHeld(Instant now) {
    return accessToken.filter(key -> now.isBefore(key.expiresAt())).isPresent()
        || refreshToken.filter(key -> now.isBefore(key.expiresAt())).isPresent();
  }

  /** When it was given: its first key tells. */
  Instant since() {
    return refreshToken.map(RefreshKey::since).or(this::sinceOfFirstKey).orElseThrow();
  }

  private Optional<Instant> sinceOfFirstKey() {
    return code.map(key -> key.expiresAt().minus(Grants.CODE_LIFETIME))
        .or(() -> accessToken.map(key -> key.expiresAt().minus(Grants.ACCESS_TOKEN_LIFETIME)));
  }

  private Optional<Instant> expiresAt() {
    Optional<Instant> token = accessToken.map(TokenKey::expiresAt);
    return refreshToken
        .map(RefreshKey::expiresAt)
        .filter(refresh -> token.stream().allMatch(refresh::isAfter))
        .or(() -> token)
        .or(() -> code.map(key -> key.expiresAt().plus(CODE_REMEMBERED)));
  }

  /**
   * The next generation: the code is exchanged for tokens.
   *
   * @param token the access token that was given
   * @param refresh the refresh token that was given
   * @param session in which session, which may have replaced the one before
   */
  GrantRecord exchanged(TokenKey token, Optional<RefreshKey> refresh, String session) {
    return next(session, token, List.of(), refresh);
  }

  /**
   * The next generation: the refresh token is exchanged for the next one.
   *
   * @param token the access token that was given
   * @param refresh the refresh token that was given
   * @param now when
   */
  GrantRecord refreshed(TokenKey token, RefreshKey refresh, Instant now) {
    List<TokenKey> earlier =
        accessTokens()
            .filter(key -> now.isBefore(key.expiresAt()))
            .limit(MOST_ACCESS_TOKENS - 1)
            .toList();
    return next(sessionId, token, earlier, Optional.of(refresh));
  }

  private GrantRecord next(
      String session, TokenKey token, List<TokenKey> earlier, Optional<RefreshKey> refresh) {
    return new GrantRecord(
        clientId,
        clientCreatedAt,
        scope,
        userId,
        session,
        identity,
        generation + 1,
        code,
        Optional.of(token),
        earlier,
        refresh,
        claims);
  }
}
