package dev.muster.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A user's account at a platform. Its key is (platform, company, user id).
 *
 * @param id ours, opaque
 * @param identitySource the source by which it was linked
 * @param platform the platform's id
 * @param platformTenant the company's id there
 * @param platformUserId the person's id there, as the platform writes it
 * @param departments ids of departments, as of the last sign-in or reconciliation
 * @param linkedAt since when it is linked
 * @param lastSignInAt when it was used last; of one that a reconciliation made, when that was until
 *     it is used
 * @param leftAt since when the platform has reported its person as having left, disabled or no
 *     longer in the address book, while the user stays by another one: nobody comes in by it
 */
public record Identity(
    String id,
    String identitySource,
    String platform,
    String platformTenant,
    String platformUserId,
    List<String> departments,
    Instant linkedAt,
    Instant lastSignInAt,
    Optional<Instant> leftAt) {
  /** Copies. */
  public Identity {
    departments = List.copyOf(departments);
  }
}
