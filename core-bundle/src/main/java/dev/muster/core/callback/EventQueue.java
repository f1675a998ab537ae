package dev.muster.core.callback;

import dev.muster.api.Metrics;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.background.Background;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.spi.Page;
import dev.muster.spi.Query;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
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
 */
@Component(service = EventQueue.class)
public final class EventQueue {
  private static final Logger LOG = LoggerFactory.getLogger(EventQueue.class);

  /** How many may wait; above that, platforms are told to send again later. */
  private static final int MOST = 10_000;

  private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

  /** More than the events of one push are apart. */
  private static final Duration SPREAD = Duration.ofSeconds(1);

  private static final int BATCH = 100;

  private final Storage storage;
  private final Repository<EventRecord> events;
  private final EventWork work;
  private final Background background;
  private final Metrics metrics;
  private final InstantSource clock;
  private final int most;

  /** One at a time and in their order, so that nobody returns before they left. */
  private final ReentrantLock working = new ReentrantLock();

  private volatile boolean full;
  private volatile boolean again;

  /** Made by Declarative Services. */
  @Activate
  public EventQueue(
      @Reference Storage storage,
      @Reference EventWork work,
      @Reference Background background,
      @Reference Metrics metrics) {
    this(storage, work, background, metrics, Clock.tickMillis(ZoneOffset.UTC), MOST);
  }

  EventQueue(
      Storage storage,
      EventWork work,
      Background background,
      Metrics metrics,
      InstantSource clock,
      int most) {
    this.storage = storage;
    this.events = storage.repository(EventRecord.SCHEMA);
    this.work = work;
    this.background = background;
    this.metrics = metrics;
    this.clock = clock;
    this.most = most;
    background.every("working on what platforms told", LOOK_EVERY, this::workOff);
  }

  /**
   * Stores events durably and has them worked on soon. Those that came before are left out.
   *
   * @param fresh by id
   * @throws ProblemException {@code UNAVAILABLE} if too many wait
   */
  void add(Map<String, EventRecord> fresh) {
    if (fresh.isEmpty()) {
      return;
    }
    if (full) {
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
              return () -> any;
            });
    if (added) {
      background.run("working on what a platform told", this::workOff);
    }
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
        List<Stored<EventRecord>> batch = due();
        // those that are due later wait too: a platform that is down must not fill the storage
        full = waiting() >= most;
        batch.forEach(this::workOn);
        again |= batch.size() == BATCH;
      } while (again);
    } finally {
      working.unlock();
    }
  }

  private List<Stored<EventRecord>> due() {
    Page<Stored<EventRecord>> page =
        events.query(
            EventRecord.PARTITION,
            new Query.Range(
                EventRecord.DUE, "", EventRecord.sortable(clock.instant().plus(SPREAD))),
            false,
            BATCH,
            Optional.empty());
    return page.items();
  }

  private long waiting() {
    return events.count(EventRecord.PARTITION, new Query.Prefix(EventRecord.DUE, ""));
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
