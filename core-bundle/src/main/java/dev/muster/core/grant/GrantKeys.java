package dev.muster.core.grant;

import dev.muster.core.secret.Digests;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Stored;
import dev.muster.spi.Secret;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What clients hold of a grant: its id and a secret, one after the other. So the grant is found by
 * its id, whichever key is presented and whatever became of the others. Stored is a digest of the
 * whole.
 *
 * <p>A refresh token has a seal behind the two. One that was replaced long ago is known as ours by
 * it, though nothing of it is stored, and the id alone, which every key shows, ends nothing. Its
 * successor is derived from it: nodes that are shown the same token at the same moment return the
 * same successor, and whoever reads the storage finds neither.
 */
final class GrantKeys {
  /** The characters of {@link Digests#newToken}. */
  private static final int ID_LENGTH = 43;

  private static final int KEY_LENGTH = 2 * ID_LENGTH;
  private static final String SEAL = "refresh-token-seal";
  private static final String SUCCESSOR = "refresh-token-successor";
  private static final String ACCESS_TOKEN_OF = "refresh-token-access-token";

  private final Digests digests;

  GrantKeys(Digests digests) {
    this.digests = digests;
  }

  /** What a key is for, so that none is taken for another. */
  enum Purpose {
    CODE("authorization-code"),
    ACCESS_TOKEN("access-token"),
    REFRESH_TOKEN("refresh-token");

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

  Secret newRefreshToken(String grantId) {
    return sealed(newKey(grantId));
  }

  /** The refresh token that replaces another, the same on every node. */
  Secret successor(Secret refreshToken) {
    return sealed(Secret.of(id(refreshToken) + digests.digest(SUCCESSOR, refreshToken)));
  }

  /** The access token that is given for a refresh token, the same on every node. */
  Secret accessTokenOf(Secret refreshToken) {
    return Secret.of(id(refreshToken) + digests.digest(ACCESS_TOKEN_OF, refreshToken));
  }

  private Secret sealed(Secret key) {
    return Secret.of(key.reveal() + digests.digest(SEAL, key));
  }

  private static String id(Secret key) {
    return key.reveal().substring(0, ID_LENGTH);
  }

  String digest(Purpose purpose, Secret key) {
    return digests.digest(purpose.label, key);
  }

  boolean isOf(Purpose purpose, Secret presented, String digest) {
    return digests.matches(purpose.label, presented, digest);
  }

  /**
   * The grant of a key.
   *
   * @param presented what somebody takes for a key, however odd
   * @param stored the digests one of which it must have
   * @return the grant, or empty if this is no key of any
   */
  Optional<Stored<GrantRecord>> find(
      Repository<GrantRecord> grants,
      String tenant,
      Purpose purpose,
      Secret presented,
      Function<GrantRecord, Stream<String>> stored) {
    return presented.reveal().length() != KEY_LENGTH
        ? Optional.empty()
        : grants
            .find(tenant, id(presented))
            .filter(
                grant ->
                    stored
                        .apply(grant.value())
                        .anyMatch(digest -> isOf(purpose, presented, digest)));
  }

  /**
   * The grant of a refresh token, also of one that was replaced.
   *
   * @param presented what somebody takes for a refresh token, however odd
   * @return the grant, or empty if we never gave this, or the grant has ended
   */
  Optional<Stored<GrantRecord>> ofRefreshToken(
      Repository<GrantRecord> grants, String tenant, Secret presented) {
    String value = presented.reveal();
    return value.length() == KEY_LENGTH + ID_LENGTH
            && digests.matches(
                SEAL, Secret.of(value.substring(0, KEY_LENGTH)), value.substring(KEY_LENGTH))
        ? grants.find(tenant, id(presented))
        : Optional.empty();
  }
}
