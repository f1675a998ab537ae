package dev.muster.storage;

import dev.muster.spi.storage.StorageException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A piece of the writer's work, and the caller who waits for it. */
final class WriterTask<T> {
  private enum State {
    QUEUED,
    BEGUN,
    GIVEN_UP
  }

  private final Engine.Work<T> work;
  private final Consumer<T> durable;
  private final AtomicReference<State> state = new AtomicReference<>(State.QUEUED);
  private final CompletableFuture<T> done = new CompletableFuture<>();
  private @Nullable T result;

  WriterTask(Engine.Work<T> work, Consumer<T> durable) {
    this.work = work;
    this.durable = durable;
  }

  /** Whether the caller still waits; from then on it waits for the outcome. */
  boolean begin() {
    return state.compareAndSet(State.QUEUED, State.BEGUN);
  }

  void run(Session session) throws SQLException {
    result = work.run(session);
  }

  void complete() {
    T value = result;
    if (value != null) {
      done.complete(value);
      durable.accept(value);
    }
  }

  void fail(StorageException cause) {
    done.completeExceptionally(cause);
  }

  /** Waits so long for the work to begin, and as long again for its end. */
  T await(Duration limit) throws InterruptedException {
    try {
      return get(limit);
    } catch (TimeoutException e) {
      if (state.compareAndSet(State.QUEUED, State.GIVEN_UP)) {
        throw Failures.busy("The commit did not begin in time; nothing is stored");
      }
    }
    try {
      return get(limit);
    } catch (TimeoutException e) {
      throw new StorageException("The commit did not end in time; its outcome is unknown", true, e);
    }
  }

  private T get(Duration limit) throws InterruptedException, TimeoutException {
    try {
      return done.get(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StorageException failure) {
        throw failure;
      }
      throw new StorageException("The storage cannot be written", true, e);
    }
  }
}
