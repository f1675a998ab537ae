package dev.muster.core.testing;

import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** An address book that a test writes down, one department a page. */
public final class FakeDirectory implements Directory {
  private final List<Department> departments = new ArrayList<>();
  private final Map<String, Lookup> people = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> groups = new ConcurrentHashMap<>();
  private final Map<String, Group> listed = new ConcurrentHashMap<>();
  private final AtomicInteger groupReadings = new AtomicInteger();
  private final AtomicInteger treeReadings = new AtomicInteger();
  private final AtomicInteger lookups = new AtomicInteger();
  private final AtomicInteger groupQuestions = new AtomicInteger();
  private final AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
  private final AtomicBoolean throttled = new AtomicBoolean();
  private volatile Optional<ProviderException> failure = Optional.empty();
  private volatile CountDownLatch gate = new CountDownLatch(0);

  /** A department below another; below none if that is blank. */
  public FakeDirectory department(String id, String parent) {
    departments.add(
        Department.of(id)
            .withParentId(Optional.of(parent).filter(it -> !it.isBlank()))
            .withName(Optional.of("Department " + id)));
    return this;
  }

  public FakeDirectory person(String id, String... in) {
    return found(id, Lookup.found(Person.of(id, Status.ACTIVE).withDepartments(List.of(in))));
  }

  public FakeDirectory found(String id, Lookup what) {
    people.put(id, what);
    return this;
  }

  public FakeDirectory group(String id, String... members) {
    groups.put(id, Set.of(members));
    return this;
  }

  /** A group that tells who is in it. */
  public FakeDirectory listed(String id, Set<String> people, Set<String> departments) {
    listed.put(id, Group.of(id).withMembers(people, departments));
    return this;
  }

  public void fails(ProviderException.Code code) {
    failure =
        Optional.of(new ProviderException(code, "for want of a permission", Optional.of("60011")));
  }

  /** Of the departments after the first it says once that there were too many calls. */
  public void throttlesOnce() {
    throttled.set(true);
  }

  public void works() {
    failure = Optional.empty();
  }

  /** Trees are read no further until it opens. */
  public CountDownLatch close() {
    gate = new CountDownLatch(1);
    return gate;
  }

  /** What others do while it is asked the next time. */
  public void beforeNextAnswer(Runnable others) {
    meanwhile.set(others);
  }

  public int calls() {
    return treeReadings.get() + lookups.get() + groupReadings.get() + groupQuestions.get();
  }

  public int treeReadings() {
    return treeReadings.get();
  }

  public int lookups() {
    return lookups.get();
  }

  public int groupReadings() {
    return groupReadings.get();
  }

  public int groupQuestions() {
    return groupQuestions.get();
  }

  private void orFail() throws ProviderException {
    if (failure.isPresent()) {
      throw failure.get();
    }
  }

  @Override
  public Page<Department> departments(Optional<String> after, Deadline deadline)
      throws ProviderException {
    int at = after.map(Integer::valueOf).orElse(0);
    if (at == 0) {
      treeReadings.incrementAndGet();
    }
    meanwhile.getAndSet(() -> {}).run();
    orFail();
    if (at > 0 && throttled.compareAndSet(true, false)) {
      throw new ProviderException(
          ProviderException.Code.THROTTLED,
          "too fast",
          Optional.empty(),
          Optional.of(Duration.ofMillis(1)),
          Optional.empty());
    }
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (departments.isEmpty()) {
      return Page.only(List.of());
    }
    return new Page<>(
        List.of(departments.get(at)),
        at + 1 < departments.size() ? Optional.of(Integer.toString(at + 1)) : Optional.empty());
  }

  @Override
  public Lookup person(String userId, Deadline deadline) throws ProviderException {
    lookups.incrementAndGet();
    meanwhile.getAndSet(() -> {}).run();
    orFail();
    return people.getOrDefault(userId, Lookup.notFound());
  }

  @Override
  public Group group(String groupId, Deadline deadline) throws ProviderException {
    groupReadings.incrementAndGet();
    orFail();
    return listed.getOrDefault(groupId, Group.of(groupId));
  }

  @Override
  public Set<String> groupsOf(String userId, Set<String> among, Deadline deadline)
      throws ProviderException {
    groupQuestions.incrementAndGet();
    orFail();
    Set<String> in = new HashSet<>();
    // also one that nobody asked about, as a careless provider would
    groups.forEach(
        (id, members) -> {
          if (members.contains(userId)) {
            in.add(id);
          }
        });
    return in;
  }

  @Override
  public Page<Person> people(String departmentId, Optional<String> after, Deadline deadline) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page<String> peopleNamedSingly(Optional<String> after, Deadline deadline) {
    throw new UnsupportedOperationException();
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
