package dev.muster.core.store;

import dev.muster.spi.storage.DocumentKey;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Values made of stored documents, in memory. After a commit of this node has returned no older
 * value is given out; other nodes' commits show as soon as the store tells of them. What is absent
 * is not remembered, so that guessed names do not fill it.
 */
public final class Cache<K, V> {
  private final ConcurrentHashMap<K, V> values = new ConcurrentHashMap<>();
  private final int most;
  private final Function<K, Optional<V>> load;
  private final Map<String, Function<DocumentKey, K>> sources;
  private final Object lock = new Object();
  private volatile long generation;

  Cache(int most, Function<K, Optional<V>> load, Map<String, Function<DocumentKey, K>> sources) {
    this.most = most;
    this.load = load;
    this.sources = Map.copyOf(sources);
  }

  /** The value, from memory or freshly made. */
  public Optional<V> get(K key) {
    V value = values.get(key);
    return value != null ? Optional.of(value) : load(key);
  }

  private Optional<V> load(K key) {
    long before = generation;
    Optional<V> loaded = load.apply(key);
    if (loaded.isPresent()) {
      synchronized (lock) {
        // something changed while we read: what we read may be older than that
        if (generation == before) {
          makeRoom();
          values.put(key, loaded.get());
        }
      }
    }
    return loaded;
  }

  private void makeRoom() {
    Iterator<K> some = values.keySet().iterator();
    while (values.size() >= most && some.hasNext()) {
      some.next();
      some.remove();
    }
  }

  boolean watches(String collection) {
    return sources.containsKey(collection);
  }

  void changed(DocumentKey key) {
    Function<DocumentKey, K> source = sources.get(key.collection());
    if (source != null) {
      synchronized (lock) {
        generation = generation + 1;
        values.remove(source.apply(key));
      }
    }
  }

  void clear() {
    synchronized (lock) {
      generation = generation + 1;
      values.clear();
    }
  }
}
