package dev.muster.core.statistics;

import dev.muster.api.SignIns.Refusal;
import dev.muster.api.Statistics.Past;
import dev.muster.core.background.Background;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.platform.connection.CallObserver;
import dev.muster.core.settings.Settings;
import dev.muster.core.statistics.HourRecord.LastError;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.hook.RecordedEvent;
import dev.muster.spi.hook.SignInEvent.Account;
import dev.muster.spi.hook.SignInEvent.SignedIn;
import dev.muster.spi.hook.UserEvent.UserChange;
import dev.muster.spi.hook.UserEvent.UserChanged;
import dev.muster.spi.hook.WarRoomEvent;
import dev.muster.spi.hook.WarRoomEvent.Progress;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChange;
import dev.muster.spi.hook.WarRoomEvent.WarRoomChanged;
import dev.muster.spi.hook.WarRoomEvent.WarRoomProgressed;
import dev.muster.spi.storage.DocumentStore.Watch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts while things happen. Whoever has something counted waits for no storage: counts are kept
 * in memory for {@link #PAUSE} at most, then added to what is stored, by every node to the same
 * documents. A stop stores the rest; a node that is killed loses what it counted since.
 */
@Component(
    service = {Tally.class, CallObserver.class},
    immediate = true)
public final class Tally implements CallObserver {
  /** How long counts are in memory alone. */
  public static final Duration PAUSE = Duration.ofSeconds(10);

  /** Hours of tenants in one commit. */
  static final int BATCH = 100;

  /** The most hours of tenants that are kept while the storage does not answer. */
  static final int MOST_KEPT = 20_000;

  /** How long somebody who wants to store counts waits for somebody else who does. */
  private static final Duration TURN = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

  private final Storage storage;
  private final TenantDirectory tenants;
  private final Repository<HourRecord> hours;
  private final InstantSource clock;
  private final ConcurrentHashMap<Slot, HourCounts> counts = new ConcurrentHashMap<>();
  private final Watch commits;
  private final Runnable writes;
  private final ReentrantLock writing = new ReentrantLock();

  /** Made by Declarative Services. */
  @Activate
  public Tally(
      @Reference Storage storage,
      @Reference TenantDirectory tenants,
      @Reference Settings settings,
      @Reference Background background,
      @Reference InstantSource clock) {
    this.storage = storage;
    this.tenants = tenants;
    this.hours = storage.repository(HourRecord.schema(settings.statisticsRetention()));
    this.clock = clock;
    this.commits = storage.onCommit(this::committed);
    this.writes = background.every("storing statistics", PAUSE, this::write);
  }

  /** Stores what is left. */
  @Deactivate
  void close() {
    writes.run();
    commits.close();
    write();
  }

  private record Slot(String tenant, long hour) {}

  /** In one step with whoever takes the counts away to store them. */
  private void count(String tenant, Instant at, Consumer<HourCounts> add) {
    var unused =
        counts.compute(
            new Slot(tenant, HourRecord.hour(at)),
            (slot, before) -> {
              HourCounts now = before == null ? new HourCounts() : before;
              add.accept(now);
              return now;
            });
  }

  /** Somebody was let in. */
  public void succeeded(String tenant, String platform, String source) {
    Instant now = clock.instant();
    count(tenant, now, to -> to.succeeded(now, platform, source, 1));
  }

  /** Somebody was not let in. */
  public void refused(String tenant, String platform, String source, Refusal reason) {
    Instant now = clock.instant();
    count(tenant, now, to -> to.refused(now, platform, source, code(reason), 1));
  }

  /** The platform could not do its part. */
  public void failed(String tenant, String platform, String source) {
    Instant now = clock.instant();
    count(tenant, now, to -> to.failed(now, platform, source, 1));
  }

  /** What happened before, which is not stored yet. */
  void add(String tenant, Past past) {
    count(
        tenant,
        past.at(),
        to -> {
          to.succeeded(past.at(), past.platform(), past.source(), past.users().size());
          past.refused()
              .forEach(
                  (reason, number) ->
                      to.refused(past.at(), past.platform(), past.source(), code(reason), number));
          to.failed(past.at(), past.platform(), past.source(), past.failed());
          past.users().forEach(to::signedIn);
        });
  }

  /** As audit events call it. */
  static String code(Refusal reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public void called(String tenant, String platform, Duration took, Optional<String> error) {
    Instant now = clock.instant();
    count(
        tenant, now, to -> to.called(platform, took, error.map(code -> new LastError(now, code))));
  }

  /**
   * Alerts came in.
   *
   * @param joined how many of them belonged to a problem that was known
   */
  public void alerts(String tenant, long number, long joined) {
    count(tenant, clock.instant(), to -> to.rooms().alerts(number, joined, 0));
  }

  /** A room was opened for alerts. */
  public void roomOpenedForAlerts(String tenant) {
    count(tenant, clock.instant(), to -> to.rooms().alerts(0, 0, 1));
  }

  private void committed(UnitOfWork work) {
    if (work instanceof ChangeSet changes) {
      changes.events().forEach(this::happened);
    }
  }

  private void happened(RecordedEvent recorded) {
    if (recorded.event() instanceof SignedIn signedIn) {
      count(
          recorded.tenant(),
          recorded.at(),
          to -> {
            to.signedIn(signedIn.user());
            if (signedIn.account() == Account.CREATED) {
              to.created();
            }
          });
    } else if (recorded.event() instanceof UserChanged changed
        && changed.change() == UserChange.CREATED) {
      count(recorded.tenant(), recorded.at(), HourCounts::created);
    } else if (recorded.event() instanceof WarRoomEvent event) {
      happened(recorded.tenant(), recorded.at(), event);
    }
  }

  private void happened(String tenant, Instant at, WarRoomEvent event) {
    if (event instanceof WarRoomChanged changed) {
      if (changed.change() == WarRoomChange.OPENED) {
        count(tenant, at, to -> to.rooms().opened(at));
      } else if (changed.change() == WarRoomChange.CLOSED) {
        count(tenant, at, to -> to.rooms().closed(at));
      }
    } else if (event instanceof WarRoomProgressed progressed) {
      Duration after = Duration.ofSeconds(progressed.seconds());
      count(
          tenant,
          at,
          progressed.progress() == Progress.RECOVERED
              ? to -> to.rooms().recovered(at, after)
              : to -> to.rooms().acknowledged(after));
    }
  }

  /** Stores what was counted. */
  void write() {
    write(slot -> true);
  }

  /** Stores what was counted for a tenant, so that whoever reads sees it. */
  void write(String tenant) {
    write(slot -> slot.tenant.equals(tenant));
  }

  /**
   * One at a time: what somebody else is just storing is stored for whoever reads next. Nobody
   * waits for a storage that hangs longer than {@link #TURN} and its own attempt: what is not
   * stored is kept for later.
   */
  private void write(Predicate<Slot> which) {
    if (!takeTurn()) {
      return;
    }
    try {
      List<Slot> all = counts.keySet().stream().filter(which).toList();
      boolean stored = true;
      for (int from = 0; stored && from < all.size(); from += BATCH) {
        stored = store(all.subList(from, Math.min(all.size(), from + BATCH)));
      }
    } finally {
      writing.unlock();
    }
  }

  private boolean takeTurn() {
    try {
      return writing.tryLock(TURN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean store(List<Slot> slots) {
    Map<Slot, HourRecord> taken = new HashMap<>();
    for (Slot slot : slots) {
      HourCounts counted = counts.remove(slot);
      if (counted != null) {
        taken.put(slot, counted.record(slot.hour));
      }
    }
    boolean stored = false;
    try {
      add(taken);
      stored = true;
    } catch (RuntimeException e) {
      LOG.warn("Statistics could not be stored; this is tried again", e);
    } finally {
      if (!stored) {
        giveBack(taken);
      }
    }
    return stored;
  }

  private void giveBack(Map<Slot, HourRecord> taken) {
    taken.forEach(
        (slot, record) -> {
          if (counts.size() < MOST_KEPT || counts.containsKey(slot)) {
            count(slot.tenant, HourRecord.begin(slot.hour), to -> to.add(record));
          }
        });
  }

  /** Adds to what is stored, again from the beginning where another node is faster. */
  private void add(Map<Slot, HourRecord> more) {
    boolean unused =
        storage.transact(
            work -> {
              more.forEach((slot, record) -> add(work, slot, record));
              return () -> true;
            });
  }

  /** What a tenant had that is gone is gone too. */
  private void add(UnitOfWork work, Slot slot, HourRecord record) {
    if (!tenants.exists(slot.tenant)) {
      return;
    }
    String id = HourRecord.id(slot.hour);
    Optional<Stored<HourRecord>> before = hours.find(slot.tenant, id);
    HourRecord sum =
        before
            .map(it -> new HourCounts().add(it.value()).add(record).record(slot.hour))
            .orElse(record);
    work.add(
        before
            .map(it -> hours.replace(it, sum))
            .orElseGet(() -> hours.create(slot.tenant, id, sum)));
    tenants.hold(work, slot.tenant);
  }
}
