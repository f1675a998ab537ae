package dev.muster.core.roomrule;

import dev.muster.api.Caller;
import dev.muster.api.ProblemException;
import dev.muster.api.Versioned;
import dev.muster.api.warroom.Severity;
import dev.muster.api.warroom.WarRoomSettings;
import dev.muster.core.change.Changes;
import dev.muster.core.check.FieldErrors;
import dev.muster.core.check.Texts;
import dev.muster.core.check.Versions;
import dev.muster.core.store.Cache;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.spi.Text;
import dev.muster.spi.hook.AlertEvent.WarRoomSettingsChanged;
import dev.muster.spi.storage.DocumentKey;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The settings of tenants, from memory. */
@Component(service = WarRoomSettings.class)
public final class StoredWarRoomSettings implements WarRoomSettings {
  private static final int MAX_CACHED = 10_000;
  private static final int MAX_ROOMS = 1000;
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final int MAX_LABELS = 10;
  private static final int MAX_SEVERITIES = 50;

  private final Repository<SettingsRecord> settings;
  private final TenantDirectory tenants;
  private final Changes changes;
  private final Cache<String, Versioned<Values>> cache;

  /** Made by Declarative Services. */
  @Activate
  public StoredWarRoomSettings(
      @Reference Storage storage, @Reference TenantDirectory tenants, @Reference Changes changes) {
    this.settings = storage.repository(SettingsRecord.SCHEMA);
    this.tenants = tenants;
    this.changes = changes;
    this.cache =
        storage.cache(
            MAX_CACHED,
            tenant -> Optional.of(versioned(stored(tenant))),
            Map.of(SettingsRecord.COLLECTION, DocumentKey::partition));
  }

  private Stored<SettingsRecord> stored(String tenant) {
    return settings
        .find(tenant, SettingsRecord.ID)
        .orElseGet(
            () ->
                new Stored<>(
                    settings.key(tenant, SettingsRecord.ID), 0, SettingsRecord.of(Values.USUAL)));
  }

  private static Versioned<Values> versioned(Stored<SettingsRecord> stored) {
    return new Versioned<>(stored.value().values(), stored.version());
  }

  @Override
  public Versioned<Values> find(String tenant) {
    tenants.require(tenant);
    return cache.get(tenant).orElseThrow();
  }

  @Override
  public Versioned<Values> change(
      Caller caller, String tenant, UnaryOperator<Values> change, OptionalLong expected) {
    tenants.require(tenant);
    return changes.make(
        caller,
        tenant,
        work -> {
          Stored<SettingsRecord> read = stored(tenant);
          Versions.check(expected, read);
          Values after = inLowerCase(change.apply(read.value().values()));
          check(after);
          SettingsRecord record = SettingsRecord.of(after);
          work.add(
              read.version() == 0
                  ? settings.create(tenant, SettingsRecord.ID, record)
                  : settings.replace(read, record));
          work.emit(new WarRoomSettingsChanged(tenant));
          return () -> new Versioned<>(after, work.version(read.key()));
        });
  }

  /** Alerts are read so, whichever letters they have. */
  private static Values inLowerCase(Values values) {
    Map<String, Severity> words = new TreeMap<>();
    values
        .severities()
        .forEach(
            (word, severity) -> {
              Severity before = words.putIfAbsent(word.strip().toLowerCase(Locale.ROOT), severity);
              if (before != null && before != severity) {
                throw ProblemException.invalid(
                    "severities",
                    "duplicate",
                    new Text(
                        "The same word in capital and small letters cannot mean two severities.",
                        "同一个词的大小写形式不能对应不同的级别。"));
              }
            });
    return new Values(
        values.maxNewRooms(),
        values.per(),
        values.titleTemplate(),
        values.severityFrom(),
        words,
        values.applicationsFrom(),
        values.regionsFrom());
  }

  private static void check(Values values) {
    FieldErrors errors = new FieldErrors();
    RuleChecks.range("maxNewRooms", values.maxNewRooms(), 0, MAX_ROOMS, errors);
    RuleChecks.range("perSeconds", values.per().toSeconds(), 1, LONGEST.toSeconds(), errors);
    RoomTitle.check("titleTemplate", values.titleTemplate(), errors);
    RuleChecks.names("severityFrom", values.severityFrom(), MAX_LABELS, errors);
    RuleChecks.names("applicationsFrom", values.applicationsFrom(), MAX_LABELS, errors);
    RuleChecks.names("regionsFrom", values.regionsFrom(), MAX_LABELS, errors);
    if (values.severities().size() > MAX_SEVERITIES) {
      errors.add("severities", "too-many", RuleChecks.tooMany(MAX_SEVERITIES));
    }
    values.severities().keySet().stream()
        .filter(
            word ->
                word.isBlank() || word.length() > RuleChecks.LABEL_NAME || !Texts.isPrintable(word))
        .findFirst()
        .ifPresent(
            word ->
                errors.add(
                    "severities",
                    "format",
                    new Text("Give words of 1 to 100 characters.", "请填写 1 至 100 个字符的词。")));
    errors.throwIfAny();
  }
}
