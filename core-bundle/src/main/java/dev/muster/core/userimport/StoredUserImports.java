package dev.muster.core.userimport;

import dev.muster.api.Caller;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.api.Resource;
import dev.muster.api.UserImports;
import dev.muster.core.change.Changes;
import dev.muster.core.store.JsonCodec;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.tenant.TenantDirectory;
import dev.muster.core.user.Accounts;
import dev.muster.core.userimport.ImportRecord.Part;
import dev.muster.core.userimport.ImportRecord.Report;
import dev.muster.core.userimport.ImportRecord.Row;
import dev.muster.spi.Text;
import dev.muster.spi.storage.Query;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Imports of users, kept in the store: any node may bring in what another one has read. */
@Component(service = UserImports.class)
public final class StoredUserImports implements UserImports {
  /** How many tables a node reads at a time: each takes some megabytes of memory. */
  private static final int MOST_READING = 4;

  private final Changes changes;
  private final TenantDirectory tenants;
  private final Accounts accounts;
  private final UserImportTask task;
  private final SealedPasswords passwords;
  private final Repository<ImportRecord> imports;
  private final Repository<Part> parts;
  private final Repository<Report> reports;
  private final JsonCodec.Type<Row> rows;
  private final InstantSource clock;
  private final Semaphore reading = new Semaphore(MOST_READING);

  /** Made by Declarative Services. */
  @Activate
  public StoredUserImports(
      @Reference Storage storage,
      @Reference Changes changes,
      @Reference TenantDirectory tenants,
      @Reference Accounts accounts,
      @Reference UserImportTask task,
      @Reference SealedPasswords passwords,
      @Reference InstantSource clock) {
    this.changes = changes;
    this.tenants = tenants;
    this.accounts = accounts;
    this.task = task;
    this.passwords = passwords;
    this.imports = storage.repository(ImportRecord.SCHEMA);
    this.parts = storage.repository(Part.SCHEMA);
    this.reports = storage.repository(Report.SCHEMA);
    this.rows = storage.json().type(Row.class);
    this.clock = clock;
  }

  @Override
  public String start(Caller caller, String tenant, boolean dryRun, InputStream csv) {
    tenants.require(tenant);
    if (!reading.tryAcquire()) {
      throw new ProblemException(
          ProblemCode.UNAVAILABLE,
          new Text(
              "Too many files are being read at the moment. Please try again.",
              "当前正在读取的文件过多，请稍后重试。"));
    }
    String id = accounts.newId();
    try {
      takePlace(caller, tenant, id, dryRun);
      try {
        begin(caller, tenant, id, new TableReader(csv, row -> rows.write(row).length));
      } catch (RuntimeException e) {
        changes.run(caller, tenant, work -> work.add(imports.delete(tenant, id)));
        throw e;
      }
    } finally {
      reading.release();
    }
    return id;
  }

  private void takePlace(Caller caller, String tenant, String id, boolean dryRun) {
    List<Stored<ImportRecord>> orphans = new ArrayList<>();
    changes.run(
        caller,
        tenant,
        work -> {
          orphans.clear();
          Instant now = clock.instant();
          imports
              .findBy(tenant, ImportRecord.RUNNING, "")
              .ifPresent(
                  other -> {
                    if (!isOrphan(other)) {
                      throw new ProblemException(
                          ProblemCode.IN_USE,
                          new Text(
                              "Another import of this tenant is running. Wait for it, or stop it.",
                              "此租户已有导入正在进行，请等待其完成或将其停止。"));
                    }
                    orphans.add(other);
                    work.add(
                        imports.replace(
                            other, other.value().ended(ImportRecord.State.STOPPED, now)));
                  });
          work.add(imports.create(tenant, id, ImportRecord.reading(dryRun, caller, now)));
        });
    orphans.forEach(orphan -> task.removeParts(tenant, orphan.key().id(), orphan.value().parts()));
  }

  /** An administrator has deleted the task behind it. */
  private boolean isOrphan(Stored<ImportRecord> stored) {
    return stored.value().state() == ImportRecord.State.RUNNING && !task.isKnown(stored.key().id());
  }

  private void begin(Caller caller, String tenant, String id, TableReader table) {
    Instant worthless = clock.instant().plus(Part.LONGEST);
    int count = 0;
    boolean isBegun = false;
    try {
      for (List<Row> rows = table.piece(); !rows.isEmpty(); rows = table.piece()) {
        String partId = Part.id(id, count++);
        Part part =
            new Part(passwords.seal(parts.key(tenant, partId), table.columns(), rows), worthless);
        changes.run(caller, tenant, work -> work.add(parts.create(tenant, partId, part)));
      }
      int inParts = count;
      changes.run(
          caller,
          tenant,
          work -> {
            Stored<ImportRecord> read = require(tenant, id);
            if (read.value().state() != ImportRecord.State.READING) {
              throw ProblemException.notFound(Resource.USER_IMPORT);
            }
            work.add(
                imports.replace(
                    read, read.value().running(table.columns(), table.total(), inParts)));
            task.add(work, tenant, id);
          });
      isBegun = true;
    } finally {
      if (!isBegun) {
        task.removeParts(tenant, id, count);
      }
    }
  }

  @Override
  public Optional<UserImport> find(String tenant, String id) {
    if (!tenants.exists(tenant)) {
      return Optional.empty();
    }
    return imports
        .find(tenant, id)
        .flatMap(
            read ->
                // a task that is done goes after its import has ended: read once more
                isOrphan(read)
                    ? imports.find(tenant, id).map(again -> shown(again, State.STOPPED))
                    : Optional.of(shown(read, State.RUNNING)));
  }

  @Override
  public void stop(Caller caller, String tenant, String id) {
    changes.run(
        caller,
        tenant,
        work -> {
          Stored<ImportRecord> read = require(tenant, id);
          if (read.value().endedAt().isEmpty()) {
            work.add(
                imports.replace(
                    read, read.value().ended(ImportRecord.State.STOPPED, clock.instant())));
          }
        });
  }

  private Stored<ImportRecord> require(String tenant, String id) {
    tenants.require(tenant);
    return imports
        .find(tenant, id)
        .orElseThrow(() -> ProblemException.notFound(Resource.USER_IMPORT));
  }

  /** An import as callers see it, and its record where it has not ended. */
  private UserImport shown(Stored<ImportRecord> stored, State running) {
    ImportRecord it = stored.value();
    String id = stored.key().id();
    List<Line> lines =
        reports
            .all(
                stored.key().partition(),
                new Query.Equal(Report.OF_IMPORT, id),
                UserImportTask.MOST_REFUSED + UserImportTask.MOST_SKIPPED)
            .stream()
            .flatMap(report -> report.value().lines().stream())
            .toList();
    State state =
        switch (it.state()) {
          case READING -> State.RUNNING;
          case RUNNING -> running;
          case DONE -> State.DONE;
          case STOPPED -> State.STOPPED;
        };
    return new UserImport(
        id, state, it.dryRun(), it.total(), it.counts(), lines, it.createdAt(), it.endedAt());
  }
}
