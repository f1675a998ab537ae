package dev.muster.testkit.storage;

import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore.Notice;
import dev.muster.spi.storage.DocumentStore.Watch;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Tells watchers what changed, on a thread of its own that ends when there is nothing to tell. */
final class InMemoryWatches {
  private final List<Entry> entries = new CopyOnWriteArrayList<>();
  private final ThreadPoolExecutor teller =
      new ThreadPoolExecutor(
          1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), InMemoryWatches::thread);

  InMemoryWatches() {
    teller.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "in-memory-store-watch");
    thread.setDaemon(true);
    return thread;
  }

  Watch add(String collection, Consumer<Notice> listener) {
    Entry entry = new Entry(collection, listener);
    entries.add(entry);
    return entry;
  }

  void tell(List<DocumentKey> changed) {
    if (!entries.isEmpty() && !changed.isEmpty()) {
      teller.execute(() -> changed.forEach(key -> entries.forEach(entry -> entry.tell(key))));
    }
  }

  /** One watch; its monitor makes closing wait for a call under way. */
  private final class Entry implements Watch {
    private final String collection;
    private final Consumer<Notice> listener;
    private boolean closed;

    Entry(String collection, Consumer<Notice> listener) {
      this.collection = collection;
      this.listener = listener;
    }

    synchronized void tell(DocumentKey key) {
      if (!closed && key.collection().equals(collection)) {
        try {
          listener.accept(new Notice.Changed(key));
        } catch (RuntimeException broken) {
          // a listener must not throw; if it does, the others are told all the same
        }
      }
    }

    @Override
    public void close() {
      synchronized (this) {
        closed = true;
      }
      entries.remove(this);
    }
  }
}
