package dev.muster.core.secret;

import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Master keys: the first encrypts, all decrypt. */
final class MasterKeys {
  /** The length of a key, in bytes. */
  static final int LENGTH = 32;

  private final List<Key> keys;

  /** Takes at least one key, with ids that differ. */
  MasterKeys(List<Key> keys) {
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("There is no master key");
    }
    this.keys = List.copyOf(keys);
  }

  Key first() {
    return keys.get(0);
  }

  Optional<Key> find(String id) {
    for (Key key : keys) {
      if (key.id.equals(id)) {
        return Optional.of(key);
      }
    }
    return Optional.empty();
  }

  /** One key. Does not print itself. */
  static final class Key {
    private final String id;
    private final SecretKey material;

    Key(String id, byte[] material) {
      this.id = id;
      this.material = new SecretKeySpec(material, Derivation.ALGORITHM);
    }

    String id() {
      return id;
    }

    SecretKey material() {
      return material;
    }

    @Override
    public String toString() {
      return "Key[" + id + "]";
    }
  }
}
