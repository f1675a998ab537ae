package dev.muster.core.user;

import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Who stands for an address of a user's.
 *
 * @param administrator whether an administrator has entered it: then no platform replaces it
 * @param confirmed whether an administrator says that it is theirs: that stays
 * @param identities the ids of identities whose platforms verified it when they were used last
 */
record Origin(boolean administrator, boolean confirmed, Set<String> identities) {
  /** Nobody does, or it was stored before that was remembered. */
  static final Origin NONE = new Origin(false, false, Set.of());

  Origin {
    identities = Set.copyOf(identities);
  }

  static Origin entered(boolean confirmed) {
    return new Origin(true, confirmed, Set.of());
  }

  static Origin verifiedBy(String identity) {
    return NONE.with(identity);
  }

  boolean verifies() {
    return confirmed || !identities.isEmpty();
  }

  Origin with(String identity) {
    if (identities.contains(identity)) {
      return this;
    }
    Set<String> more = new HashSet<>(identities);
    more.add(identity);
    return new Origin(administrator, confirmed, more);
  }

  Origin without(String identity) {
    if (!identities.contains(identity)) {
      return this;
    }
    Set<String> fewer = new HashSet<>(identities);
    fewer.remove(identity);
    return new Origin(administrator, confirmed, fewer);
  }

  Origin renamed(UnaryOperator<String> name) {
    return new Origin(
        administrator, confirmed, identities.stream().map(name).collect(Collectors.toSet()));
  }
}
