package dev.muster.core.user;

import dev.muster.core.store.Repository;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.spi.Deadline;
import dev.muster.spi.Page;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.Query;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Deletes what a user's change has made worthless: sessions that have ended, and the identities and
 * consents of one who was deleted. Nothing rests on when this happens: the change itself has ended
 * them.
 */
@Component(service = {UserHousekeeping.class, TaskHandler.class})
public final class UserHousekeeping implements TaskHandler<UserHousekeeping.Of> {
  private static final TaskType<Of> TYPE =
      TaskType.of("user-housekeeping", Of.class, Pace.LOCAL, TaskType.Retry.ALWAYS).kept();

  private static final int BATCH = 200;

  private final Storage storage;
  private final Accounts accounts;
  private final TaskQueue queue;
  private final Repository<SessionRecord> sessions;
  private final Repository<KnownNetworks.Seen> networks;
  private final SessionEnds ends;
  private final Repository<ConsentRecord> consents;

  /** Made by Declarative Services. */
  @Activate
  public UserHousekeeping(
      @Reference Storage storage, @Reference Accounts accounts, @Reference TaskQueue queue) {
    this.storage = storage;
    this.accounts = accounts;
    this.queue = queue;
    this.sessions = storage.repository(SessionRecord.SCHEMA);
    this.networks = storage.repository(KnownNetworks.SCHEMA);
    this.ends = new SessionEnds(storage, queue);
    this.consents = storage.repository(ConsentRecord.SCHEMA);
  }

  /** The task's payload: whose, and how far it has come with their sessions. */
  record Of(String user, Optional<String> after) {
    /** What an earlier version stored begins with the first. */
    @SuppressWarnings("NullAway")
    Of {
      after = after == null ? Optional.empty() : after;
    }
  }

  /** Follows a change by which sessions of a user, or the user, ended. */
  public void after(UnitOfWork work, String tenant, String user) {
    queue.add(work, new TaskQueue.New<>(TYPE, tenant, "", new Of(user, Optional.empty())));
  }

  @Override
  public TaskType<Of> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Of> task) {
    String tenant = task.tenant();
    String id = task.payload().user();
    Optional<Stored<UserRecord>> user = accounts.users().find(tenant, id);
    Step step = new Step(task.payload().after(), true);
    do {
      Optional<String> after = step.after;
      step = storage.transact(work -> end(work, tenant, id, user, after));
    } while (step.more && !task.deadline().passed());
    if (step.more) {
      return new Result.Unfinished(Optional.of(new Of(id, step.after)));
    }
    if (user.isEmpty()) {
      deleteIdentities(tenant, id);
      delete(List.of(networks.delete(tenant, id)));
      if (!deletedConsents(tenant, id, task.deadline())) {
        return new Result.Unfinished();
      }
    }
    return Result.done();
  }

  /** How far it has come, and whether there is more. */
  private record Step(Optional<String> after, boolean more) {}

  private Supplier<Step> end(
      UnitOfWork work,
      String tenant,
      String id,
      Optional<Stored<UserRecord>> user,
      Optional<String> after) {
    Page<Stored<SessionRecord>> page =
        sessions.query(tenant, new Query.Equal(SessionRecord.BY_USER, id), false, BATCH, after);
    List<Stored<SessionRecord>> ended =
        page.items().stream()
            .filter(session -> user.filter(it -> it.value().allows(session.value())).isEmpty())
            .toList();
    boolean all = ends.end(work, tenant, ended) == ended.size();
    return () -> all ? new Step(page.next(), page.next().isPresent()) : new Step(after, true);
  }

  /** What ends sessions one by one. */
  public SessionEnds ends() {
    return ends;
  }

  /** One that is linked to somebody else meanwhile stays, and does not keep the others. */
  private void deleteIdentities(String tenant, String user) {
    boolean unused =
        storage.transact(
            work -> {
              accounts
                  .identitiesOf(tenant, user)
                  .forEach(identity -> work.add(accounts.identities().delete(identity)));
              return () -> true;
            });
  }

  /** False where some may be left, for want of time. */
  private boolean deletedConsents(String tenant, String user, Deadline deadline) {
    List<Change> some;
    do {
      some =
          consents
              .query(
                  tenant,
                  new Query.Equal(ConsentRecord.BY_USER, user),
                  false,
                  BATCH,
                  Optional.empty())
              .items()
              .stream()
              .map(consent -> consents.delete(tenant, consent.key().id()))
              .toList();
      delete(some);
    } while (!some.isEmpty() && !deadline.passed());
    return some.isEmpty();
  }

  private void delete(List<Change> changes) {
    if (!changes.isEmpty()) {
      UnitOfWork work = new UnitOfWork();
      changes.forEach(work::add);
      storage.commit(work);
    }
  }
}
