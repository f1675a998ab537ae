package dev.muster.web.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.SigningKeys;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;

/**
 * Reads ID tokens that come back as hints (OpenID Connect Core, section 3.1.2.1): ours, of this
 * tenant, also after their time, as long as the key that signed them is published. Nothing else
 * that we sign is a hint.
 */
final class IdTokenHints {
  private final SigningKeys keys;
  private final Issuers issuers;

  IdTokenHints(SigningKeys keys, Issuers issuers) {
    this.keys = keys;
    this.issuers = issuers;
  }

  /**
   * What a hint says.
   *
   * @param user the user's id
   * @param session the session's id ({@code sid})
   * @param audience the clients that it was made for
   */
  record Hint(String user, Optional<String> session, List<String> audience) {}

  /**
   * Whom a hint names.
   *
   * @param tenant the tenant's id
   * @param hint what was sent
   * @return the user's id, or empty if the hint is not ours
   */
  Optional<String> user(String tenant, String hint) {
    return read(tenant, hint).map(Hint::user);
  }

  /**
   * Reads a hint.
   *
   * @param tenant the tenant's id
   * @param hint what was sent
   * @return what it says, or empty if it is not ours
   */
  Optional<Hint> read(String tenant, String hint) {
    Optional<SignedJWT> parsed = parsed(hint);
    if (parsed.isEmpty()) {
      return Optional.empty();
    }
    SignedJWT token = parsed.get();
    Optional<PublicKey> key = key(tenant, token.getHeader());
    try {
      if (key.isEmpty() || !token.verify(verifier(key.get()))) {
        return Optional.empty();
      }
      JWTClaimsSet claims = token.getJWTClaimsSet();
      if (!issuers.of(tenant).equals(claims.getIssuer()) || !isIdToken(claims)) {
        return Optional.empty();
      }
      return Optional.of(
          new Hint(
              claims.getSubject(),
              Optional.ofNullable(claims.getStringClaim("sid")),
              claims.getAudience()));
    } catch (ParseException | JOSEException e) {
      return Optional.empty();
    }
  }

  /**
   * What a signed UserInfo answer, of the same type, never has (OpenID Connect Core, section 2).
   */
  private static boolean isIdToken(JWTClaimsSet claims) {
    return claims.getSubject() != null
        && claims.getIssueTime() != null
        && claims.getExpirationTime() != null;
  }

  private static Optional<SignedJWT> parsed(String hint) {
    try {
      return Optional.of(SignedJWT.parse(hint));
    } catch (ParseException | RuntimeException e) { // a header that is JSON null, among others
      return Optional.empty();
    }
  }

  /** The key says the algorithm, never the token (RFC 8725, section 3.1). */
  private Optional<PublicKey> key(String tenant, JWSHeader header) {
    boolean idToken = header.getType() == null || JOSEObjectType.JWT.equals(header.getType());
    return keys.published(tenant).stream()
        .filter(
            key ->
                idToken
                    && key.kid().equals(header.getKeyID())
                    && key.alg().equals(header.getAlgorithm().getName()))
        .map(SigningKeys.Published::publicKey)
        .findFirst();
  }

  private static JWSVerifier verifier(PublicKey key) throws JOSEException {
    return key instanceof ECPublicKey ec
        ? new ECDSAVerifier(ec)
        : new RSASSAVerifier((RSAPublicKey) key);
  }
}
