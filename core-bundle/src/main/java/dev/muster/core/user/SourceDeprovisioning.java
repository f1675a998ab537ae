package dev.muster.core.user;

import dev.muster.core.background.Unhurried;
import dev.muster.core.store.Storage;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.core.task.TaskHandler;
import dev.muster.core.task.TaskQueue;
import dev.muster.core.task.TaskType;
import dev.muster.core.task.TaskType.Pace;
import dev.muster.spi.Page;
import dev.muster.spi.storage.Query;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
      TaskType.of("source-end", Of.class, Pace.LOCAL, TaskType.Retry.ALWAYS).kept();

  /** Few at a time: people who sign in meanwhile wait for a commit of this. */
  static final int BATCH = 20;

  private final Storage storage;
  private final Accounts accounts;
  private final TaskQueue queue;
  private final InstantSource clock;

  /** Made by Declarative Services. */
  @Activate
  public SourceDeprovisioning(
      @Reference Storage storage,
      @Reference Accounts accounts,
      @Reference TaskQueue queue,
      @Reference InstantSource clock) {
    this.storage = storage;
    this.accounts = accounts;
    this.queue = queue;
    this.clock = clock;
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
    String source = task.payload().source();
    Optional<String> after = task.payload().after();
    do {
      Optional<String> from = after;
      after = Unhurried.transact(storage, work -> some(work, task.tenant(), source, from));
    } while (after.isPresent() && !task.deadline().passed());
    return after.isPresent()
        ? new Result.Unfinished(Optional.of(new Of(source, after)))
        : Result.done();
  }

  /** Tells how far it has come; empty at the end. */
  private Supplier<Optional<String>> some(
      UnitOfWork work, String tenant, String source, Optional<String> after) {
    Page<Stored<IdentityRecord>> page =
        accounts.identities().query(tenant, new Query.All(), false, BATCH, after);
    // somebody may have several that were linked by it
    Map<String, Stored<UserRecord>> users = new HashMap<>();
    Map<String, UserRecord> ended = new HashMap<>();
    page.items().stream()
        .filter(identity -> identity.value().identitySource().equals(source))
        .forEach(
            identity -> {
              String id = identity.value().userId();
              if (!users.containsKey(id)) {
                accounts.users().find(tenant, id).ifPresent(user -> users.put(id, user));
              }
              Optional.ofNullable(ended.get(id))
                  .or(() -> Optional.ofNullable(users.get(id)).map(Stored::value))
                  .ifPresent(
                      user -> ended.put(id, user.ended(identity.key().id(), clock.instant())));
            });
    users.forEach(
        (id, user) ->
            Optional.ofNullable(ended.get(id))
                .filter(changed -> !changed.equals(user.value()))
                .ifPresent(changed -> work.add(accounts.users().replace(user, changed))));
    return page::next;
  }
}
