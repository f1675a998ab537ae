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
      Optional<URI> picture) {
    /**
     * Somebody of whom only the user name is known.
     *
     * @param username their user name
     * @return the profile
     */
    public static Profile of(String username) {
      return new Profile(
          username,
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    /**
     * The same with another user name.
     *
     * @param changed unique in the tenant without regard to case
     * @return the profile
     */
    public Profile withUsername(String changed) {
      return new Profile(
          changed,
          displayName,
          email,
          emailVerified,
          phone,
          phoneVerified,
          externalId,
          locale,
          picture);
    }

    /**
     * The same with another name.
     *
     * @param changed what they are called
     * @return the profile
     */
    public Profile withDisplayName(Optional<String> changed) {
      return new Profile(
          username,
          changed,
          email,
          emailVerified,
          phone,
          phoneVerified,
          externalId,
          locale,
          picture);
    }

    /**
     * The same with another e-mail address.
     *
     * @param changed the address
     * @param verified whether it is known to be theirs
     * @return the profile
     */
    public Profile withEmail(Optional<String> changed, boolean verified) {
      return new Profile(
          username,
          displayName,
          changed,
          verified,
          phone,
          phoneVerified,
          externalId,
          locale,
          picture);
    }

    /**
     * The same with another phone number.
     *
     * @param changed the number in E.164
     * @param verified whether it is known to be theirs
     * @return the profile
     */
    public Profile withPhone(Optional<String> changed, boolean verified) {
      return new Profile(
          username,
          displayName,
          email,
          emailVerified,
          changed,
          verified,
          externalId,
          locale,
          picture);
    }

    /**
     * The same with another external id.
     *
     * @param changed unique in the tenant
     * @return the profile
     */
    public Profile withExternalId(Optional<String> changed) {
      return new Profile(
          username,
          displayName,
          email,
          emailVerified,
          phone,
          phoneVerified,
          changed,
          locale,
          picture);
    }

    /**
     * The same with another locale.
     *
     * @param changed a BCP 47 tag
     * @return the profile
     */
    public Profile withLocale(Optional<String> changed) {
      return new Profile(
          username,
          displayName,
          email,
          emailVerified,
          phone,
          phoneVerified,
          externalId,
          changed,
          picture);
    }

    /**
     * The same with another picture.
     *
     * @param changed an https address
     * @return the profile
     */
    public Profile withPicture(Optional<URI> changed) {
      return new Profile(
          username,
          displayName,
          email,
          emailVerified,
          phone,
          phoneVerified,
          externalId,
          locale,
          changed);
    }
  }
}
