package dev.muster.core.admin;

import dev.muster.api.ApiTokens.ApiToken;
import dev.muster.api.ApiTokens.Settings;
import dev.muster.api.Versioned;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import java.time.Instant;
import java.util.Optional;

/**
 * An API token as it is stored; the id is the document's.
 *
 * @param settings what it may do
 * @param digest of what is presented
 * @param createdAt since when it is there
 * @param createdBy by whom it was made
 * @param lastUsedAt when it was used last, or a while before
 */
record TokenRecord(
    Settings settings,
    String digest,
    Instant createdAt,
    String createdBy,
    Optional<Instant> lastUsedAt) {
  static final String COLLECTION = "api-token";

  static final Schema<TokenRecord> SCHEMA = Schema.of(COLLECTION, TokenRecord.class);

  boolean isValidAt(Instant now) {
    return settings.expiresAt().map(now::isBefore).orElse(true);
  }

  TokenRecord usedAt(Instant now) {
    return new TokenRecord(settings, digest, createdAt, createdBy, Optional.of(now));
  }

  static Versioned<ApiToken> token(Stored<TokenRecord> stored) {
    TokenRecord record = stored.value();
    return new Versioned<>(
        new ApiToken(
            stored.key().id(),
            record.settings,
            record.createdAt,
            record.createdBy,
            record.lastUsedAt),
        stored.version());
  }
}
