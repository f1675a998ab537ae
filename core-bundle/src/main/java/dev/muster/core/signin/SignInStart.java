package dev.muster.core.signin;

import dev.muster.api.ProblemException;
import dev.muster.api.SignIns;
import dev.muster.api.SignIns.Errand;
import dev.muster.core.grant.CodeChallenge;
import dev.muster.core.secret.Digests;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.signin.PlatformIdentification.Destination;
import dev.muster.spi.Secret;
import dev.muster.spi.Text;
import dev.muster.spi.platform.SignIn.AuthorizationRequest;
import java.time.InstantSource;
import java.util.Optional;

/** Sends a browser to a platform, with what it keeps until it comes back. */
final class SignInStart {
  private final PlatformIdentification identification;
  private final SecretBox box;
  private final Digests digests;
  private final InstantSource clock;
  private final States states = new States();

  SignInStart(
      PlatformIdentification identification, SecretBox box, Digests digests, InstantSource clock) {
    this.identification = identification;
    this.box = box;
    this.digests = digests;
    this.clock = clock;
  }

  /**
   * Begins; whether the source may be used is the caller's to know.
   *
   * @param errand what the sign-in is for
   * @param subject as {@link SignInState#subject}
   * @throws ProblemException as {@link SignIns#begin}
   */
  SignIns.Begun begin(SignIns.Begin begin, Errand errand, Optional<Secret> subject) {
    String state = states.next();
    Secret verifier = digests.newToken();
    AuthorizationRequest request =
        AuthorizationRequest.of(
            begin.method(), begin.callback(), state, CodeChallenge.of(verifier), begin.language());
    Destination destination = identification.destination(begin.tenant(), begin.source(), request);
    String cookie =
        new SignInState(
                begin.method(), begin.callback(), verifier, begin.relayState(), errand, subject)
            .seal(
                box, begin.tenant(), begin.source(), state, clock.instant().plus(SignIns.LIFETIME));
    if (cookie.length() > SignInState.MAX_COOKIE) {
      throw tooLong();
    }
    return new SignIns.Begun(
        destination.location(), destination.inApp(), state, States.cookieName(state), cookie);
  }

  static ProblemException tooLong() {
    return ProblemException.invalid(
        "relayState", "too-long", new Text("The request is too long.", "请求过长。"));
  }
}
