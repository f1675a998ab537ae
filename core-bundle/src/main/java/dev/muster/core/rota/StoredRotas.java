package dev.muster.core.rota;

import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.PersonRef;
import dev.muster.api.warroom.Rota;
import dev.muster.api.warroom.Rota.Reading;
import dev.muster.api.warroom.Rota.Settings;
import dev.muster.api.warroom.Rota.Shift;
import dev.muster.api.warroom.Rota.Source;
import dev.muster.api.warroom.Rotas;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.check.Versions;
import dev.muster.core.person.NamedUsers;
import dev.muster.core.rota.RotaRecord.SourceRecord;
import dev.muster.core.secret.Digests;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.user.Accounts;
import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.hook.DomainEvent.ResourceChange;
import dev.muster.spi.hook.RotaEvent.RotaChanged;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Rotas, with the checks of what is entered. */
@Component(service = {Rotas.class, Duty.class})
public final class StoredRotas implements Rotas, Duty {
  private static final int ID_LENGTH = 22;

  private final Repository<RotaRecord> rotas;
  private final TenantDirectory tenants;
  private final Accounts accounts;
  private final Changes changes;
  private final Digests digests;
  private final SourcedDuty sourced;
  private final TaskQueue queue;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredRotas(
      @Reference Storage storage,
      @Reference TenantDirectory tenants,
      @Reference Accounts accounts,
      @Reference Changes changes,
      @Reference Digests digests,
      @Reference SourcedDuty sourced,
      @Reference TaskQueue queue,
      @Reference InstantSource clock) {
    this.rotas = storage.repository(RotaRecord.SCHEMA);
    this.tenants = tenants;
    this.accounts = accounts;
    this.changes = changes;
    this.digests = digests;
    this.sourced = sourced;
    this.queue = queue;
    this.clock = clock;
  }

  @Override
  public List<String> sources() {
    return sourced.ids();
  }

  @Override
  public Versioned<Rota> create(Caller caller, String tenant, Settings settings) {
    tenants.require(tenant);
    Settings clean = RotaRules.clean(settings, users(tenant, List.of()));
    clean.source().ifPresent(it -> RotaRules.checkSource(it, sourced.ids()));
    String id = digests.newToken().reveal().substring(0, ID_LENGTH);
    DocumentKey key = rotas.key(tenant, id);
    return changes.make(
        caller,
        tenant,
        work -> {
          RotaRules.checkCount(rotas.count(tenant, new Query.All()));
          RotaRecord made = RotaRecord.of(clean, clock.instant());
          work.add(rotas.create(tenant, id, made));
          read(work, tenant, id, clean);
          work.emit(new RotaChanged(id, ResourceChange.CREATED));
          return () -> RotaRecord.rota(new Stored<>(key, work.version(key), made));
        });
  }

  @Override
  public Optional<Versioned<Rota>> find(String tenant, String id) {
    return stored(tenant, id).map(RotaRecord::rota);
  }

  private Optional<Stored<RotaRecord>> stored(String tenant, String id) {
    return tenants.exists(tenant) ? rotas.find(tenant, id) : Optional.empty();
  }

  @Override
  public Page<Versioned<Rota>> list(String tenant, int limit, Optional<String> after) {
    if (!tenants.exists(tenant)) {
      return Page.only(List.of());
    }
    Page<Stored<RotaRecord>> page = rotas.page(tenant, new Query.All(), false, limit, after);
    return new Page<>(page.items().stream().map(RotaRecord::rota).toList(), page.next());
  }

  @Override
  public Versioned<Rota> change(
      Caller caller,
      String tenant,
      String id,
      UnaryOperator<Settings> change,
      OptionalLong expected) {
    return changes.make(
        caller,
        tenant,
        work -> {
          Stored<RotaRecord> read = require(tenant, id);
          Versions.check(expected, read);
          Settings before = read.value().settings();
          Settings clean = RotaRules.clean(change.apply(before), users(tenant, named(before)));
          RotaRecord after = RotaRecord.of(clean, read.value().createdAt());
          work.add(rotas.replace(read, after));
          if (!after.source().equals(read.value().source())) {
            clean.source().ifPresent(it -> RotaRules.checkSource(it, sourced.ids()));
            sourced.forget(work, tenant, id);
            read(work, tenant, id, clean);
          }
          work.emit(new RotaChanged(id, ResourceChange.CHANGED));
          return () -> RotaRecord.rota(new Stored<>(read.key(), work.version(read.key()), after));
        });
  }

  @Override
  public void delete(Caller caller, String tenant, String id, OptionalLong expected) {
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<RotaRecord> read = require(tenant, id);
          Versions.check(expected, read);
          work.add(rotas.delete(read));
          if (read.value().source().isPresent()) {
            sourced.forget(work, tenant, id);
          }
          work.emit(new RotaChanged(id, ResourceChange.DELETED));
        });
  }

  private NamedUsers users(String tenant, List<PersonRef> before) {
    return new NamedUsers(accounts, tenant, before, RotaRules.MAX_PEOPLE);
  }

  private static List<PersonRef> named(Settings settings) {
    return Stream.concat(
            settings.shifts().stream().map(Shift::members),
            settings.rotation().stream().flatMap(it -> it.groups().stream()))
        .flatMap(List::stream)
        .toList();
  }

  /** Has the source read that a rota has from now on. */
  private void read(ChangeSet work, String tenant, String id, Settings settings) {
    settings
        .source()
        .ifPresent(source -> SourceReadings.begin(work, queue, tenant, id, source.id()));
  }

  @Override
  public Plan plan(String tenant, String id, Optional<Instant> from, Optional<Instant> to) {
    Settings settings = require(tenant, id).value().settings();
    Instant begin = from.orElseGet(clock::instant);
    Instant end = RotaRules.end(begin, to);
    return settings
        .source()
        .map(source -> sourced.dutyDuring(tenant, id, source, begin, end))
        .orElseGet(() -> new Schedule(settings).plan(begin, end));
  }

  @Override
  public Plan preview(
      String tenant, Settings settings, Optional<Instant> from, Optional<Instant> to) {
    tenants.require(tenant);
    return preview(tenant, settings, List.of(), from, to);
  }

  @Override
  public Plan previewChange(
      String tenant, String id, Settings settings, Optional<Instant> from, Optional<Instant> to) {
    Settings before = require(tenant, id).value().settings();
    return preview(tenant, settings, named(before), from, to);
  }

  private Plan preview(
      String tenant,
      Settings settings,
      List<PersonRef> named,
      Optional<Instant> from,
      Optional<Instant> to) {
    Instant begin = from.orElseGet(clock::instant);
    Instant end = RotaRules.end(begin, to);
    Settings clean = RotaRules.clean(settings, users(tenant, named));
    return clean
        .source()
        .map(source -> sourced.dutyBy(tenant, source, begin, end))
        .orElseGet(() -> new Schedule(clean).plan(begin, end));
  }

  @Override
  public Present present(String tenant, Rota rota) {
    Instant now = clock.instant();
    Optional<Source> source = rota.settings().source();
    if (source.isPresent()) {
      return sourced.dutyNow(tenant, rota.id(), source.get(), now);
    }
    Schedule schedule = new Schedule(rota.settings());
    return new Present(
        schedule.onDuty(now),
        true,
        schedule.nextChange(now, Instant.MAX).map(next -> new Next(next, schedule.onDuty(next))),
        Optional.empty());
  }

  @Override
  public boolean exists(String tenant, String rota) {
    return stored(tenant, rota).isPresent();
  }

  @Override
  public List<PersonRef> onDuty(String tenant, String rota, Instant at) {
    Optional<RotaRecord> read = stored(tenant, rota).map(Stored::value);
    Optional<SourceRecord> source = read.flatMap(RotaRecord::source);
    return source.isPresent()
        ? sourced.known(tenant, rota, source.get()).map(it -> it.at(at)).orElseGet(List::of)
        : read.map(it -> new Schedule(it.settings()).onDuty(at)).orElseGet(List::of);
  }

  @Override
  public Optional<Instant> nextChange(String tenant, String rota, Instant after, Instant until) {
    Optional<RotaRecord> read = stored(tenant, rota).map(Stored::value);
    Optional<SourceRecord> source = read.flatMap(RotaRecord::source);
    return source.isPresent()
        ? sourced.known(tenant, rota, source.get()).flatMap(it -> it.nextChange(after, until))
        : read.flatMap(it -> new Schedule(it.settings()).nextChange(after, until));
  }

  @Override
  public Optional<Sourced> sourced(String tenant, String rota) {
    return stored(tenant, rota)
        .map(Stored::value)
        .flatMap(
            read ->
                read.source()
                    .map(
                        source ->
                            sourced(
                                read.displayName(),
                                source.id(),
                                sourced.kept(tenant, rota, source))));
  }

  private Sourced sourced(String displayName, String source, Optional<DutyRecord> kept) {
    return new Sourced(
        displayName,
        source,
        kept.map(DutyRecord::reading).orElse(Reading.NONE),
        kept.flatMap(DutyRecord::duty).filter(it -> it.hasBegun(clock.instant())).isPresent());
  }

  @Override
  public void ask(String tenant, String rota, Deadline deadline) {
    sourced.ask(tenant, rota, deadline);
  }

  private Stored<RotaRecord> require(String tenant, String id) {
    tenants.require(tenant);
    return rotas.find(tenant, id).orElseThrow(() -> ProblemException.notFound(Resource.ROTA));
  }
}
