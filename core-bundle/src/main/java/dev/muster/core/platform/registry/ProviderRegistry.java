package dev.muster.core.platform.registry;

import dev.muster.api.Metrics;
import dev.muster.api.Platforms;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.background.ProcessorShare;
import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.spi.Deadline;
import dev.muster.spi.Text;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.PlatformDescriptor;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The providers that are there at the moment, and the product's only dynamic references. A provider
 * that goes is let go of when the calls that run on it have ended; a call that comes while it is
 * being replaced waits for the next one.
 */
@Component(
    service = {ProviderRegistry.class, Platforms.class},
    immediate = true)
public final class ProviderRegistry implements Platforms {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderRegistry.class);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final PlatformLimits limits;
  private final Metrics metrics;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Long, ProviderSlot> slots = new HashMap<>();
  private final ConcurrentHashMap<String, Gone> gone = new ConcurrentHashMap<>();
  private final Map<String, Integer> waiting = new HashMap<>();
  private volatile Map<String, ProviderSlot> best = Map.of();
  private boolean settled;

  /**
   * A registry whose limits fit the threads that answer requests.
   *
   * @param context says how many there are, in {@code muster.http.threads}
   * @param metrics where threads that providers hold are counted
   */
  @Activate
  public ProviderRegistry(BundleContext context, @Reference Metrics metrics) {
    this(
        Optional.ofNullable(context.getProperty("muster.http.threads"))
            .map(threads -> PlatformLimits.of(Integer.parseInt(threads)))
            .orElse(PlatformLimits.DEFAULT),
        metrics);
  }

  /**
   * A registry with the usual limits.
   *
   * @param metrics where threads that providers hold are counted
   */
  public ProviderRegistry(Metrics metrics) {
    this(PlatformLimits.DEFAULT, metrics);
  }

  ProviderRegistry(PlatformLimits limits, Metrics metrics) {
    this.metrics = metrics;
    this.limits = limits;
  }

  @Reference(
      name = "provider",
      cardinality = ReferenceCardinality.MULTIPLE,
      policy = ReferencePolicy.DYNAMIC,
      policyOption = ReferencePolicyOption.GREEDY,
      unbind = "unbind")
  void bind(ChatProvider provider, ServiceReference<ChatProvider> reference) {
    Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
    // The bundle is null when the service has gone already; unbind follows.
    @SuppressWarnings("NullAway")
    boolean vanished = reference.getBundle() == null;
    if (vanished) {
      return;
    }
    add(
        provider,
        new ProviderSlot.Origin(
            ranking instanceof Integer number ? number : 0,
            reference.getBundle().getVersion(),
            serviceId(reference),
            reference.getBundle().getSymbolicName()));
  }

  void unbind(ServiceReference<ChatProvider> reference) {
    remove(serviceId(reference));
  }

  void add(ChatProvider provider, ProviderSlot.Origin origin) {
    PlatformDescriptor descriptor;
    try {
      descriptor = provider.descriptor();
    } catch (Exception | LinkageError | AssertionError | StackOverflowError e) {
      LOG.error(
          "The provider of {} {} does not describe its platform and is ignored",
          origin.bundleName(),
          origin.bundleVersion(),
          e);
      return;
    }
    ProviderSlot slot = new ProviderSlot(provider, descriptor, origin, limits, metrics);
    boolean taken;
    lock.lock();
    try {
      slots.put(origin.serviceId(), slot);
      choose();
      taken = isTaken(slot);
      gone.remove(descriptor.id());
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (taken) {
      LOG.error(
          "{} {} offers the platform {}, which another bundle already serves: it is ignored",
          origin.bundleName(),
          origin.bundleVersion(),
          descriptor.id());
      return;
    }
    LOG.info(
        "Platform {} is offered by {} {}",
        descriptor.id(),
        origin.bundleName(),
        origin.bundleVersion());
  }

  void remove(long serviceId) {
    ProviderSlot slot;
    lock.lock();
    try {
      slot = slots.remove(serviceId);
      if (slot == null) {
        return;
      }
      choose();
      String id = slot.descriptor().id();
      if (!best.containsKey(id)) {
        Platform last = platform(slot, false);
        gone.put(id, new Gone(() -> last, OptionalLong.of(System.nanoTime())));
      }
    } finally {
      lock.unlock();
    }
    slot.uses().retire();
    if (!slot.uses().awaitRelease(limits.drain())) {
      LOG.warn(
          "{} {} was removed while calls of {} were still running",
          slot.origin().bundleName(),
          slot.origin().bundleVersion(),
          slot.descriptor().id());
    }
  }

  /**
   * Takes note of a platform that was offered before the start. Until {@link #settled} its bundle
   * may be on its way, and calls wait for it.
   *
   * @param id the platform's id
   * @param last what is known of it, asked for while nobody offers it
   */
  public void remember(String id, Supplier<Platform> last) {
    lock.lock();
    try {
      if (!best.containsKey(id)) {
        gone.putIfAbsent(id, new Gone(last, OptionalLong.empty()));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Every bundle that was there at the start has been tried: those not here yet do not come. */
  public void settled() {
    lock.lock();
    try {
      settled = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes a platform that nobody offers out of sight. */
  public void forget(String id) {
    gone.remove(id);
  }

  @Override
  public List<Platform> list() {
    TreeSet<String> ids = new TreeSet<>(gone.keySet());
    ids.addAll(best.keySet());
    return ids.stream().map(this::find).flatMap(Optional::stream).toList();
  }

  @Override
  public Optional<Platform> find(String id) {
    ProviderSlot slot = best.get(id);
    if (slot != null) {
      return Optional.of(platform(slot, true));
    }
    return Optional.ofNullable(gone.get(id)).map(gone -> gone.last().get());
  }

  private static Platform platform(ProviderSlot slot, boolean available) {
    return new Platform(
        slot.descriptor().id(),
        Optional.of(slot.descriptor()),
        available,
        slot.origin().bundleName(),
        slot.origin().bundleVersion().toString());
  }

  /**
   * The provider to use now, for one {@link ProviderSlot#call} or {@link ProviderSlot#local}, which
   * the caller owes it: until then it is not let go of. Waits while it is being replaced.
   *
   * @param platform the platform's id
   * @param deadline until when to wait
   * @return the provider
   * @throws ProblemException {@code PLATFORM_UNAVAILABLE}
   */
  public ProviderSlot acquire(String platform, Deadline deadline) {
    ProviderSlot slot = best.get(platform);
    return slot != null && slot.uses().enter()
        ? slot
        : ProcessorShare.waiting(() -> await(platform, deadline));
  }

  private ProviderSlot await(String platform, Deadline deadline) {
    Deadline end = deadline.atMost(limits.absentWait());
    lock.lock();
    try {
      // those who wait hold threads that others need
      if (waiting.merge(platform, 1, Integer::sum) > limits.concurrentCalls()) {
        throw absent(platform);
      }
      while (true) {
        ProviderSlot slot = best.get(platform);
        if (slot != null && slot.uses().enter()) {
          return slot;
        }
        Gone last = gone.get(platform);
        if (last == null || !isOnItsWay(last) || changed.awaitNanos(end.left().toNanos()) <= 0) {
          throw absent(platform);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw absent(platform);
    } finally {
      waiting.computeIfPresent(platform, (id, count) -> count == 1 ? null : count - 1);
      lock.unlock();
    }
  }

  private boolean isOnItsWay(Gone platform) {
    return platform.atNanos().isPresent()
        ? System.nanoTime() - platform.atNanos().getAsLong() < limits.seenRecently().toNanos()
        : !settled;
  }

  private static ProblemException absent(String platform) {
    return new ProblemException(
        ProblemCode.PLATFORM_UNAVAILABLE,
        new Text(
            "The platform " + platform + " is not available at the moment.",
            "平台 " + platform + " 暂时不可用。"),
        List.of(),
        Optional.of(RETRY_AFTER));
  }

  /** Whoever serves a platform keeps it: another bundle gets it when that one has gone. */
  private void choose() {
    Map<String, ProviderSlot> chosen = new HashMap<>();
    for (ProviderSlot slot : slots.values()) {
      if (!isTaken(slot)) {
        chosen.merge(
            slot.descriptor().id(), slot, (a, b) -> ProviderSlot.ORDER.compare(a, b) > 0 ? a : b);
      }
    }
    best = Map.copyOf(chosen);
  }

  private boolean isTaken(ProviderSlot slot) {
    ProviderSlot present = best.get(slot.descriptor().id());
    return present != null
        && !isOfSameBundle(present, slot)
        && slots.values().stream().anyMatch(each -> isOfSameBundle(present, each));
  }

  private static boolean isOfSameBundle(ProviderSlot one, ProviderSlot other) {
    return one.descriptor().id().equals(other.descriptor().id())
        && one.origin().bundleName().equals(other.origin().bundleName());
  }

  private static long serviceId(ServiceReference<?> reference) {
    return (Long) reference.getProperty(Constants.SERVICE_ID);
  }

  /** A platform that nobody offers, and when it went, unless that was before the start. */
  private record Gone(Supplier<Platform> last, OptionalLong atNanos) {}
}
