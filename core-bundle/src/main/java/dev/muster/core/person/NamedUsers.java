package dev.muster.core.person;

import dev.muster.api.warroom.PersonRef;
import dev.muster.core.user.Accounts;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which of our users something may name: those who are there, and those whom it named before, for
 * whoever changes something else may leave them. Looks once at each, for one check.
 */
public final class NamedUsers implements Predicate<String> {
  private final Predicate<String> there;
  private final Set<String> before;
  private final int most;
  private final Map<String, Boolean> seen = new HashMap<>();

  /**
   * Those of a tenant.
   *
   * @param before whom it named before
   * @param most how many it may name: of more none is looked at, for that is refused anyway
   */
  public NamedUsers(Accounts accounts, String tenant, Collection<PersonRef> before, int most) {
    this.there = id -> accounts.users().find(tenant, id).isPresent();
    this.before =
        before.stream()
            .filter(PersonRef.OurUser.class::isInstance)
            .map(ref -> ((PersonRef.OurUser) ref).id())
            .collect(Collectors.toSet());
    this.most = most;
  }

  @Override
  public boolean test(String id) {
    if (before.contains(id) || (seen.size() >= most && !seen.containsKey(id))) {
      return true;
    }
    return seen.computeIfAbsent(id, there::test);
  }
}
