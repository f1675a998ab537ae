package dev.muster.spi.platform;

import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import java.net.URI;
import java.util.Optional;

/** What the values of {@link SignIn} are. */
final class SignInRecords {
  private SignInRecords() {}

  record AuthorizationRequestRecord(
      SignInMethod method, URI redirectUri, String state, String codeChallenge, String language)
      implements SignIn.AuthorizationRequest {}

  record RedemptionRecord(
      SignInMethod method, Secret code, Optional<Secret> codeVerifier, Optional<URI> redirectUri)
      implements SignIn.Redemption {
    @Override
    public RedemptionRecord withCodeVerifier(Optional<Secret> verifier) {
      return new RedemptionRecord(method, code, verifier, redirectUri);
    }

    @Override
    public RedemptionRecord withRedirectUri(Optional<URI> uri) {
      return new RedemptionRecord(method, code, codeVerifier, uri);
    }
  }
}
