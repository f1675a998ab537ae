package dev.muster.core.tenant;

import dev.muster.api.Tenant;
import dev.muster.core.store.Schema;
import java.time.Instant;

/** A tenant as it is stored; its id is the document's. */
public record TenantRecord(String displayName, Instant createdAt) {
  /** How it is stored. */
  public static final Schema<TenantRecord> SCHEMA = Schema.of("tenant", TenantRecord.class);

  /** The tenant as others see it. */
  public Tenant tenant(String id) {
    return new Tenant(id, displayName, createdAt);
  }
}
