package dev.muster.core.logout;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.Client;
import dev.muster.api.SigningKeys;
import dev.muster.core.user.LogoutNotices.Notice;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/**
 * Makes logout tokens for one client, signed with the key that signs now (OpenID Connect
 * Back-Channel Logout 1.0, section 2.4). Thread-safe.
 */
final class LogoutTokens {
  /** So that none is taken for an ID token (section 2.4, RFC 8725 section 3.11). */
  private static final JOSEObjectType TYPE = new JOSEObjectType("logout+jwt");

  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

  /** As short as the specification recommends. */
  private static final Duration LIFETIME = Duration.ofMinutes(2);

  private final String issuer;
  private final String audience;
  private final JWSHeader header;
  private final JWSSigner signer;

  private LogoutTokens(String issuer, String audience, JWSHeader header, JWSSigner signer) {
    this.issuer = issuer;
    this.audience = audience;
    this.header = header;
    this.signer = signer;
  }

  /**
   * Prepares a key.
   *
   * @param keys the keys
   * @param tenant the tenant's id
   * @param issuer the tenant's issuer
   * @param client for whom
   */
  static LogoutTokens of(SigningKeys keys, String tenant, String issuer, Client client) {
    String alg = client.settings().idTokenSignedResponseAlg();
    SigningKeys.Active key = keys.active(tenant, alg);
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.parse(alg)).keyID(key.kid()).type(TYPE).build();
    try {
      JWSSigner signer =
          key.keyPair().getPrivate() instanceof ECPrivateKey ec
              ? new ECDSASigner(ec)
              : new RSASSASigner(key.keyPair().getPrivate());
      return new LogoutTokens(issuer, client.clientId(), header, signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("The tenant's key is of no use for " + alg, e);
    }
  }

  /** Makes a token. No nonce: with one it could be taken for an ID token. */
  String make(Notice notice, Instant now) {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(notice.sub())
            .audience(audience)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .jwtID(UUID.randomUUID().toString())
            .claim("events", Map.of(EVENT, Map.of()))
            .claim("sid", notice.sid())
            .build();
    SignedJWT token = new SignedJWT(header, claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("The tenant's key does not sign", e);
    }
    return token.serialize();
  }
}
