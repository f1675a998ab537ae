package dev.muster.core.account;

import dev.muster.core.store.Stored;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.PersonalLink;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which links of an account go with one that is undone. */
final class LinkChain {
  private LinkChain() {}

  /**
   * An identity with those that were linked by somebody who had come in by it, and by those, as far
   * as that can be undone: else whoever links theirs to somebody else's account stays in it by the
   * next one.
   *
   * @param first the identity
   * @param all what is linked to the account
   * @param now the time
   * @return the latest first: each is undone on what was there before it
   */
  static List<Stored<IdentityRecord>> from(
      Stored<IdentityRecord> first, List<Stored<IdentityRecord>> all, Instant now) {
    Set<String> ids = new HashSet<>(Set.of(first.key().id()));
    boolean more;
    do {
      more = false;
      for (Stored<IdentityRecord> each : all) {
        boolean follows =
            each.value().undoable(now).flatMap(PersonalLink::by).filter(ids::contains).isPresent();
        more |= follows && ids.add(each.key().id());
      }
    } while (more);
    return all.stream()
        .filter(each -> ids.contains(each.key().id()))
        .sorted(
            Comparator.comparing((Stored<IdentityRecord> each) -> each.value().linkedAt())
                .reversed())
        .toList();
  }
}
