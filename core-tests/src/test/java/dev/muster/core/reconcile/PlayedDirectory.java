package dev.muster.core.reconcile;

import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** An address book that a test writes down, two departments and three people to a page. */
final class PlayedDirectory implements Directory {
  static final String COMPANY = "corp-1";

  final Map<String, List<Person>> departments = new LinkedHashMap<>();
  final List<String> named = new ArrayList<>();

  /** Whoever is in no department and not here is nobody. */
  final Map<String, Lookup> apart = new LinkedHashMap<>();

  final Map<String, Code> failing = new LinkedHashMap<>();
  final List<String> calls = new ArrayList<>();
  Optional<String> company = Optional.of(COMPANY);
  Runnable beforeCall = () -> {};

  /** Whether lists go on where they were. */
  boolean standsStill;

  PlayedDirectory with(String department, Person... people) {
    departments.computeIfAbsent(department, id -> new ArrayList<>()).addAll(List.of(people));
    return this;
  }

  void without(String userId) {
    departments.values().forEach(all -> all.removeIf(it -> it.userId().equals(userId)));
  }

  void replace(Person person) {
    departments
        .values()
        .forEach(all -> all.replaceAll(it -> it.userId().equals(person.userId()) ? person : it));
  }

  static Person person(String id) {
    return Person.of(id, Status.ACTIVE)
        .withName(Optional.of("Name of " + id))
        .withDepartments(List.of("1"));
  }

  private void answer(String call) throws ProviderException {
    calls.add(call);
    beforeCall.run();
    if (failing.containsKey(call)) {
      throw new ProviderException(failing.get(call), "played", Optional.of("60011"));
    }
  }

  @Override
  public Optional<String> company(Deadline deadline) throws ProviderException {
    answer("company");
    return company;
  }

  @Override
  public Page<Department> departments(Optional<String> after, Deadline deadline)
      throws ProviderException {
    answer("departments");
    List<Department> all = departments.keySet().stream().map(Department::of).toList();
    return page(all, after, 2);
  }

  @Override
  public Page<Person> people(String departmentId, Optional<String> after, Deadline deadline)
      throws ProviderException {
    answer("people " + departmentId);
    return page(departments.get(departmentId), after, 3);
  }

  @Override
  public Page<String> peopleNamedSingly(Optional<String> after, Deadline deadline)
      throws ProviderException {
    answer("named");
    return page(named, after, 3);
  }

  private <T> Page<T> page(List<T> all, Optional<String> after, int size) {
    int from = after.map(Integer::parseInt).orElse(0);
    if (standsStill && from > 0) {
      return new Page<>(List.of(), after);
    }
    int to = Math.min(all.size(), from + size);
    return new Page<>(
        List.copyOf(all.subList(from, to)),
        to < all.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
  }

  @Override
  public Lookup person(String userId, Deadline deadline) throws ProviderException {
    answer("person " + userId);
    return departments.values().stream()
        .flatMap(List::stream)
        .filter(it -> it.userId().equals(userId))
        .findFirst()
        .<Lookup>map(Lookup::found)
        .orElseGet(() -> apart.getOrDefault(userId, Lookup.notFound()));
  }

  Set<String> lookedUp() {
    Set<String> ids = new TreeSet<>();
    calls.stream()
        .filter(call -> call.startsWith("person "))
        .forEach(call -> ids.add(call.substring("person ".length())));
    return ids;
  }

  @Override
  public Map<String, Lookup> findByMobile(List<String> mobiles, Deadline deadline) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Map<String, Lookup> findByEmail(List<String> emails, Deadline deadline) {
    throw new UnsupportedOperationException();
  }
}
