package dev.muster.core.source;

import dev.muster.api.IdentitySources.LastCheck;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Schema;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the last check of each source found. Beside the source and not in it: a check changes
 * nothing that somebody edits at the moment.
 */
final class LastChecks {
  private final Storage storage;
  private final Repository<SourceRecord> sources;
  private final Repository<LastCheck> checks;

  LastChecks(Storage storage) {
    this.storage = storage;
    this.sources = storage.repository(SourceRecord.SCHEMA);
    this.checks = storage.repository(Schema.of("source-check", LastCheck.class));
  }

  Optional<LastCheck> of(String tenant, String id) {
    return checks.find(tenant, id).map(Stored::value);
  }

  /** By source; those that nobody has checked are absent. */
  Map<String, LastCheck> all(String tenant) {
    Map<String, LastCheck> all = new HashMap<>();
    checks
        .all(tenant, new Query.All(), SourceRecord.MAX_OF_TENANT)
        .forEach(each -> all.put(each.key().id(), each.value()));
    return all;
  }

  /** Unless the source is gone by now, or another check has ended later. */
  void keep(String tenant, String id, CheckReport report, Instant now) {
    int wrong = (int) report.steps().stream().filter(step -> !step.ok()).count();
    LastCheck check = new LastCheck(now, wrong);
    boolean unused =
        storage.transact(
            work -> {
              Optional<Stored<SourceRecord>> source = sources.find(tenant, id);
              Optional<Stored<LastCheck>> before = checks.find(tenant, id);
              if (source.isPresent()
                  && before.filter(it -> it.value().at().isAfter(now)).isEmpty()) {
                work.add(sources.require(source.get()));
                work.add(
                    before
                        .map(it -> checks.replace(it, check))
                        .orElseGet(() -> checks.create(tenant, id, check)));
              }
              return () -> true;
            });
  }

  /** Forgets a source that is deleted. */
  void forget(UnitOfWork work, String tenant, String id) {
    work.add(checks.delete(tenant, id));
  }
}
