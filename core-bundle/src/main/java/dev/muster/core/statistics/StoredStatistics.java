package dev.muster.core.statistics;

import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySources;
import dev.muster.api.Platforms;
import dev.muster.api.Statistics;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.Severity;
import dev.muster.core.mobileapp.MobileAppRecord;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.Connections;
import dev.muster.core.platform.connection.CredentialHealth;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.core.platform.limit.MeteredQuota;
import dev.muster.core.quota.QuotaMeters;
import dev.muster.core.settings.Settings;
import dev.muster.core.statistics.HourCounts.PlatformCalls;
import dev.muster.core.statistics.HourRecord.Rooms;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.user.UserTotals;
import dev.muster.spi.Page;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Puts reports together from what was counted, hour by hour. */
@Component(service = Statistics.class)
public final class StoredStatistics implements Statistics {
  private static final int MAX_PLATFORMS = 1000;
  private static final Duration QUARTER = Duration.ofMinutes(15);

  private final Tally tally;
  private final TenantDirectory tenants;
  private final UserTotals users;
  private final IdentitySources sources;
  private final Platforms platforms;
  private final Credentials credentials;
  private final Connections connections;
  private final Repository<HourRecord> hours;
  private final Repository<MobileAppRecord> apps;
  private final OpenRooms openRooms;
  private final QuotaMeters quotas;
  private final InstantSource clock;

  /** Where alerts are taken in, which may come later than this. */
  @Reference(
      cardinality = ReferenceCardinality.OPTIONAL,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY)
  private volatile @Nullable WaitingAlerts waitingAlerts;

  /** Made by Declarative Services. */
  @Activate
  public StoredStatistics(
      @Reference Storage storage,
      @Reference Tally tally,
      @Reference TenantDirectory tenants,
      @Reference UserTotals users,
      @Reference IdentitySources sources,
      @Reference Platforms platforms,
      @Reference Credentials credentials,
      @Reference Connections connections,
      @Reference OpenRooms openRooms,
      @Reference QuotaMeters quotas,
      @Reference InstantSource clock) {
    this.tally = tally;
    this.tenants = tenants;
    this.users = users;
    this.sources = sources;
    this.platforms = platforms;
    this.credentials = credentials;
    this.connections = connections;
    this.openRooms = openRooms;
    this.quotas = quotas;
    this.hours = storage.repository(HourRecord.schema(Settings.STATISTICS_RETENTION));
    this.apps = storage.repository(MobileAppRecord.SCHEMA);
    this.clock = clock;
  }

  @Override
  public void add(String tenant, List<Past> past) {
    tenants.require(tenant);
    past.forEach(each -> tally.add(tenant, each));
    tally.write(tenant);
  }

  @Override
  public Report read(String tenant, Period period) {
    tenants.require(tenant);
    Instant now = clock.instant();
    Steps steps = Steps.of(period, now);
    tally.write(tenant);
    List<IdentitySource> known = sources(tenant);
    Sums sums = new Sums(steps);
    known.forEach(each -> sums.signIns.know(each.platform(), each.id()));
    hours(tenant, steps, sums);
    UserTotals.Totals totals = users.of(tenant);
    return new Report(
        steps.begins().get(0),
        steps.end(),
        now,
        steps.begins(),
        sums.signIns.series(),
        sums.refusals(),
        new UserCounts(totals.active(), totals.disabled(), sums.created, sums.signedIn.number()),
        new WarRoomCounts(
            bySeverity(openRooms.open(tenant)),
            sums.roomPoints(),
            sums.rooms.acknowledging(),
            sums.rooms.recovering()),
        sums.rooms.alerts(waiting(tenant)),
        health(tenant, known, sums.calls),
        quotas(tenant, known));
  }

  private static Map<Severity, Long> bySeverity(Map<Severity, Long> open) {
    return Arrays.stream(Severity.values())
        .collect(Collectors.toMap(each -> each, each -> open.getOrDefault(each, 0L)));
  }

  private long waiting(String tenant) {
    WaitingAlerts known = waitingAlerts;
    return known == null ? 0 : known.waiting(tenant);
  }

  /** Without a framework. */
  public void use(WaitingAlerts alerts) {
    waitingAlerts = alerts;
  }

  /** What is put together over the hours of a report. */
  private static final class Sums {
    final Steps steps;
    final ReportedSignIns signIns;
    final Map<String, Long> refusals = new HashMap<>();
    final DistinctUsers signedIn = new DistinctUsers();
    final Map<String, PlatformCalls> calls = new HashMap<>();
    final RoomCounts rooms = new RoomCounts();
    final RoomOutcomes[] roomPoints;
    long created;

    Sums(Steps steps) {
      this.steps = steps;
      this.signIns = new ReportedSignIns(steps);
      this.roomPoints = new RoomOutcomes[steps.begins().size()];
      Arrays.fill(roomPoints, new RoomOutcomes(0, 0, 0));
    }

    void add(HourRecord hour) {
      signIns.add(hour);
      hour.rooms().ifPresent(stored -> addPoints(hour.hour(), stored));
      if (steps.indexOf(HourRecord.begin(hour.hour())) < 0) {
        return;
      }
      hour.refusals().forEach((code, number) -> refusals.merge(code, number, Long::sum));
      signedIn.addEncoded(hour.signedIn());
      created += hour.created();
      hour.rooms().ifPresent(rooms::add);
      hour.calls()
          .forEach(
              each -> calls.computeIfAbsent(each.platform(), id -> new PlatformCalls()).add(each));
    }

    private void addPoints(long hour, Rooms stored) {
      for (int quarter = 0; quarter < RoomCounts.QUARTERS; quarter++) {
        int step = steps.indexOf(HourRecord.begin(hour).plus(QUARTER.multipliedBy(quarter)));
        if (step >= 0) {
          RoomOutcomes more = RoomCounts.outcomes(stored, quarter);
          RoomOutcomes sum = roomPoints[step];
          roomPoints[step] =
              new RoomOutcomes(
                  sum.opened() + more.opened(),
                  sum.recovered() + more.recovered(),
                  sum.closed() + more.closed());
        }
      }
    }

    List<RoomOutcomes> roomPoints() {
      return List.of(roomPoints);
    }

    List<RefusalCount> refusals() {
      return refusals.entrySet().stream()
          .map(each -> new RefusalCount(each.getKey(), each.getValue()))
          .sorted(
              Comparator.comparingLong(RefusalCount::count)
                  .reversed()
                  .thenComparing(RefusalCount::code))
          .toList();
    }
  }

  private void hours(String tenant, Steps steps, Sums sums) {
    Query.Condition range =
        new Query.Range(
            HourRecord.BY_HOUR,
            HourRecord.id(HourRecord.hour(steps.begins().get(0))),
            HourRecord.id(HourRecord.hour(steps.end().minusSeconds(1)) + 1));
    Optional<String> after = Optional.empty();
    do {
      Page<Stored<HourRecord>> page = hours.query(tenant, range, false, Query.MAX_LIMIT, after);
      page.items().forEach(each -> sums.add(each.value()));
      after = page.next();
    } while (after.isPresent());
  }

  private List<IdentitySource> sources(String tenant) {
    List<IdentitySource> all = new ArrayList<>();
    Optional<String> after = Optional.empty();
    do {
      Page<Versioned<IdentitySource>> page = sources.list(tenant, Repository.MAX_PAGE, after);
      page.items().forEach(each -> all.add(each.value()));
      after = page.next();
    } while (after.isPresent());
    return all;
  }

  /** Every app that is bound or has a source; empty for one whose binding cannot be made. */
  private Stream<Map.Entry<String, Optional<Binding>>> bindings(
      String tenant, List<IdentitySource> known) {
    return Stream.concat(
        apps.all(tenant, new Query.All(), MAX_PLATFORMS).stream()
            .map(app -> app.key().id())
            .map(id -> Map.entry(id, credentials.ofMobileApp(tenant, id))),
        known.stream()
            .map(
                source -> Map.entry(source.platform(), credentials.ofSource(tenant, source.id()))));
  }

  /** What several apps share is there once. */
  private List<QuotaUse> quotas(String tenant, List<IdentitySource> known) {
    Map<String, Map<String, MeteredQuota>> byPlatform = new TreeMap<>();
    bindings(tenant, known)
        .flatMap(each -> each.getValue().stream())
        .flatMap(binding -> connections.quotas(binding).stream())
        .forEach(
            quota ->
                byPlatform
                    .computeIfAbsent(quota.platform(), id -> new LinkedHashMap<>())
                    .putIfAbsent(quota.id(), quota));
    List<MeteredQuota> all =
        byPlatform.values().stream().flatMap(each -> each.values().stream()).toList();
    return all.isEmpty() ? List.of() : quotas.uses(tenant, all);
  }

  private List<PlatformHealth> health(
      String tenant, List<IdentitySource> known, Map<String, PlatformCalls> calls) {
    Map<String, Optional<CredentialHealth>> used = new TreeMap<>();
    bindings(tenant, known)
        .forEach(
            each ->
                used.merge(
                    each.getKey(),
                    each.getValue().map(connections::health),
                    StoredStatistics::worse));
    return used.entrySet().stream()
        .map(
            each ->
                health(
                    each.getKey(),
                    each.getValue(),
                    calls.getOrDefault(each.getKey(), new PlatformCalls())))
        .toList();
  }

  private static Optional<CredentialHealth> worse(
      Optional<CredentialHealth> one, Optional<CredentialHealth> other) {
    return Stream.of(one, other).flatMap(Optional::stream).max(Comparator.naturalOrder());
  }

  private PlatformHealth health(
      String platform, Optional<CredentialHealth> credential, PlatformCalls calls) {
    Optional<Instant> restsUntil = credential.flatMap(CredentialHealth::restsUntil);
    boolean refused = credential.filter(CredentialHealth::refused).isPresent();
    return new PlatformHealth(
        platform,
        platforms.find(platform).filter(Platforms.Platform::available).isPresent(),
        calls.calls,
        calls.errors,
        calls.times.p95Millis(),
        restsUntil.isPresent() ? Credential.RESTING : refused ? Credential.REFUSED : Credential.OK,
        restsUntil,
        calls.lastError.map(it -> new CallError(it.at(), it.code())));
  }
}
