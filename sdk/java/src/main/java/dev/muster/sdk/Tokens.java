package dev.muster.sdk;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an app was given, as it is kept. */
final class Tokens {
  /** Clocks of phones are wrong by minutes. */
  private static final long SKEW_MILLIS = 300_000;

  final String accessToken;
  final String refreshToken;
  final String subject;
  final long expiresAtMillis;

  private Tokens(String accessToken, String refreshToken, String subject, long expiresAtMillis) {
    this.accessToken = accessToken;
    this.refreshToken = refreshToken;
    this.subject = subject;
    this.expiresAtMillis = expiresAtMillis;
  }

  /**
   * Those of an answer of the token endpoint. The ID token came from the server itself, over TLS,
   * so that its claims are checked and its signature need not be (OpenID Connect Core, section
   * 3.1.3.7, 6).
   */
  static Tokens of(
      Calls.Answer answer, String issuer, String clientId, Optional<Tokens> before, long nowMillis)
      throws MusterException {
    String accessToken = answer.text("access_token");
    if (accessToken.isEmpty()) {
      throw unexpected("The answer has no access token");
    }
    String idToken = answer.text("id_token");
    String subject =
        idToken.isEmpty() && before.isPresent()
            ? before.get().subject
            : subject(idToken, issuer, clientId, nowMillis);
    if (before.isPresent() && !before.get().subject.equals(subject)) {
      throw unexpected("The tokens are somebody else's");
    }
    String refreshToken = answer.text("refresh_token");
    return new Tokens(
        accessToken,
        refreshToken.isEmpty() && before.isPresent() ? before.get().refreshToken : refreshToken,
        subject,
        nowMillis + 1000L * answer.number("expires_in"));
  }

  private static String subject(String idToken, String issuer, String clientId, long nowMillis)
      throws MusterException {
    String[] parts = idToken.split("\\.", -1);
    if (parts.length != 3) {
      throw unexpected("The answer has no ID token");
    }
    Map<String, Object> claims;
    try {
      claims =
          Json.object(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw unexpected("The ID token cannot be read");
    }
    Object audience = claims.get("aud");
    boolean ours =
        clientId.equals(audience)
            || (audience instanceof List && ((List<?>) audience).contains(clientId));
    Object expires = claims.get("exp");
    Object subject = claims.get("sub");
    if (!issuer.equals(claims.get("iss"))
        || !ours
        || !(expires instanceof Double)
        || ((Double) expires) * 1000 + SKEW_MILLIS < nowMillis
        || !(subject instanceof String)) {
      throw unexpected("The ID token is not for this app");
    }
    return (String) subject;
  }

  private static MusterException unexpected(String what) {
    return new MusterException(MusterException.UNEXPECTED_ANSWER, what);
  }

  boolean expiresBefore(long millis) {
    return expiresAtMillis < millis;
  }

  String text() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("accessToken", accessToken);
    values.put("refreshToken", refreshToken);
    values.put("subject", subject);
    values.put("expiresAt", Long.toString(expiresAtMillis));
    return Json.write(values);
  }

  /** What is not ours, or of a later version, counts as nothing. */
  static Optional<Tokens> read(String text) {
    try {
      Map<String, Object> values = Json.object(text);
      return Optional.of(
          new Tokens(
              member(values, "accessToken"),
              member(values, "refreshToken"),
              member(values, "subject"),
              Long.parseLong(member(values, "expiresAt"))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String member(Map<String, Object> values, String name) {
    Object value = values.get(name);
    if (!(value instanceof String)) {
      throw new IllegalArgumentException(name);
    }
    return (String) value;
  }
}
