package dev.muster.core.secret;

import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.spi.Secret;
import dev.muster.spi.storage.DocumentStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Digests of what we hand out and only ever compare: tokens, codes, client secrets. Keyed, so that
 * whoever reads the storage cannot test guesses; the key is stored encrypted and outlives a
 * rotation of the master key.
 */
@Component(service = {Digests.class, Resealable.class})
public final class Digests implements Resealable {
  private static final Schema<DigestKey> KEYS = Schema.of("digest-key", DigestKey.class);
  private static final String ID = "current";
  private static final String FIELD = "key";
  private static final int TOKEN_BYTES = 32;

  private final Storage storage;
  private final Repository<DigestKey> repository;
  private final SecretBox box;
  private final SecureRandom random = new SecureRandom();
  private volatile @Nullable SecretKey key;

  /** Nothing is read before the first digest. */
  @Activate
  public Digests(@Reference Storage storage, @Reference SecretBox box) {
    this.storage = storage;
    this.repository = storage.repository(KEYS);
    this.box = box;
  }

  record DigestKey(String sealed) {}

  /** A new secret of 256 random bits, as 43 letters, digits, {@code -} and {@code _}. */
  public Secret newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Secret.of(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** The digest of a secret: 43 characters, the same for the same purpose and secret. */
  public String digest(String purpose, Secret secret) {
    Mac mac = Derivation.mac(key());
    mac.update(purpose.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    mac.update(secret.reveal().getBytes(StandardCharsets.UTF_8));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
  }

  /** Whether a digest is that of a secret; takes as long for a wrong one. */
  public boolean matches(String purpose, Secret presented, String digest) {
    return same(digest(purpose, presented), digest);
  }

  /** Whether two digests are one; takes as long for two that differ. */
  public static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  /**
   * Reads the key, unless it is known. It is the first thing that was ever sealed, so this shows
   * whether the master keys belong to what is stored.
   *
   * @throws MasterKeyException if they do not
   */
  public void requireKey() {
    var unused = key();
  }

  /**
   * The same look where nothing may be changed; nothing is stored yet where the key is missing.
   *
   * @throws MasterKeyException if the master keys do not belong to what is stored
   */
  public static void requireKey(DocumentStore store, SecretBox box) {
    new Storage(store)
        .repository(KEYS)
        .find("", ID)
        .ifPresent(
            stored -> {
              var unused =
                  box.openBytes(new AssociatedData(stored.key(), FIELD), stored.value().sealed());
            });
  }

  private SecretKey key() {
    SecretKey known = key;
    if (known != null) {
      return known;
    }
    SecretKey read = readOrCreate();
    key = read;
    return read;
  }

  private SecretKey readOrCreate() {
    AssociatedData place = new AssociatedData(repository.key("", ID), FIELD);
    String sealed =
        storage.transact(
            work -> {
              Optional<Stored<DigestKey>> stored = repository.find("", ID);
              if (stored.isPresent()) {
                return () -> stored.get().value().sealed();
              }
              byte[] fresh = new byte[MasterKeys.LENGTH];
              random.nextBytes(fresh);
              String made = box.seal(place, fresh);
              work.add(repository.create("", ID, new DigestKey(made)));
              return () -> made;
            });
    return new SecretKeySpec(box.openBytes(place, sealed), Derivation.ALGORITHM);
  }

  @Override
  public int reseal(String partition) {
    if (!partition.isEmpty()) {
      return 0;
    }
    return storage.<Integer>transact(
        work -> {
          Optional<Stored<DigestKey>> stored = repository.find("", ID);
          if (stored.isEmpty() || box.isCurrent(stored.get().value().sealed())) {
            return () -> 0;
          }
          AssociatedData place = new AssociatedData(stored.get().key(), FIELD);
          String sealed = box.reseal(place, stored.get().value().sealed());
          work.add(repository.replace(stored.get(), new DigestKey(sealed)));
          return () -> 1;
        });
  }
}
