package dev.muster.spi.platform;

import dev.muster.spi.Deadline;
import dev.muster.spi.Secret;
import dev.muster.spi.SignInMethod;
import java.net.URI;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

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

  /** What goes into the address of a sign-in page. Immutable. */
  @ProviderType
  sealed interface AuthorizationRequest permits SignInRecords.AuthorizationRequestRecord {
    /**
     * A request.
     *
     * @param method how the person comes in, {@code BROWSER} or {@code IN_APP}
     * @param redirectUri where the platform sends them back
     * @param state 20 to 64 letters and digits, which every platform allows
     * @param codeChallenge the S256 challenge (RFC 7636) of the verifier that {@link Redemption}
     *     brings back
     * @param language a BCP 47 tag
     * @return the request
     */
    static AuthorizationRequest of(
        SignInMethod method, URI redirectUri, String state, String codeChallenge, String language) {
      return new SignInRecords.AuthorizationRequestRecord(
          method, redirectUri, state, codeChallenge, language);
    }

    /** {@return how the person comes in, {@code BROWSER} or {@code IN_APP}} */
    SignInMethod method();

    /** {@return where the platform sends them back} */
    URI redirectUri();

    /** {@return 20 to 64 letters and digits, which every platform allows} */
    String state();

    /**
     * The S256 challenge (RFC 7636) of the verifier that {@link Redemption} brings back. A platform
     * without PKCE leaves it out; a code that came by {@link #inAppPage} was asked for without it.
     *
     * @return the challenge
     */
    String codeChallenge();

    /** {@return a BCP 47 tag} */
    String language();
  }

  /** A code and how it came. Immutable; the {@code with} methods make changed copies. */
  @ProviderType
  sealed interface Redemption permits SignInRecords.RedemptionRecord {
    /**
     * A code that came without a browser of ours.
     *
     * @param method how the person comes in
     * @param code what the platform handed over, up to 2048 characters, not trusted
     * @return the redemption
     */
    static Redemption of(SignInMethod method, Secret code) {
      return new SignInRecords.RedemptionRecord(method, code, Optional.empty(), Optional.empty());
    }

    /** {@return how the person comes in} */
    SignInMethod method();

    /** {@return what the platform handed over, up to 2048 characters, not trusted} */
    Secret code();

    /** {@return the PKCE verifier; always there but with {@code MOBILE}} */
    Optional<Secret> codeVerifier();

    /** {@return where the platform sent them back; empty with {@code MOBILE}} */
    Optional<URI> redirectUri();

    /**
     * The same with a PKCE verifier.
     *
     * @param verifier the verifier of the challenge that was sent, where one was
     * @return a changed copy
     */
    Redemption withCodeVerifier(Optional<Secret> verifier);

    /**
     * The same with where it came to.
     *
     * @param uri where the platform sent the person back, where it did
     * @return a changed copy
     */
    Redemption withRedirectUri(Optional<URI> uri);
  }
}
