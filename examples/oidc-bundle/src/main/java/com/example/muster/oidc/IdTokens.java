package com.example.muster.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.SignInResult;
import java.net.URI;
import java.text.ParseException;
import java.util.Optional;
import java.util.Set;

/** Verifies ID tokens (OpenID Connect Core, section 3.1.3.7) and reads who it is. */
record IdTokens(String issuer, String clientId) {
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384);

  SignInResult read(String text, JWKSet keys) throws ProviderException {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(clientId, null, Set.of("iss", "sub", "iat", "exp")));
    try {
      JWTClaimsSet claims = processor.process(text, null);
      if (!issuer.equals(claims.getIssuer())) {
        return SignInResult.refused(SignInResult.Reason.FOREIGN_COMPANY);
      }
      if (claims.getAudience().size() > 1 && !clientId.equals(claims.getStringClaim("azp"))) {
        throw OpenIdProvider.fault(Code.UNEXPECTED_ANSWER, "The ID token is another client's");
      }
      return SignInResult.signedIn(person(claims));
    } catch (ParseException | JOSEException | BadJOSEException e) {
      // perhaps signed with a key that came after we asked: the context asks once more
      throw OpenIdProvider.fault(Code.TOKEN_INVALID, "The ID token does not hold");
    }
  }

  private ExternalIdentity person(JWTClaimsSet claims) throws ParseException {
    return ExternalIdentity.of(issuer, claims.getSubject())
        .withName(filled(claims, "name"))
        .withNickname(filled(claims, "nickname"))
        .withPicture(
            filled(claims, "picture").filter(it -> it.startsWith("https://")).map(URI::create))
        // verified only where the provider says that it has made sure
        .withWorkEmail(contact(claims, "email", "email_verified"))
        .withPhone(contact(claims, "phone_number", "phone_number_verified"));
  }

  private static Optional<ContactPoint> contact(JWTClaimsSet claims, String name, String flag)
      throws ParseException {
    boolean verified = Boolean.TRUE.equals(claims.getClaim(flag));
    return filled(claims, name).map(it -> ContactPoint.of(it, verified));
  }

  private static Optional<String> filled(JWTClaimsSet claims, String name) throws ParseException {
    return Optional.ofNullable(claims.getStringClaim(name)).filter(it -> !it.isBlank());
  }
}
