package dev.muster.core.signin;

import dev.muster.core.policy.Decision;
import dev.muster.core.store.Stored;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.UserRecord;
import java.util.Optional;

/**
 * What is stored of a person who signs in, as it was read, and what follows from it.
 *
 * @param identityId under which id their account at the platform is stored, or will be; empty where
 *     they came in with a password
 * @param identity their account at the platform, where it is linked
 * @param user who they are here, where they are somebody yet
 * @param decision what becomes of them; never a refusal
 */
record Standing(
    String identityId,
    Optional<Stored<IdentityRecord>> identity,
    Optional<Stored<UserRecord>> user,
    Decision decision) {
  /** Of somebody who came in with a password: no account at a platform has to do with it. */
  static Standing byPassword(Stored<UserRecord> user) {
    return new Standing(
        "", Optional.empty(), Optional.of(user), new Decision.SignIn(user.key().id()));
  }
}
