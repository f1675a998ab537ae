package dev.muster.core.store;

import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.spi.Text;
import dev.muster.spi.storage.Change;
import dev.muster.spi.storage.CommitResult;
import dev.muster.spi.storage.DocumentKey;
import dev.muster.spi.storage.DocumentStore;
import dev.muster.spi.storage.DocumentStore.Notice;
import dev.muster.spi.storage.DocumentStore.Watch;
import dev.muster.spi.storage.Query;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The way of every feature to the store. Every commit of the core goes through here. */
@Component(service = Storage.class)
public final class Storage {
  /** How often a change is tried that others get in the way of. */
  static final int MAX_ATTEMPTS = 20;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(1);
  private static final int MAX_DOUBLINGS = 6;
  private static final int MAX_COLLECTIONS = 1000;

  private final DocumentStore store;
  private final JsonCodec codec = new JsonCodec();

  /** Each as long as whoever asked for it has it. */
  private final List<WeakReference<Cache<?, ?>>> caches = new CopyOnWriteArrayList<>();

  private final Map<String, List<Consumer<Notice>>> listeners = new ConcurrentHashMap<>();
  private final List<Consumer<UnitOfWork>> commitListeners = new CopyOnWriteArrayList<>();
  private final Map<String, Watch> watches = new ConcurrentHashMap<>();
  private final Repository<TenantCollection> tenantCollections;
  private final Set<String> knownCollections = ConcurrentHashMap.newKeySet();

  /** Uses a store. */
  @Activate
  public Storage(@Reference(target = "(!(look.only=true))") DocumentStore store) {
    this.store = store;
    this.tenantCollections = repository(Schema.of("tenant-collection", TenantCollection.class));
  }

  /** Ends the watches. */
  @Deactivate
  public void close() {
    watches.values().forEach(Watch::close);
  }

  /** How values become parts of documents that do not know their types. */
  public JsonCodec json() {
    return codec;
  }

  /** Documents of one kind. */
  public <T> Repository<T> repository(Schema<T> schema) {
    return new Repository<>(store, schema, codec);
  }

  /**
   * A cache that follows the store.
   *
   * @param most the most values kept
   * @param load makes a value afresh
   * @param sources collections that values are made of, and which value a document belongs to
   */
  public <K, V> Cache<K, V> cache(
      int most, Function<K, Optional<V>> load, Map<String, Function<DocumentKey, K>> sources) {
    Cache<K, V> cache = new Cache<>(most, load, sources);
    caches.removeIf(each -> each.get() == null);
    caches.add(new WeakReference<>(cache));
    sources.keySet().forEach(this::watch);
    return cache;
  }

  /**
   * Calls a listener after commits in a collection: of this node before the commit returns (caches
   * are fresh by then), of every node as the store tells of them; so some come twice. It must
   * return soon.
   *
   * @return ends it
   */
  public Watch onChange(String collection, Consumer<Notice> listener) {
    List<Consumer<Notice>> all =
        listeners.computeIfAbsent(collection, name -> new CopyOnWriteArrayList<>());
    all.add(listener);
    watch(collection);
    return () -> all.remove(listener);
  }

  /**
   * Calls a listener after every commit of this node. It returns at once and throws nothing.
   *
   * @return ends it
   */
  public Watch onCommit(Consumer<UnitOfWork> listener) {
    commitListeners.add(listener);
    return () -> commitListeners.remove(listener);
  }

  private void watch(String collection) {
    watches.computeIfAbsent(collection, name -> store.watch(name, notice -> told(name, notice)));
  }

  private void told(String collection, Notice notice) {
    if (notice instanceof Notice.Changed changed) {
      forget(changed.key());
    } else {
      caches().filter(cache -> cache.watches(collection)).forEach(Cache::clear);
    }
    listeners.getOrDefault(collection, List.of()).forEach(each -> each.accept(notice));
  }

  private void forget(DocumentKey key) {
    caches().forEach(cache -> cache.changed(key));
  }

  private Stream<? extends Cache<?, ?>> caches() {
    return caches.stream().map(WeakReference::get).filter(Objects::nonNull);
  }

  /**
   * Commits once and says what became of it. A sign-in that wants to treat each conflict in its own
   * way uses this; everybody else {@link #transact}.
   *
   * <p>No cache remembers what a refused commit rested on, so that the next attempt reads it
   * afresh.
   */
  public CommitResult commit(UnitOfWork work) {
    List<Change> changes = work.changes();
    changes.forEach(this::rememberCollection);
    CommitResult result;
    try {
      result = store.commit(changes);
    } catch (RuntimeException e) {
      // nothing is known of the outcome
      changes.forEach(this::changed);
      throw e;
    }
    if (result instanceof CommitResult.Committed committed) {
      work.committed(committed);
      changes.forEach(this::changed);
      commitListeners.forEach(each -> each.accept(work));
    } else {
      changes.forEach(change -> forget(change.key()));
    }
    return result;
  }

  /**
   * The collections in which some tenant has or had documents of its own: everything that ends with
   * a tenant lies in one of them.
   */
  public List<String> tenantCollections() {
    return tenantCollections.all("", new Query.All(), MAX_COLLECTIONS).stream()
        .map(each -> each.key().id())
        .toList();
  }

  /** Before the first document of a collection is stored, so that no end of a tenant misses it. */
  private void rememberCollection(Change change) {
    String collection = change.key().collection();
    if (change instanceof Change.Create
        && !change.key().partition().isEmpty()
        && !knownCollections.contains(collection)) {
      // a conflict means that it was remembered before
      var unused =
          store.commit(List.of(tenantCollections.create("", collection, new TenantCollection())));
      knownCollections.add(collection);
    }
  }

  private record TenantCollection() {}

  private void changed(Change change) {
    if (!(change instanceof Change.Require)) {
      told(change.key().collection(), new Notice.Changed(change.key()));
    }
  }

  /**
   * Reads, decides and commits; again from the beginning while others get in the way.
   *
   * @param attempt reads afresh, adds its changes to the unit and returns what makes the result
   *     once they are committed; without changes nothing is committed
   * @return the result
   * @throws ProblemException {@code UNAVAILABLE} if others got in the way too often
   */
  public <R> R transact(Function<UnitOfWork, Supplier<R>> attempt) {
    return transact(UnitOfWork::new, attempt);
  }

  /**
   * The same with units of a kind of its own.
   *
   * @see #transact(Function)
   */
  public <U extends UnitOfWork, R> R transact(Supplier<U> units, Function<U, Supplier<R>> attempt) {
    for (int i = 0; i < MAX_ATTEMPTS; i++) {
      letOthersFinish(i);
      U work = units.get();
      Supplier<R> result = attempt.apply(work);
      if (work.isEmpty()) {
        return result.get();
      }
      CommitResult committed = commit(work);
      if (committed instanceof CommitResult.Conflict conflict) {
        Optional<RuntimeException> meaning = work.meaning(conflict);
        if (meaning.isPresent()) {
          throw meaning.get();
        }
      } else {
        return result.get();
      }
    }
    throw new ProblemException(
        ProblemCode.UNAVAILABLE,
        new Text("Somebody else is changing the same data. Try again.", "其他人正在修改相同的数据，请重试。"),
        List.of(),
        Optional.of(Duration.ofSeconds(1)));
  }

  /** At random, so that those who got in each other's way do not meet again. */
  private static void letOthersFinish(int conflicts) {
    if (conflicts > 0) {
      long most = FIRST_PAUSE.toNanos() << Math.min(conflicts - 1, MAX_DOUBLINGS);
      LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
    }
  }
}
