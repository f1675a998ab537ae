package dev.muster.core.secret;

import dev.muster.spi.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Encrypts what is stored and what travels through a browser. Thread-safe. */
@Component(service = SecretBox.class)
public final class SecretBox {
  private static final String STORED = "muster/stored";
  private static final String TRAVELLING = "muster/travelling/";

  private final MasterKeySource source;
  private final InstantSource clock;
  private final Aead aead = new Aead();

  /** Uses the master keys. */
  @Activate
  public SecretBox(@Reference MasterKeySource source, @Reference InstantSource clock) {
    this.source = source;
    this.clock = clock;
  }

  /**
   * Reads the master keys, or makes them.
   *
   * @throws MasterKeyException if they cannot be used
   */
  public static SecretBox of(Path file, InstantSource clock) {
    return new SecretBox(new MasterKeySource(file, Optional.empty()), clock);
  }

  /** Whether it can be used at all: not while a keeper is waited for. */
  public boolean isUsable() {
    return source.problem().isEmpty();
  }

  /** Encrypts a secret for the place where it will be stored. */
  public String seal(AssociatedData place, Secret secret) {
    return seal(place, secret.reveal().getBytes(StandardCharsets.UTF_8));
  }

  /** Encrypts bytes for the place where they will be stored. */
  public String seal(AssociatedData place, byte[] plain) {
    return aead.seal(source.keys(), STORED, plain, place.bytes());
  }

  /**
   * Decrypts what was stored.
   *
   * @throws MasterKeyException if the key is gone, or this was not sealed for this place
   */
  public Secret open(AssociatedData place, String sealed) {
    return Secret.of(new String(openBytes(place, sealed), StandardCharsets.UTF_8));
  }

  /**
   * Decrypts what was stored.
   *
   * @throws MasterKeyException if the key is gone, or this was not sealed for this place
   */
  public byte[] openBytes(AssociatedData place, String sealed) {
    return aead.open(source.keys(), STORED, sealed, place.bytes())
        .orElseThrow(() -> unreadable(place, sealed));
  }

  private MasterKeyException unreadable(AssociatedData place, String sealed) {
    boolean known = source.keys().find(Aead.keyId(sealed)).isPresent();
    return new MasterKeyException(
        "A stored secret ("
            + place.key().collection()
            + ", "
            + place.field()
            + ") does not open: "
            + (known
                ? "it was not encrypted for this place; set it again."
                : "master.key.file does not hold the key it was encrypted with; put the file back"
                    + " from where you keep its copy."));
  }

  /** The id of the key that encrypts at the moment. */
  public String currentKeyId() {
    return source.keys().first().id();
  }

  /** Whether something was sealed with the key that encrypts at the moment. */
  public boolean isCurrent(String sealed) {
    return Aead.keyId(sealed).equals(currentKeyId());
  }

  /** The same secret, sealed with the key that encrypts at the moment. */
  public String reseal(AssociatedData place, String sealed) {
    return isCurrent(sealed) ? sealed : seal(place, openBytes(place, sealed));
  }

  /**
   * Seals something that leaves us and comes back, such as a cookie.
   *
   * @param purpose what it is for; it opens for the same purpose only
   * @param plain what is sealed
   * @param bound what it is bound to; it opens with the same only
   * @param until when it stops opening
   * @return letters, digits, {@code -}, {@code _} and {@code .}
   */
  public String sealForTravel(String purpose, byte[] plain, String bound, Instant until) {
    ByteBuffer timed = ByteBuffer.allocate(Long.BYTES + plain.length);
    timed.putLong(until.toEpochMilli()).put(plain);
    return aead.seal(
        source.keys(), TRAVELLING + purpose, timed.array(), bound.getBytes(StandardCharsets.UTF_8));
  }

  /** What was sealed so, or empty for anything else, however odd, and once its time is over. */
  public Optional<byte[]> openFromTravel(String purpose, String sealed, String bound) {
    return aead.open(
            source.keys(), TRAVELLING + purpose, sealed, bound.getBytes(StandardCharsets.UTF_8))
        .filter(timed -> clock.millis() < ByteBuffer.wrap(timed).getLong())
        .map(timed -> Arrays.copyOfRange(timed, Long.BYTES, timed.length));
  }

  /**
   * Reads the master keys again.
   *
   * @return whether another key encrypts from now on
   * @throws MasterKeyException if they cannot be used; those before stay in use
   */
  public boolean reload() {
    return source.reload();
  }
}
