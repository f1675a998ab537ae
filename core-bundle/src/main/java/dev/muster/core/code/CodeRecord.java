package dev.muster.core.code;

import dev.muster.core.store.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The code of a flow; the document's id is a digest of the flow's key. There is one for whomever a
 * code was asked for, whether there is such an account or not.
 *
 * @param user whose code it is; empty until one is made, and where none will be
 * @param digest a keyed digest of the code and of all that it is bound to
 * @param asked how many codes were asked for in this flow
 * @param tried how many were entered
 * @param expiresAt until when the last one works
 */
record CodeRecord(
    Optional<String> user, Optional<String> digest, int asked, int tried, Instant expiresAt) {
  static final Schema<CodeRecord> SCHEMA =
      new Schema<>(
          "one-time-code",
          CodeRecord.class,
          code -> List.of(),
          code -> Optional.of(code.expiresAt()));

  static CodeRecord first(Instant expiresAt) {
    return new CodeRecord(Optional.empty(), Optional.empty(), 1, 0, expiresAt);
  }

  /** Another code was asked for: the one before is worth nothing, its tries count on. */
  CodeRecord again(Instant until) {
    return new CodeRecord(Optional.empty(), Optional.empty(), asked + 1, tried, until);
  }

  CodeRecord made(String whose, String ofCode) {
    return new CodeRecord(Optional.of(whose), Optional.of(ofCode), asked, tried, expiresAt);
  }

  CodeRecord entered() {
    return new CodeRecord(user, digest, asked, tried + 1, expiresAt);
  }
}
