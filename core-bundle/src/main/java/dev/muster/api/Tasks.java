package dev.muster.api;

import dev.muster.spi.Page;
import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Work in the background that belongs to a tenant. A task that is done is no longer shown; one that
 * failed for good stays for 30 days and can be tried again.
 */
@ProviderType
public interface Tasks {
  /**
   * Lists tasks: those that failed first, then in the order in which they were added.
   *
   * @param tenant the tenant's id
   * @param state tasks of this state only, or empty for all
   * @param type tasks of this type only, or empty for all
   * @param limit 1 to 200
   * @param after {@link Page#next()} of the page before, or empty
   * @return a page; with a filter it may hold fewer than {@code limit} while more follow
   * @throws ProblemException {@code INVALID_VALUE} if {@code after} is none of ours
   */
  Page<Task> list(
      String tenant,
      Optional<State> state,
      Optional<String> type,
      int limit,
      Optional<String> after);

  /**
   * Has a task run again soon, whether it failed for good or waits for its next try. A task that
   * runs at this moment stays as it is.
   *
   * @param caller by whom
   * @param tenant the tenant's id
   * @param id the task's id
   * @return the task
   * @throws ProblemException {@code NOT_FOUND} if it is unknown or done
   */
  Task retry(Caller caller, String tenant, String id);

  /**
   * Deletes a task, so that what it was for is not done.
   *
   * @param caller by whom
   * @param tenant the tenant's id
   * @param id the task's id
   * @throws ProblemException {@code NOT_FOUND} if it is unknown or done, {@code IN_USE} if it runs
   *     at this moment or is not {@link Task#isDeletable}
   */
  void delete(Caller caller, String tenant, String id);

  /** How a task stands. */
  enum State {
    /** It runs when it is due. */
    WAITING,
    /** A node runs it. */
    RUNNING,
    /** It is not tried again by itself. */
    FAILED
  }

  /**
   * A task.
   *
   * @param id its id
   * @param type the name of its kind, such as {@code platform-event}; more may be added
   * @param state how it stands
   * @param createdAt when it was added
   * @param dueAt when it runs next; empty once it has failed
   * @param attempts how often it was tried without success
   * @param problem why the last try did not succeed
   * @param failedAt when it failed for good
   * @param isDeletable whether it may be deleted while it does not run: not if nothing else does
   *     what it is for, such as the next reading of a rota's source
   */
  record Task(
      String id,
      String type,
      State state,
      Instant createdAt,
      Optional<Instant> dueAt,
      int attempts,
      Optional<String> problem,
      Optional<Instant> failedAt,
      boolean isDeletable) {}
}
