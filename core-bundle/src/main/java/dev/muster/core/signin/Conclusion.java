package dev.muster.core.signin;

import dev.muster.api.SignIns.Fault;
import dev.muster.api.SignIns.Refusal;
import dev.muster.core.hook.Policies;
import java.util.Map;
import java.util.Optional;

/** What a sign-in comes to, as things stand. */
sealed interface Conclusion {
  /**
   * The person comes in.
   *
   * @param standing as whom
   */
  record Admitted(Standing standing) implements Conclusion {}

  /**
   * The person has to do something first.
   *
   * @param step in which step
   * @param need what
   * @param rule the stable name of what decided it
   * @param proofs what is remembered until then
   */
  record Asked(String step, SignInStep.Need need, String rule, Map<String, String> proofs)
      implements Conclusion {}

  /** What was proved counts no more: whoever goes on with it has to begin again. */
  record Outdated() implements Conclusion {}

  /**
   * It cannot be told whether the person may come in.
   *
   * @param fault in what way the platform could not do its part
   */
  record Unknown(Fault fault) implements Conclusion {}

  /**
   * The person does not come in.
   *
   * @param reason why
   * @param rule the stable name of what decided it
   * @param objection what a policy of an integrator has against it, where that is the reason
   */
  record Refused(Refusal reason, String rule, Optional<Policies.Objection> objection)
      implements Conclusion {
    /** By a rule that is no policy's. */
    Refused(Refusal reason, String rule) {
      this(reason, rule, Optional.empty());
    }
  }
}
