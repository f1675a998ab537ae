package dev.muster.core.membership;

import dev.muster.api.Departments;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.AdmissionRule;
import dev.muster.api.IdentitySource.Unit;
import dev.muster.api.IdentitySource.UnitKind;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.membership.AddressBooks.App;
import dev.muster.core.membership.AddressBooks.Viewer;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.core.platform.connection.DepartmentSight;
import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.Text;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells where people belong, by what the platform said when they came in or else by its address
 * book. A source whose rule names nothing costs no call and no look at what is kept.
 */
@Component(service = {Memberships.class, Departments.class, DepartmentSight.class})
public final class Memberships implements Departments, DepartmentSight {
  /** How long somebody who signs in waits, beside what their code took: 15 s is the whole. */
  static final Duration SIGN_IN_TIME = Duration.ofSeconds(4);

  /** How long what was learnt of one person serves. */
  static final Duration PERSON_LIFETIME = Duration.ofMinutes(3);

  /** How long a tree serves; it is read again before, so that nobody waits for it. */
  static final Duration TREE_LIFETIME = Duration.ofMinutes(10);

  static final Duration TREE_RENEWAL = Duration.ofMinutes(3);

  /** Up to this age a tree serves while the next one is being read, which may take minutes. */
  static final Duration TREE_MEANWHILE = Duration.ofHours(1);

  /** A tree of this age knows no department that somebody is in: it is read again. */
  static final Duration TREE_DOUBT = Duration.ofMinutes(1);

  /** For how long nobody asks again for a tree or a group that could not be read. */
  static final Duration FAILURE_LIFETIME = Duration.ofSeconds(5);

  private static final Logger LOG = LoggerFactory.getLogger(Memberships.class);
  private static final Duration API_TIME = Duration.ofSeconds(10);

  /** The most departments of a company that are read. */
  public static final int MOST_DEPARTMENTS = DepartmentTree.MOST;

  private static final int MOST_REMEMBERED = 500_000;
  private static final int MOST_PEOPLE = 20_000;

  private final AddressBooks books;
  private final CallPace pace;
  private final Readers readers = new Readers();
  private final Remembered<Viewer, DepartmentTree> trees;
  private final Groups groups;
  private final Remembered<Somebody, List<String>> departments;
  private final Remembered<Asked, Set<String>> groupsOf;

  /** Made by Declarative Services. */
  @Activate
  public Memberships(
      @Reference Credentials credentials,
      @Reference Connections connections,
      @Reference CallPace pace,
      @Reference InstantSource clock) {
    this.books = new AddressBooks(credentials, connections);
    this.pace = pace;
    this.trees =
        new Remembered<>(
            new Remembered.Bounds<>(
                MOST_REMEMBERED,
                DepartmentTree::size,
                TREE_LIFETIME,
                TREE_RENEWAL,
                TREE_MEANWHILE,
                FAILURE_LIFETIME),
            clock);
    this.groups = new Groups(books, readers, clock);
    this.departments = ofPeople(clock);
    this.groupsOf = ofPeople(clock);
  }

  /** Read by whoever needs it, on their own thread and in their own time. */
  private static <K, V> Remembered<K, V> ofPeople(InstantSource clock) {
    return new Remembered<>(
        new Remembered.Bounds<>(
            MOST_PEOPLE,
            one -> 1,
            PERSON_LIFETIME,
            PERSON_LIFETIME,
            PERSON_LIFETIME,
            Duration.ZERO),
        clock);
  }

  /** Stops reading. */
  @Deactivate
  public void close() {
    readers.close();
  }

  private record Somebody(App app, String userId) {}

  private record Asked(Somebody person, Set<String> among) {}

  /**
   * Where somebody belongs, of what the source's rule names: a department means itself and all
   * below it. What cannot be seen is never taken for being outside of what the rule denies.
   *
   * @param tenant the tenant's id
   * @param source the source as it is set at this moment
   * @param person who they are at the platform
   * @return units of the rule
   * @throws ProviderException if the address book does not tell
   * @throws ProblemException {@code PLATFORM_UNAVAILABLE} if nobody offers the platform, {@code
   *     INVALID_VALUE} if the provider cannot connect, {@code NOT_FOUND} if the source has gone
   */
  public Set<Unit> of(String tenant, IdentitySource source, ExternalIdentity person)
      throws ProviderException {
    AdmissionRule rule = source.settings().admission();
    if (rule.isOpen()) {
      return Set.of();
    }
    Deadline deadline = Deadline.in(SIGN_IN_TIME);
    Binding binding = books.binding(tenant, source.id());
    Set<Unit> units = new HashSet<>();
    Set<String> named = rule.ids(UnitKind.DEPARTMENT);
    if (!named.isEmpty()) {
      departments(binding, rule, person, deadline).stream()
          .filter(named::contains)
          .forEach(id -> units.add(new Unit(UnitKind.DEPARTMENT, id)));
    }
    if (!rule.ids(UnitKind.GROUP).isEmpty()) {
      groups(binding, rule, person, deadline)
          .forEach(id -> units.add(new Unit(UnitKind.GROUP, id)));
    }
    return units;
  }

  /** Somebody's departments and all above them. */
  private Set<String> departments(
      Binding binding, AdmissionRule rule, ExternalIdentity person, Deadline deadline)
      throws ProviderException {
    List<String> own = own(binding, person, deadline);
    DepartmentTree tree = tree(binding, rule, own, deadline);
    List<String> denied =
        rule.deny().stream()
            .filter(unit -> unit.kind() == UnitKind.DEPARTMENT)
            .map(Unit::id)
            .toList();
    if (!denied.isEmpty()) {
      // what lies below a department in sight is in sight itself: so all of them have to be
      requireInSight(tree, denied, "that the rule denies");
      requireInSight(tree, own, "of the person");
    }
    return above(tree, own);
  }

  /** The departments somebody is directly in. */
  private List<String> own(Binding binding, ExternalIdentity person, Deadline deadline)
      throws ProviderException {
    return person.departments().isEmpty() || person.partial()
        ? departmentsOf(binding, person.userId(), deadline)
        : person.departments();
  }

  private static Set<String> above(DepartmentTree tree, List<String> own) {
    Set<String> all = new HashSet<>();
    for (String id : own) {
      all.addAll(tree.withAbove(id));
    }
    return all;
  }

  private static void requireInSight(DepartmentTree tree, Collection<String> ids, String whose)
      throws ProviderException {
    for (String id : ids) {
      if (!tree.has(id)) {
        throw AddressBooks.notPermitted("The app does not see the department " + id + " " + whose);
      }
    }
  }

  private List<String> departmentsOf(Binding binding, String userId, Deadline deadline)
      throws ProviderException {
    return departments.get(
        new Somebody(App.of(binding), userId),
        deadline,
        Remembered.here(
            () -> {
              Lookup lookup =
                  books.ask(
                      binding,
                      deadline,
                      (directory, descriptor) -> directory.person(userId, deadline));
              if (lookup instanceof Lookup.Unknown unknown) {
                throw new ProviderException(
                    unknown.code(), "The address book does not say who it is", Optional.empty());
              }
              if (!(lookup instanceof Lookup.Found found)) {
                throw AddressBooks.notPermitted(
                    "The app does not see the person in the address book");
              }
              if (found.person().departments().isEmpty()) {
                throw AddressBooks.notPermitted(
                    "The address book does not say in which departments the person is");
              }
              return found.person().departments();
            }));
  }

  /** Those of a rule's groups that somebody is in. */
  private Set<String> groups(
      Binding binding, AdmissionRule rule, ExternalIdentity person, Deadline deadline)
      throws ProviderException {
    Set<String> among = rule.ids(UnitKind.GROUP);
    Set<String> in = new HashSet<>();
    Set<String> silent = new HashSet<>();
    Map<String, Set<String>> others = new HashMap<>();
    try {
      for (String id : among) {
        Groups.Known group = groups.get(binding, id, deadline);
        if (!group.tells()) {
          silent.add(id);
        } else if (group.names(person.userId())) {
          in.add(id);
        } else {
          others.put(id, group.departments());
        }
      }
      if (!silent.isEmpty()) {
        in.addAll(groupsOf(binding, person.userId(), silent, deadline));
        in.retainAll(among);
      }
    } catch (ProviderException e) {
      // the rule is wrong, which no waiting puts right
      throw e.code() == Code.NOT_FOUND
          ? new ProviderException(
              Code.NOT_PERMITTED, "The rule: " + e.getMessage(), e.platformCode())
          : e;
    }
    if (!others.isEmpty()) {
      // a group lists people whom the app sees: of others nothing is known
      List<String> own = own(binding, person, deadline);
      if (!others.values().stream().allMatch(Set::isEmpty)) {
        in.addAll(byDepartment(tree(binding, rule, own, deadline), others, own));
      }
    }
    return in;
  }

  private Set<String> groupsOf(Binding binding, String userId, Set<String> among, Deadline deadline)
      throws ProviderException {
    return groupsOf.get(
        new Asked(new Somebody(App.of(binding), userId), among),
        deadline,
        Remembered.here(
            () ->
                Set.copyOf(
                    books.ask(
                        binding,
                        deadline,
                        (directory, descriptor) -> directory.groupsOf(userId, among, deadline)))));
  }

  /** Those of some groups, by id, of whose departments somebody is in one or below it. */
  private static Set<String> byDepartment(
      DepartmentTree tree, Map<String, Set<String>> groups, List<String> own)
      throws ProviderException {
    Set<String> in = new HashSet<>();
    Set<String> all = above(tree, own);
    for (Map.Entry<String, Set<String>> group : groups.entrySet()) {
      requireInSight(tree, group.getValue(), "of the group " + group.getKey());
      if (group.getValue().stream().anyMatch(all::contains)) {
        in.add(group.getKey());
      }
    }
    return in;
  }

  @Override
  public List<Departments.Department> list(String tenant, String source) {
    try {
      return tree(books.binding(tenant, source), Deadline.in(API_TIME)).shown();
    } catch (ProviderException e) {
      LOG.warn(
          "The departments of {}/{} cannot be read: {} {}, {}",
          tenant,
          source,
          e.code(),
          e.platformCode().orElse(""),
          e.getMessage());
      throw new ProblemException(
          ProblemCode.UNAVAILABLE,
          e.code().retryable()
              ? new Text(
                  "The address book cannot be read at the moment. Try again.", "暂时无法读取通讯录，请重试。")
              : new Text(
                  "The platform does not let the app read the address book. The check of the"
                      + " identity source says what is missing.",
                  "平台不允许该应用读取通讯录。请对身份源执行检查，查看缺少的权限。"),
          List.of(),
          Optional.of(e.retryAfter().orElse(FAILURE_LIFETIME)));
    }
  }

  @Override
  public List<Unseen> unseen(Binding binding, Set<String> ids, Deadline deadline)
      throws ProviderException {
    Optional<DepartmentTree> newest =
        trees.newer(Viewer.of(binding), TREE_DOUBT, deadline, reading(binding));
    DepartmentTree tree = newest.isPresent() ? newest.get() : tree(binding, deadline);
    return ids.stream()
        .filter(id -> !tree.has(id))
        .sorted()
        .map(id -> new Unseen(id, tree.only(id)))
        .toList();
  }

  /**
   * A tree that knows somebody's departments, unless it has just been read, or it takes too long to
   * read it: somebody may be in one that the app never sees. What a rule denies may be right above
   * one that is new, so then nobody goes on without.
   */
  private DepartmentTree tree(
      Binding binding, AdmissionRule rule, List<String> own, Deadline deadline)
      throws ProviderException {
    DepartmentTree tree = tree(binding, deadline);
    if (own.stream().allMatch(tree::has)) {
      return tree;
    }
    boolean needed = !rule.deny().isEmpty();
    Optional<DepartmentTree> newer =
        trees.newer(
            Viewer.of(binding),
            TREE_DOUBT,
            needed ? deadline : deadline.atMost(Remembered.PATIENCE),
            reading(binding));
    if (newer.isEmpty() && needed) {
      throw Remembered.stillBeingRead();
    }
    return newer.orElse(tree);
  }

  private DepartmentTree tree(Binding binding, Deadline deadline) throws ProviderException {
    return trees.get(Viewer.of(binding), deadline, reading(binding));
  }

  private Supplier<CompletableFuture<DepartmentTree>> reading(Binding binding) {
    return () -> {
      boolean awaited = !trees.has(Viewer.of(binding));
      return readers.read(App.lane(binding), new TreeReading(books, binding, pace, awaited));
    };
  }
}
