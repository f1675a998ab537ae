package com.example.muster.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import dev.muster.spi.ConnectionSettings;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.Attested;
import dev.muster.spi.ProviderException;
import dev.muster.spi.ProviderException.Code;
import dev.muster.spi.SignInResult;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Verifies ID tokens (OpenID Connect Core, section 3.1.3.7) and reads who it is. */
final class IdTokens {
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384);

  private final String issuer;
  private final String clientId;
  private final Optional<String> groupsClaim;

  IdTokens(ConnectionSettings settings) {
    this.issuer = settings.require("issuer");
    this.clientId = settings.require("clientId");
    this.groupsClaim = settings.field("groupsClaim");
  }

  List<JWK> usable(OpenIdProvider.Metadata metadata) {
    return metadata.keys().getKeys().stream()
        .filter(key -> key instanceof AsymmetricJWK && !KeyUse.ENCRYPTION.equals(key.getKeyUse()))
        .toList();
  }

  SignInResult read(String text, OpenIdProvider.Metadata metadata) throws ProviderException {
    try {
      SignedJWT token = SignedJWT.parse(text);
      String keyId = token.getHeader().getKeyID();
      JWK key =
          usable(metadata).stream()
              .filter(each -> keyId == null || keyId.equals(each.getKeyID()))
              .findFirst()
              // a key that came after we asked: the context asks once more
              .orElseThrow(
                  () ->
                      OpenIdProvider.fault(
                          Code.TOKEN_INVALID, "The ID token's key is not published"));
      if (!ALGORITHMS.contains(token.getHeader().getAlgorithm())
          || !token.verify(
              new DefaultJWSVerifierFactory()
                  .createJWSVerifier(token.getHeader(), ((AsymmetricJWK) key).toPublicKey()))) {
        throw OpenIdProvider.fault(
            Code.UNEXPECTED_ANSWER, "The ID token's signature does not hold");
      }
      JWTClaimsSet claims = token.getJWTClaimsSet();
      if (!issuer.equals(claims.getIssuer())) {
        return new SignInResult.Refused(SignInResult.Reason.FOREIGN_COMPANY, Optional.empty());
      }
      new DefaultJWTClaimsVerifier<>(clientId, null, Set.of("sub", "iat", "exp"))
          .verify(claims, null);
      if (claims.getAudience().size() > 1 && !clientId.equals(claims.getStringClaim("azp"))) {
        throw OpenIdProvider.fault(
            Code.UNEXPECTED_ANSWER, "The ID token was given to another client");
      }
      return new SignInResult.SignedIn(person(claims));
    } catch (ParseException | JOSEException | BadJOSEException e) {
      throw OpenIdProvider.fault(Code.UNEXPECTED_ANSWER, "The ID token is not valid");
    }
  }

  private ExternalIdentity person(JWTClaimsSet claims) throws ParseException {
    List<String> groups =
        groupsClaim.isPresent() ? claims.getStringListClaim(groupsClaim.get()) : null;
    return new ExternalIdentity(
        issuer,
        claims.getSubject(),
        filled(claims, "name"),
        filled(claims, "picture").filter(it -> it.startsWith("https://")).map(URI::create),
        // vouched for only where the provider says that it has made sure
        attested(claims, "email", "email_verified"),
        Optional.empty(),
        attested(claims, "phone_number", "phone_number_verified"),
        groups == null ? List.of() : groups);
  }

  private static Optional<Attested> attested(JWTClaimsSet claims, String name, String verified)
      throws ParseException {
    boolean vouched = Boolean.TRUE.equals(claims.getClaim(verified));
    return filled(claims, name).map(it -> new Attested(it, vouched));
  }

  private static Optional<String> filled(JWTClaimsSet claims, String name) throws ParseException {
    return Optional.ofNullable(claims.getStringClaim(name)).filter(it -> !it.isBlank());
  }
}
