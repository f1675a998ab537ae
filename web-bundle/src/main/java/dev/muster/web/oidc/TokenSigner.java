package dev.muster.web.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.muster.api.SigningKeys;
import java.security.interfaces.ECPrivateKey;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Signs what a tenant says of people with the tenant's key. Thread-safe. */
final class TokenSigner {
  /** The most signers that are kept made; two for each tenant that is busy. */
  private static final int MAX_SIGNERS = 2000;

  private final SigningKeys keys;
  private final ConcurrentMap<String, Prepared> prepared = new ConcurrentHashMap<>();

  TokenSigner(SigningKeys keys) {
    this.keys = keys;
  }

  /**
   * Signs.
   *
   * @param tenant the tenant's id
   * @param alg {@code RS256} or {@code ES256}
   * @param claims what is said
   * @return a JWT in its compact form
   */
  String sign(String tenant, String alg, JWTClaimsSet claims) {
    Prepared prepared = prepared(tenant, alg);
    SignedJWT token = new SignedJWT(prepared.header, claims);
    try {
      token.sign(prepared.signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("The tenant's key does not sign", e);
    }
    return token.serialize();
  }

  private Prepared prepared(String tenant, String alg) {
    SigningKeys.Active active = keys.active(tenant, alg);
    String name = tenant + " " + alg;
    Prepared known = prepared.get(name);
    if (known == null || !known.active.equals(active)) {
      known = prepare(active, alg);
      if (prepared.size() >= MAX_SIGNERS) {
        prepared.clear();
      }
      prepared.put(name, known);
    }
    return known;
  }

  private static Prepared prepare(SigningKeys.Active active, String alg) {
    JWSHeader header =
        new JWSHeader.Builder(JWSAlgorithm.parse(alg))
            .keyID(active.kid())
            .type(JOSEObjectType.JWT)
            .build();
    try {
      JWSSigner signer =
          active.keyPair().getPrivate() instanceof ECPrivateKey ec
              ? new ECDSASigner(ec)
              : new RSASSASigner(active.keyPair().getPrivate());
      return new Prepared(active, header, signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("The tenant's key is of no use for " + alg, e);
    }
  }

  private record Prepared(SigningKeys.Active active, JWSHeader header, JWSSigner signer) {}
}
