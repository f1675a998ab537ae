package dev.muster.core.branding;

import dev.muster.api.Branding;
import dev.muster.api.Color;
import dev.muster.core.store.Schema;
import java.net.URI;
import java.util.Optional;

/**
 * A branding as it is stored, one a tenant.
 *
 * @param logo the digest, which is the id of the {@link LogoRecord}
 */
record BrandingRecord(
    Optional<String> displayName,
    Optional<String> logo,
    Optional<String> primaryColor,
    Optional<String> darkPrimaryColor,
    Optional<URI> privacyUrl,
    Optional<URI> termsUrl,
    Optional<URI> supportUrl) {
  static final String COLLECTION = "branding";
  static final Schema<BrandingRecord> SCHEMA = Schema.of(COLLECTION, BrandingRecord.class);

  /** The id of each tenant's only one. */
  static final String ID = "branding";

  /** Where nothing was set. */
  static final BrandingRecord NONE =
      new BrandingRecord(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** The branding as others see it. */
  Branding branding(String tenantName) {
    return new Branding(
        displayName.orElse(tenantName),
        logo,
        primaryColor.map(Color::new),
        darkPrimaryColor.map(Color::new),
        privacyUrl,
        termsUrl,
        supportUrl);
  }
}
