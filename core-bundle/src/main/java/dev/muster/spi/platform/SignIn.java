package dev.muster.spi.platform;

import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import java.net.URI;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Signs people in with a platform's code. */
@ConsumerType
public interface SignIn {
  /**
   * The address of the platform's sign-in page. Pure: no I/O.
   *
   * @param request what goes into it
   * @return the address to send the browser to
   * @throws IllegalArgumentException if the method is not one of the descriptor's, or has no such
   *     page
   */
  URI authorizationUri(AuthorizationRequest request);

  /**
   * How a code is had inside the platform's client where a redirect does not do. Pure: no I/O.
   *
   * @return the page, or empty where {@link #authorizationUri} serves {@code IN_APP} as well
   */
  default Optional<InAppPage> inAppPage() {
    return Optional.empty();
  }

  /**
   * Turns a code into the person who stands behind it, and makes sure that they belong to the bound
   * company. A code works once; the core never redeems one twice.
   *
   * @param redemption the code and how it came
   * @param deadline by when it ends
   * @return the person, or why they are not let in
   * @throws ProviderException if the platform failed or refuses our credential
   */
  SignInResult redeem(Redemption redemption, Deadline deadline) throws ProviderException;

  /**
   * What goes into the address of a sign-in page.
   *
   * @param method how the person comes in, {@code BROWSER} or {@code IN_APP}
   * @param redirectUri where the platform sends them back
   * @param state 20 to 64 letters and digits, which every platform allows
   * @param codeChallenge the S256 challenge (RFC 7636) of the verifier that {@link Redemption}
   *     brings back; a platform without PKCE leaves it out. A code that came by {@link #inAppPage}
   *     was asked for without it
   * @param language a BCP 47 tag
   */
  record AuthorizationRequest(
      SignInMethod method, URI redirectUri, String state, String codeChallenge, String language) {}

  /**
   * A code and how it came.
   *
   * @param method how the person comes in
   * @param code what the platform handed over, up to 2048 characters, not trusted
   * @param codeVerifier the PKCE verifier; always there but with {@code MOBILE}
   * @param redirectUri where the platform sent them back; empty with {@code MOBILE}
   */
  record Redemption(
      SignInMethod method, Secret code, Optional<Secret> codeVerifier, Optional<URI> redirectUri) {}
}
