package dev.muster.core.secret;

import dev.muster.core.hook.SecretKeepers;
import dev.muster.core.hook.SecretKeepers.Answer;
import dev.muster.spi.hook.SecretKeeper;
import java.util.Arrays;

/** Has master keys wrapped and unwrapped by the keeper that a setting names. */
final class KeyWrapping {
  private final String keeper;
  private final SecretKeepers keepers;

  KeyWrapping(String keeper, SecretKeepers keepers) {
    this.keeper = keeper;
    this.keepers = keepers;
  }

  String keeper() {
    return keeper;
  }

  /**
   * Wraps a key, and sees that it can be unwrapped.
   *
   * @throws MasterKeyException if it cannot
   */
  MasterKeyLine wrap(String id, byte[] key) {
    byte[] wrapped = done(keeper, keepers.wrap(keeper, id, key));
    if (wrapped.length == 0
        || wrapped.length > SecretKeeper.MAX_WRAPPED
        || !Arrays.equals(key, done(keeper, keepers.unwrap(keeper, id, wrapped)))) {
      throw wrong(keeper, "does not unwrap what it has wrapped; nothing was stored");
    }
    return MasterKeyLine.wrapped(new MasterKeys.Key(id, key), keeper, wrapped);
  }

  /**
   * Unwraps a key, and sees that it is the one that was wrapped.
   *
   * @throws MasterKeyException if it is not
   */
  byte[] unwrap(MasterKeyLine line) {
    String name = line.keeper().orElseThrow();
    byte[] key = done(name, keepers.unwrap(name, line.id(), line.content()));
    if (key.length != MasterKeys.LENGTH || !line.isOf(new MasterKeys.Key(line.id(), key))) {
      throw wrong(name, "unwraps the master key " + line.id() + " into another than was wrapped");
    }
    return key;
  }

  private static byte[] done(String name, Answer answer) {
    if (answer instanceof Answer.Done done) {
      return done.bytes();
    }
    throw wrong(
        name,
        answer instanceof Answer.Absent
            ? "is not here: drop the plugin that offers it into plugins.dir"
            : "does not do its work: the log says why");
  }

  private static MasterKeyException wrong(String name, String what) {
    return new MasterKeyException(
        "Secrets cannot be used. The keeper '" + name + "' of secrets.keeper " + what + ".");
  }
}
