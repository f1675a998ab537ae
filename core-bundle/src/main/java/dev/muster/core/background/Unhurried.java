package dev.muster.core.background;

import dev.muster.core.store.Storage;
import dev.muster.core.store.UnitOfWork;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Commits of work that goes over all that a tenant has. One after the other, they would keep the
 * storage's one writer busy for seconds, and whoever signs in meanwhile would wait behind each.
 */
public final class Unhurried {
  /** How long it rests after a commit, as a multiple of what that took. */
  private static final int REST = 3;

  private Unhurried() {}

  /**
   * Reads, decides and commits, as {@link Storage#transact}, and then leaves the storage to others
   * for a while.
   *
   * @param storage the storage
   * @param attempt reads afresh and adds its changes; called again after a conflict
   * @return what the attempt returned, once it is stored
   */
  public static <R> R transact(Storage storage, Function<UnitOfWork, Supplier<R>> attempt) {
    return make(() -> storage.transact(attempt));
  }

  /**
   * The same of a commit that is made in another way, such as with events.
   *
   * @param commit makes it
   * @return what that returned
   */
  public static <R> R make(Supplier<R> commit) {
    long before = System.nanoTime();
    R result = commit.get();
    LockSupport.parkNanos(REST * (System.nanoTime() - before));
    return result;
  }
}
