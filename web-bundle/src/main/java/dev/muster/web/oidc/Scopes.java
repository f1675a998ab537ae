package dev.muster.web.oidc;

import java.util.Set;

/** The scopes there are (OpenID Connect Core, section 5.4, and one of ours). */
final class Scopes {
  static final String OPENID = "openid";
  static final String PROFILE = "profile";
  static final String EMAIL = "email";
  static final String PHONE = "phone";

  /** The account at the platform. */
  static final String PLATFORM = "platform";

  static final Set<String> KNOWN = Set.of(OPENID, PROFILE, EMAIL, PHONE, PLATFORM);

  private Scopes() {}
}
