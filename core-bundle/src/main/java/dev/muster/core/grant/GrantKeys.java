package dev.muster.core.grant;

import dev.muster.core.secret.Digests;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Stored;
import dev.muster.spi.Secret;
import java.util.Optional;
import java.util.function.Function;

/**
 * What clients hold of a grant: its id and a secret, one after the other. So the grant is found by
 * its id, whichever key is presented and whatever became of the others. Stored is a digest of the
 * whole.
 */
final class GrantKeys {
  /** The characters of {@link Digests#newToken}. */
  private static final int ID_LENGTH = 43;

  private final Digests digests;

  GrantKeys(Digests digests) {
    this.digests = digests;
  }

  /** What a key is for, so that none is taken for another. */
  enum Purpose {
    CODE("authorization-code"),
    ACCESS_TOKEN("access-token");

    private final String label;

    Purpose(String label) {
      this.label = label;
    }
  }

  /** A new grant's id; not a secret, as it can be read off every key. */
  String newGrantId() {
    return digests.newToken().reveal();
  }

  Secret newKey(String grantId) {
    return Secret.of(grantId + digests.newToken().reveal());
  }

  String digest(Purpose purpose, Secret key) {
    return digests.digest(purpose.label, key);
  }

  /**
   * The grant of a key.
   *
   * @param presented what somebody takes for a key, however odd
   * @param digest where the digest stands that it must have
   * @return the grant, or empty if this is no key of any
   */
  Optional<Stored<GrantRecord>> find(
      Repository<GrantRecord> grants,
      String tenant,
      Purpose purpose,
      Secret presented,
      Function<GrantRecord, Optional<String>> digest) {
    String value = presented.reveal();
    return value.length() != 2 * ID_LENGTH
        ? Optional.empty()
        : grants
            .find(tenant, value.substring(0, ID_LENGTH))
            .filter(
                grant ->
                    digest
                        .apply(grant.value())
                        .filter(stored -> digests.matches(purpose.label, presented, stored))
                        .isPresent());
  }
}
