package dev.muster.core.grant;

import dev.muster.api.Grants;
import dev.muster.core.grant.GrantKeys.Purpose;
import dev.muster.core.grant.GrantRecord.RefreshKey;
import dev.muster.core.grant.GrantRecord.TokenKey;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Stored;
import dev.muster.spi.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Finds what a token is that somebody presents without saying which kind it is. */
final class PresentedTokens {
  private final Repository<GrantRecord> grants;
  private final GrantKeys keys;

  PresentedTokens(Repository<GrantRecord> grants, GrantKeys keys) {
    this.grants = grants;
    this.keys = keys;
  }

  /**
   * A token.
   *
   * @param grant the grant that it is a key of
   * @param refreshToken whether it is a refresh token
   * @param scope for what
   * @param issuedAt since when it works; that of its successor for one that was replaced
   * @param expiresAt from when on it does not work; empty for one that was replaced
   */
  record Presented(
      Stored<GrantRecord> grant,
      boolean refreshToken,
      Set<String> scope,
      Instant issuedAt,
      Optional<Instant> expiresAt) {}

  /** What a token is, whether it still works or not; however odd. */
  Optional<Presented> find(String tenant, Secret token) {
    return keys.find(
            grants,
            tenant,
            Purpose.ACCESS_TOKEN,
            token,
            grant -> grant.accessTokens().map(TokenKey::digest))
        .map(grant -> accessToken(grant, token))
        .or(
            () ->
                keys.ofRefreshToken(grants, tenant, token)
                    .flatMap(
                        grant ->
                            grant
                                .value()
                                .refreshToken()
                                .map(key -> refreshToken(grant, key, token))));
  }

  private Presented accessToken(Stored<GrantRecord> stored, Secret token) {
    GrantRecord grant = stored.value();
    TokenKey key =
        grant
            .accessTokens()
            .filter(it -> keys.isOf(Purpose.ACCESS_TOKEN, token, it.digest()))
            .findFirst()
            .orElseThrow();
    return new Presented(
        stored,
        false,
        key.narrowed().orElse(grant.scope()),
        key.expiresAt().minus(Grants.ACCESS_TOKEN_LIFETIME),
        Optional.of(key.expiresAt()));
  }

  private Presented refreshToken(Stored<GrantRecord> stored, RefreshKey key, Secret token) {
    return new Presented(
        stored,
        true,
        stored.value().scope(),
        key.givenAt(),
        Optional.of(key.expiresAt())
            .filter(any -> keys.isOf(Purpose.REFRESH_TOKEN, token, key.digest())));
  }
}
