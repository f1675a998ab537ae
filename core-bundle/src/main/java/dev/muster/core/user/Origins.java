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
record Origins(Origin email, Origin phone, boolean platformUsername) {
  /** Of what was stored before origins were. */
  static final Origins UNKNOWN = new Origins(Origin.NONE, Origin.NONE, false);

  /** Of somebody whom an administrator entered. */
  static Origins entered(Profile profile) {
    return new Origins(
        Contact.NONE.entered(profile.email(), profile.emailVerified(), false).origin(),
        Contact.NONE.entered(profile.phone(), profile.phoneVerified(), false).origin(),
        false);
  }

  Origins renamed(UnaryOperator<String> name) {
    return new Origins(email.renamed(name), phone.renamed(name), platformUsername);
  }
}
