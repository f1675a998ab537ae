package dev.muster.web.fake;

import dev.muster.api.Caller;
import dev.muster.api.Tenant;
import dev.muster.api.Tenants;
import dev.muster.api.Versioned;
import dev.muster.spi.Page;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Tenants. */
public final class FakeTenants implements Tenants {
  private final Map<String, Tenant> tenants = new ConcurrentHashMap<>();

  public void add(String id, String displayName) {
    tenants.put(id, new Tenant(id, displayName, Instant.EPOCH));
  }

  @Override
  public Optional<Versioned<Tenant>> find(String id) {
    return Optional.ofNullable(tenants.get(id)).map(tenant -> new Versioned<>(tenant, 1));
  }

  @Override
  public Versioned<Tenant> create(Caller caller, String id, String displayName) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Page<Tenant> list(int limit, Optional<String> after) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Versioned<Tenant> rename(
      Caller caller, String id, UnaryOperator<String> change, OptionalLong expected) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void delete(Caller caller, String id, OptionalLong expected) {
    throw new UnsupportedOperationException();
  }
}
