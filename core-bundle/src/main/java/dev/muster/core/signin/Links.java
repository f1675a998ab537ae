package dev.muster.core.signin;

import dev.muster.core.policy.Rule;
import dev.muster.core.store.Stored;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.PersonalLink;
import dev.muster.core.user.PersonalLink.Shown;
import dev.muster.core.user.UserRecord;
import java.time.Instant;
import java.util.Optional;

/** What an identity keeps of how it was linked, so that its person can undo that. */
final class Links {
  private Links() {}

  /** Of an identity that is used again. */
  static Optional<PersonalLink> used(
      IdentityRecord known, Standing standing, Stored<UserRecord> user, Instant now) {
    return known
        .undoable(now)
        .flatMap(
            link ->
                standing
                    .user()
                    .map(was -> link.used(was.value().profile(), user.value().profile())));
  }

  /** That the person said so, where they were asked. */
  static Optional<PersonalLink> personal(
      SignInProgress progress, Standing standing, Stored<UserRecord> user) {
    Rule rule = standing.decision().rule();
    return Chosen.of(progress.proofs())
        .filter(any -> rule == Rule.ASK_BIND || rule == Rule.ASK_CREATE)
        .map(
            chosen ->
                new PersonalLink(
                    chosen.proof(),
                    standing
                        .user()
                        .map(before -> Shown.of(before.value().profile()))
                        .orElse(Shown.NOTHING),
                    Shown.of(user.value().profile()),
                    chosen.by()));
  }
}
