package dev.muster.spi;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A credential that does not print itself: {@link #toString()} is {@code ***}, whatever it is put
 * into. Equality takes the same time wherever two values differ. Immutable and thread-safe.
 */
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /**
   * Wraps a credential.
   *
   * @param value the plain value, not empty
   * @return the secret
   * @throws IllegalArgumentException if the value is empty
   */
  public static Secret of(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("A secret is not empty");
    }
    return new Secret(value);
  }

  /**
   * The plain value, for the one call that needs it. Never log it, store it or put it into a
   * message.
   *
   * @return the plain value
   */
  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), that.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
