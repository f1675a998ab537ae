package dev.muster.core.user;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Hashes passwords, a few at a time: hashing is work on purpose, and whoever lets us do it must not
 * keep all threads busy. The others wait a little, and are then sent away.
 *
 * <p>PBKDF2 with HMAC-SHA256 (RFC 8018), its parameters in the hash so that they can be raised:
 * {@code pbkdf2-sha256$<iterations>$<salt>$<hash>}.
 */
@Component(service = PasswordHash.class)
public final class PasswordHash {
  /** OWASP's number for this function. */
  public static final int ITERATIONS = 600_000;

  private static final String ID = "pbkdf2-sha256";
  private static final int MAX_ITERATIONS = 10_000_000;
  private static final int SALT = 16;
  private static final int BITS = 256;

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  static final int MOST_WAITING = 16;

  private final int iterations;
  private final Semaphore turns;
  private final Duration patience;
  private final SecureRandom random = new SecureRandom();

  /** With as many iterations as a product needs, on half of the processors. */
  @Activate
  public PasswordHash() {
    this(ITERATIONS);
  }

  /** With a number of iterations of one's own, for tests. */
  public PasswordHash(int iterations) {
    this(
        iterations,
        new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true),
        PATIENCE);
  }

  /** With turns of one's own, for tests. */
  public PasswordHash(int iterations, Semaphore turns, Duration patience) {
    this.iterations = iterations;
    this.turns = turns;
    this.patience = patience;
  }

  /**
   * A hash with a salt of its own.
   *
   * @throws ProblemException {@code UNAVAILABLE} if too many passwords are hashed at the moment
   */
  public String hash(Secret password) {
    return hash(password, iterations);
  }

  /**
   * A hash with another number of iterations.
   *
   * @throws ProblemException {@code UNAVAILABLE} if too many passwords are hashed at the moment
   */
  public String hash(Secret password, int iterations) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return String.join(
        "$",
        ID,
        Integer.toString(iterations),
        base64.encodeToString(salt),
        base64.encodeToString(derive(password, salt, iterations)));
  }

  /**
   * Whether a password is the one of a hash; false for a hash that is none.
   *
   * @throws ProblemException {@code UNAVAILABLE} if too many passwords are hashed at the moment
   */
  public boolean matches(Secret password, String hash) {
    String[] parts = hash.split("\\$", -1);
    if (parts.length != 4 || !parts[0].equals(ID) || !parts[1].matches("[0-9]{1,8}")) {
      return false;
    }
    int rounds = Integer.parseInt(parts[1]);
    if (rounds < 1 || rounds > MAX_ITERATIONS) {
      return false;
    }
    try {
      byte[] salt = Base64.getDecoder().decode(parts[2]);
      byte[] expected = Base64.getDecoder().decode(parts[3]);
      return salt.length > 0 && MessageDigest.isEqual(derive(password, salt, rounds), expected);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private byte[] derive(Secret password, byte[] salt, int rounds) {
    takeTurn();
    PBEKeySpec spec = new PBEKeySpec(password.reveal().toCharArray(), salt, rounds, BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      spec.clearPassword();
      turns.release();
    }
  }

  private void takeTurn() {
    try {
      if (turns.getQueueLength() < MOST_WAITING
          && turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new ProblemException(
        ProblemCode.UNAVAILABLE,
        "Too many passwords are being checked at the moment. Please try again.",
        List.of(),
        Optional.of(PATIENCE));
  }
}
