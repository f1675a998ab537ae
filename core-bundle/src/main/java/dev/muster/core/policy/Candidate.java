package dev.muster.core.policy;

import dev.muster.api.Identity;
import dev.muster.api.User;
import java.util.List;

/**
 * A user who may be the person.
 *
 * @param user the user
 * @param platformUsername whether their user name was made of a platform's id
 * @param identities the accounts that they have linked
 */
public record Candidate(User user, boolean platformUsername, List<Identity> identities) {
  /** Copies. */
  public Candidate {
    identities = List.copyOf(identities);
  }
}
