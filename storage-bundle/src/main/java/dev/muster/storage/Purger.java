package dev.muster.storage;

import dev.muster.spi.storage.StorageException;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Deletes expired documents in the background, in rounds of bounded batches, so that neither the
 * file grows for ever nor a commit waits long.
 */
final class Purger implements AutoCloseable {
  private final Engine engine;
  private final InstantSource clock;
  private final StorageLimits limits;
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "muster-storage-purge");

  Purger(Engine engine, InstantSource clock, StorageLimits limits) {
    this.engine = engine;
    this.clock = clock;
    this.limits = limits;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void work() {
    try {
      while (!end.await(limits.purgePause().toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          round();
        } catch (StorageException e) {
          // nothing depends on it; the next round tries again
          Failures.ignored(e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int round() {
    int purged = 0;
    for (int i = 0; i < limits.purgeBatches() && end.getCount() > 0; i++) {
      int batch = engine.purge(new Purge(Timestamps.of(clock.instant()), limits.purgeBatch()));
      purged += batch;
      if (batch < limits.purgeBatch()) {
        break;
      }
    }
    return purged;
  }

  @Override
  public void close() {
    end.countDown();
    Threads.join(thread, limits.closeTime());
  }
}
