package dev.muster.core.secret;

import dev.muster.settings.KeyLine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A key as it stands in the file: {@code <id> <base64 of 32 bytes>}, or wrapped, {@code <id>
 * <keeper>:<base64>:<check>}. The check is made of the key: what a keeper unwraps is compared with
 * it, so that a wrong key is never used.
 *
 * @param id the key's id
 * @param keeper who wrapped it; empty where it stands as it is
 * @param content the key, or what it was wrapped into
 * @param check of the key, where it is wrapped
 */
record MasterKeyLine(String id, Optional<String> keeper, byte[] content, byte[] check) {
  private static final int CHECK = 16;

  static Optional<MasterKeyLine> read(String text) {
    try {
      return KeyLine.of(text)
          .map(
              line ->
                  new MasterKeyLine(
                      line.id(), line.keeper(), decoded(line.content()), decoded(line.check())));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // as base64 it has no length that there is
    }
  }

  static MasterKeyLine plain(String id, byte[] key) {
    return new MasterKeyLine(id, Optional.empty(), key, new byte[0]);
  }

  static MasterKeyLine wrapped(MasterKeys.Key key, String keeper, byte[] content) {
    return new MasterKeyLine(key.id(), Optional.of(keeper), content, checkOf(key));
  }

  /** Whether a key is the one that was wrapped. */
  boolean isOf(MasterKeys.Key key) {
    return MessageDigest.isEqual(check, checkOf(key));
  }

  private static byte[] checkOf(MasterKeys.Key key) {
    byte[] id = key.id().getBytes(StandardCharsets.US_ASCII);
    return Arrays.copyOf(Derivation.expand(key.material(), "muster/key-check", id), CHECK);
  }

  private static byte[] decoded(String base64) {
    return Base64.getDecoder().decode(base64);
  }

  /** As it stands in the file. */
  String text() {
    Base64.Encoder base64 = Base64.getEncoder();
    return keeper
        .map(
            name ->
                id
                    + " "
                    + name
                    + ":"
                    + base64.encodeToString(content)
                    + ":"
                    + base64.encodeToString(check))
        .orElseGet(() -> id + " " + base64.encodeToString(content));
  }

  @Override
  public String toString() {
    return "MasterKeyLine[" + id + "]";
  }
}
