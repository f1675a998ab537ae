package dev.muster.core.signin;

import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Outcome;
import dev.muster.api.SignIns.Refusal;
import java.util.Optional;

/** What came of asking a platform whose code it is. */
sealed interface Answer {
  /**
   * The platform has shown somebody to be a member of the company.
   *
   * @param progress who
   */
  record Member(SignInProgress progress) implements Answer {}

  /**
   * Nobody who may come in. Without a refusal or a fault the code is worth nothing.
   *
   * @param refusal why the person may not come in
   * @param fault in what way the platform could not do its part
   * @param platformCode the platform's own code, where it gave one
   * @param answered whether the platform has answered, which uses up what the browser came with
   */
  record Nobody(
      Optional<Refusal> refusal,
      Optional<Fault> fault,
      Optional<String> platformCode,
      boolean answered)
      implements Answer {
    static Nobody invalid() {
      return new Nobody(Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    static Nobody refused(Refusal reason) {
      return new Nobody(Optional.of(reason), Optional.empty(), Optional.empty(), false);
    }

    static Nobody failed(Fault fault, boolean answered) {
      return new Nobody(Optional.empty(), Optional.of(fault), Optional.empty(), answered);
    }

    <G> Outcome<G> outcome() {
      return refusal
          .<Outcome<G>>map(Outcome.Refused::new)
          .or(() -> fault.map(Outcome.Failed::new))
          .orElseGet(Outcome.Invalid::new);
    }
  }
}
