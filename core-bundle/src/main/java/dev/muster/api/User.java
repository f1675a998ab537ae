package dev.muster.api;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * A person who signs in.
 *
 * @param id ours, opaque, never changed: the {@code sub} of every token
 * @param profile what is known of them
 * @param active whether they may come in
 * @param passwordSet whether they have a password here
 * @param createdAt since when they are known
 * @param lastSignInAt when they came in last
 */
public record User(
    String id,
    Profile profile,
    boolean active,
    boolean passwordSet,
    Instant createdAt,
    Optional<Instant> lastSignInAt) {
  /**
   * What is known of a person.
   *
   * @param username unique in the tenant without regard to case, 1 to 100 characters
   * @param displayName what they are called
   * @param email an address, which others may have too
   * @param emailVerified whether it is known to be theirs
   * @param phone in E.164, which others may have too
   * @param phoneVerified whether it is known to be theirs
   * @param externalId their id in a system of the company's, unique in the tenant
   * @param locale a BCP 47 tag
   * @param picture an https address
   */
  public record Profile(
      String username,
      Optional<String> displayName,
      Optional<String> email,
      boolean emailVerified,
      Optional<String> phone,
      boolean phoneVerified,
      Optional<String> externalId,
      Optional<String> locale,
      Optional<URI> picture) {}
}
