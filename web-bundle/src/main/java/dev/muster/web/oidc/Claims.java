package dev.muster.web.oidc;

import dev.muster.api.Grants;
import dev.muster.api.Identity;
import dev.muster.api.User;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The claims that a client receives about a person, by scope (OpenID Connect Core, section 5.4).
 */
final class Claims {
  /** Every claim of a person there may be, for discovery. */
  static final List<String> SUPPORTED =
      List.of(
          "sub",
          "name",
          "preferred_username",
          "picture",
          "locale",
          "email",
          "email_verified",
          "phone_number",
          "phone_number_verified",
          "platform",
          "platform_tenant",
          "platform_user_id",
          "departments");

  private Claims() {}

  /**
   * The claims of an access.
   *
   * @param contributed what hooks add, which never replaces ours
   * @param access of whom, and for what
   * @return claims by name
   */
  static Map<String, Object> of(Map<String, Object> contributed, Grants.Access access) {
    Map<String, Object> claims = new LinkedHashMap<>(contributed);
    claims.keySet().removeAll(SUPPORTED);
    User user = access.user();
    User.Profile profile = user.profile();
    Set<String> scope = access.scope();
    claims.put("sub", user.id());
    if (scope.contains(Scopes.PROFILE)) {
      profile.displayName().ifPresent(name -> claims.put("name", name));
      claims.put("preferred_username", profile.username());
      profile.picture().ifPresent(picture -> claims.put("picture", picture.toString()));
      profile.locale().ifPresent(locale -> claims.put("locale", locale));
    }
    if (scope.contains(Scopes.EMAIL) && profile.email().isPresent()) {
      claims.put("email", profile.email().get());
      claims.put("email_verified", profile.emailVerified());
    }
    if (scope.contains(Scopes.PHONE) && profile.phone().isPresent()) {
      claims.put("phone_number", profile.phone().get());
      claims.put("phone_number_verified", profile.phoneVerified());
    }
    if (scope.contains(Scopes.PLATFORM) && access.identity().isPresent()) {
      Identity identity = access.identity().get();
      claims.put("platform", identity.platform());
      claims.put("platform_tenant", identity.platformTenant());
      claims.put("platform_user_id", identity.platformUserId());
      claims.put("departments", identity.departments());
    }
    return claims;
  }
}
