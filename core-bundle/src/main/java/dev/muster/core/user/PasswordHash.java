package dev.muster.core.user;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.user.HashTurns.Party;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Hashes passwords, a few at a time: hashing is work on purpose, and whoever lets us do it must not
 * keep all threads busy. The others wait a little, and are then sent away.
 *
 * <p>Argon2id (RFC 9106) in the PHC string format, its cost in the hash so that it can be raised.
 * Earlier versions made {@code pbkdf2-sha256$<iterations>$<salt>$<hash>} (RFC 8018), which is still
 * checked.
 */
@Component(service = PasswordHash.class)
public final class PasswordHash {
  /**
   * What making a hash costs.
   *
   * @param kibibytes memory
   * @param passes over it
   */
  public record Cost(int kibibytes, int passes) {
    /** One of OWASP's equal choices for this function, the one that takes the least memory. */
    public static final Cost PASSWORD = new Cost(7168, 5);

    /** The least that a stored hash of ours may have cost. */
    public static final Cost LEAST = new Cost(8, 1);

    private static final Cost MOST = new Cost(65_536, 20);

    private byte[] argon2(Secret password, byte[] salt) {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(kibibytes)
              .withIterations(passes)
              .withParallelism(1)
              .withSalt(salt)
              .build());
      byte[] hash = new byte[BITS / 8];
      byte[] bytes = password.reveal().getBytes(StandardCharsets.UTF_8);
      generator.generateBytes(bytes, hash);
      Arrays.fill(bytes, (byte) 0);
      return hash;
    }

    /** Whether a hash of ours can have cost that: what is stored must not keep us busy. */
    private boolean isBearable() {
      return kibibytes >= LEAST.kibibytes
          && kibibytes <= MOST.kibibytes
          && passes >= LEAST.passes
          && passes <= MOST.passes;
    }

    private String prefix() {
      return "$argon2id$v=19$m=" + kibibytes + ",t=" + passes + ",p=1$";
    }
  }

  private static final Pattern ARGON2 =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=([0-9]{1,5}),t=([0-9]{1,2}),p=1"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{43})");
  private static final Pattern PBKDF2 =
      Pattern.compile("pbkdf2-sha256\\$([0-9]{1,8})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
  private static final int MAX_ITERATIONS = 10_000_000;
  private static final int SALT = 16;
  private static final int BITS = 256;

  private static final Duration COME_BACK = Duration.ofSeconds(1);

  private static final Party OURSELVES = Party.choice("", "system");

  private final Cost cost;
  private final HashTurns turns;
  private final LongAdder hashed = new LongAdder();
  private final SecureRandom random = new SecureRandom();

  /** At the cost that a product needs, on half of the processors. */
  @Activate
  public PasswordHash() {
    this(Cost.PASSWORD);
  }

  /** At a cost of one's own, for tests. */
  public PasswordHash(Cost cost) {
    this(cost, new HashTurns());
  }

  /** With turns of one's own, for tests. */
  public PasswordHash(Cost cost, HashTurns turns) {
    this.cost = cost;
    this.turns = turns;
  }

  /**
   * A hash with a salt of its own, for the product itself; whoever hashes for others says for whom.
   *
   * @throws ProblemException {@code UNAVAILABLE} if too many passwords are hashed at the moment
   */
  public String hash(Secret password) {
    return hash(OURSELVES, password);
  }

  /**
   * The same for work in the background: it takes no turn while anybody waits for one.
   *
   * @throws ProblemException {@code UNAVAILABLE} then
   */
  String hashInBackground(Secret password) {
    return hash(Party.BACKGROUND, password);
  }

  /**
   * A hash with a salt of its own.
   *
   * @param party for whom
   * @param password the password
   * @throws ProblemException {@code UNAVAILABLE} if too many passwords are hashed at the moment
   */
  public String hash(Party party, Secret password) {
    byte[] salt = new byte[SALT];
    random.nextBytes(salt);
    return inTurn(
        party,
        () -> {
          hashed.increment();
          return cost.prefix() + base64(salt) + '$' + base64(cost.argon2(password, salt));
        });
  }

  /** {@return how often a password was hashed, for a new hash or to compare it with one} */
  public long hashed() {
    return hashed.sum();
  }

  /** Whether a hash was made in an earlier way, or at another cost, than one made now. */
  public boolean isOutdated(String hash) {
    return !hash.startsWith(cost.prefix());
  }

  /** The kind of hashes that are made now. */
  public String kind() {
    return cost.prefix();
  }

  /** What hashes have in common that take the same work, or empty for a hash that is none. */
  public static Optional<String> kind(String hash) {
    return ARGON2.matcher(hash).matches() || PBKDF2.matcher(hash).matches()
        ? Optional.of(withoutLast(withoutLast(hash)) + '$')
        : Optional.empty();
  }

  private static String withoutLast(String parts) {
    return parts.substring(0, parts.lastIndexOf('$'));
  }

  /**
   * A hash of no password, which takes the work of one.
   *
   * @param kind as {@link #kind(String)} says it
   */
  public String decoy(String kind) {
    return kind + random(SALT) + '$' + random(BITS / 8);
  }

  private String random(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return base64(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Whether a password is the one of a hash, as {@link #hash(Secret)}; false for a hash that is
   * none.
   *
   * @throws ProblemException {@code UNAVAILABLE} if too many passwords are hashed at the moment
   */
  public boolean matches(Secret password, String hash) {
    return matches(OURSELVES, password, hash);
  }

  /** The same for work in the background, as {@link #hashInBackground}. */
  boolean matchesInBackground(Secret password, String hash) {
    return matches(Party.BACKGROUND, password, hash);
  }

  /**
   * Whether a password is the one of a hash; false for a hash that is none. For whoever signs in
   * {@link PasswordChecks} has it take as long for everybody.
   *
   * @param party for whom
   * @param password what is presented
   * @param hash what is stored
   * @throws ProblemException {@code UNAVAILABLE} if too many passwords are hashed at the moment
   */
  public boolean matches(Party party, Secret password, String hash) {
    return inTurn(party, () -> compares(password, hash));
  }

  /** The same in a turn that the caller has: see {@link #inTurn}. */
  boolean compares(Secret password, String hash) {
    try {
      return isArgon2(password, hash) || isPbkdf2(password, hash);
    } catch (IllegalArgumentException e) {
      // its base64 is none
      return false;
    }
  }

  private boolean isArgon2(Secret password, String hash) {
    Matcher parts = ARGON2.matcher(hash);
    if (!parts.matches()) {
      return false;
    }
    Cost made = new Cost(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    if (!made.isBearable()) {
      return false;
    }
    byte[] salt = Base64.getDecoder().decode(parts.group(3));
    byte[] expected = Base64.getDecoder().decode(parts.group(4));
    hashed.increment();
    return MessageDigest.isEqual(made.argon2(password, salt), expected);
  }

  private boolean isPbkdf2(Secret password, String hash) {
    Matcher parts = PBKDF2.matcher(hash);
    if (!parts.matches()) {
      return false;
    }
    int rounds = Integer.parseInt(parts.group(1));
    byte[] salt = Base64.getDecoder().decode(parts.group(2));
    byte[] expected = Base64.getDecoder().decode(parts.group(3));
    if (rounds < 1 || rounds > MAX_ITERATIONS) {
      return false;
    }
    hashed.increment();
    return MessageDigest.isEqual(pbkdf2(password, salt, rounds), expected);
  }

  private static byte[] pbkdf2(Secret password, byte[] salt, int rounds) {
    PBEKeySpec spec = new PBEKeySpec(password.reveal().toCharArray(), salt, rounds, BITS);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      spec.clearPassword();
    }
  }

  /**
   * Does work in one turn. Whoever hashes more than once for one answer takes one turn for all of
   * it, or the answer that is known already could be lost for want of another.
   *
   * @throws ProblemException {@code UNAVAILABLE} if too many passwords are hashed at the moment
   */
  <T> T inTurn(Party party, Supplier<T> work) {
    if (!turns.take(party)) {
      throw new ProblemException(
          ProblemCode.UNAVAILABLE,
          new Text(
              "Too many passwords are being checked at the moment. Please try again.",
              "正在验证的密码过多，请稍后重试。"),
          List.of(),
          Optional.of(COME_BACK));
    }
    try {
      return work.get();
    } finally {
      turns.giveBack();
    }
  }
}
