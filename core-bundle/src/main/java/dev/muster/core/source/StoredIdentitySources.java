package dev.muster.core.source;

import dev.muster.api.Caller;
import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.MatchField;
import dev.muster.api.IdentitySource.Settings;
import dev.muster.api.IdentitySources;
import dev.muster.api.PasswordSignIns;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.change.Changes;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Versions;
import dev.muster.core.form.Descriptors;
import dev.muster.core.form.FormInput;
import dev.muster.core.form.FormValues;
import dev.muster.core.form.Forms;
import dev.muster.core.form.SecretFields;
import dev.muster.core.platform.connection.Checks;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.core.secret.Resealable;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.user.SourceDeprovisioning;
import dev.muster.spi.Page;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.Text;
import dev.muster.spi.hook.DomainEvent.ResourceChange;
import dev.muster.spi.hook.IdentitySourceEvent.IdentitySourceChanged;
import dev.muster.spi.hook.IdentitySourceEvent.TrustAdded;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.Field;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Identity sources, with the checks of what is entered. */
@Component(service = {IdentitySources.class, Resealable.class})
public final class StoredIdentitySources implements IdentitySources, Resealable {
  /** What stands at the same place of an address, below {@code /login/}, as the id of a source. */
  private static final Set<String> RESERVED =
      Set.of("bind", "interactions", "recovery", PasswordSignIns.SOURCE);

  private final Storage storage;
  private final Repository<SourceRecord> sources;
  private final KnownSources known;
  private final InheritedCredentials inherited;
  private final TenantDirectory tenants;
  private final SecretFields secrets;
  private final Changes changes;
  private final Descriptors descriptors;
  private final Credentials credentials;
  private final Checks checks;
  private final SourceDeprovisioning deprovisioning;
  private final SourceSignOut signOut;
  private final SourceUses uses;
  private final SourceEnd end;
  private final LastChecks lastChecks;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public StoredIdentitySources(
      @Reference Storage storage,
      @Reference TenantDirectory tenants,
      @Reference Forms forms,
      @Reference Changes changes,
      @Reference Credentials credentials,
      @Reference Checks checks,
      @Reference SourceDeprovisioning deprovisioning,
      @Reference SourceSignOut signOut,
      @Reference SourceUses uses,
      @Reference SourceEnd end,
      @Reference InstantSource clock) {
    this.storage = storage;
    this.sources = storage.repository(SourceRecord.SCHEMA);
    this.tenants = tenants;
    this.secrets = forms.secrets();
    this.changes = changes;
    this.descriptors = forms.descriptors();
    this.credentials = credentials;
    this.checks = checks;
    this.deprovisioning = deprovisioning;
    this.signOut = signOut;
    this.uses = uses;
    this.end = end;
    this.clock = clock;
    this.known = new KnownSources(storage, tenants, descriptors);
    this.inherited = new InheritedCredentials(storage);
    this.lastChecks = new LastChecks(storage);
  }

  @Override
  public Versioned<IdentitySource> create(
      Caller caller, String tenant, String id, String platform, Settings settings) {
    FieldErrors errors = new FieldErrors();
    PlatformDescriptor descriptor = chosen(tenant, id, platform, errors);
    FormInput input = SourceRules.check(descriptor, Optional.empty(), settings, errors);
    inherited.complete(tenant, descriptor, input.after(Set.of()), errors);
    errors.throwIfAny();
    DocumentKey key = sources.key(tenant, id);
    return changes.make(
        caller,
        tenant,
        work -> {
          Instant now = clock.instant();
          SourceRecord made =
              SourceRecord.of(
                  platform,
                  settings.withFields(input.plain()),
                  secrets.changed(key, Map.of(), input.secrets(), Set.of(), now, caller.actor()),
                  now,
                  caller.actor());
          work.add(sources.create(tenant, id, made), conflict -> Optional.of(exists()));
          work.emit(new IdentitySourceChanged(id, ResourceChange.CREATED));
          warnOfTrust(work, id, Set.of(), made);
          return () -> SourceRecord.source(new Stored<>(key, work.version(key), made));
        });
  }

  private PlatformDescriptor chosen(String tenant, String id, String platform, FieldErrors errors) {
    tenants.require(tenant);
    if (!SourceRecord.isId(id)) {
      errors.add(
          "id",
          "format",
          new Text("Give 1 to 31 lower-case letters, digits and -.", "请填写 1 至 31 个小写字母、数字或 -。"));
    } else if (RESERVED.contains(id)) {
      errors.add(
          "id",
          "reserved",
          new Text("This ID is reserved for a page of the sign-in.", "该唯一标识保留给登录页面使用。"));
    }
    return descriptors.chosen(platform);
  }

  private static ProblemException exists() {
    return ProblemException.taken(
        "id",
        new Text("The tenant already has an identity source with that ID.", "该租户已有使用此唯一标识的身份源。"));
  }

  private static void warnOfTrust(
      ChangeSet work, String id, Set<MatchField> before, SourceRecord after) {
    Set<MatchField> added = new HashSet<>(after.settings().association().trust());
    added.removeAll(before);
    if (!added.isEmpty()) {
      work.emit(new TrustAdded(id, added.stream().map(MatchField::id).collect(Collectors.toSet())));
    }
  }

  @Override
  public Optional<Versioned<IdentitySource>> find(String tenant, String id) {
    return known.find(tenant, id);
  }

  @Override
  public Page<Versioned<IdentitySource>> list(String tenant, int limit, Optional<String> after) {
    return known.list(tenant, limit, after);
  }

  @Override
  public List<IdentitySource> ofPlatform(String tenant, String platform) {
    return known.ofPlatform(tenant, platform);
  }

  @Override
  public List<Offer> offers(String tenant) {
    return known.offers(tenant);
  }

  @Override
  public Usage usage(String tenant, String id) {
    return new Usage(
        uses.lastSignIn(tenant, id), uses.linkedUsers(tenant, id), lastChecks.of(tenant, id));
  }

  @Override
  public Map<String, Usage> usages(String tenant) {
    Map<String, Instant> signIns = uses.lastSignIns(tenant);
    Map<String, LastCheck> checked = lastChecks.all(tenant);
    return Stream.concat(signIns.keySet().stream(), checked.keySet().stream())
        .distinct()
        .collect(
            Collectors.toMap(
                id -> id,
                id ->
                    new Usage(
                        Optional.ofNullable(signIns.get(id)),
                        OptionalLong.empty(),
                        Optional.ofNullable(checked.get(id)))));
  }

  @Override
  public Versioned<IdentitySource> change(
      Caller caller,
      String tenant,
      String id,
      UnaryOperator<Settings> change,
      OptionalLong expected) {
    return changes.make(
        caller,
        tenant,
        work -> {
          Stored<SourceRecord> read = require(tenant, id);
          Versions.check(expected, read);
          SourceRecord before = read.value();
          Settings settings = change.apply(before.settings());
          FieldErrors errors = new FieldErrors();
          if (!descriptors.isThere(before.platform())
              && asksNothingOfThePlatform(before, settings)) {
            SourceRules.checkWithoutPlatform(Optional.of(before), settings, errors);
            errors.throwIfAny();
            return stored(
                read,
                before.with(settings, before.secrets(), clock.instant(), caller.actor()),
                work);
          }
          PlatformDescriptor descriptor = descriptors.inUse(before.platform());
          FormInput input = SourceRules.check(descriptor, Optional.of(before), settings, errors);
          FormValues values = input.after(before.secrets().keySet());
          if (InheritedCredentials.matter(before, settings, values)) {
            inherited.complete(tenant, descriptor, values, errors);
          }
          errors.throwIfAny();
          Instant now = clock.instant();
          SourceRecord after =
              before.with(
                  settings.withFields(input.plain()),
                  secrets.changed(
                      read.key(),
                      before.secrets(),
                      input.secrets(),
                      input.removed(),
                      now,
                      caller.actor()),
                  now,
                  caller.actor());
          return stored(read, after, work);
        });
  }

  private Supplier<Versioned<IdentitySource>> stored(
      Stored<SourceRecord> read, SourceRecord after, ChangeSet work) {
    String id = read.key().id();
    work.add(sources.replace(read, after));
    if (!after.sessionsValidFrom().equals(read.value().sessionsValidFrom())) {
      signOut.after(work, read.key().partition(), id);
    }
    work.emit(new IdentitySourceChanged(id, ResourceChange.CHANGED));
    warnOfTrust(work, id, read.value().settings().association().trust(), after);
    return () -> SourceRecord.source(new Stored<>(read.key(), work.version(read.key()), after));
  }

  /** What may be changed while the platform's bundle is gone, above all that it is disabled. */
  private static boolean asksNothingOfThePlatform(SourceRecord before, Settings settings) {
    return settings.fields().equals(before.fields())
        && settings.admission().equals(before.settings().admission())
        && before.settings().methods().containsAll(settings.methods())
        && (before.settings().codes() || !settings.codes())
        && (before.settings().enabled() || !settings.enabled());
  }

  @Override
  public void delete(Caller caller, String tenant, String id, OptionalLong expected) {
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<SourceRecord> read = require(tenant, id);
          Versions.check(expected, read);
          work.add(sources.delete(read));
          deprovisioning.after(work, tenant, id);
          signOut.after(work, tenant, id);
          uses.forget(work, tenant, id);
          end.deleted(work, tenant, id);
          lastChecks.forget(work, tenant, id);
          work.emit(new IdentitySourceChanged(id, ResourceChange.DELETED));
        });
  }

  @Override
  public CheckReport check(Caller caller, String tenant, String id) {
    SourceRecord source = require(tenant, id).value();
    PlatformDescriptor descriptor = descriptors.inUse(source.platform());
    CheckReport report = checks.ofSource(tenant, id, source.settings(), descriptor);
    lastChecks.keep(tenant, id, report, clock.instant());
    return report;
  }

  @Override
  public CheckReport check(String tenant, String id, String platform, Settings settings) {
    FieldErrors errors = new FieldErrors();
    PlatformDescriptor descriptor = chosen(tenant, id, platform, errors);
    FormInput input = SourceRules.check(descriptor, Optional.empty(), settings, errors);
    Set<String> stored =
        sources
            .find(tenant, id)
            .map(Stored::value)
            .filter(source -> source.platform().equals(platform))
            .map(source -> source.secrets().keySet())
            .orElse(Set.of());
    inherited.complete(tenant, descriptor, input.after(stored), errors);
    errors.throwIfAny();
    Credentials.Draft draft =
        new Credentials.Draft(id, platform, input.plain(), input.secrets(), input.removed());
    return checks.ofSourceDraft(credentials.ofDraft(tenant, draft), id, settings, descriptor);
  }

  @Override
  public Map<String, String> mobileConfig(String tenant, String id) {
    IdentitySource source =
        find(tenant, id)
            .map(Versioned::value)
            .filter(each -> each.settings().enabled())
            .filter(each -> each.settings().methods().contains(SignInMethod.MOBILE))
            .orElseThrow(() -> ProblemException.notFound(Resource.IDENTITY_SOURCE));
    PlatformDescriptor descriptor = descriptors.inUse(source.platform());
    Set<String> secretNames =
        descriptor.sourceFields().stream()
            .filter(Field::secret)
            .map(Field::name)
            .collect(Collectors.toSet());
    Map<String, String> values =
        credentials
            .ofSource(tenant, id)
            .orElseThrow(() -> ProblemException.notFound(Resource.IDENTITY_SOURCE))
            .fields();
    Map<String, String> config = new HashMap<>();
    for (String name :
        descriptor.signIn().map(SignInAbility::mobileConfigFields).orElse(List.of())) {
      if (values.containsKey(name) && !secretNames.contains(name)) {
        config.put(name, values.get(name));
      }
    }
    return Map.copyOf(config);
  }

  private Stored<SourceRecord> require(String tenant, String id) {
    tenants.require(tenant);
    return sources
        .find(tenant, id)
        .orElseThrow(() -> ProblemException.notFound(Resource.IDENTITY_SOURCE));
  }

  @Override
  public int reseal(String partition) {
    int changed = 0;
    // all of them: what is left out cannot be opened any more once the old key is gone
    for (Stored<SourceRecord> each : sources.all(partition, new Query.All(), Integer.MAX_VALUE)) {
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
