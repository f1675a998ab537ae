package dev.muster.core.signin;

import dev.muster.api.SignIns.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that a person may have to do between the platform's answer and the grant. A step knows
 * no other: the {@link SignInDispatcher} asks each whether it is needed, and whoever serves it
 * hands over what it showed to {@link SignInDispatcher#resume}.
 */
interface SignInStep {
  /** Its name, by which its proof is kept. */
  String name();

  /**
   * Whether this sign-in needs it. Asked again whenever the sign-in goes on, until there is a
   * proof, and whenever what it rests on has changed meanwhile.
   *
   * @param progress how far the sign-in has come
   * @param standing what is stored of the person
   * @return what they have to do, or empty if nothing
   */
  Optional<Need> need(SignInProgress progress, Standing standing);

  /**
   * What the sign-in has to remember while it waits for this step.
   *
   * @return proofs by name; those of the steps before
   */
  default Map<String, String> remembers(SignInProgress progress, Standing standing) {
    return progress.proofs();
  }

  /** Why somebody may not sign in who needs it and has no browser, where there is no other way. */
  default Optional<Refusal> withoutBrowser() {
    return Optional.empty();
  }

  /**
   * What a person has to do.
   *
   * @param kind a stable word for whoever shows it
   * @param proofs by which ways they can do it
   */
  record Need(String kind, List<String> proofs) {
    /** Copies. */
    public Need {
      proofs = List.copyOf(proofs);
    }
  }
}
