package dev.muster.web.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.claims.AccessTokenHash;
import dev.muster.api.Client;
import dev.muster.api.ContributedClaims;
import dev.muster.api.Grants;
import dev.muster.api.Session;
import dev.muster.api.SigningKeys;
import dev.muster.api.Tenant;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;

/**
 * Makes ID tokens (OpenID Connect Core, section 2): the one signature of a sign-in. Thread-safe.
 */
final class IdTokens {
  /** How people sign in, whatever the tenant. */
  static final List<String> ACR_VALUES = List.of(Session.ACR_PLATFORM, Session.ACR_PASSWORD);

  private final TokenSigner signer;
  private final ContributedClaims contributed;
  private final InstantSource clock;

  IdTokens(SigningKeys keys, ContributedClaims contributed, InstantSource clock) {
    this.signer = new TokenSigner(keys);
    this.contributed = contributed;
    this.clock = clock;
  }

  /** How people of a tenant sign in. */
  static List<String> acrValues(Tenant tenant) {
    return tenant.settings().passwordSignIn() ? ACR_VALUES : List.of(Session.ACR_PLATFORM);
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
    String alg = client.settings().idTokenSignedResponseAlg();
    Instant now = clock.instant();
    JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
    if (client.settings().claimsInIdToken()) {
      Claims.of(contributed.of(tenant, tokens.access()), tokens.access()).forEach(claims::claim);
    }
    Claims.named(tokens.access()).forEach(claims::claim);
    claims
        .issuer(issuer)
        .subject(tokens.access().user().id())
        .audience(client.clientId())
        .issueTime(Date.from(now))
        .expirationTime(Date.from(now.plus(tokens.expiresIn())))
        .claim("azp", client.clientId())
        .claim("acr", tokens.session().acr())
        .claim("sid", tokens.session().id())
        .claim("auth_time", tokens.session().authTime().getEpochSecond())
        .claim(
            "at_hash",
            AccessTokenHash.compute(
                    new BearerAccessToken(tokens.accessToken().reveal()),
                    JWSAlgorithm.parse(alg),
                    null)
                .getValue());
    tokens.nonce().ifPresent(nonce -> claims.claim("nonce", nonce));
    return signer.sign(tenant, alg, claims.build());
  }
}
