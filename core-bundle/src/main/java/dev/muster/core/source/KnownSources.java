package dev.muster.core.source;

import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySources.Offer;
import dev.muster.api.Platforms;
import dev.muster.api.Versioned;
import dev.muster.core.form.Descriptors;
import dev.muster.core.store.Cache;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.Page;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.SignInAbility;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.Query;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Identity sources as they are read, for most of those who ask from memory. */
final class KnownSources {
  private static final int MAX_CACHED = 10_000;
  private static final Set<SignInMethod> IN_BROWSERS =
      EnumSet.of(SignInMethod.BROWSER, SignInMethod.IN_APP);

  private final Repository<SourceRecord> sources;
  private final TenantDirectory tenants;
  private final Descriptors descriptors;
  private final Cache<DocumentKey, Versioned<IdentitySource>> cache;
  private final Cache<String, List<IdentitySource>> byTenant;

  KnownSources(Storage storage, TenantDirectory tenants, Descriptors descriptors) {
    this.sources = storage.repository(SourceRecord.SCHEMA);
    this.tenants = tenants;
    this.descriptors = descriptors;
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

  private List<IdentitySource> readAll(String tenant) {
    return sources.all(tenant, new Query.All(), SourceRecord.MAX_OF_TENANT).stream()
        .map(each -> SourceRecord.source(each).value())
        .toList();
  }

  Optional<Versioned<IdentitySource>> find(String tenant, String id) {
    return SourceRecord.isId(id) && tenants.exists(tenant)
        ? cache.get(sources.key(tenant, id))
        : Optional.empty();
  }

  Page<Versioned<IdentitySource>> list(String tenant, int limit, Optional<String> after) {
    if (!tenants.exists(tenant)) {
      return Page.only(List.of());
    }
    Page<Stored<SourceRecord>> page = sources.page(tenant, new Query.All(), false, limit, after);
    return new Page<>(page.items().stream().map(SourceRecord::source).toList(), page.next());
  }

  private Stream<IdentitySource> all(String tenant) {
    return tenants.exists(tenant)
        ? byTenant.get(tenant).orElse(List.of()).stream()
        : Stream.empty();
  }

  List<IdentitySource> ofPlatform(String tenant, String platform) {
    return all(tenant).filter(source -> source.platform().equals(platform)).toList();
  }

  /** What the sign-in page may show. */
  List<Offer> offers(String tenant) {
    return all(tenant)
        .sorted(Comparator.comparingInt(source -> source.settings().order()))
        .filter(source -> source.settings().enabled())
        .filter(source -> source.settings().methods().stream().anyMatch(IN_BROWSERS::contains))
        .map(this::offer)
        .toList();
  }

  private Offer offer(IdentitySource source) {
    Optional<Platforms.Platform> platform = descriptors.known(source.platform());
    Optional<PlatformDescriptor> descriptor = platform.flatMap(Platforms.Platform::descriptor);
    return new Offer(
        source.id(),
        source.settings().displayName(),
        source.platform(),
        source.settings().methods(),
        descriptor.flatMap(PlatformDescriptor::icon),
        descriptor
            .flatMap(PlatformDescriptor::signIn)
            .map(SignInAbility::userAgentMarkers)
            .orElse(Set.of()),
        platform.map(Platforms.Platform::available).orElse(false));
  }
}
