package dev.muster.core.source;

import dev.muster.api.PasswordSignIns;
import dev.muster.core.background.Unhurried;
import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.core.tenant.TenantRecord;
import dev.muster.core.user.SessionEnds;
import dev.muster.core.user.SessionRecord;
import dev.muster.spi.Page;
import dev.muster.spi.storage.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Deletes the sessions that ended with their identity source, or with the sign-in by password, and
 * so has clients told of them. The change itself has ended them. Sessions carry no index by source:
 * each sign-in would pay for what happens once in a while.
 */
@Component(service = {SourceSignOut.class, TaskHandler.class})
public final class SourceSignOut implements TaskHandler<SourceSignOut.Of> {
  private static final TaskType<Of> TYPE =
      TaskType.of("source-sign-out", Of.class, Pace.LOCAL, TaskType.Retry.ALWAYS).kept();

  /** Few at a time: people who sign in meanwhile wait for a commit of this. */
  static final int BATCH = 20;

  private final Storage storage;
  private final TaskQueue queue;
  private final SessionEnds ends;
  private final Repository<SessionRecord> sessions;
  private final Repository<SourceRecord> sources;
  private final Repository<TenantRecord> tenants;

  /** Made by Declarative Services. */
  @Activate
  public SourceSignOut(@Reference Storage storage, @Reference TaskQueue queue) {
    this.storage = storage;
    this.queue = queue;
    this.ends = new SessionEnds(storage, queue);
    this.sessions = storage.repository(SessionRecord.SCHEMA);
    this.sources = storage.repository(SourceRecord.SCHEMA);
    this.tenants = storage.repository(TenantRecord.SCHEMA);
  }

  /** The task's payload: which source, and how far it has come. */
  record Of(String source, Optional<String> after) {}

  /**
   * Follows a change by which the sessions of a source ended.
   *
   * @param source the source's id, or {@link PasswordSignIns#SOURCE}
   */
  public void after(UnitOfWork work, String tenant, String source) {
    queue.add(work, new TaskQueue.New<>(TYPE, tenant, "", new Of(source, Optional.empty())));
  }

  @Override
  public TaskType<Of> type() {
    return TYPE;
  }

  /** How far it has come, and whether there is more. */
  private record Step(Optional<String> after, boolean more) {}

  @Override
  public Result run(Run<Of> task) {
    String source = task.payload().source();
    Step step = new Step(task.payload().after(), true);
    do {
      Optional<String> after = step.after;
      step = Unhurried.transact(storage, work -> some(work, task.tenant(), source, after));
    } while (step.more && !task.deadline().passed());
    return step.more
        ? new Result.Unfinished(Optional.of(new Of(source, step.after)))
        : Result.done();
  }

  private Supplier<Step> some(
      UnitOfWork work, String tenant, String source, Optional<String> after) {
    // read each time, and from the storage: the source may be in use again
    Optional<Instant> validFrom = validFrom(tenant, source);
    Page<Stored<SessionRecord>> page = sessions.query(tenant, new Query.All(), false, BATCH, after);
    List<Stored<SessionRecord>> ended =
        page.items().stream()
            .filter(session -> session.value().identitySource().equals(source))
            .filter(
                session ->
                    !validFrom.equals(Optional.ofNullable(session.value().sourceValidFrom())))
            .toList();
    boolean all = ends.end(work, tenant, ended) == ended.size();
    return () -> all ? new Step(page.next(), page.next().isPresent()) : new Step(after, true);
  }

  private Optional<Instant> validFrom(String tenant, String source) {
    return source.equals(PasswordSignIns.SOURCE)
        ? tenants
            .find("", tenant)
            .map(Stored::value)
            .filter(TenantRecord::passwordSignIn)
            .map(TenantRecord::passwordSessionsValidFrom)
        : sources
            .find(tenant, source)
            .map(Stored::value)
            .filter(found -> found.settings().enabled())
            .map(SourceRecord::sessionsValidFrom);
  }
}
