package dev.muster.core.pushed;

import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A pushed request as it is stored; the document's id is a digest of its {@code request_uri}.
 *
 * @param clientId whose it is
 * @param clientCreatedAt when the client was created: another one of the same id is not meant
 * @param parameters the request, {@code application/x-www-form-urlencoded}
 * @param begunAt when a browser came with it first; empty until then
 * @param expiresAt from when on it is worth nothing
 * @param network a digest of the client and the network that it came from; empty for clients that
 *     authenticate, whose people do not push
 */
record PushedRequestRecord(
    String clientId,
    Instant clientCreatedAt,
    String parameters,
    Optional<Instant> begunAt,
    Instant expiresAt,
    Optional<String> network) {
  /** The index by which a client's are counted. */
  static final String BY_CLIENT = "client";

  /** The index by which those are counted that came to a client from one network. */
  static final String BY_NETWORK = "network";

  static final Schema<PushedRequestRecord> SCHEMA =
      new Schema<>(
          "pushed-request",
          PushedRequestRecord.class,
          PushedRequestRecord::indexes,
          request -> Optional.of(request.expiresAt()));

  PushedRequestRecord begun(Instant now, Instant end) {
    return new PushedRequestRecord(
        clientId, clientCreatedAt, parameters, Optional.of(now), end, network);
  }

  private List<IndexEntry> indexes() {
    return Stream.concat(
            Stream.of(IndexEntry.of(BY_CLIENT, clientId)),
            network.stream().map(value -> IndexEntry.of(BY_NETWORK, value)))
        .toList();
  }
}
