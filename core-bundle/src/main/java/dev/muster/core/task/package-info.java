/**
 * Durable tasks: work that is stored in the commit that makes it necessary, and done afterwards, by
 * this node or another.
 *
 * <p>Owns a task's life: waiting, claimed by a lease, retried with growing pauses, done, or failed
 * for good and shown to administrators. It does not own what a task does: each feature provides a
 * {@link dev.muster.core.task.TaskHandler} and commits its effect together with the task's end.
 */
@NullMarked
package dev.muster.core.task;

import org.jspecify.annotations.NullMarked;
