package dev.muster.api;

import java.time.Instant;
import java.util.Optional;

/**
 * Somebody is signed in in a browser, or in a native app.
 *
 * @param id ours, opaque; not what the browser holds
 * @param userId whose it is
 * @param identitySource how they signed in: an identity source's id, or {@link
 *     PasswordSignIns#SOURCE}
 * @param identityId the account at the platform with which they signed in; empty with a password
 * @param authTime when they signed in
 * @param lastUsedAt when an application was let in by it last, up to an hour ago
 * @param expiresAt when it ends at the latest
 * @param userAgent what the browser called itself, cut to 300 characters
 * @param address the network address it came from
 */
public record Session(
    String id,
    String userId,
    String identitySource,
    Optional<String> identityId,
    Instant authTime,
    Instant lastUsedAt,
    Instant expiresAt,
    String userAgent,
    String address) {
  /** A chat platform of the company has shown who they are. */
  public static final String ACR_PLATFORM = "urn:muster:acr:platform";

  /** They knew a password of ours. */
  public static final String ACR_PASSWORD = "urn:muster:acr:password";

  /**
   * How they signed in, as clients are told (OpenID Connect Core, section 2, {@code acr}).
   *
   * @return {@link #ACR_PLATFORM} or {@link #ACR_PASSWORD}
   */
  public String acr() {
    return identitySource.equals(PasswordSignIns.SOURCE) ? ACR_PASSWORD : ACR_PLATFORM;
  }
}
