package dev.muster.core.reconcile;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Schedule;
import dev.muster.api.IdentitySources;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Versioned;
import dev.muster.core.store.Repository;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskType;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.Page;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins the reconciliations that sources have every night, each at its own minute of it by the
 * server's time zone, so that they do not all ask their platforms at once.
 */
@Component(service = {NightlyReconciliations.class, TaskHandler.class})
public final class NightlyReconciliations implements TaskHandler<TaskType.Nothing> {
  private static final Logger LOG = LoggerFactory.getLogger(NightlyReconciliations.class);

  private static final TaskType<TaskType.Nothing> TYPE =
      TaskType.every("reconciliation-nightly", Duration.ofMinutes(10));

  /** The first begin at this time. */
  static final LocalTime FIRST = LocalTime.of(1, 0);

  /** Over so long they are spread. */
  static final Duration SPREAD = Duration.ofHours(4);

  /** What has not begun by then, because no node ran, waits for the next night. */
  static final LocalTime LAST = LocalTime.of(6, 0);

  private final StoredReconciliations reconciliations;
  private final IdentitySources sources;
  private final TenantDirectory tenants;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public NightlyReconciliations(
      @Reference StoredReconciliations reconciliations,
      @Reference IdentitySources sources,
      @Reference TenantDirectory tenants,
      @Reference InstantSource clock) {
    this.reconciliations = reconciliations;
    this.sources = sources;
    this.tenants = tenants;
    this.clock = clock;
  }

  @Override
  public TaskType<TaskType.Nothing> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<TaskType.Nothing> run) {
    LocalTime time = now().toLocalTime();
    if (!time.isBefore(FIRST) && time.isBefore(LAST)) {
      tenants.ids().forEach(this::beginOrSaySo);
    }
    return Result.done();
  }

  private ZonedDateTime now() {
    return clock.instant().atZone(ZoneId.systemDefault());
  }

  /** One tenant keeps no other from its turn. */
  private void beginOrSaySo(String tenant) {
    try {
      begin(tenant);
    } catch (RuntimeException e) {
      LOG.warn("The nightly reconciliations of tenant \"{}\" did not begin", tenant, e);
    }
  }

  private void begin(String tenant) {
    Optional<String> after = Optional.empty();
    do {
      Page<Versioned<IdentitySource>> page = sources.list(tenant, Repository.MAX_PAGE, after);
      page.items().stream()
          .map(Versioned::value)
          .filter(source -> source.settings().enabled())
          .filter(source -> source.settings().reconciliation().schedule() == Schedule.NIGHTLY)
          .filter(source -> isDue(tenant, source.id()))
          .forEach(source -> begin(tenant, source.id()));
      after = page.next();
    } while (after.isPresent());
  }

  private boolean isDue(String tenant, String source) {
    Instant begins = begins(tenant, source);
    return !clock.instant().isBefore(begins)
        && reconciliations.lastStart(tenant, source).stream().allMatch(begins::isAfter);
  }

  /** When that of a source begins tonight. */
  Instant begins(String tenant, String source) {
    long minute = Math.floorMod((tenant + '/' + source).hashCode(), SPREAD.toMinutes());
    return now().with(FIRST).plusMinutes(minute).toInstant();
  }

  private void begin(String tenant, String source) {
    try {
      var unused = reconciliations.start(Caller.SYSTEM, tenant, source, true, true);
    } catch (ProblemException e) {
      if (e.code() != ProblemCode.IN_USE) {
        LOG.warn(
            "The nightly reconciliation of {} of tenant \"{}\" did not begin: {}",
            source,
            tenant,
            e.getMessage());
      }
    }
  }
}
