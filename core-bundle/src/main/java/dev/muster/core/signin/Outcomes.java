package dev.muster.core.signin;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.SignIns.Fault;
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

  static Answer.Nobody refused(SignInResult.Refused refused) {
    Optional<Refusal> reason =
        switch (refused.reason()) {
          case CODE_INVALID -> Optional.empty();
          case NOT_A_MEMBER -> Optional.of(Refusal.NOT_A_MEMBER);
          case FOREIGN_COMPANY -> Optional.of(Refusal.FOREIGN_COMPANY);
          case EXTERNAL_CONTACT -> Optional.of(Refusal.EXTERNAL_CONTACT);
          case LEFT_COMPANY -> Optional.of(Refusal.LEFT_COMPANY);
          case NOT_IN_RANGE -> Optional.of(Refusal.NOT_IN_RANGE);
        };
    return new Answer.Nobody(reason, Optional.empty(), refused.platformCode(), true);
  }

  static Answer.Nobody failed(ProviderException failure) {
    return new Answer.Nobody(
        Optional.empty(), Optional.of(fault(failure)), failure.platformCode(), false);
  }

  static Fault fault(ProviderException failure) {
    return switch (failure.code()) {
      case CREDENTIAL_REFUSED, CREDENTIAL_BLOCKED, TOKEN_INVALID -> Fault.CREDENTIAL;
      case ADDRESS_NOT_ALLOWED, NOT_PERMITTED, REJECTED -> Fault.CONFIGURATION;
      case THROTTLED -> Fault.THROTTLED;
      case UNAVAILABLE, TIMEOUT, UNEXPECTED_ANSWER, NOT_FOUND -> Fault.UNAVAILABLE;
    };
  }

  /** Why a connection could not be made. */
  static Fault fault(ProblemException failure) {
    return failure.code() == ProblemCode.PLATFORM_UNAVAILABLE ? Fault.ABSENT : Fault.CONFIGURATION;
  }
}
