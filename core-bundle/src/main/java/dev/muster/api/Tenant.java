package dev.muster.api;

import java.time.Instant;

/**
 * A company or a part of one, kept apart from every other in all that it has.
 *
 * @param id {@code [a-z0-9-]{1,31}}, beginning with a letter or digit, never changed
 * @param settings what administrators can set of it
 * @param createdAt since when it is there
 */
public record Tenant(String id, Settings settings, Instant createdAt) {
  /** The tenant that is always there. */
  public static final String DEFAULT = "default";

  /**
   * What administrators can set of a tenant.
   *
   * @param displayName what people call it, 1 to 100 characters
   * @param passwordSignIn whether its users may sign in with a password
   */
  public record Settings(String displayName, boolean passwordSignIn) {
    /**
     * Those of a new tenant.
     *
     * @param displayName what people call it
     * @return without sign-in by password
     */
    public static Settings of(String displayName) {
      return new Settings(displayName, false);
    }

    /**
     * The same with another name.
     *
     * @param changed the name
     * @return other settings
     */
    public Settings withDisplayName(String changed) {
      return new Settings(changed, passwordSignIn);
    }

    /**
     * The same with or without sign-in by password.
     *
     * @param changed whether users may sign in with a password
     * @return other settings
     */
    public Settings withPasswordSignIn(boolean changed) {
      return new Settings(displayName, changed);
    }
  }
}
