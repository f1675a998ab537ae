package dev.muster.core.source;

import dev.muster.api.PasswordSignIns;
import dev.muster.core.store.Cache;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.tenant.TenantRecord;
import dev.muster.core.user.EnabledSources;
import dev.muster.spi.storage.DocumentKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** From memory, as the sources are stored. */
@Component(service = {SourceSessions.class, EnabledSources.class})
public final class StoredSourceSessions implements SourceSessions, EnabledSources {
  private static final int MAX_CACHED = 10_000;

  private final TenantDirectory tenants;
  private final Repository<SourceRecord> sources;
  private final Cache<DocumentKey, Stored<Instant>> validFrom;

  /** Uses a storage. */
  @Activate
  public StoredSourceSessions(@Reference Storage storage, @Reference TenantDirectory tenants) {
    this.tenants = tenants;
    this.sources = storage.repository(SourceRecord.SCHEMA);
    this.validFrom =
        storage.cache(
            MAX_CACHED,
            key ->
                sources
                    .find(key.partition(), key.id())
                    .filter(source -> source.value().settings().enabled())
                    .map(source -> source.map(SourceRecord::sessionsValidFrom)),
            Map.of(SourceRecord.COLLECTION, Function.identity()));
  }

  @Override
  public boolean isEnabled(String tenant, String source) {
    return validFrom(tenant, source).isPresent();
  }

  @Override
  public Optional<Stored<Instant>> validFrom(String tenant, String source) {
    return source.equals(PasswordSignIns.SOURCE)
        ? tenants
            .find(tenant)
            .filter(found -> found.value().passwordSignIn())
            .map(found -> found.map(TenantRecord::passwordSessionsValidFrom))
        : validFrom.get(sources.key(tenant, source));
  }
}
