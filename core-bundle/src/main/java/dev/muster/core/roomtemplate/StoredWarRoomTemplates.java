package dev.muster.core.roomtemplate;

import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.WarRoomTemplate;
import dev.muster.api.warroom.WarRoomTemplate.Language;
import dev.muster.api.warroom.WarRoomTemplate.Placeholder;
import dev.muster.api.warroom.WarRoomTemplate.Settings;
import dev.muster.api.warroom.WarRoomTemplates;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Versions;
import dev.muster.core.secret.Digests;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.Page;
import dev.muster.spi.hook.DomainEvent.ResourceChange;
import dev.muster.spi.hook.WarRoomTemplateEvent.WarRoomTemplateChanged;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Templates, with the checks of what is entered. The default one is stored once it has been
 * changed; until then it is the built-in one.
 */
@Component(service = {WarRoomTemplates.class, Templates.class})
public final class StoredWarRoomTemplates implements WarRoomTemplates, Templates {
  private static final int ID_LENGTH = 22;

  /** The cursor behind the default one, which no other template's is. */
  private static final String AFTER_DEFAULT = "~";

  private static final Settings BUILT_IN =
      new Settings(
          BuiltIn.in(Language.ENGLISH).displayName(),
          Language.ENGLISH,
          Optional.empty(),
          Optional.empty(),
          Map.of());

  private final Repository<TemplateRecord> templates;
  private final TenantDirectory tenants;
  private final Changes changes;
  private final Digests digests;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredWarRoomTemplates(
      @Reference Storage storage,
      @Reference TenantDirectory tenants,
      @Reference Changes changes,
      @Reference Digests digests,
      @Reference InstantSource clock) {
    this.templates = storage.repository(TemplateRecord.SCHEMA);
    this.tenants = tenants;
    this.changes = changes;
    this.digests = digests;
    this.clock = clock;
  }

  @Override
  public Versioned<WarRoomTemplate> create(Caller caller, String tenant, Settings settings) {
    tenants.require(tenant);
    check(settings);
    String id = digests.newToken().reveal().substring(0, ID_LENGTH);
    return changes.make(
        caller,
        tenant,
        work -> {
          TemplateRules.checkCount(templates.count(tenant, new Query.All()));
          return created(work, tenant, id, settings);
        });
  }

  private static void check(Settings settings) {
    FieldErrors errors = new FieldErrors();
    TemplateRules.check(settings, errors);
    errors.throwIfAny();
  }

  private Supplier<Versioned<WarRoomTemplate>> created(
      ChangeSet work, String tenant, String id, Settings settings) {
    TemplateRecord made = TemplateRecord.of(settings, clock.instant());
    work.add(templates.create(tenant, id, made));
    work.emit(new WarRoomTemplateChanged(id, ResourceChange.CREATED));
    DocumentKey key = templates.key(tenant, id);
    return () -> TemplateRecord.template(new Stored<>(key, work.version(key), made));
  }

  @Override
  public Optional<Versioned<WarRoomTemplate>> find(String tenant, String id) {
    return tenants.exists(tenant)
        ? templates.find(tenant, id).map(TemplateRecord::template).or(() -> builtIn(id))
        : Optional.empty();
  }

  private static Optional<Versioned<WarRoomTemplate>> builtIn(String id) {
    return id.equals(WarRoomTemplate.DEFAULT)
        ? Optional.of(new Versioned<>(new WarRoomTemplate(id, BUILT_IN, Optional.empty()), 0))
        : Optional.empty();
  }

  @Override
  public Page<Versioned<WarRoomTemplate>> list(String tenant, int limit, Optional<String> after) {
    Repository.checkLimit(limit);
    Optional<Versioned<WarRoomTemplate>> usual =
        after.isEmpty() ? find(tenant, WarRoomTemplate.DEFAULT) : Optional.empty();
    if (!tenants.exists(tenant)) {
      return Page.only(List.of());
    }
    if (usual.isPresent() && limit == 1) {
      return new Page<>(usual.stream().toList(), Optional.of(AFTER_DEFAULT));
    }
    Page<Stored<TemplateRecord>> page =
        templates.page(
            tenant,
            new Query.All(),
            false,
            usual.isPresent() ? limit - 1 : limit,
            after.filter(cursor -> !cursor.equals(AFTER_DEFAULT)));
    return new Page<>(
        Stream.concat(
                usual.stream(),
                page.items().stream()
                    .filter(read -> !read.key().id().equals(WarRoomTemplate.DEFAULT))
                    .map(TemplateRecord::template))
            .toList(),
        page.next());
  }

  @Override
  public Versioned<WarRoomTemplate> change(
      Caller caller,
      String tenant,
      String id,
      UnaryOperator<Settings> change,
      OptionalLong expected) {
    tenants.require(tenant);
    return changes.make(
        caller,
        tenant,
        work -> {
          Versioned<WarRoomTemplate> present =
              find(tenant, id)
                  .orElseThrow(() -> ProblemException.notFound(Resource.WAR_ROOM_TEMPLATE));
          Versions.check(
              expected, new Stored<>(templates.key(tenant, id), present.version(), present));
          Settings settings = change.apply(present.value().settings());
          check(settings);
          return templates
              .find(tenant, id)
              .map(read -> changed(work, read, settings))
              .orElseGet(() -> created(work, tenant, id, settings));
        });
  }

  private Supplier<Versioned<WarRoomTemplate>> changed(
      ChangeSet work, Stored<TemplateRecord> read, Settings settings) {
    TemplateRecord after = TemplateRecord.of(settings, read.value().createdAt());
    work.add(templates.replace(read, after));
    work.emit(new WarRoomTemplateChanged(read.key().id(), ResourceChange.CHANGED));
    return () -> TemplateRecord.template(new Stored<>(read.key(), work.version(read.key()), after));
  }

  @Override
  public void delete(Caller caller, String tenant, String id, OptionalLong expected) {
    tenants.require(tenant);
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<TemplateRecord> read =
              templates
                  .find(tenant, id)
                  .orElseThrow(() -> ProblemException.notFound(Resource.WAR_ROOM_TEMPLATE));
          Versions.check(expected, read);
          work.add(templates.delete(read));
          work.emit(new WarRoomTemplateChanged(id, ResourceChange.DELETED));
        });
  }

  @Override
  public Preview preview(String tenant, Settings settings, Map<Placeholder, String> values) {
    tenants.require(tenant);
    FieldErrors errors = new FieldErrors();
    TemplateRules.check(settings, errors);
    TemplateRules.check(values, errors);
    errors.throwIfAny();
    Written written = new Written(settings);
    BuiltIn language = BuiltIn.in(settings.language());
    Map<Placeholder, String> all = new EnumMap<>(language.sample());
    all.putAll(values);
    all.computeIfPresent(
        Placeholder.STATUS, (any, status) -> language.statuses().getOrDefault(status, status));
    return new Preview(written.texts(), written.shown(all));
  }

  @Override
  public boolean exists(String tenant, String template) {
    return find(tenant, template).isPresent();
  }

  @Override
  public Templates.Texts of(String tenant, Optional<String> template) {
    return new Written(
        template
            .flatMap(id -> find(tenant, id))
            .or(() -> find(tenant, WarRoomTemplate.DEFAULT))
            .map(found -> found.value().settings())
            .orElse(BUILT_IN));
  }
}
