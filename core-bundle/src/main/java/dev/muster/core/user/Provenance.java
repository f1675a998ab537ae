package dev.muster.core.user;

import dev.muster.api.User.Profile;
import java.util.function.UnaryOperator;

/**
 * Where a user's values come from, as far as that decides something.
 *
 * @param email who stands for the mailbox
 * @param phone who stands for the phone number
 * @param platformUsername whether the user name was made of a platform's id, so that it says
 *     nothing of who has the same id at another platform
 */
record Provenance(Origin email, Origin phone, boolean platformUsername) {
  /** Of what was stored before origins were. */
  static final Provenance UNKNOWN = new Provenance(Origin.NONE, Origin.NONE, false);

  /** Of somebody whom an administrator entered. */
  static Provenance entered(Profile profile) {
    return new Provenance(
        Contact.NONE.entered(profile.email(), profile.emailVerified(), false).origin(),
        Contact.NONE.entered(profile.phone(), profile.phoneVerified(), false).origin(),
        false);
  }

  Provenance renamed(UnaryOperator<String> name) {
    return new Provenance(email.renamed(name), phone.renamed(name), platformUsername);
  }
}
