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
 * @param profileChangedAt since when the profile is as it is; {@code createdAt} at the earliest
 * @param departure that they are disabled because a platform reported that they left; empty where
 *     they may come in, or where somebody else disabled them
 */
public record User(
    String id,
    Profile profile,
    boolean active,
    boolean passwordSet,
    Instant createdAt,
    Optional<Instant> lastSignInAt,
    Instant profileChangedAt,
    Optional<Departure> departure) {
  /**
   * That a platform reported somebody to have left. They are let in again when it reports that they
   * are back, or by an administrator.
   *
   * @param reason why they were disabled, in kebab case: {@code left-company}, {@code
   *     disabled-at-platform} or {@code not-found} where its address book has them no more; more
   *     may be added
   * @param at when they left, as far as that is known
   * @param identitySource the source by which the account was linked whose person left; it may be
   *     gone; empty where an earlier version stored it
   */
  public record Departure(String reason, Instant at, Optional<String> identitySource) {}

  /**
   * What is known of a person.
   *
   * @param username unique in the tenant without regard to case, 1 to 100 characters
   * @param displayName what they are called
   * @param nickname the other name that they go by, such as an alias at a platform
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
      Optional<String> nickname,
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
      return builder(username).build();
    }

    /**
     * A profile in which nothing but the user name is known yet.
     *
     * @param username their user name
     * @return a builder, to say what else is known
     */
    public static Builder builder(String username) {
      return new Builder(username);
    }

    /**
     * The same profile, to say what differs.
     *
     * @return a builder
     */
    public Builder toBuilder() {
      return new Builder(username)
          .displayName(displayName)
          .nickname(nickname)
          .email(email, emailVerified)
          .phone(phone, phoneVerified)
          .externalId(externalId)
          .locale(locale)
          .picture(picture);
    }

    /** A profile in the making, by the names of {@link Profile}. Of one thread. */
    public static final class Builder {
      private String username;
      private Optional<String> displayName = Optional.empty();
      private Optional<String> nickname = Optional.empty();
      private Optional<String> email = Optional.empty();
      private boolean emailVerified;
      private Optional<String> phone = Optional.empty();
      private boolean phoneVerified;
      private Optional<String> externalId = Optional.empty();
      private Optional<String> locale = Optional.empty();
      private Optional<URI> picture = Optional.empty();

      private Builder(String username) {
        this.username = username;
      }

      /** See {@link Profile#username()}. */
      public Builder username(String value) {
        username = value;
        return this;
      }

      /** See {@link Profile#displayName()}. */
      public Builder displayName(Optional<String> value) {
        displayName = value;
        return this;
      }

      /** See {@link Profile#nickname()}. */
      public Builder nickname(Optional<String> value) {
        nickname = value;
        return this;
      }

      /** See {@link Profile#email()} and {@link Profile#emailVerified()}. */
      public Builder email(Optional<String> value, boolean verified) {
        email = value;
        emailVerified = verified;
        return this;
      }

      /** See {@link Profile#phone()} and {@link Profile#phoneVerified()}. */
      public Builder phone(Optional<String> value, boolean verified) {
        phone = value;
        phoneVerified = verified;
        return this;
      }

      /** See {@link Profile#externalId()}. */
      public Builder externalId(Optional<String> value) {
        externalId = value;
        return this;
      }

      /** See {@link Profile#locale()}. */
      public Builder locale(Optional<String> value) {
        locale = value;
        return this;
      }

      /** See {@link Profile#picture()}. */
      public Builder picture(Optional<URI> value) {
        picture = value;
        return this;
      }

      /** The profile. */
      public Profile build() {
        return new Profile(
            username,
            displayName,
            nickname,
            email,
            emailVerified,
            phone,
            phoneVerified,
            externalId,
            locale,
            picture);
      }
    }
  }
}
