package dev.muster.core.pushed;

import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A pushed request as it is stored; the document's id is a digest of its {@code request_uri}.
 *
 * @param clientId whose it is
 * @param clientCreatedAt when the client was created: another one of the same id is not meant
 * @param parameters the request, {@code application/x-www-form-urlencoded}
 * @param begunAt when a browser came with it first; empty until then
 * @param expiresAt from when on it is worth nothing
 */
record PushedRequestRecord(
    String clientId,
    Instant clientCreatedAt,
    String parameters,
    Optional<Instant> begunAt,
    Instant expiresAt) {
  /** The index by which a client's are counted. */
  static final String BY_CLIENT = "client";

  static final Schema<PushedRequestRecord> SCHEMA =
      new Schema<>(
          "pushed-request",
          PushedRequestRecord.class,
          request -> List.of(IndexEntry.of(BY_CLIENT, request.clientId())),
          request -> Optional.of(request.expiresAt()));

  PushedRequestRecord begun(Instant now, Instant end) {
    return new PushedRequestRecord(clientId, clientCreatedAt, parameters, Optional.of(now), end);
  }
}
