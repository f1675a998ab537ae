package dev.muster.api;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Claims that integrators' hooks add to those that a client receives about a person. */
@ProviderType
public interface ContributedClaims {
  /**
   * What they add. Ends within a second; a hook that fails adds nothing.
   *
   * @param tenant the tenant's id
   * @param access whom the client asks about, and for what
   * @return claims by name, none of the protocol's or the product's own; values are texts, numbers,
   *     truth values, lists and maps
   */
  Map<String, Object> of(String tenant, Grants.Access access);
}
