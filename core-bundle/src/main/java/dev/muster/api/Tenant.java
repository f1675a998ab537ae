package dev.muster.api;

import java.time.Instant;

/**
 * A company or a part of one, kept apart from every other in all that it has.
 *
 * @param id {@code [a-z0-9-]{1,31}}, beginning with a letter or digit, never changed
 * @param displayName what people call it, 1 to 100 characters
 * @param createdAt since when it is there
 */
public record Tenant(String id, String displayName, Instant createdAt) {
  /** The tenant that is always there. */
  public static final String DEFAULT = "default";
}
