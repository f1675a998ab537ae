package dev.muster.core.known;

import dev.muster.api.Platforms.Platform;
import dev.muster.core.background.Background;
import dev.muster.core.mobileapp.Dependents;
import dev.muster.core.mobileapp.MobileAppRecord;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.storage.Document;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.DocumentStore.Watch;
import dev.muster.spi.storage.Query;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what platforms say of themselves, and reports to the registry after a start those whose
 * bundle did not come back.
 */
@Component(service = KnownPlatforms.class, immediate = true)
public final class KnownPlatforms {
  /** Nothing of this is hurried at a start; a binding that is made does not wait for it. */
  static final Duration PAUSE = Duration.ofMinutes(1);

  /** How soon a first reading that failed is tried again: the node is not ready before it. */
  static final Duration AGAIN = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(KnownPlatforms.class);
  private static final Schema<KnownPlatform> SCHEMA =
      Schema.of("known-platform", KnownPlatform.class);

  private final ProviderRegistry registry;
  private final Storage storage;
  private final DocumentStore store;
  private final TenantDirectory tenants;
  private final Dependents dependents;
  private final Repository<KnownPlatform> known;
  private final Repository<MobileAppRecord> apps;
  private final Runnable looking;
  private final Runnable rememberingAgain;
  private final List<Watch> watches = new ArrayList<>();
  private final Map<String, String> usedBy = new ConcurrentHashMap<>();
  private volatile boolean remembered;

  /** Reports to the registry soon, and looks from time to time. */
  @Activate
  public KnownPlatforms(
      @Reference ProviderRegistry registry,
      @Reference Storage storage,
      @Reference DocumentStore store,
      @Reference TenantDirectory tenants,
      @Reference Dependents dependents,
      @Reference Background background) {
    this.registry = registry;
    this.storage = storage;
    this.store = store;
    this.tenants = tenants;
    this.dependents = dependents;
    this.known = storage.repository(SCHEMA);
    this.apps = storage.repository(MobileAppRecord.SCHEMA);
    background.run("remembering platforms", this::remember);
    this.rememberingAgain = background.every("remembering platforms", AGAIN, this::remember);
    this.looking = background.every("keeping what platforms say of themselves", PAUSE, this::look);
    AtomicBoolean coming = new AtomicBoolean();
    for (String collection : List.of(MobileAppRecord.COLLECTION, "identity-source")) {
      watches.add(
          storage.onChange(
              collection,
              notice -> {
                if (!coming.getAndSet(true)) {
                  background.run(
                      "keeping what a platform says of itself",
                      () -> {
                        coming.set(false);
                        look();
                      });
                }
              }));
    }
  }

  @Deactivate
  void close() {
    looking.run();
    rememberingAgain.run();
    watches.forEach(Watch::close);
  }

  record KnownPlatform(String bundleName, String bundleVersion, PlatformDescriptor descriptor) {
    static KnownPlatform of(Platform platform, PlatformDescriptor descriptor) {
      return new KnownPlatform(platform.bundleName(), platform.bundleVersion(), descriptor);
    }
  }

  /**
   * Whether the registry knows every platform that was offered before the start: until then one
   * whose bundle did not come back would be denied.
   *
   * @return true once they have been read
   */
  public boolean remembered() {
    return remembered;
  }

  /** By their ids alone: what they say is read when somebody asks, which is rare. */
  private synchronized void remember() {
    if (remembered) {
      rememberingAgain.run();
      return;
    }
    List<Document> documents =
        store
            .query(
                new Query(
                    SCHEMA.collection(),
                    "",
                    new Query.All(),
                    false,
                    Query.MAX_LIMIT,
                    Optional.empty()))
            .items();
    for (Document document : documents) {
      String id = document.key().id();
      registry.remember(id, () -> last(id));
    }
    remembered = true;
  }

  private Platform last(String id) {
    return stored(id)
        .map(Stored::value)
        .map(
            each ->
                new Platform(
                    id,
                    Optional.of(each.descriptor()),
                    false,
                    each.bundleName(),
                    each.bundleVersion()))
        .orElseGet(() -> new Platform(id, Optional.empty(), false, "", ""));
  }

  /** Empty also for what another version of the product wrote so that this one cannot read it. */
  private Optional<Stored<KnownPlatform>> stored(String id) {
    try {
      return known.find("", id);
    } catch (UncheckedIOException e) {
      LOG.warn("What is stored of the platform {} cannot be read", id, e);
      return Optional.empty();
    }
  }

  /** One at a time, so that no older view is stored after a newer one. */
  synchronized void look() {
    for (Platform platform : registry.list()) {
      if (platform.available()) {
        platform.descriptor().ifPresent(descriptor -> keep(platform, descriptor));
      } else if (!isInUse(platform.id())) {
        registry.forget(platform.id());
        delete(platform.id());
      }
    }
  }

  /** A conflict means that another node was faster; the next look sees what it wrote. */
  private void keep(Platform platform, PlatformDescriptor descriptor) {
    String id = platform.id();
    KnownPlatform now = KnownPlatform.of(platform, descriptor);
    Optional<Stored<KnownPlatform>> before = stored(id);
    if (before.isEmpty()) {
      delete(id);
      var unused = storage.commit(new UnitOfWork().add(known.create("", id, now)));
    } else if (!before.get().value().equals(now)) {
      var unused = storage.commit(new UnitOfWork().add(known.replace(before.get(), now)));
    }
  }

  private void delete(String id) {
    var unused = storage.commit(new UnitOfWork().add(known.delete("", id)));
  }

  /**
   * Asks the tenant first that used it last, so that with many tenants a look costs one question.
   */
  private boolean isInUse(String platform) {
    if (Optional.ofNullable(usedBy.get(platform)).filter(it -> uses(it, platform)).isPresent()) {
      return true;
    }
    Optional<String> user =
        tenants.ids().stream().filter(tenant -> uses(tenant, platform)).findFirst();
    user.ifPresentOrElse(tenant -> usedBy.put(platform, tenant), () -> usedBy.remove(platform));
    return user.isPresent();
  }

  private boolean uses(String tenant, String platform) {
    return apps.find(tenant, platform).isPresent() || !dependents.of(tenant, platform).isEmpty();
  }
}
