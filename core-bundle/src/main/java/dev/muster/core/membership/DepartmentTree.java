package dev.muster.core.membership;

import dev.muster.api.Departments;
import dev.muster.core.user.ProfileRules;
import dev.muster.spi.platform.Directory.Department;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The departments that an app sees: a tree, or a forest where it sees a part. Immutable. */
final class DepartmentTree {
  /** A company that has more is asked too much of. */
  static final int MOST = 50_000;

  private record Place(Optional<String> parent, Optional<String> name) {}

  private final Map<String, Place> places = new HashMap<>();

  DepartmentTree(Collection<Department> departments) {
    for (Department department : departments) {
      places.put(
          department.id(),
          new Place(department.parentId(), department.name().flatMap(ProfileRules::name)));
    }
  }

  int size() {
    return places.size();
  }

  boolean has(String id) {
    return places.containsKey(id);
  }

  /** The only department of a name; empty if there is none, or there are several. */
  Optional<String> only(String name) {
    List<String> ids =
        places.entrySet().stream()
            .filter(each -> each.getValue().name().filter(name::equals).isPresent())
            .map(Map.Entry::getKey)
            .limit(2)
            .toList();
    return ids.size() == 1 ? Optional.of(ids.get(0)) : Optional.empty();
  }

  /** A department and those above it, as far as they are known; what is above one's own is not. */
  Set<String> withAbove(String id) {
    Set<String> ids = new LinkedHashSet<>();
    Optional<String> next = Optional.of(id);
    // one that stands below itself ends where it began
    while (next.isPresent() && ids.add(next.get())) {
      next = Optional.ofNullable(places.get(next.get())).flatMap(Place::parent);
    }
    return ids;
  }

  /** All of them as they are shown, in the order of names. */
  List<Departments.Department> shown() {
    return places.entrySet().stream()
        .map(each -> shown(each.getKey(), each.getValue()))
        .sorted(
            Comparator.comparing(
                    (Departments.Department each) -> each.name().orElse(each.id()),
                    String.CASE_INSENSITIVE_ORDER)
                .thenComparing(Departments.Department::id))
        .toList();
  }

  private Departments.Department shown(String id, Place place) {
    List<String> above = new ArrayList<>();
    for (String one : withAbove(id)) {
      if (!one.equals(id)) {
        above.add(0, Optional.ofNullable(places.get(one)).flatMap(Place::name).orElse(one));
      }
    }
    return new Departments.Department(id, place.name(), above);
  }
}
