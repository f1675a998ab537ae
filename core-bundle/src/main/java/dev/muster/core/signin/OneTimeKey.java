package dev.muster.core.signin;

import dev.muster.core.store.Repository;
import dev.muster.core.store.Stored;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.CommitResult.Conflict;
import java.time.Instant;
import java.util.Optional;

/**
 * What a browser or an app came with and that works once. Using it is the first change of every
 * commit that rests on it, so that of two who come with it one is too late, on whichever nodes.
 */
interface OneTimeKey {
  /**
   * Uses it up in a commit that has no other change yet.
   *
   * @return false, and nothing added, if it was used before
   */
  boolean use(UnitOfWork work);

  /** Whether a commit that began with {@link #use} failed because it was used before. */
  boolean wasUsed(Conflict conflict);

  /** The {@code state} with which somebody came back from a platform. */
  static OneTimeKey state(Repository<UsedState> used, String tenant, String state, Instant until) {
    return new OneTimeKey() {
      @Override
      public boolean use(UnitOfWork work) {
        work.add(used.create(tenant, state, new UsedState(until)));
        return true;
      }

      @Override
      public boolean wasUsed(Conflict conflict) {
        return conflict.change() == 0 && conflict.reason() == CommitResult.Reason.EXISTS;
      }
    };
  }

  /**
   * The key of a sign-in that waits; read anew each time, for tries of it are counted meanwhile.
   */
  static OneTimeKey waiting(Repository<WaitingSignIn> waiting, String tenant, String id) {
    return new OneTimeKey() {
      @Override
      public boolean use(UnitOfWork work) {
        Optional<Stored<WaitingSignIn>> stored = waiting.find(tenant, id);
        stored.ifPresent(found -> work.add(waiting.delete(found)));
        return stored.isPresent();
      }

      @Override
      public boolean wasUsed(Conflict conflict) {
        return conflict.change() == 0 && waiting.find(tenant, id).isEmpty();
      }
    };
  }
}
