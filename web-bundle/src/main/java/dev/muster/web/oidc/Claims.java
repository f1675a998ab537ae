package dev.muster.web.oidc;

import dev.muster.api.Grants;
import dev.muster.api.User;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The claims that a client receives about a person, by scope (OpenID Connect Core, section 5.4).
 */
final class Claims {
  /** Every claim of a person there may be, with the scope that asks for it. */
  private static final Map<String, String> SCOPES = scopes();

  /** The same for discovery. */
  static final List<String> SUPPORTED = List.copyOf(SCOPES.keySet());

  private Claims() {}

  private static Map<String, String> scopes() {
    Map<String, String> scopes = new LinkedHashMap<>();
    scopes.put("sub", Scopes.OPENID);
    Stream.of("name", "nickname", "preferred_username", "picture", "locale", "updated_at")
        .forEach(name -> scopes.put(name, Scopes.PROFILE));
    Stream.of("email", "email_verified").forEach(name -> scopes.put(name, Scopes.EMAIL));
    Stream.of("phone_number", "phone_number_verified")
        .forEach(name -> scopes.put(name, Scopes.PHONE));
    Stream.of("platform", "platform_tenant", "platform_user_id", "departments")
        .forEach(name -> scopes.put(name, Scopes.PLATFORM));
    return Collections.unmodifiableMap(scopes);
  }

  /** Whether a claim is one that some scopes ask for. */
  static boolean isOf(String name, Set<String> scopes) {
    return Optional.ofNullable(SCOPES.get(name)).filter(scopes::contains).isPresent();
  }

  /**
   * The claims of an access, for UserInfo: those of its scope, and those that were asked for by
   * name and may be told.
   *
   * @param contributed what hooks add, which never replaces ours
   * @param access of whom, and for what
   * @return claims by name
   */
  static Map<String, Object> of(Map<String, Object> contributed, Grants.Access access) {
    Map<String, Object> claims = new LinkedHashMap<>(contributed);
    claims.keySet().removeAll(SUPPORTED);
    known(access)
        .forEach(
            (name, value) -> {
              if (isOf(name, access.scope())) {
                claims.put(name, value);
              }
            });
    claims.putAll(named(access, access.claims().userInfo()));
    return claims;
  }

  /** The claims of an access that were asked for by name for the ID token, and may be told. */
  static Map<String, Object> named(Grants.Access access) {
    return named(access, access.claims().idToken());
  }

  private static Map<String, Object> named(Grants.Access access, Set<String> names) {
    if (names.isEmpty()) {
      return Map.of();
    }
    Map<String, Object> claims = known(access);
    claims.keySet().removeIf(name -> !names.contains(name) || !isOf(name, access.claimScopes()));
    return claims;
  }

  /** As RFC 5646, section 4.5, writes it: {@code zh-CN}, however it was entered. */
  private static String canonical(String locale) {
    String tag = Locale.forLanguageTag(locale.replace('_', '-')).toLanguageTag();
    return tag.equals("und") ? locale : tag;
  }

  /** Everything that is known of the person. */
  private static Map<String, Object> known(Grants.Access access) {
    Map<String, Object> claims = new LinkedHashMap<>();
    User user = access.user();
    User.Profile profile = user.profile();
    claims.put("sub", user.id());
    profile.displayName().ifPresent(name -> claims.put("name", name));
    profile.nickname().ifPresent(nickname -> claims.put("nickname", nickname));
    claims.put("preferred_username", profile.username());
    profile.picture().ifPresent(picture -> claims.put("picture", picture.toString()));
    profile.locale().ifPresent(locale -> claims.put("locale", canonical(locale)));
    claims.put("updated_at", user.profileChangedAt().getEpochSecond());
    profile
        .email()
        .ifPresent(
            email -> {
              claims.put("email", email);
              claims.put("email_verified", profile.emailVerified());
            });
    profile
        .phone()
        .ifPresent(
            phone -> {
              claims.put("phone_number", phone);
              claims.put("phone_number_verified", profile.phoneVerified());
            });
    access
        .identity()
        .ifPresent(
            identity -> {
              claims.put("platform", identity.platform());
              claims.put("platform_tenant", identity.platformTenant());
              claims.put("platform_user_id", identity.platformUserId());
              claims.put("departments", identity.departments());
            });
    return claims;
  }
}
