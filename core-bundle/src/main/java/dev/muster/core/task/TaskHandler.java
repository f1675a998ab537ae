package dev.muster.core.task;

import dev.muster.core.change.ChangeSet;
import dev.muster.spi.Deadline;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Does the tasks of one kind. Registered as a service; the runner finds it.
 *
 * @param <P> the payload
 */
public interface TaskHandler<P> {
  /** Which kind. */
  TaskType<P> type();

  /**
   * Runs a task. It may run again after a crash at any point, so whatever it does must be harmless
   * the second time, or lie in the effect of {@link Result.Done}, which is committed together with
   * the task's end. An exception counts as {@link Result.Retry}.
   *
   * @param task the task; claimed by this node until its deadline
   * @return what became of it
   */
  Result run(Run<P> task);

  /**
   * A task that is being run.
   *
   * @param id its id
   * @param tenant whose it is, or the empty string
   * @param payload what it is about
   * @param createdAt when it was added
   * @param attempts how often it was tried before, without success
   * @param byHand whether an administrator had it tried again
   * @param deadline until when the run has to return; with what stays within the node, a moment
   *     after it is early enough
   */
  record Run<P>(
      String id,
      String tenant,
      P payload,
      Instant createdAt,
      int attempts,
      boolean byHand,
      Deadline deadline) {
    /** A task of which no administrator thinks. */
    public Run(
        String id, String tenant, P payload, Instant createdAt, int attempts, Deadline deadline) {
      this(id, tenant, payload, createdAt, attempts, false, deadline);
    }
  }

  /** What became of a run. */
  sealed interface Result {
    /**
     * It is done.
     *
     * @param effect adds what follows, by {@code system}, to the commit that ends the task; reads
     *     afresh each time it is called, because others may get in the way
     */
    record Done(Consumer<ChangeSet> effect) implements Result {}

    /**
     * Part of it is done and stored; the rest follows as soon as others had their turn.
     *
     * @param payload what the rest is about, of the kind's type; empty for the same as before
     */
    record Unfinished(Optional<Object> payload) implements Result {
      /** The rest is about the same. */
      public Unfinished() {
        this(Optional.empty());
      }
    }

    /**
     * It did not succeed and is tried again later, or has failed for good after too many attempts.
     *
     * @param problem why, in a sentence for an administrator, without secrets
     * @param payload what is left to do, of the kind's type; empty for the same as before
     */
    record Retry(String problem, Optional<Object> payload) implements Result {
      /** All of it is left to do. */
      public Retry(String problem) {
        this(problem, Optional.empty());
      }
    }

    /**
     * It has failed for good.
     *
     * @param problem why, in a sentence for an administrator, without secrets
     */
    record Failed(String problem) implements Result {}

    /** Done, and nothing else is to be stored. */
    static Result done() {
      return new Done(work -> {});
    }
  }
}
