package dev.muster.core.client;

import dev.muster.core.store.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An assertion that a client has used (RFC 7523, section 3, on {@code jti}). The document's id is a
 * digest of the client and the {@code jti}.
 *
 * @param until when the assertion has expired, so that nothing needs to be remembered any more
 */
record UsedAssertion(Instant until) {
  static final Schema<UsedAssertion> SCHEMA =
      new Schema<>(
          "used-assertion",
          UsedAssertion.class,
          used -> List.of(),
          used -> Optional.of(used.until()));
}
