package dev.muster.core.binding;

import dev.muster.api.Platforms;
import dev.muster.core.form.Descriptors;
import dev.muster.core.form.Forms;
import dev.muster.core.form.Inheritance;
import dev.muster.core.form.SecretFields;
import dev.muster.core.form.StoredSecret;
import dev.muster.core.mobileapp.MobileAppRecord;
import dev.muster.core.platform.connection.Binding;
import dev.muster.core.platform.connection.BoundSecret;
import dev.muster.core.platform.connection.Credentials;
import dev.muster.core.source.SourceRecord;
import dev.muster.core.store.Cache;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.DocumentKey;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is bound at the moment, from memory. */
@Component(service = Credentials.class)
public final class StoredCredentials implements Credentials {
  private static final int MAX_CACHED = 10_000;

  private final Storage storage;
  private final Repository<MobileAppRecord> apps;
  private final Repository<SourceRecord> sources;
  private final TenantDirectory tenants;
  private final SecretFields secrets;
  private final Descriptors descriptors;
  private final InstantSource clock;
  private final Cache<DocumentKey, App> appCache;
  private final Cache<DocumentKey, Source> sourceCache;

  /** Made by Declarative Services. */
  @Activate
  public StoredCredentials(
      @Reference Storage storage,
      @Reference TenantDirectory tenants,
      @Reference Forms forms,
      @Reference InstantSource clock) {
    this.storage = storage;
    this.apps = storage.repository(MobileAppRecord.SCHEMA);
    this.sources = storage.repository(SourceRecord.SCHEMA);
    this.tenants = tenants;
    this.secrets = forms.secrets();
    this.descriptors = forms.descriptors();
    this.clock = clock;
    this.appCache =
        storage.cache(
            MAX_CACHED, this::readApp, Map.of(MobileAppRecord.COLLECTION, Function.identity()));
    this.sourceCache =
        storage.cache(
            MAX_CACHED, this::readSource, Map.of(SourceRecord.COLLECTION, Function.identity()));
  }

  private record App(long version, Map<String, String> fields, Map<String, BoundSecret> secrets) {}

  private record Source(
      long version,
      String platform,
      Map<String, String> fields,
      Map<String, BoundSecret> secrets) {}

  @Override
  public Optional<Binding> ofMobileApp(String tenant, String platform) {
    if (!tenants.exists(tenant) || !isKey(platform)) {
      return Optional.empty();
    }
    return appCache
        .get(apps.key(tenant, platform))
        .map(
            app ->
                new Binding(
                    tenant,
                    platform,
                    "mobile-app:" + platform,
                    Long.toString(app.version),
                    app.fields,
                    app.secrets));
  }

  @Override
  public Optional<Binding> ofSource(String tenant, String id) {
    if (!tenants.exists(tenant) || !SourceRecord.isId(id)) {
      return Optional.empty();
    }
    return sourceCache.get(sources.key(tenant, id)).map(source -> effective(tenant, id, source));
  }

  @Override
  public Binding ofDraft(String tenant, Draft draft) {
    Map<String, BoundSecret> bound = new HashMap<>();
    sourceCache
        .get(sources.key(tenant, draft.source()))
        .filter(stored -> stored.platform.equals(draft.platform()))
        .ifPresent(stored -> bound.putAll(stored.secrets));
    bound.keySet().removeAll(draft.removed());
    draft.secrets().forEach((field, secret) -> bound.put(field, BoundSecret.of(secret)));
    Source entered = new Source(0, draft.platform(), draft.fields(), bound);
    Binding whole = effective(tenant, draft.source(), entered);
    return Binding.ofDraft(tenant, draft.platform(), whole.fields(), whole.secrets());
  }

  private Binding effective(String tenant, String id, Source source) {
    Map<String, String> fields = new HashMap<>(source.fields);
    Map<String, BoundSecret> bound = new HashMap<>(source.secrets);
    String stamp = Long.toString(source.version);
    Optional<App> app = appCache.get(apps.key(tenant, source.platform));
    Optional<PlatformDescriptor> descriptor =
        descriptors.known(source.platform).flatMap(Platforms.Platform::descriptor);
    if (app.isPresent() && descriptor.isPresent()) {
      Inheritance inheritance = Inheritance.of(descriptor.get());
      if (inheritance.isSameApp(source.fields, app.get().fields)) {
        for (String name : inheritance.credentials()) {
          Optional.ofNullable(app.get().fields.get(name))
              .ifPresent(value -> fields.putIfAbsent(name, value));
          Optional.ofNullable(app.get().secrets.get(name))
              .ifPresent(value -> bound.putIfAbsent(name, value));
        }
        stamp += "-" + app.get().version;
      }
    }
    return new Binding(tenant, source.platform, "identity-source:" + id, stamp, fields, bound);
  }

  private Optional<App> readApp(DocumentKey key) {
    return apps.find(key.partition(), key.id())
        .map(
            stored ->
                new App(
                    stored.version(),
                    stored.value().fields(),
                    bound(stored.key(), stored.value().secrets(), this::settleApp)));
  }

  private Optional<Source> readSource(DocumentKey key) {
    return sources
        .find(key.partition(), key.id())
        .map(
            stored ->
                new Source(
                    stored.version(),
                    stored.value().platform(),
                    stored.value().fields(),
                    bound(stored.key(), stored.value().secrets(), this::settleSource)));
  }

  private interface Settle {
    void settle(DocumentKey key, String field, String envelope);
  }

  private Map<String, BoundSecret> bound(
      DocumentKey key, Map<String, StoredSecret> stored, Settle settle) {
    Map<String, BoundSecret> bound = new HashMap<>();
    stored.forEach(
        (field, secret) ->
            bound.put(
                field,
                new BoundSecret(
                    secrets.open(key, field, secret.current()),
                    secret.previous().map(envelope -> secrets.open(key, field, envelope)),
                    () -> settle.settle(key, field, secret.current()))));
    return bound;
  }

  private void settleApp(DocumentKey key, String field, String envelope) {
    settle(
        apps.find(key.partition(), key.id()),
        field,
        envelope,
        MobileAppRecord::secrets,
        (read, changed) -> apps.replace(read, read.value().with(changed)));
  }

  private void settleSource(DocumentKey key, String field, String envelope) {
    settle(
        sources.find(key.partition(), key.id()),
        field,
        envelope,
        SourceRecord::secrets,
        (read, changed) -> sources.replace(read, read.value().with(changed)));
  }

  /**
   * Drops the secret before the one that has worked, unless it was changed again meanwhile. Whoever
   * is faster has said something newer, so a conflict needs no repetition.
   */
  private <T> void settle(
      Optional<Stored<T>> read,
      String field,
      String envelope,
      Function<T, Map<String, StoredSecret>> secretsOf,
      BiFunction<Stored<T>, Map<String, StoredSecret>, Change> replace) {
    if (read.isEmpty()) {
      return;
    }
    Map<String, StoredSecret> changed = new TreeMap<>(secretsOf.apply(read.get().value()));
    StoredSecret secret = changed.get(field);
    if (secret != null && secret.previous().isPresent() && secret.current().equals(envelope)) {
      changed.put(field, secret.settled(clock.instant()));
      storage.commit(new UnitOfWork().add(replace.apply(read.get(), changed)));
    }
  }

  private static boolean isKey(String id) {
    return !id.isEmpty() && id.length() <= 31;
  }
}
