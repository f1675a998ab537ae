package dev.muster.core.key;

import dev.muster.core.store.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A signing key as it is stored; its document's id is the key's.
 *
 * @param alg {@code RS256} or {@code ES256}
 * @param privateKey PKCS #8, sealed
 * @param publicKey X.509
 * @param createdAt since when it is published
 * @param signsFrom from when on it signs
 * @param signsUntil from when on its successor signs
 */
record KeyRecord(
    String alg,
    String privateKey,
    byte[] publicKey,
    Instant createdAt,
    Instant signsFrom,
    Optional<Instant> signsUntil) {
  static final String COLLECTION = "signing-key";
  static final String FIELD = "privateKey";

  static final Schema<KeyRecord> SCHEMA =
      new Schema<>(
          COLLECTION,
          KeyRecord.class,
          each -> List.of(),
          each -> each.signsUntil().map(end -> end.plus(StoredSigningKeys.RETIRED)));

  KeyRecord until(Instant end) {
    return new KeyRecord(alg, privateKey, publicKey, createdAt, signsFrom, Optional.of(end));
  }

  KeyRecord sealedAs(String sealed) {
    return new KeyRecord(alg, sealed, publicKey, createdAt, signsFrom, signsUntil);
  }
}
