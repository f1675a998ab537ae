package dev.muster.core.reconcile;

import static dev.muster.core.testing.TestCore.ALICE;
import static dev.muster.core.testing.TestCore.TENANT;

import com.sun.management.OperatingSystemMXBean;
import dev.muster.api.IdentitySource.Reconciliation;
import dev.muster.api.IdentitySource.Schedule;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.Reconciliations.Counts;
import dev.muster.api.Reconciliations.State;
import dev.muster.api.User.Profile;
import dev.muster.core.platform.FakePlatform;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.testing.TestCore;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.UserRecord;
import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.Directory;
import dev.muster.spi.storage.DocumentStore;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * How long a large company's reconciliation takes, and how much memory. A program for the
 * benchmark, which starts it in a process of its own: it prints the seconds, those of the
 * processor, the calls of the platform, and the mebibytes of heap.
 */
public final class ReconciliationCost {
  /** What the line with the figures begins with. */
  private static final String MARK = "RECONCILIATION ";

  private static final int DEPARTMENT = 100;
  private static final String COMPANY = "corp-1";
  private static final String SOURCE = "door";

  private ReconciliationCost() {}

  /**
   * Measures: of the changes, two fifths are other names, two fifths are newcomers, a fifth have
   * left.
   *
   * @param arguments how many people, how many changes, whether the heap is measured, which takes
   *     time of its own, and the folder for the embedded storage
   * @throws Exception if it is stopped, or the storage cannot be opened
   */
  public static void main(String... arguments) throws Exception {
    int people = Integer.parseInt(arguments[0]);
    int changes = Integer.parseInt(arguments[1]);
    boolean measuresHeap = Boolean.parseBoolean(arguments[2]);
    Company company = new Company(people, changes);
    TestCore core = new TestCore();
    core.store.moveTo(embedded(core, arguments[3]));
    core.directory.require(TENANT);
    FakePlatform platform = new FakePlatform();
    platform.knows(company);
    core.offer(platform);
    var unused =
        core.sources.create(
            ALICE,
            TENANT,
            SOURCE,
            FakePlatform.ID,
            Settings.of("Door", Set.of(SignInMethod.BROWSER))
                .withFields(Map.of("corpId", COMPANY, "secret", "s"))
                .withReconciliation(new Reconciliation(Schedule.OFF, true)));
    link(core, company);
    long before = used();
    AtomicLong most = new AtomicLong(before);
    CountDownLatch over = new CountDownLatch(1);
    Thread sampler = new Thread(() -> sample(over, most));
    if (measuresHeap) {
      sampler.start();
    }
    core.clock.advance(Duration.ofMinutes(1));
    long busyBefore = processor();
    long began = System.nanoTime();
    String run = core.reconciliations.start(ALICE, TENANT, SOURCE, true);
    core.taskWork.runDue();
    double seconds = (System.nanoTime() - began) / 1e9;
    double busy = (processor() - busyBefore) / 1e9;
    over.countDown();
    sampler.join();
    var done = core.reconciliations.find(TENANT, SOURCE, run).orElseThrow();
    Counts expected = new Counts(company.newcomers(), company.renamed(), company.leavers(), 0, 0);
    if (done.state() != State.DONE || !done.counts().equals(expected)) {
      throw new AssertionError(done);
    }
    // the storage has threads of its own
    System.out.println(
        MARK
            + seconds
            + " "
            + busy
            + " "
            + company.calls.get()
            + " "
            + (most.get() - before) / 1048576.0);
    System.exit(0);
  }

  /** By its name: the core does not see the storage, only whoever starts this has both. */
  private static DocumentStore embedded(TestCore core, String folder)
      throws ReflectiveOperationException {
    String bundle = "dev.muster.storage.";
    Class<?> settings = Class.forName(bundle + "StorageSettings");
    Class<?> limits = Class.forName(bundle + "StorageLimits");
    Method of =
        settings.getDeclaredMethod("of", String.class, String.class, String.class, String.class);
    Method open =
        Class.forName(bundle + "StorageFactory")
            .getDeclaredMethod("open", settings, InstantSource.class, limits);
    Field defaults = limits.getDeclaredField("DEFAULTS");
    of.setAccessible(true);
    open.setAccessible(true);
    defaults.setAccessible(true);
    return (DocumentStore)
        open.invoke(null, of.invoke(null, "", "", "", folder), core.clock, defaults.get(null));
  }

  private static void sample(CountDownLatch over, AtomicLong most) {
    try {
      while (!over.await(1, TimeUnit.SECONDS)) {
        most.accumulateAndGet(used(), Math::max);
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long processor() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private static long used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static void link(TestCore core, Company company) {
    Instant now = core.clock.instant();
    for (int first = 0; first < company.linked(); first += DEPARTMENT) {
      UnitOfWork work = new UnitOfWork();
      IntStream.range(first, Math.min(company.linked(), first + DEPARTMENT))
          .forEach(
              i -> {
                String id = "p" + i;
                Profile profile =
                    Profile.builder(id).displayName(Optional.of("Name of " + id)).build();
                work.add(core.accounts.users().create(TENANT, id, UserRecord.of(profile, now)));
                String identity = IdentityRecord.id(FakePlatform.ID, COMPANY, id, true);
                List<String> departments = List.of(Integer.toString(i / DEPARTMENT));
                work.add(
                    core.accounts
                        .identities()
                        .create(
                            TENANT,
                            identity,
                            new IdentityRecord(
                                id, SOURCE, FakePlatform.ID, COMPANY, id, departments, now, now)));
              });
      core.storage.commit(work);
    }
  }

  /** A hundred people a department, each a page; whoever left is in none. */
  private record Company(int people, int changes, AtomicInteger calls) implements Directory {
    Company(int people, int changes) {
      this(people, changes, new AtomicInteger());
    }

    int renamed() {
      return changes * 2 / 5;
    }

    int newcomers() {
      return changes * 2 / 5;
    }

    int leavers() {
      return changes - renamed() - newcomers();
    }

    /** The last of all are new. */
    int linked() {
      return people - newcomers();
    }

    @Override
    public Optional<String> company(Deadline deadline) {
      return Optional.of(COMPANY);
    }

    @Override
    public Page<Department> departments(Optional<String> after, Deadline deadline) {
      calls.incrementAndGet();
      return Page.only(
          IntStream.rangeClosed(0, (people - 1) / DEPARTMENT)
              .mapToObj(id -> Department.of(Integer.toString(id)))
              .toList());
    }

    @Override
    public Page<Person> people(String departmentId, Optional<String> after, Deadline deadline) {
      calls.incrementAndGet();
      int first = Integer.parseInt(departmentId) * DEPARTMENT;
      return Page.only(
          IntStream.range(first, Math.min(people, first + DEPARTMENT))
              .filter(i -> i >= leavers())
              .mapToObj(i -> person(i, departmentId))
              .toList());
    }

    private Person person(int number, String department) {
      boolean isRenamed = number < leavers() + renamed();
      return Person.of("p" + number, Status.ACTIVE)
          .withName(Optional.of((isRenamed ? "New name of p" : "Name of p") + number))
          .withDepartments(List.of(department));
    }

    @Override
    public Page<String> peopleNamedSingly(Optional<String> after, Deadline deadline) {
      calls.incrementAndGet();
      return Page.only(List.of());
    }

    @Override
    public Lookup person(String userId, Deadline deadline) {
      calls.incrementAndGet();
      return Lookup.notFound();
    }

    @Override
    public Map<String, Lookup> findByMobile(List<String> mobiles, Deadline deadline) {
      return Map.of();
    }

    @Override
    public Map<String, Lookup> findByEmail(List<String> emails, Deadline deadline) {
      return Map.of();
    }
  }
}
