package dev.muster.core.user;

import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.spi.Page;
import dev.muster.spi.storage.Query;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Ends what identities verify once the source by which they were linked is deleted: nobody asks
 * their platform any more.
 */
@Component(service = {SourceDeprovisioning.class, TaskHandler.class})
public final class SourceDeprovisioning implements TaskHandler<SourceDeprovisioning.Of> {
  private static final TaskType<Of> TYPE =
      TaskType.of("source-end", Of.class, Pace.LOCAL, TaskType.Retry.ALWAYS);

  private static final int BATCH = 200;

  /** Left of a run when it begins another batch. */
  private static final Duration ENOUGH = Duration.ofSeconds(20);

  private final Storage storage;
  private final Accounts accounts;
  private final TaskQueue queue;

  /** Made by Declarative Services. */
  @Activate
  public SourceDeprovisioning(
      @Reference Storage storage, @Reference Accounts accounts, @Reference TaskQueue queue) {
    this.storage = storage;
    this.accounts = accounts;
    this.queue = queue;
  }

  /** The task's payload: which source, and how far it has come. */
  record Of(String source, Optional<String> after) {}

  /** Follows the change by which a source is deleted. */
  public void after(UnitOfWork work, String tenant, String source) {
    queue.add(work, new TaskQueue.New<>(TYPE, tenant, "", new Of(source, Optional.empty())));
  }

  @Override
  public TaskType<Of> type() {
    return TYPE;
  }

  @Override
  public Result run(Run<Of> task) {
    Optional<String> after = task.payload().after();
    do {
      Page<Stored<IdentityRecord>> page =
          accounts.identities().query(task.tenant(), new Query.All(), false, BATCH, after);
      page.items().stream()
          .filter(identity -> identity.value().identitySource().equals(task.payload().source()))
          .forEach(identity -> end(task.tenant(), identity));
      after = page.next();
    } while (after.isPresent() && task.deadline().left().compareTo(ENOUGH) > 0);
    return after.isPresent()
        ? new Result.Unfinished(Optional.of(new Of(task.payload().source(), after)))
        : Result.done();
  }

  private void end(String tenant, Stored<IdentityRecord> identity) {
    boolean unused =
        storage.transact(
            work -> {
              accounts
                  .users()
                  .find(tenant, identity.value().userId())
                  .filter(user -> !user.value().ended(identity.key().id()).equals(user.value()))
                  .ifPresent(
                      user ->
                          work.add(
                              accounts
                                  .users()
                                  .replace(user, user.value().ended(identity.key().id()))));
              return () -> true;
            });
  }
}
