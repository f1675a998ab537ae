package dev.muster.core.quota;

import dev.muster.api.Caller;
import dev.muster.api.Metrics;
import dev.muster.api.Statistics.QuotaUse;
import dev.muster.core.background.Background;
import dev.muster.core.change.Changes;
import dev.muster.core.platform.limit.MeteredQuota;
import dev.muster.core.platform.limit.QuotaCounter;
import dev.muster.core.quota.UseRecord.Told;
import dev.muster.core.store.KeptCounts;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.hook.MobileAppEvent.QuotaLevel;
import dev.muster.spi.hook.MobileAppEvent.QuotaReached;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the calls of quotas. A call waits for no storage: counts are kept in memory for {@link
 * #PAUSE} at most, then added to what is stored, by every node to the same documents. A stop stores
 * the rest; a node that is killed loses what it counted since. For any thread.
 */
@Component(
    service = {QuotaMeters.class, QuotaCounter.class},
    immediate = true)
public final class QuotaMeters implements QuotaCounter {
  /** How long counts are in memory alone. */
  public static final Duration PAUSE = Duration.ofSeconds(10);

  private static final Logger LOG = LoggerFactory.getLogger(QuotaMeters.class);

  private final Storage storage;
  private final TenantDirectory tenants;
  private final Changes changes;
  private final Metrics metrics;
  private final InstantSource clock;
  private final Repository<UseRecord> uses;
  private final KeptCounts<Slot, Counts> counts =
      new KeptCounts<>(
          Counts::plus,
          this::store,
          e -> LOG.warn("What is used of quotas could not be stored; this is tried again", e));
  private final Runnable writes;

  /** Made by Declarative Services. */
  @Activate
  public QuotaMeters(
      @Reference Storage storage,
      @Reference TenantDirectory tenants,
      @Reference Changes changes,
      @Reference Metrics metrics,
      @Reference Background background,
      @Reference InstantSource clock) {
    this.storage = storage;
    this.tenants = tenants;
    this.changes = changes;
    this.metrics = metrics;
    this.clock = clock;
    this.uses = storage.repository(UseRecord.SCHEMA);
    this.writes = background.every("storing what is used of quotas", PAUSE, this::write);
  }

  /** Stores what is left. */
  @Deactivate
  void close() {
    writes.run();
    write();
  }

  private record Slot(String tenant, String id) {}

  /** What was counted; not changed any more once it is taken away to be stored. */
  private record Counts(
      MeteredQuota quota, MeteredQuota.Span span, long calls, Optional<Boolean> usedUp) {
    Counts plus(Counts later) {
      return new Counts(later.quota, span, calls + later.calls, later.usedUp.or(() -> usedUp));
    }
  }

  @Override
  public void counted(MeteredQuota quota) {
    // a call that was taken says that something is left, whatever was said before
    add(quota, 1, false);
  }

  @Override
  public void usedUp(MeteredQuota quota) {
    add(quota, 0, true);
  }

  private void add(MeteredQuota quota, long calls, boolean usedUp) {
    MeteredQuota.Span span = quota.at(clock.instant());
    keep(
        new Slot(quota.tenant(), UseRecord.id(quota, span)),
        new Counts(quota, span, calls, Optional.of(usedUp)));
  }

  private void keep(Slot slot, Counts more) {
    counts.count(
        slot,
        () -> new Counts(more.quota, more.span, 0, Optional.empty()),
        before -> before.plus(more));
  }

  /** Stores what was counted. */
  void write() {
    counts.write(slot -> true);
  }

  private Runnable store(Map<Slot, Counts> taken) {
    Map<Slot, Counts> owing = storage.transact(work -> add(work, taken));
    return () -> owing.forEach(this::tell);
  }

  /** Whose record has something to tell; what a tenant had that is gone is gone too. */
  private Supplier<Map<Slot, Counts>> add(UnitOfWork work, Map<Slot, Counts> more) {
    Map<Slot, Counts> owing = new HashMap<>();
    more.forEach(
        (slot, counted) -> {
          if (!tenants.exists(slot.tenant)) {
            return;
          }
          Optional<Stored<UseRecord>> before = uses.find(slot.tenant, slot.id);
          UseRecord sum =
              before
                  .map(Stored::value)
                  .orElseGet(() -> UseRecord.none(counted.quota, counted.span.end()))
                  .plus(counted.calls, counted.usedUp);
          work.add(
              before
                  .map(it -> uses.replace(it, sum))
                  .orElseGet(() -> uses.create(slot.tenant, slot.id, sum)));
          tenants.hold(work, slot.tenant);
          if (sum.owes(counted.quota.limit())) {
            owing.put(slot, counted);
          }
        });
    return () -> owing;
  }

  private void tell(Slot slot, Counts counted) {
    try {
      tell(slot, counted.quota());
    } catch (RuntimeException e) {
      LOG.warn("It could not be recorded that most of a quota is used; this is tried again", e);
      keep(slot, new Counts(counted.quota(), counted.span(), 0, Optional.empty()));
    }
  }

  /** Once in a period, whichever node gets there first: the warning is stored with the event. */
  private void tell(Slot slot, MeteredQuota quota) {
    boolean told =
        changes.make(
            Caller.SYSTEM,
            slot.tenant,
            set -> {
              Optional<Stored<UseRecord>> stored =
                  uses.find(slot.tenant, slot.id).filter(it -> it.value().owes(quota.limit()));
              stored.ifPresent(
                  it -> {
                    Told due = it.value().due(quota.limit());
                    set.add(uses.replace(it, it.value().withTold(due)));
                    set.emit(
                        new QuotaReached(
                            quota.platform(),
                            quota.quota().id(),
                            due == Told.LOW ? QuotaLevel.LOW : QuotaLevel.USED_UP,
                            it.value().used(),
                            quota.limit()));
                  });
              return stored::isPresent;
            });
    if (told) {
      metrics.count("muster_platform_quota_warnings_total", "platform", quota.platform());
      LOG.warn(
          "Most or all of the quota {} of {} is used by the tenant {}, see the audit log",
          quota.quota().id(),
          quota.platform(),
          slot.tenant);
    }
  }

  /**
   * What is used now.
   *
   * @param tenant the tenant's id
   * @param quotas the tenant's
   * @return the same order
   */
  public List<QuotaUse> uses(String tenant, List<MeteredQuota> quotas) {
    counts.write(slot -> slot.tenant.equals(tenant));
    Instant now = clock.instant();
    return quotas.stream().map(each -> use(each, now)).toList();
  }

  private QuotaUse use(MeteredQuota quota, Instant now) {
    MeteredQuota.Span span = quota.at(now);
    UseRecord use =
        uses.find(quota.tenant(), UseRecord.id(quota, span))
            .map(Stored::value)
            .orElseGet(() -> UseRecord.none(quota, span.end()));
    return new QuotaUse(
        quota.platform(),
        quota.quota().displayName(),
        use.usedUp() ? Math.max(use.used(), quota.limit()) : use.used(),
        quota.limit(),
        quota.quota().period(),
        span.end(),
        use.usedUp());
  }
}
