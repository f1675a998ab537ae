package dev.muster.core.admin;

import dev.muster.api.Administrators.Administrator;
import dev.muster.api.Administrators.Role;
import dev.muster.api.Administrators.Settings;
import dev.muster.api.Versioned;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An administrator as they are stored; the user name is the document's id.
 *
 * @param settings what they may do
 * @param password a hash; empty for whom only {@code admin.password} lets in
 * @param createdAt since when they are known
 * @param lastSignInAt when they signed in last
 * @param sessionsValidFrom changes whenever all of their sessions end: a session holds what it was
 *     when it began, and is worth nothing once that differs
 */
record AdminRecord(
    Settings settings,
    Optional<String> password,
    Instant createdAt,
    Optional<Instant> lastSignInAt,
    Instant sessionsValidFrom) {
  static final Schema<AdminRecord> SCHEMA = Schema.of("admin", AdminRecord.class);

  /** What the user of the first start may do. */
  private static final Settings EVERYTHING = new Settings("admin", Role.OWNER, Set.of("*"));

  /** An earlier version stored the user of the first start alone, without what was certain. */
  @SuppressWarnings("NullAway")
  AdminRecord {
    settings = settings == null ? EVERYTHING : settings;
    sessionsValidFrom = sessionsValidFrom == null ? createdAt : sessionsValidFrom;
  }

  static AdminRecord of(Settings settings, Optional<String> password, Instant now) {
    return new AdminRecord(settings, password, now, Optional.empty(), now);
  }

  /** The user of the first start. */
  static AdminRecord first(Optional<String> password, Instant now) {
    return of(EVERYTHING, password, now);
  }

  /** The same person, whom the settings of the installation make an owner. */
  AdminRecord asOwner() {
    return with(
        new Settings(settings.displayName(), EVERYTHING.role(), EVERYTHING.tenants()),
        sessionsValidFrom,
        password);
  }

  /** The same person; what else they may do ends their sessions. */
  AdminRecord with(Settings changed, Instant now) {
    return with(changed, isSameAuthority(changed) ? sessionsValidFrom : validAfter(now), password);
  }

  boolean isSameAuthority(Settings other) {
    return other.role() == settings.role() && other.tenants().equals(settings.tenants());
  }

  AdminRecord withPassword(String hash, Instant now) {
    return with(settings, validAfter(now), Optional.of(hash));
  }

  AdminRecord signedIn(Instant now, Optional<AdminAccounts.Renewal> renewal) {
    Optional<String> hash =
        renewal
            .filter(renewed -> password.filter(renewed.outdated()::equals).isPresent())
            .map(AdminAccounts.Renewal::hash)
            .or(() -> password);
    return new AdminRecord(settings, hash, createdAt, Optional.of(now), sessionsValidFrom);
  }

  private AdminRecord with(Settings what, Instant validFrom, Optional<String> hash) {
    return new AdminRecord(what, hash, createdAt, lastSignInAt, validFrom);
  }

  private Instant validAfter(Instant now) {
    return now.isAfter(sessionsValidFrom) ? now : sessionsValidFrom.plusMillis(1);
  }

  static Versioned<Administrator> administrator(Stored<AdminRecord> stored) {
    AdminRecord record = stored.value();
    return new Versioned<>(
        new Administrator(
            stored.key().id(), record.settings, record.createdAt, record.lastSignInAt),
        stored.version());
  }
}
