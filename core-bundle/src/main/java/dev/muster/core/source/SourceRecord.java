package dev.muster.core.source;

import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySources.Draft;
import dev.muster.api.Versioned;
import dev.muster.core.mobileapp.SecretFields;
import dev.muster.core.mobileapp.StoredSecret;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import dev.muster.spi.SignInMethod;
import dev.muster.spi.storage.IndexEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An identity source as it is stored; its id is the document's.
 *
 * @param sessionsValidFrom changes whenever the sessions that began by it end: a session holds what
 *     it was when it began, and is worth nothing once that differs
 */
record SourceRecord(
    String displayName,
    String platform,
    Set<SignInMethod> methods,
    Map<String, String> fields,
    Map<String, StoredSecret> secrets,
    boolean loginOnly,
    Association association,
    boolean enabled,
    Instant sessionsValidFrom) {
  static final String COLLECTION = "identity-source";
  static final String BY_PLATFORM = "platform";
  static final Schema<SourceRecord> SCHEMA =
      Schema.of(
          COLLECTION,
          SourceRecord.class,
          each -> List.of(IndexEntry.of(BY_PLATFORM, each.platform())));

  SourceRecord {
    methods = Set.copyOf(methods);
    fields = Map.copyOf(fields);
    secrets = Map.copyOf(secrets);
    sessionsValidFrom = sessionsValidFrom == null ? Instant.EPOCH : sessionsValidFrom;
  }

  static SourceRecord of(
      String platform,
      Draft draft,
      Map<String, String> fields,
      Map<String, StoredSecret> secrets,
      Instant sessionsValidFrom) {
    return new SourceRecord(
        draft.displayName(),
        platform,
        draft.methods(),
        fields,
        secrets,
        draft.loginOnly(),
        draft.association(),
        draft.enabled(),
        sessionsValidFrom);
  }

  /** From when on sessions are valid once it is enabled, or not, as it is to be. */
  Instant validFrom(boolean stillEnabled, Instant now) {
    return enabled && !stillEnabled ? validAfter(now) : sessionsValidFrom;
  }

  private Instant validAfter(Instant now) {
    return now.isAfter(sessionsValidFrom) ? now : sessionsValidFrom.plusMillis(1);
  }

  /** The same source, the sessions of which have ended. */
  SourceRecord signedOut(Instant now) {
    return new SourceRecord(
        displayName,
        platform,
        methods,
        fields,
        secrets,
        loginOnly,
        association,
        enabled,
        validAfter(now));
  }

  SourceRecord with(Map<String, StoredSecret> changed) {
    return new SourceRecord(
        displayName,
        platform,
        methods,
        fields,
        changed,
        loginOnly,
        association,
        enabled,
        sessionsValidFrom);
  }

  Draft draft() {
    return new Draft(displayName, methods, fields, Map.of(), loginOnly, association, enabled);
  }

  static Versioned<IdentitySource> source(Stored<SourceRecord> stored) {
    SourceRecord record = stored.value();
    return new Versioned<>(
        new IdentitySource(
            stored.key().id(),
            record.displayName,
            record.platform,
            record.methods,
            record.fields,
            SecretFields.states(record.secrets),
            record.loginOnly,
            record.association,
            record.enabled),
        stored.version());
  }
}
