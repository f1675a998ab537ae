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
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import dev.muster.api.Client;
import dev.muster.api.ContributedClaims;
import dev.muster.api.Grants;
import dev.muster.api.SigningKeys;
import java.security.interfaces.ECPrivateKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Makes ID tokens (OpenID Connect Core, section 2): the one signature of a sign-in. Thread-safe.
 */
final class IdTokens {
  /** How people sign in: a chat platform of the company has shown who they are. */
  static final String ACR = "urn:muster:acr:platform";

  /** The most signers that are kept made; two for each tenant that is busy. */
  private static final int MAX_SIGNERS = 2000;

  private final SigningKeys keys;
  private final ContributedClaims contributed;
  private final InstantSource clock;
  private final ConcurrentMap<String, Prepared> prepared = new ConcurrentHashMap<>();

  IdTokens(SigningKeys keys, ContributedClaims contributed, InstantSource clock) {
    this.keys = keys;
    this.contributed = contributed;
    this.clock = clock;
  }

  /**
   * Makes an ID token. It says who signed in and when; who they are is UserInfo's to tell (OpenID
   * Connect Core, section 5.4), unless the client reads nothing else.
   *
   * @param tenant the tenant's id
   * @param issuer the tenant's issuer
   * @param client for whom
   * @param tokens what the client gets beside it
   * @return the token, signed
   */
  String issue(String tenant, String issuer, Client client, Grants.Tokens tokens) {
    Prepared prepared = prepared(tenant, client.settings().idTokenSignedResponseAlg());
    Instant now = clock.instant();
    JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
    if (client.settings().claimsInIdToken()) {
      Claims.of(contributed.of(tenant, tokens.access()), tokens.access()).forEach(claims::claim);
    }
    claims
        .issuer(issuer)
        .subject(tokens.access().user().id())
        .audience(client.clientId())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(tokens.expiresIn())))
        .claim("azp", client.clientId())
        .claim("acr", ACR)
        .claim("sid", tokens.session().id())
        .claim("auth_time", tokens.session().authTime().getEpochSecond())
        .claim(
            "at_hash",
            AccessTokenHash.compute(
                    new BearerAccessToken(tokens.accessToken().reveal()),
                    prepared.header.getAlgorithm(),
                    null)
                .getValue());
    tokens.nonce().ifPresent(nonce -> claims.claim("nonce", nonce));
    SignedJWT token = new SignedJWT(prepared.header, claims.build());
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
