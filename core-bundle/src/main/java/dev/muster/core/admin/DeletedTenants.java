package dev.muster.core.admin;

import dev.muster.api.Administrators;
import dev.muster.api.ApiTokens;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.spi.storage.Query;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Takes deleted tenants from those who managed them: a new tenant of the same id is another one,
 * which they were never given.
 */
public final class DeletedTenants {
  private static final int MOST = 100_000;

  private final Storage storage;
  private final Repository<AdminRecord> admins;
  private final Repository<TokenRecord> tokens;

  /** Uses a storage. */
  public DeletedTenants(Storage storage) {
    this.storage = storage;
    this.admins = storage.repository(AdminRecord.SCHEMA);
    this.tokens = storage.repository(TokenRecord.SCHEMA);
  }

  /** Takes a tenant from all who manage it; done again, it does nothing. */
  public void remove(String tenant) {
    each(
        admins,
        tenant,
        record -> record.settings().tenants(),
        record -> {
          Administrators.Settings settings = record.settings();
          return record.with(
              new Administrators.Settings(
                  settings.displayName(), settings.role(), without(settings.tenants(), tenant)),
              record.sessionsValidFrom());
        });
    each(
        tokens,
        tenant,
        record -> record.settings().tenants(),
        record -> {
          ApiTokens.Settings settings = record.settings();
          return new TokenRecord(
              new ApiTokens.Settings(
                  settings.displayName(),
                  settings.role(),
                  without(settings.tenants(), tenant),
                  settings.expiresAt()),
              record.digest(),
              record.createdAt(),
              record.createdBy(),
              record.lastUsedAt());
        });
  }

  private <T> void each(
      Repository<T> all, String tenant, Function<T, Set<String>> tenants, Function<T, T> without) {
    for (Stored<T> found : all.all("", new Query.All(), MOST)) {
      if (tenants.apply(found.value()).contains(tenant)) {
        boolean unused =
            storage.transact(
                work -> {
                  Optional<Stored<T>> read = all.find("", found.key().id());
                  read.filter(stored -> tenants.apply(stored.value()).contains(tenant))
                      .ifPresent(
                          stored -> work.add(all.replace(stored, without.apply(stored.value()))));
                  return () -> true;
                });
      }
    }
  }

  private static Set<String> without(Set<String> tenants, String tenant) {
    Set<String> rest = new HashSet<>(tenants);
    rest.remove(tenant);
    return rest;
  }
}
