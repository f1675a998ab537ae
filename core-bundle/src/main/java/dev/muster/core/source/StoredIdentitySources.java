package dev.muster.core.source;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySources;
import dev.muster.api.Installation;
import dev.muster.api.Platforms;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Versioned;
import dev.muster.core.audit.Audit;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Versions;
import dev.muster.core.mobileapp.Checks;
import dev.muster.core.mobileapp.Descriptors;
import dev.muster.core.mobileapp.FormInput;
import dev.muster.core.mobileapp.MobileAppRecord;
import dev.muster.core.mobileapp.SecretFields;
import dev.muster.core.mobileapp.StoredSecret;
import dev.muster.core.platform.Binding;
import dev.muster.core.platform.ConnectionCheck;
import dev.muster.core.platform.Credentials;
import dev.muster.core.secret.Resealable;
import dev.muster.core.secret.SecretBox;
import dev.muster.core.store.Cache;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.Change;
import dev.muster.spi.CheckReport;
import dev.muster.spi.DocumentKey;
import dev.muster.spi.Field;
import dev.muster.spi.Page;
import dev.muster.spi.PlatformDescriptor;
import dev.muster.spi.Query;
import dev.muster.spi.SignInMethod;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Identity sources, with the checks of what is entered. */
@Component(service = {IdentitySources.class, Resealable.class})
public final class StoredIdentitySources implements IdentitySources, Resealable {
  /** The most sources of a tenant. */
  static final int MAX_SOURCES = 1000;

  private static final int MAX_CACHED = 10_000;
  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,31}");

  /** What stands at the same place of an address, below {@code /login/}, as the id of a source. */
  private static final Set<String> RESERVED = Set.of("bind", "interactions");

  private final Storage storage;
  private final Repository<SourceRecord> sources;
  private final Repository<MobileAppRecord> apps;
  private final TenantDirectory tenants;
  private final SecretFields secrets;
  private final Audit audit;
  private final Descriptors descriptors;
  private final Credentials credentials;
  private final Checks checks;
  private final InstantSource clock;
  private final Cache<DocumentKey, Versioned<IdentitySource>> cache;
  private final Cache<String, List<IdentitySource>> byTenant;

  /** Made by Declarative Services. */
  @Activate
  public StoredIdentitySources(
      @Reference Storage storage,
      @Reference TenantDirectory tenants,
      @Reference SecretBox box,
      @Reference Audit audit,
      @Reference Platforms platforms,
      @Reference Credentials credentials,
      @Reference ConnectionCheck check,
      @Reference Installation installation) {
    this(
        storage,
        tenants,
        box,
        audit,
        platforms,
        credentials,
        new Checks(check, installation),
        Clock.tickMillis(ZoneOffset.UTC));
  }

  StoredIdentitySources(
      Storage storage,
      TenantDirectory tenants,
      SecretBox box,
      Audit audit,
      Platforms platforms,
      Credentials credentials,
      Checks checks,
      InstantSource clock) {
    this.storage = storage;
    this.sources = storage.repository(SourceRecord.SCHEMA);
    this.apps = storage.repository(MobileAppRecord.SCHEMA);
    this.tenants = tenants;
    this.secrets = new SecretFields(box);
    this.audit = audit;
    this.descriptors = new Descriptors(platforms);
    this.credentials = credentials;
    this.checks = checks;
    this.clock = clock;
    this.cache =
        storage.cache(
            MAX_CACHED,
            key -> sources.find(key.partition(), key.id()).map(SourceRecord::source),
            Map.of(SourceRecord.COLLECTION, Function.identity()));
    this.byTenant =
        storage.cache(
            MAX_CACHED,
            tenant -> Optional.of(readAll(tenant)),
            Map.of(SourceRecord.COLLECTION, DocumentKey::partition));
  }

  static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  private List<IdentitySource> readAll(String tenant) {
    return sources.all(tenant, new Query.All(), MAX_SOURCES).stream()
        .map(each -> SourceRecord.source(each).value())
        .toList();
  }

  @Override
  public Versioned<IdentitySource> create(
      Caller caller, String tenant, String id, String platform, Draft draft) {
    tenants.require(tenant);
    FieldErrors errors = new FieldErrors();
    if (!isId(id)) {
      errors.add("id", "format", "Give 1 to 31 lower case letters, digits and -.");
    } else if (RESERVED.contains(id)) {
      errors.add("id", "reserved", "The sign-in has a page of its own by that name.");
    }
    PlatformDescriptor descriptor = descriptors.chosen(platform);
    FormInput input = SourceRules.check(descriptor, draft, errors);
    complete(tenant, descriptor, input.plain(), input.secrets().keySet(), errors);
    errors.throwIfAny();
    DocumentKey key = sources.key(tenant, id);
    return storage.transact(
        work -> {
          SourceRecord made =
              record(
                  platform,
                  draft,
                  input,
                  secrets.changed(
                      key, Map.of(), input.secrets(), Set.of(), clock.instant(), caller.actor()));
          tenants.hold(work, tenant);
          work.add(sources.create(tenant, id, made), conflict -> Optional.of(exists()));
          work.add(event(caller, tenant, "identity-source.created", id, Map.of()));
          warnOfTrust(work, caller, tenant, id, Set.of(), made);
          return () -> SourceRecord.source(new Stored<>(key, work.version(key), made));
        });
  }

  private static ProblemException exists() {
    return new ProblemException(
        ProblemCode.ALREADY_EXISTS,
        "The tenant has an identity source of that id.",
        List.of(new ProblemException.FieldProblem("id", "already-exists", "It is taken.")),
        Optional.empty());
  }

  private static SourceRecord record(
      String platform, Draft draft, FormInput input, Map<String, StoredSecret> secrets) {
    return new SourceRecord(
        draft.displayName(),
        platform,
        draft.methods(),
        input.plain(),
        secrets,
        draft.loginOnly(),
        draft.association(),
        draft.enabled());
  }

  /** Refuses a source that could not sign anybody in for want of credentials. */
  private void complete(
      String tenant,
      PlatformDescriptor descriptor,
      Map<String, String> plain,
      Set<String> secretNames,
      FieldErrors errors) {
    Inheritance inheritance = Inheritance.of(descriptor);
    Set<String> own = new HashSet<>(plain.keySet());
    own.addAll(secretNames);
    if (!errors.isEmpty() || inheritance.isComplete(own)) {
      return;
    }
    Optional<Stored<MobileAppRecord>> app = apps.find(tenant, descriptor.id());
    if (app.isPresent() && inheritance.isSameApp(plain, app.get().value().fields())) {
      return;
    }
    String message =
        app.isPresent()
            ? "The tenant's mobile app is another one than this source names: give it here."
            : "The tenant has bound no mobile app of this platform to take it from: give it here.";
    inheritance.missing(own).forEach(name -> errors.add("fields." + name, "required", message));
  }

  private void warnOfTrust(
      UnitOfWork work,
      Caller caller,
      String tenant,
      String id,
      Set<MatchField> before,
      SourceRecord after) {
    Set<MatchField> added = new HashSet<>(after.association().trust());
    added.removeAll(before);
    if (!added.isEmpty()) {
      String fields = added.stream().map(MatchField::id).sorted().collect(Collectors.joining(","));
      work.add(
          event(
              caller,
              tenant,
              "identity-source.trust-added",
              id,
              Map.of("level", "warning", "fields", fields)));
    }
  }

  @Override
  public Optional<Versioned<IdentitySource>> find(String tenant, String id) {
    return isId(id) && tenants.exists(tenant)
        ? cache.get(sources.key(tenant, id))
        : Optional.empty();
  }

  @Override
  public Page<IdentitySource> list(String tenant, int limit, Optional<String> after) {
    if (!tenants.exists(tenant)) {
      return Page.only(List.of());
    }
    Page<Stored<SourceRecord>> page = sources.page(tenant, new Query.All(), false, limit, after);
    return new Page<>(
        page.items().stream().map(each -> SourceRecord.source(each).value()).toList(), page.next());
  }

  @Override
  public List<Offer> offers(String tenant) {
    Set<SignInMethod> inBrowsers = EnumSet.of(SignInMethod.BROWSER, SignInMethod.IN_APP);
    if (!tenants.exists(tenant)) {
      return List.of();
    }
    return byTenant.get(tenant).orElse(List.of()).stream()
        .filter(source -> source.enabled())
        .filter(source -> source.methods().stream().anyMatch(inBrowsers::contains))
        .map(this::offer)
        .toList();
  }

  private Offer offer(IdentitySource source) {
    Optional<Platforms.Platform> platform = descriptors.known(source.platform());
    Optional<PlatformDescriptor> descriptor = platform.flatMap(Platforms.Platform::descriptor);
    return new Offer(
        source.id(),
        source.displayName(),
        source.platform(),
        source.methods(),
        descriptor.flatMap(PlatformDescriptor::icon),
        descriptor.map(PlatformDescriptor::userAgentMarkers).orElse(Set.of()),
        platform.map(Platforms.Platform::available).orElse(false));
  }

  @Override
  public Versioned<IdentitySource> change(
      Caller caller, String tenant, String id, UnaryOperator<Draft> change, OptionalLong expected) {
    return storage.transact(
        work -> {
          Stored<SourceRecord> read = require(tenant, id);
          Versions.check(expected, read);
          SourceRecord before = read.value();
          Draft draft = change.apply(before.draft());
          FieldErrors errors = new FieldErrors();
          if (!descriptors.isThere(before.platform()) && asksNothingOfThePlatform(before, draft)) {
            SourceRules.checkWithoutPlatform(draft, errors);
            errors.throwIfAny();
            return stored(caller, read, kept(before, draft), work);
          }
          PlatformDescriptor descriptor = descriptors.inUse(before.platform());
          FormInput input = SourceRules.check(descriptor, draft, errors);
          Set<String> secretNames = new HashSet<>(before.secrets().keySet());
          secretNames.removeAll(input.removed());
          secretNames.addAll(input.secrets().keySet());
          if (credentialsMatter(before, draft, input, secretNames)) {
            complete(tenant, descriptor, input.plain(), secretNames, errors);
          }
          errors.throwIfAny();
          SourceRecord after =
              record(
                  before.platform(),
                  draft,
                  input,
                  secrets.changed(
                      read.key(),
                      before.secrets(),
                      input.secrets(),
                      input.removed(),
                      clock.instant(),
                      caller.actor()));
          return stored(caller, read, after, work);
        });
  }

  private Supplier<Versioned<IdentitySource>> stored(
      Caller caller, Stored<SourceRecord> read, SourceRecord after, UnitOfWork work) {
    String tenant = read.key().partition();
    String id = read.key().id();
    work.add(sources.replace(read, after));
    work.add(event(caller, tenant, "identity-source.changed", id, Map.of()));
    warnOfTrust(work, caller, tenant, id, read.value().association().trust(), after);
    return () -> SourceRecord.source(new Stored<>(read.key(), work.version(read.key()), after));
  }

  /** What may be changed while the platform's bundle is gone, above all that it is disabled. */
  private static boolean asksNothingOfThePlatform(SourceRecord before, Draft draft) {
    return draft.fields().equals(before.fields())
        && draft.secrets().isEmpty()
        && before.methods().containsAll(draft.methods())
        && (before.enabled() || !draft.enabled());
  }

  private static SourceRecord kept(SourceRecord before, Draft draft) {
    return new SourceRecord(
        draft.displayName(),
        before.platform(),
        draft.methods(),
        before.fields(),
        before.secrets(),
        draft.loginOnly(),
        draft.association(),
        draft.enabled());
  }

  /** A source whose app was unbound under it may still be renamed or disabled. */
  private static boolean credentialsMatter(
      SourceRecord before, Draft draft, FormInput input, Set<String> secretNames) {
    return !input.plain().equals(before.fields())
        || !secretNames.equals(before.secrets().keySet())
        || (draft.enabled() && !before.enabled());
  }

  @Override
  public void delete(Caller caller, String tenant, String id, OptionalLong expected) {
    Boolean unused =
        storage.transact(
            work -> {
              Stored<SourceRecord> read = require(tenant, id);
              Versions.check(expected, read);
              work.add(sources.delete(read));
              work.add(event(caller, tenant, "identity-source.deleted", id, Map.of()));
              return () -> true;
            });
  }

  @Override
  public CheckReport check(Caller caller, String tenant, String id) {
    descriptors.inUse(require(tenant, id).value().platform());
    return checks.check(binding(tenant, id), List.of(id));
  }

  @Override
  public Map<String, String> mobileConfig(String tenant, String id) {
    IdentitySource source =
        find(tenant, id)
            .map(Versioned::value)
            .filter(each -> each.enabled() && each.methods().contains(SignInMethod.MOBILE))
            .orElseThrow(() -> ProblemException.notFound("identity source"));
    PlatformDescriptor descriptor = descriptors.inUse(source.platform());
    Set<String> secretNames =
        descriptor.sourceFields().stream()
            .filter(Field::secret)
            .map(Field::name)
            .collect(Collectors.toSet());
    Map<String, String> values = binding(tenant, id).fields();
    Map<String, String> config = new HashMap<>();
    for (String name : descriptor.mobileConfigFields()) {
      if (values.containsKey(name) && !secretNames.contains(name)) {
        config.put(name, values.get(name));
      }
    }
    return Map.copyOf(config);
  }

  private Binding binding(String tenant, String id) {
    return credentials
        .ofSource(tenant, id)
        .orElseThrow(() -> ProblemException.notFound("identity source"));
  }

  private Stored<SourceRecord> require(String tenant, String id) {
    tenants.require(tenant);
    return sources.find(tenant, id).orElseThrow(() -> ProblemException.notFound("identity source"));
  }

  private Change event(
      Caller caller, String tenant, String action, String id, Map<String, String> detail) {
    return audit.event(caller, tenant, action, "identity-source:" + id, detail);
  }

  @Override
  public int reseal(String partition) {
    int changed = 0;
    for (Stored<SourceRecord> each : sources.all(partition, new Query.All(), MAX_SOURCES)) {
      changed += resealOne(each.key()) ? 1 : 0;
    }
    return changed;
  }

  private boolean resealOne(DocumentKey key) {
    return storage.transact(
        work -> {
          Optional<Stored<SourceRecord>> read = sources.find(key.partition(), key.id());
          if (read.isEmpty()
              || secrets
                  .resealed(key, read.get().value().secrets())
                  .equals(read.get().value().secrets())) {
            return () -> false;
          }
          SourceRecord record = read.get().value();
          work.add(
              sources.replace(read.get(), record.with(secrets.resealed(key, record.secrets()))));
          return () -> true;
        });
  }
}
