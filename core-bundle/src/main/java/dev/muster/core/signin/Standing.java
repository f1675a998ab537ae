package dev.muster.core.signin;

import dev.muster.core.policy.Decision;
import dev.muster.core.store.Stored;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.UserRecord;
import java.util.Optional;

/**
 * What is stored of a person who signs in, as it was read, and what follows from it.
 *
 * @param identityId under which id their account at the platform is stored, or will be
 * @param identity their account at the platform, where it is linked
 * @param user who they are here, where they are somebody yet
 * @param decision what becomes of them; never a refusal
 */
record Standing(
    String identityId,
    Optional<Stored<IdentityRecord>> identity,
    Optional<Stored<UserRecord>> user,
    Decision decision) {}
