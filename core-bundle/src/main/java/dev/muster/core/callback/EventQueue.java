package dev.muster.core.callback;

import dev.muster.api.Metrics;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.background.Background;
import dev.muster.core.callback.EventRecord.Lane;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.Query;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that wait to be worked on. The node that took one in works on it at once; whatever is left
 * over, by a crash or because the platform did not answer, any node finds by looking again and
 * again. Two nodes at the same event do no harm: its effect and that it is done are one commit.
 *
 * <p>Tenants take turns, and nobody who left waits for what platforms are asked, so that neither a
 * flood of one tenant's events nor a platform that hangs keeps another's leavers in.
 */
@Component(service = EventQueue.class)
public final class EventQueue {
  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

  /** How many of one tenant and lane may wait; above that, its platforms are told to come again. */
  private static final int MOST_OF_TENANT = 10_000;

  /** How many may wait in all; above that, every platform is. */
  private static final int MOST = 100_000;

  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  /** More than the events of one push are apart. */
  private static final Duration SPREAD = Duration.ofSeconds(1);

  /** How many of one tenant are worked on before it is the next one's turn, and how long. */
  private static final int TURN = 20;

  private static final Duration LONGEST_TURN = Duration.ofSeconds(1);

  /** Behind whatever begins with a tenant's name, and before every longer name. */
  private static final String BEYOND = "\u0002";

  private final Storage storage;
  private final TenantDirectory directory;
  private final Repository<EventRecord> events;
  private final EventWork work;
  private final Background background;
  private final Metrics metrics;
  private final InstantSource clock;
  private final int most;
  private final int mostOfTenant;

  /** One at a time and in their order, so that nobody returns before they left. */
  private final ReentrantLock working = new ReentrantLock();

  private volatile boolean full;
  private volatile boolean again;

  /** Made by Declarative Services. */
  @Activate
  public EventQueue(
      @Reference Storage storage,
      @Reference TenantDirectory directory,
      @Reference EventWork work,
      @Reference Background background,
      @Reference Metrics metrics) {
    this(
        storage,
        directory,
        work,
        background,
        metrics,
        Clock.tickMillis(ZoneOffset.UTC),
        MOST,
        MOST_OF_TENANT);
  }

  EventQueue(
      Storage storage,
      TenantDirectory directory,
      EventWork work,
      Background background,
      Metrics metrics,
      InstantSource clock,
      int most,
      int mostOfTenant) {
    this.storage = storage;
    this.directory = directory;
    this.events = storage.repository(EventRecord.SCHEMA);
    this.work = work;
    this.background = background;
    this.metrics = metrics;
    this.clock = clock;
    this.most = most;
    this.mostOfTenant = mostOfTenant;
    background.every("working on what platforms told", LOOK_EVERY, this::workOff);
  }

  /**
   * Stores events durably and has them worked on soon. Those that came before are left out.
   *
   * @param tenant whose
   * @param fresh by id
   * @throws ProblemException {@code UNAVAILABLE} if too many wait, {@code NOT_FOUND} if the tenant
   *     has gone
   */
  void add(String tenant, Map<String, EventRecord> fresh) {
    if (fresh.isEmpty()) {
      return;
    }
    if (full || isFull(tenant, fresh.values())) {
      throw new ProblemException(ProblemCode.UNAVAILABLE, "Too many events wait.");
    }
    boolean added =
        storage.transact(
            unit -> {
              fresh.forEach(
                  (id, event) -> {
                    if (events.find(EventRecord.PARTITION, id).isEmpty()) {
                      unit.add(events.create(EventRecord.PARTITION, id, event));
                    }
                  });
              boolean any = !unit.changes().isEmpty();
              if (any) {
                directory.hold(unit, tenant);
              }
              return () -> any;
            });
    if (added) {
      background.run("working on what a platform told", this::workOff);
    }
  }

  private boolean isFull(String tenant, Collection<EventRecord> fresh) {
    return fresh.stream()
        .map(EventRecord::lane)
        .distinct()
        .anyMatch(lane -> waiting(lane.prefix(tenant)) >= mostOfTenant);
  }

  /** Works on what is due. */
  void workOff() {
    if (!working.tryLock()) {
      // whoever works looks once more before they end
      again = true;
      return;
    }
    try {
      do {
        again = false;
        // those that are due later wait too: a platform that is down must not fill the storage
        full = waiting("") >= most;
        boolean any = quick();
        for (String tenant : tenants(Lane.ASKING)) {
          any |= turn(Lane.ASKING, tenant);
          any |= quick();
        }
        again |= any;
      } while (again);
    } finally {
      working.unlock();
    }
  }

  private boolean quick() {
    boolean any = false;
    for (String tenant : tenants(Lane.QUICK)) {
      any |= turn(Lane.QUICK, tenant);
    }
    return any;
  }

  /** Whose events wait in a lane, due or not: one look for each, however many events they have. */
  private List<String> tenants(Lane lane) {
    List<String> tenants = new ArrayList<>();
    String from = lane.prefix();
    while (true) {
      Optional<Stored<EventRecord>> first =
          between(from, lane.name() + BEYOND, 1).stream().findFirst();
      if (first.isEmpty()) {
        return tenants;
      }
      String tenant = first.get().value().tenant();
      tenants.add(tenant);
      from = lane.prefix() + tenant + BEYOND;
    }
  }

  /** Works on some of a tenant's in a lane; false if none was due. */
  private boolean turn(Lane lane, String tenant) {
    String until = lane.prefix(tenant) + EventRecord.sortable(clock.instant().plus(SPREAD));
    List<Stored<EventRecord>> due = between(lane.prefix(tenant), until, TURN);
    long end = System.nanoTime() + LONGEST_TURN.toNanos();
    for (Stored<EventRecord> event : due) {
      workOn(event);
      if (System.nanoTime() - end > 0) {
        break;
      }
    }
    return !due.isEmpty();
  }

  private List<Stored<EventRecord>> between(String from, String until, int limit) {
    return events
        .query(
            EventRecord.PARTITION,
            new Query.Range(EventRecord.DUE, from, until),
            false,
            limit,
            Optional.empty())
        .items();
  }

  private long waiting(String prefix) {
    return events.count(EventRecord.PARTITION, new Query.Prefix(EventRecord.DUE, prefix));
  }

  private void workOn(Stored<EventRecord> event) {
    String kind = event.value().kind().name().toLowerCase(Locale.ROOT);
    try {
      boolean done = work.on(event);
      metrics.count(
          "muster_platform_events_total", "kind", kind, "outcome", done ? "done" : "again");
    } catch (RuntimeException e) {
      LOG.warn("An event of {} could not be worked on", event.value().platform(), e);
      metrics.count("muster_platform_events_total", "kind", kind, "outcome", "again");
      later(event);
    }
  }

  private void later(Stored<EventRecord> event) {
    Instant now = clock.instant();
    boolean unused =
        storage.transact(
            unit -> {
              events
                  .find(EventRecord.PARTITION, event.key().id())
                  .filter(it -> it.version() == event.version())
                  .ifPresent(it -> unit.add(events.replace(it, it.value().again(now))));
              return () -> true;
            });
  }
}
