package dev.muster.core.branding;

import dev.muster.api.Branding;
import dev.muster.api.Branding.Settings;
import dev.muster.api.Brandings;
import dev.muster.api.Caller;
import dev.muster.api.Logo;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Versioned;
import dev.muster.core.branding.BrandingRules.Checked;
import dev.muster.core.change.Changes;
import dev.muster.core.check.Versions;
import dev.muster.core.store.Cache;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.tenant.TenantRecord;
import dev.muster.spi.hook.TenantEvent.BrandingChanged;
import dev.muster.spi.storage.DocumentKey;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Brandings, with the checks of what is entered. */
@Component(service = Brandings.class)
public final class StoredBrandings implements Brandings {
  private static final int MAX_CACHED = 10_000;

  /** Each has up to 133 kB in memory. */
  private static final int MAX_CACHED_LOGOS = 50;

  private final Repository<BrandingRecord> brandings;
  private final Repository<LogoRecord> logos;
  private final Repository<TenantRecord> records;
  private final TenantDirectory tenants;
  private final Changes changes;
  private final Cache<String, Versioned<Branding>> cache;
  private final Cache<DocumentKey, Logo> logoCache;

  /** Made by Declarative Services. */
  @Activate
  public StoredBrandings(
      @Reference Storage storage, @Reference TenantDirectory tenants, @Reference Changes changes) {
    this.brandings = storage.repository(BrandingRecord.SCHEMA);
    this.logos = storage.repository(LogoRecord.SCHEMA);
    this.records = storage.repository(TenantRecord.SCHEMA);
    this.tenants = tenants;
    this.changes = changes;
    this.cache =
        storage.cache(
            MAX_CACHED,
            this::read,
            Map.of(
                TenantRecord.SCHEMA.collection(),
                DocumentKey::id,
                BrandingRecord.COLLECTION,
                DocumentKey::partition));
    this.logoCache =
        storage.cache(
            MAX_CACHED_LOGOS,
            key -> logos.find(key.partition(), key.id()).map(LogoRecord::logo),
            Map.of(LogoRecord.COLLECTION, Function.identity()));
  }

  private Optional<Versioned<Branding>> read(String tenant) {
    return records
        .find("", tenant)
        .map(
            found -> {
              Stored<BrandingRecord> stored = stored(tenant);
              return new Versioned<>(
                  stored.value().branding(found.value().displayName()), stored.version());
            });
  }

  private Stored<BrandingRecord> stored(String tenant) {
    return brandings
        .find(tenant, BrandingRecord.ID)
        .orElseGet(
            () -> new Stored<>(brandings.key(tenant, BrandingRecord.ID), 0, BrandingRecord.NONE));
  }

  @Override
  public Optional<Versioned<Branding>> find(String tenant) {
    return tenants.exists(tenant) ? cache.get(tenant) : Optional.empty();
  }

  @Override
  public Optional<Logo> logo(String tenant, String digest) {
    // what is not in use is not looked up, so that guesses cost nothing
    return find(tenant)
        .flatMap(found -> found.value().logo())
        .filter(digest::equals)
        .flatMap(used -> logoCache.get(logos.key(tenant, used)));
  }

  @Override
  public Versioned<Branding> replace(
      Caller caller, String tenant, Settings settings, OptionalLong expected) {
    String name = name(tenant);
    Checked checked = BrandingRules.check(settings, name);
    return changes.make(
        caller,
        tenant,
        work -> {
          Stored<BrandingRecord> read = stored(tenant);
          Versions.check(expected, read);
          work.add(
              read.version() == 0
                  ? brandings.create(tenant, BrandingRecord.ID, checked.record())
                  : brandings.replace(read, checked.record()));
          replaceLogo(work, tenant, read.value().logo(), checked.logo());
          work.emit(new BrandingChanged(tenant));
          return () -> new Versioned<>(checked.record().branding(name), work.version(read.key()));
        });
  }

  private void replaceLogo(
      UnitOfWork work, String tenant, Optional<String> before, Optional<Logo> after) {
    if (!before.equals(after.map(Logo::digest))) {
      before.ifPresent(digest -> work.add(logos.delete(tenant, digest)));
      after.ifPresent(logo -> work.add(logos.create(tenant, logo.digest(), LogoRecord.of(logo))));
    }
  }

  @Override
  public Branding.Draft draft(String tenant, Settings settings) {
    String name = name(tenant);
    Checked checked = BrandingRules.check(settings, name);
    return new Branding.Draft(checked.record().branding(name), checked.logo());
  }

  private String name(String tenant) {
    return tenants
        .find(tenant)
        .orElseThrow(() -> ProblemException.notFound(Resource.TENANT))
        .value()
        .displayName();
  }
}
