package dev.muster.api;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A tenant's binding to a platform: at most one per platform.
 *
 * @param platform the platform's id; its bundle need not be there at the moment
 * @param fields values of fields that are not secret, by name
 * @param secrets the secret fields that are set, by name
 * @param createdAt since when it is bound
 * @param updatedAt when it was changed last
 * @param changedBy who did, as the actor of an audit event; empty where an earlier version stored
 *     it
 */
public record MobileApp(
    String platform,
    Map<String, String> fields,
    Map<String, SecretState> secrets,
    Instant createdAt,
    Instant updatedAt,
    Optional<String> changedBy) {
  /** Copies. */
  public MobileApp {
    fields = Map.copyOf(fields);
    secrets = Map.copyOf(secrets);
  }
}
