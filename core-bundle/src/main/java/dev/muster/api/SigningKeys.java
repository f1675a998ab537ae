package dev.muster.api;

import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The keys that a tenant's tokens are signed with. A key is published before it signs and stays
 * published as long as what it signed lives.
 */
@ProviderType
public interface SigningKeys {
  /**
   * The key that signs now. From memory; meant for every token.
   *
   * @param tenant the tenant's id
   * @param alg {@code RS256} or {@code ES256}
   * @return the key
   * @throws ProblemException {@code NOT_FOUND} (tenant)
   */
  Active active(String tenant, String alg);

  /**
   * Every key that a verifier may meet: next, active and retired. From memory.
   *
   * @param tenant the tenant's id
   * @return the keys, newest first within an algorithm
   * @throws ProblemException {@code NOT_FOUND} (tenant)
   */
  List<Published> published(String tenant);

  /**
   * Makes a new key for each algorithm, published at once and signing 60 s later.
   *
   * @param caller on whose behalf
   * @param tenant the tenant's id
   * @return every key, as {@link #published}
   * @throws ProblemException {@code NOT_FOUND} (tenant), {@code THROTTLED} while a new key waits
   */
  List<Published> rotate(Caller caller, String tenant);

  /**
   * A key that signs.
   *
   * @param kid its id
   * @param keyPair the key
   */
  record Active(String kid, KeyPair keyPair) {
    @Override
    public String toString() {
      return "Active[" + kid + "]";
    }
  }

  /**
   * A key that verifies.
   *
   * @param kid its id
   * @param alg {@code RS256} or {@code ES256}
   * @param status where it stands
   * @param since since when it stands there
   * @param publicKey the key
   */
  record Published(String kid, String alg, Status status, Instant since, PublicKey publicKey) {}

  /** Where a key stands. */
  enum Status {
    /** Published, not signing yet. */
    NEXT,
    /** Signing. */
    ACTIVE,
    /** Published, not signing any more. */
    RETIRED
  }
}
