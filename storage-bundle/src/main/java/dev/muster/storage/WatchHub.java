package dev.muster.storage;

import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore.Notice;
import dev.muster.spi.storage.DocumentStore.Watch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells this node's watchers what changed, on one thread that starts with the first watch. What
 * waits to be told is bounded: beyond, every watcher is told to read afresh.
 */
final class WatchHub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchHub.class);

  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private final BlockingQueue<Runnable> untold;
  private final AtomicBoolean missed = new AtomicBoolean();
  private final Duration closeTime;
  private @Nullable Thread teller;
  private boolean closed;

  WatchHub(StorageLimits limits) {
    untold = new LinkedBlockingQueue<>(limits.untold());
    closeTime = limits.closeTime();
  }

  synchronized Watch add(String collection, Consumer<Notice> listener) {
    Subscription subscription = new Subscription(collection, listener);
    subscriptions.add(subscription);
    if (teller == null && !closed) {
      teller = new Thread(this::tell, "muster-storage-watch");
      teller.setDaemon(true);
      teller.start();
    }
    return subscription;
  }

  /** Tells of changes; never blocks. */
  void publish(List<DocumentKey> changed) {
    if (subscriptions.isEmpty()) {
      return;
    }
    for (DocumentKey key : changed) {
      if (subscriptions.stream().anyMatch(s -> s.collection.equals(key.collection()))
          && !untold.offer(() -> subscriptions.forEach(s -> s.changed(key)))) {
        missed.set(true);
      }
    }
  }

  /** Tells the watchers of a collection that changes may have been lost. */
  void publishMissed(String collection) {
    if (!untold.offer(() -> subscriptions.forEach(s -> s.missed(collection)))) {
      missed.set(true);
    }
  }

  /** Tells every watcher that changes may have been lost. */
  void publishMissed() {
    missed.set(true);
    // wakes the teller; where there is no room for this, it is awake
    untold.offer(() -> {});
  }

  private void tell() {
    try {
      while (true) {
        Runnable next = untold.take();
        if (missed.getAndSet(false)) {
          subscriptions.forEach(s -> s.missed(s.collection));
        }
        next.run();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    Thread running;
    synchronized (this) {
      closed = true;
      running = teller;
    }
    subscriptions.forEach(Subscription::close);
    if (running != null && running != Thread.currentThread()) {
      running.interrupt();
      Threads.join(running, closeTime);
    }
  }

  /** One watch; its monitor makes closing wait for a call that is under way. */
  private final class Subscription implements Watch {
    private final String collection;
    private final Consumer<Notice> listener;
    private boolean ended;

    Subscription(String collection, Consumer<Notice> listener) {
      this.collection = collection;
      this.listener = listener;
    }

    void changed(DocumentKey key) {
      if (key.collection().equals(collection)) {
        tell(new Notice.Changed(key));
      }
    }

    void missed(String of) {
      if (of.equals(collection)) {
        tell(new Notice.Missed());
      }
    }

    private synchronized void tell(Notice notice) {
      if (ended) {
        return;
      }
      try {
        listener.accept(notice);
      } catch (RuntimeException e) {
        LOG.warn("A listener of collection {} failed", collection, e);
      }
    }

    @Override
    public void close() {
      synchronized (this) {
        ended = true;
      }
      subscriptions.remove(this);
    }
  }
}
