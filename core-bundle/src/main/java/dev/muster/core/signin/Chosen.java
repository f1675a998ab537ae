package dev.muster.core.signin;

import dev.muster.core.user.PersonalLink;
import java.util.Map;
import java.util.Optional;

/**
 * What a person chose who was asked which account is theirs, as it is kept among the proofs of a
 * sign-in.
 *
 * @param proof how they proved it, or {@link #CREATE}
 * @param user whose account it is; empty for one of their own
 */
record Chosen(String proof, Optional<String> user) {
  /** The name of the step, under which the proof is kept. */
  static final String STEP = "bind";

  static final String CREATE = PersonalLink.CREATE;
  static final String PASSWORD = "password";
  static final String CODE = "code";
  static final String IDENTITY_SOURCE = "identity-source";

  /** How a link came about where nobody was asked. */
  private static final String MATCH = "match";

  static Chosen create() {
    return new Chosen(CREATE, Optional.empty());
  }

  static Chosen bind(String proof, String user) {
    return new Chosen(proof, Optional.of(user));
  }

  /** Ids have no blank. */
  String text() {
    return user.map(id -> proof + ' ' + id).orElse(proof);
  }

  static Optional<Chosen> of(Map<String, String> proofs) {
    return Optional.ofNullable(proofs.get(STEP))
        .map(
            text -> {
              String[] parts = text.split(" ", 2);
              return new Chosen(
                  parts[0], parts.length > 1 ? Optional.of(parts[1]) : Optional.empty());
            });
  }

  /** How the link of this sign-in came about. */
  static String proof(Map<String, String> proofs) {
    return of(proofs).map(Chosen::proof).orElse(MATCH);
  }
}
