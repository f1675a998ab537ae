package dev.muster.core.membership;

import dev.muster.api.Departments;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.AdmissionRule;
import dev.muster.api.IdentitySource.Unit;
import dev.muster.api.IdentitySource.UnitKind;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.spi.Deadline;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.Page;
import dev.muster.spi.Text;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
@Component(service = {Memberships.class, Departments.class})
public final class Memberships implements Departments {
  /** How long somebody who signs in waits, beside what their code took: 15 s is the whole. */
  static final Duration SIGN_IN_TIME = Duration.ofSeconds(4);

  /** How long what was learnt of one person serves. */
  static final Duration PERSON_LIFETIME = Duration.ofMinutes(3);

  /** How long a tree serves; it is read again before, so that nobody waits for it. */
  static final Duration TREE_LIFETIME = Duration.ofMinutes(10);

  static final Duration TREE_RENEWAL = Duration.ofMinutes(3);

  /** A tree of this age knows no department that somebody is in: it is read again. */
  static final Duration TREE_DOUBT = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(Memberships.class);
  private static final Duration API_TIME = Duration.ofSeconds(10);
  private static final Duration PAGE_TIME = Duration.ofSeconds(5);

  /** DingTalk gives 20 departments a second; nobody waits for the whole of it. */
  private static final Duration TREE_TIME = Duration.ofMinutes(5);

  private static final Duration SHORT_PAUSE = Duration.ofMillis(100);

  /** The most departments of a company that are read. */
  public static final int MOST_DEPARTMENTS = DepartmentTree.MOST;

  private static final int MOST_REMEMBERED = 500_000;
  private static final int MOST_PEOPLE = 20_000;
  private static final int THREADS = 4;

  private final Credentials credentials;
  private final Connections connections;
  private final ThreadPoolExecutor threads;
  private final Remembered<App, DepartmentTree> trees;
  private final Remembered<Somebody, List<String>> departments;
  private final Remembered<Asked, Set<String>> groups;

  /** Made by Declarative Services. */
  @Activate
  public Memberships(
      @Reference Credentials credentials,
      @Reference Connections connections,
      @Reference InstantSource clock) {
    this.credentials = credentials;
    this.connections = connections;
    this.threads = threads();
    this.trees =
        new Remembered<>(
            new Remembered.Bounds<>(
                MOST_REMEMBERED, DepartmentTree::size, TREE_LIFETIME, TREE_RENEWAL),
            threads,
            clock);
    this.departments = ofPeople(clock);
    this.groups = ofPeople(clock);
  }

  /** Read by whoever needs it, on their own thread. */
  private static <K, V> Remembered<K, V> ofPeople(InstantSource clock) {
    return new Remembered<>(
        new Remembered.Bounds<>(MOST_PEOPLE, one -> 1, PERSON_LIFETIME, PERSON_LIFETIME),
        Runnable::run,
        clock);
  }

  private static ThreadPoolExecutor threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "muster-departments");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** Stops reading. */
  @Deactivate
  public void close() {
    threads.shutdownNow();
  }

  /** An app as it is bound: with other credentials it may be another company's. */
  private record App(String tenant, String source, String stamp) {}

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
    Binding binding = binding(tenant, source.id());
    Set<Unit> units = new HashSet<>();
    Set<String> named = rule.ids(UnitKind.DEPARTMENT);
    if (!named.isEmpty()) {
      departments(binding, rule, person, deadline).stream()
          .filter(named::contains)
          .forEach(id -> units.add(new Unit(UnitKind.DEPARTMENT, id)));
    }
    Set<String> among = rule.ids(UnitKind.GROUP);
    if (!among.isEmpty()) {
      groups(binding, person.userId(), among, deadline).stream()
          .filter(among::contains)
          .forEach(id -> units.add(new Unit(UnitKind.GROUP, id)));
    }
    return units;
  }

  /** Somebody's departments and all above them. */
  private Set<String> departments(
      Binding binding, AdmissionRule rule, ExternalIdentity person, Deadline deadline)
      throws ProviderException {
    List<String> own =
        person.departments().isEmpty() || person.partial()
            ? departmentsOf(binding, person.userId(), deadline)
            : person.departments();
    DepartmentTree tree = tree(binding, deadline);
    if (!own.stream().allMatch(tree::has)) {
      trees.doubt(app(binding), TREE_DOUBT);
      tree = tree(binding, deadline);
    }
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
    Set<String> all = new HashSet<>();
    for (String id : own) {
      all.addAll(tree.withAbove(id));
    }
    return all;
  }

  private static void requireInSight(DepartmentTree tree, List<String> ids, String whose)
      throws ProviderException {
    for (String id : ids) {
      if (!tree.has(id)) {
        throw notPermitted("The app does not see the department " + id + " " + whose);
      }
    }
  }

  private static ProviderException notPermitted(String message) {
    return new ProviderException(Code.NOT_PERMITTED, message, Optional.empty());
  }

  private List<String> departmentsOf(Binding binding, String userId, Deadline deadline)
      throws ProviderException {
    return departments.get(
        new Somebody(app(binding), userId),
        deadline,
        () -> {
          Lookup lookup =
              asking(binding, deadline, directory -> directory.person(userId, deadline));
          if (lookup instanceof Lookup.Unknown unknown) {
            throw new ProviderException(
                unknown.code(), "The address book does not say who it is", Optional.empty());
          }
          if (!(lookup instanceof Lookup.Found found)) {
            throw notPermitted("The app does not see the person in the address book");
          }
          if (found.person().departments().isEmpty()) {
            throw notPermitted("The address book does not say in which departments the person is");
          }
          return found.person().departments();
        });
  }

  private Set<String> groups(Binding binding, String userId, Set<String> among, Deadline deadline)
      throws ProviderException {
    return groups.get(
        new Asked(new Somebody(app(binding), userId), among),
        deadline,
        () -> {
          try {
            return Set.copyOf(
                asking(
                    binding, deadline, directory -> directory.groupsOf(userId, among, deadline)));
          } catch (ProviderException e) {
            // the rule is wrong, which no waiting puts right
            throw e.code() == Code.NOT_FOUND
                ? new ProviderException(
                    Code.NOT_PERMITTED, "The rule: " + e.getMessage(), e.platformCode())
                : e;
          }
        });
  }

  @Override
  public List<Departments.Department> list(String tenant, String source) {
    try {
      return tree(binding(tenant, source), Deadline.in(API_TIME)).shown();
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
          Optional.of(e.retryAfter().orElse(PAGE_TIME)));
    }
  }

  private DepartmentTree tree(Binding binding, Deadline deadline) throws ProviderException {
    return trees.get(app(binding), deadline, () -> readTree(binding));
  }

  private DepartmentTree readTree(Binding binding) throws ProviderException {
    Deadline whole = Deadline.in(TREE_TIME);
    List<Directory.Department> all = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<Directory.Department> page = page(binding, after, whole);
      all.addAll(page.items());
      boolean standsStill = after.isPresent() && page.next().equals(after);
      if (all.size() > DepartmentTree.MOST || standsStill) {
        throw new ProviderException(
            Code.UNEXPECTED_ANSWER, "The departments do not come to an end", Optional.empty());
      }
      after = page.next();
    } while (after.isPresent());
    return new DepartmentTree(all);
  }

  /** Waits where so many departments in so short a time are too many. */
  private Page<Directory.Department> page(Binding binding, Optional<String> after, Deadline whole)
      throws ProviderException {
    while (true) {
      Deadline deadline = whole.atMost(PAGE_TIME);
      try {
        return asking(binding, deadline, directory -> directory.departments(after, deadline));
      } catch (ProviderException e) {
        Duration pause = e.retryAfter().orElse(PAGE_TIME).plus(SHORT_PAUSE);
        if (e.code() != Code.THROTTLED || after.isEmpty() || whole.left().compareTo(pause) < 0) {
          throw e;
        }
        try {
          Thread.sleep(pause.toMillis());
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          throw e;
        }
      }
    }
  }

  private interface Question<T> {
    T ask(Directory directory) throws ProviderException;
  }

  private <T> T asking(Binding binding, Deadline deadline, Question<T> question)
      throws ProviderException {
    return connections.call(
        binding,
        deadline,
        (connection, descriptor) ->
            question.ask(
                connection
                    .directory()
                    .orElseThrow(() -> notPermitted("The platform has no address book"))));
  }

  private Binding binding(String tenant, String source) {
    return credentials
        .ofSource(tenant, source)
        .orElseThrow(() -> ProblemException.notFound(Resource.IDENTITY_SOURCE));
  }

  private static App app(Binding binding) {
    return new App(binding.tenant(), binding.id(), binding.stamp());
  }
}
