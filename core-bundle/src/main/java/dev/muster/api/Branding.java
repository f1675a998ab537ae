package dev.muster.api;

import java.net.URI;
import java.util.Optional;

/**
 * How the pages look on which a tenant's people sign in.
 *
 * @param displayName whose pages they are; the tenant's own name where nothing else was set
 * @param logo the digest of the logo, see {@link Brandings#logo}
 * @param primaryColor of buttons and links, or empty for the pages' own
 * @param darkPrimaryColor the same where a browser is dark
 * @param privacyUrl where people read what becomes of their data: https
 * @param termsUrl where they read what they agree to: https
 * @param supportUrl where they get help: https
 */
public record Branding(
    String displayName,
    Optional<String> logo,
    Optional<Color> primaryColor,
    Optional<Color> darkPrimaryColor,
    Optional<URI> privacyUrl,
    Optional<URI> termsUrl,
    Optional<URI> supportUrl) {
  /**
   * What an administrator enters; what is empty is as if it had never been set.
   *
   * @param displayName 1 to 100 characters
   * @param logo a data URI (RFC 2397) of a PNG, SVG or WebP of at most 100 kB
   * @param primaryColor {@code #rrggbb}
   * @param darkPrimaryColor {@code #rrggbb}
   * @param privacyUrl an https address
   * @param termsUrl an https address
   * @param supportUrl an https address
   */
  public record Settings(
      Optional<String> displayName,
      Optional<String> logo,
      Optional<String> primaryColor,
      Optional<String> darkPrimaryColor,
      Optional<String> privacyUrl,
      Optional<String> termsUrl,
      Optional<String> supportUrl) {}

  /**
   * A branding that is not stored, with its logo.
   *
   * @param branding the branding
   * @param logo the logo that it names
   */
  public record Draft(Branding branding, Optional<Logo> logo) {}
}
