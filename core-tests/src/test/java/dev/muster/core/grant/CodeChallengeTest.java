package dev.muster.core.grant;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.api.Grants;
import dev.muster.api.Grants.AuthorizationCode;
import dev.muster.core.signin.Gateway;
import dev.muster.spi.Secret;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** PKCE: RFC 7636, and where it is not needed. */
class CodeChallengeTest extends StoredGrantsFixture {
  @Test
  void refusesAWrongVerifier() {
    for (String wrong :
        List.of("x".repeat(43), "", "short", Gateway.VERIFIER.reveal() + "x", "é".repeat(43))) {
      if (!wrong.isEmpty()) {
        assertThat(
                gateway
                    .grants()
                    .redeem(
                        Gateway.CALLER,
                        Gateway.TENANT,
                        new Grants.Redemption(
                            Gateway.CLIENT, code, Gateway.REDIRECT, Optional.of(Secret.of(wrong)))))
            .isEmpty();
      }
    }
    assertThat(gateway.redeem(code)).isPresent();
  }

  @Test
  void refusesTheChallengeInPlaceOfTheVerifier() {
    Secret challenge = Secret.of(CodeChallenge.of(Gateway.VERIFIER));

    assertThat(
            gateway
                .grants()
                .redeem(
                    Gateway.CALLER,
                    Gateway.TENANT,
                    new Grants.Redemption(
                        Gateway.CLIENT, code, Gateway.REDIRECT, Optional.of(challenge))))
        .isEmpty();
  }

  @Test
  void redeemsACodeWithoutAChallengeForNobodyWhoHasAVerifier() {
    gateway.clientsNeedPkce(false);
    Secret open = granted(withoutChallenge()).orElseThrow().value();

    assertThat(redeem(open, Optional.of(Gateway.VERIFIER))).isEmpty();
    assertThat(redeem(open, Optional.empty())).isPresent();
  }

  @Test
  void enforcesAChallengeThatWasSentThoughNoneWasNeeded() {
    gateway.clientsNeedPkce(false);
    Secret bound = granted(Gateway.request()).orElseThrow().value();

    assertThat(redeem(bound, Optional.empty())).isEmpty();
    assertThat(redeem(bound, Optional.of(Gateway.VERIFIER))).isPresent();
  }

  @Test
  void givesNoCodeWithoutAChallengeToAClientThatNeedsPkce() {
    assertThat(granted(withoutChallenge())).isEmpty();
  }

  private Optional<Grants.Tokens> redeem(Secret key, Optional<Secret> verifier) {
    return gateway
        .grants()
        .redeem(
            Gateway.CALLER,
            Gateway.TENANT,
            new Grants.Redemption(Gateway.CLIENT, key, Gateway.REDIRECT, verifier));
  }

  private Optional<AuthorizationCode> granted(Grants.Request.Code asked) {
    return gateway.grants().grant(Gateway.CALLER, Gateway.TENANT, in.session(), asked);
  }

  private static Grants.Request.Code withoutChallenge() {
    Grants.Request.Code asked = Gateway.request();
    return new Grants.Request.Code(
        asked.clientId(),
        asked.scope(),
        asked.redirectUri(),
        Optional.empty(),
        asked.nonce(),
        asked.user());
  }

  @Test
  void computesTheChallengeOfTheSpecification() {
    // RFC 7636, appendix B
    assertThat(CodeChallenge.of(Gateway.VERIFIER))
        .isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
  }

  @Test
  void takesVerifiersOfTheLengthsThatTheSpecificationAllows() {
    for (int length : new int[] {42, 43, 128, 129}) {
      Secret verifier = Secret.of("v".repeat(length));
      assertThat(CodeChallenge.matches(verifier, CodeChallenge.of(verifier)))
          .as("%d characters", length)
          .isEqualTo(length >= 43 && length <= 128);
    }
  }
}
