package dev.muster.core.tenant;

import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.Tenant;
import dev.muster.core.store.Cache;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which tenants there are, from memory. Makes the one that is always there when it is missed. */
@Component(service = TenantDirectory.class)
public final class TenantDirectory {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,30}");
  private static final int MAX_CACHED = 10_000;
  private static final int MAX_TENANTS = 100_000;

  private final Storage storage;
  private final Repository<TenantRecord> tenants;
  private final InstantSource clock;
  private final Cache<String, Stored<TenantRecord>> cache;

  /** Uses a storage. */
  @Activate
  public TenantDirectory(@Reference Storage storage, @Reference InstantSource clock) {
    this.storage = storage;
    this.tenants = storage.repository(TenantRecord.SCHEMA);
    this.clock = clock;
    this.cache = storage.cache(MAX_CACHED, this::read, Map.of("tenant", DocumentKey::id));
  }

  /** Whether an id has the form of one. */
  public static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  /** Whether there is such a tenant. */
  public boolean exists(String id) {
    return find(id).isPresent();
  }

  /**
   * Refuses what is meant for a tenant that is not there.
   *
   * @throws ProblemException {@code NOT_FOUND}
   */
  public void require(String id) {
    if (!exists(id)) {
      throw ProblemException.notFound(Resource.TENANT);
    }
  }

  /**
   * Makes a commit rest on the tenant, so that nothing is created in one that is being deleted;
   * unless it is the tenant that it changes. The tenant may be one from memory: a commit that rests
   * on what has changed since is refused.
   *
   * @param work the commit
   * @param id the tenant's id
   * @throws ProblemException {@code NOT_FOUND}
   */
  public void hold(UnitOfWork work, String id) {
    if (!work.changes(tenants.key("", id))) {
      Stored<TenantRecord> stored =
          find(id).orElseThrow(() -> ProblemException.notFound(Resource.TENANT));
      work.add(tenants.require(stored));
    }
  }

  /** The ids of all tenants. */
  public List<String> ids() {
    find(Tenant.DEFAULT);
    return tenants.all("", new Query.All(), MAX_TENANTS).stream()
        .map(stored -> stored.key().id())
        .toList();
  }

  /** The tenant of an id, from memory. */
  public Optional<Stored<TenantRecord>> find(String id) {
    return isId(id) ? cache.get(id) : Optional.empty();
  }

  private Optional<Stored<TenantRecord>> read(String id) {
    Optional<Stored<TenantRecord>> stored = tenants.find("", id);
    return stored.isEmpty() && id.equals(Tenant.DEFAULT) ? Optional.of(makeDefault()) : stored;
  }

  private Stored<TenantRecord> makeDefault() {
    return storage.transact(
        work -> {
          Optional<Stored<TenantRecord>> present = tenants.find("", Tenant.DEFAULT);
          if (present.isPresent()) {
            return present::get;
          }
          TenantRecord made = TenantRecord.of(Tenant.Settings.of("Default"), clock.instant());
          DocumentKey key = tenants.key("", Tenant.DEFAULT);
          work.add(tenants.create("", Tenant.DEFAULT, made));
          return () -> new Stored<>(key, work.version(key), made);
        });
  }
}
