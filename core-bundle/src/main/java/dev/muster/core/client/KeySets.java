package dev.muster.core.client;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.util.Optional;

/** The public keys of a client, as it entered or publishes them (RFC 7517, section 5). */
final class KeySets {
  /** The largest set, in bytes. */
  static final int MAX_SIZE = 100_000;

  private static final int MAX_KEYS = 50;

  private KeySets() {}

  /** Reads a set; empty if it is none, has no keys or too many, or one that only its owner has. */
  static Optional<JWKSet> read(String text) {
    if (text.length() > MAX_SIZE) {
      return Optional.empty();
    }
    try {
      JWKSet keys = JWKSet.parse(text);
      return Optional.of(keys)
          .filter(set -> !set.isEmpty() && set.size() <= MAX_KEYS)
          .filter(set -> set.getKeys().stream().noneMatch(JWK::isPrivate));
    } catch (ParseException | RuntimeException e) { // a key that is JSON null, among others
      return Optional.empty();
    }
  }
}
