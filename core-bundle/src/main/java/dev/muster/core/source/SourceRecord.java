package dev.muster.core.source;

import dev.muster.api.IdentitySource;
import dev.muster.api.IdentitySource.Association;
import dev.muster.api.IdentitySources.Draft;
import dev.muster.api.Versioned;
import dev.muster.core.mobileapp.SecretFields;
import dev.muster.core.mobileapp.StoredSecret;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Stored;
import dev.muster.spi.IndexEntry;
import dev.muster.spi.SignInMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An identity source as it is stored; its id is the document's. */
record SourceRecord(
    String displayName,
    String platform,
    Set<SignInMethod> methods,
    Map<String, String> fields,
    Map<String, StoredSecret> secrets,
    boolean loginOnly,
    Association association,
    boolean enabled) {
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
  }

  static SourceRecord of(
      String platform, Draft draft, Map<String, String> fields, Map<String, StoredSecret> secrets) {
    return new SourceRecord(
        draft.displayName(),
        platform,
        draft.methods(),
        fields,
        secrets,
        draft.loginOnly(),
        draft.association(),
        draft.enabled());
  }

  SourceRecord with(Map<String, StoredSecret> changed) {
    return new SourceRecord(
        displayName, platform, methods, fields, changed, loginOnly, association, enabled);
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
