package dev.muster.core.hook;

import dev.muster.api.Metrics;
import dev.muster.core.change.ChangeSet;
import dev.muster.core.store.Storage;
import dev.muster.core.store.UnitOfWork;
import dev.muster.spi.Deadline;
import dev.muster.spi.hook.EventListener;
import dev.muster.spi.hook.RecordedEvent;
import dev.muster.spi.storage.DocumentStore.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Delivers the events of every commit to those who listen. Each listener has a queue and a thread
 * that empties it, so that nobody waits for any of them.
 */
@Component(service = EventDelivery.class, immediate = true)
public final class EventDelivery {
  static final int QUEUE = 1000;

  private static final Duration TIME = Duration.ofSeconds(5);
  private static final Duration QUIET = Duration.ofSeconds(10);

  private final Hooks<EventListener> hooks;
  private final Watch commits;
  private final Map<Long, ThreadPoolExecutor> queues = new ConcurrentHashMap<>();

  /** Made by Declarative Services. */
  @Activate
  public EventDelivery(@Reference Storage storage, @Reference Metrics metrics) {
    this.hooks = new Hooks<>("event", metrics);
    this.commits = storage.onCommit(this::committed);
  }

  @Reference(
      name = "listener",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbind")
  void bind(EventListener listener, ServiceReference<EventListener> reference) {
    hooks.add(listener, reference);
  }

  @Deactivate
  void close() {
    commits.close();
  }

  void unbind(ServiceReference<EventListener> reference) {
    hooks.remove(reference);
    queues
        .keySet()
        .removeIf(id -> hooks.all().stream().noneMatch(hook -> hook.origin().serviceId() == id));
  }

  void add(EventListener listener) {
    hooks.add(listener, "test.bundle", 0, hooks.all().size());
  }

  private void committed(UnitOfWork work) {
    List<Hook<EventListener>> listeners = hooks.all();
    if (!listeners.isEmpty() && work instanceof ChangeSet changes) {
      for (RecordedEvent event : changes.events()) {
        listeners.forEach(listener -> enqueue(listener, event));
      }
    }
  }

  private void enqueue(Hook<EventListener> listener, RecordedEvent event) {
    try {
      queues
          .computeIfAbsent(listener.origin().serviceId(), id -> queue(listener.origin()))
          .execute(() -> deliver(listener, event));
    } catch (RejectedExecutionException e) {
      listener.failed("busy", "is slower than what happens: events are dropped", null);
    }
  }

  private static void deliver(Hook<EventListener> listener, RecordedEvent event) {
    var unused =
        listener.call(
            it -> {
              it.on(event);
              return true;
            },
            Deadline.in(TIME));
  }

  private static ThreadPoolExecutor queue(Hook.Origin origin) {
    ThreadPoolExecutor queue =
        new ThreadPoolExecutor(
            1,
            1,
            QUIET.toMillis(),
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            work -> {
              Thread thread = new Thread(work, "muster-events-" + origin.bundle());
              thread.setDaemon(true);
              return thread;
            });
    queue.allowCoreThreadTimeOut(true);
    return queue;
  }
}
