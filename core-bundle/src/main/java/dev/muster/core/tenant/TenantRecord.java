package dev.muster.core.tenant;

import dev.muster.api.Tenant;
import dev.muster.api.Tenant.Settings;
import dev.muster.core.store.Schema;
import java.time.Instant;

/**
 * A tenant as it is stored; its id is the document's.
 *
 * @param displayName what people call it
 * @param createdAt since when it is there
 * @param passwordSignIn whether its users may sign in with a password
 * @param passwordSessionsValidFrom changes whenever all sessions that began with a password end: a
 *     session holds what it was when it began, and is worth nothing once that differs
 */
public record TenantRecord(
    String displayName,
    Instant createdAt,
    boolean passwordSignIn,
    Instant passwordSessionsValidFrom) {
  /** How it is stored. */
  public static final Schema<TenantRecord> SCHEMA = Schema.of("tenant", TenantRecord.class);

  /** Fills in what was not stored yet when the tenant was. */
  public TenantRecord {
    passwordSessionsValidFrom =
        passwordSessionsValidFrom == null ? createdAt : passwordSessionsValidFrom;
  }

  /** A new one. */
  public static TenantRecord of(Settings settings, Instant now) {
    return new TenantRecord(settings.displayName(), now, settings.passwordSignIn(), now);
  }

  /** What can be set of it. */
  public Settings settings() {
    return new Settings(displayName, passwordSignIn);
  }

  /** The same with other settings. */
  public TenantRecord with(Settings settings, Instant now) {
    boolean ends = passwordSignIn && !settings.passwordSignIn();
    Instant later =
        now.isAfter(passwordSessionsValidFrom) ? now : passwordSessionsValidFrom.plusMillis(1);
    return new TenantRecord(
        settings.displayName(),
        createdAt,
        settings.passwordSignIn(),
        ends ? later : passwordSessionsValidFrom);
  }

  /** The tenant as others see it. */
  public Tenant tenant(String id) {
    return new Tenant(id, settings(), createdAt);
  }
}
