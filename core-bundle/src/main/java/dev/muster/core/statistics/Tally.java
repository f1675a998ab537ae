package dev.muster.core.statistics;

import dev.muster.api.SignIns.Refusal;
import dev.muster.api.Statistics.Past;
import dev.muster.core.background.Background;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.platform.connection.CallObserver;
import dev.muster.core.settings.Settings;
import dev.muster.core.statistics.HourRecord.LastError;
import dev.muster.core.store.KeptCounts;
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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
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

  private static final Logger LOG = LoggerFactory.getLogger(Tally.class);

  private final Storage storage;
  private final TenantDirectory tenants;
  private final Repository<HourRecord> hours;
  private final InstantSource clock;
  private final KeptCounts<Slot, HourCounts> counts =
      new KeptCounts<>(
          Tally::sum,
          this::store,
          e -> LOG.warn("Statistics could not be stored; this is tried again", e));
  private final Watch commits;
  private final Runnable writes;

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

  private void count(String tenant, Instant at, Consumer<HourCounts> add) {
    counts.count(
        new Slot(tenant, HourRecord.hour(at)),
        HourCounts::new,
        to -> {
          add.accept(to);
          return to;
        });
  }

  private static HourCounts sum(HourCounts before, HourCounts since) {
    // of the same hour, which is no part of the sum
    return since.add(before.record(0));
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
    counts.write(slot -> true);
  }

  /** Stores what was counted for a tenant, so that whoever reads sees it. */
  void write(String tenant) {
    counts.write(slot -> slot.tenant.equals(tenant));
  }

  /** Adds to what is stored, again from the beginning where another node is faster. */
  private Runnable store(Map<Slot, HourCounts> more) {
    return storage.transact(
        work -> {
          more.forEach((slot, counted) -> add(work, slot, counted.record(slot.hour)));
          return () -> () -> {};
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
