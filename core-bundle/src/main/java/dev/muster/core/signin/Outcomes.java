package dev.muster.core.signin;

import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.SignInResult;
import java.util.Optional;

/** What a platform's answer means for a sign-in. */
final class Outcomes {
  private Outcomes() {}

  static ProviderException noSignIn() {
    return new ProviderException(
        ProviderException.Code.NOT_PERMITTED, "This binding has no sign-in", Optional.empty());
  }

  static <G> Outcome<G> refused(SignInResult.Refused refused) {
    return switch (refused.reason()) {
      case CODE_INVALID -> new Outcome.Invalid<>();
      case NOT_A_MEMBER -> new Outcome.Refused<>(Refusal.NOT_A_MEMBER);
      case FOREIGN_COMPANY -> new Outcome.Refused<>(Refusal.FOREIGN_COMPANY);
      case EXTERNAL_CONTACT -> new Outcome.Refused<>(Refusal.EXTERNAL_CONTACT);
      case LEFT_COMPANY -> new Outcome.Refused<>(Refusal.LEFT_COMPANY);
      case NOT_IN_RANGE -> new Outcome.Refused<>(Refusal.NOT_IN_RANGE);
    };
  }

  static <G> Outcome<G> failed(ProviderException.Code code) {
    Fault fault =
        switch (code) {
          case CREDENTIAL_REFUSED, CREDENTIAL_BLOCKED, TOKEN_INVALID -> Fault.CREDENTIAL;
          case ADDRESS_NOT_ALLOWED, NOT_PERMITTED, REJECTED -> Fault.CONFIGURATION;
          case THROTTLED -> Fault.THROTTLED;
          case UNAVAILABLE, TIMEOUT, UNEXPECTED_ANSWER, NOT_FOUND -> Fault.UNAVAILABLE;
        };
    return new Outcome.Failed<>(fault);
  }
}
