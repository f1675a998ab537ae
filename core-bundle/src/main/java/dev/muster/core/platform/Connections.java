package dev.muster.core.platform;

import dev.muster.api.Metrics;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.store.Storage;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderException;
import java.time.Clock;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to bound apps: made when they are first needed, kept as long as settings and provider
 * stay what they are, closed when the calls on them have ended.
 */
@Component(service = {Connections.class, ConnectionCheck.class})
public final class Connections implements ConnectionCheck {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final ProviderRegistry registry;
  private final PlatformSettings settings;
  private final Metrics metrics;
  private final Clock clock;
  private final PlatformLimits limits;
  private final AppStates states;
  private final Allowances allowances;
  private final ConcurrentHashMap<String, PlatformHttp> https = new ConcurrentHashMap<>();

  /**
   * Made by Declarative Services.
   *
   * @param registry the providers
   * @param settings the installation's settings
   * @param metrics where calls are counted
   * @param storage where allowances are kept
   */
  @Activate
  public Connections(
      @Reference ProviderRegistry registry,
      @Reference PlatformSettings settings,
      @Reference Metrics metrics,
      @Reference Storage storage) {
    this(registry, settings, metrics, storage, Clock.systemUTC(), PlatformLimits.DEFAULT);
  }

  Connections(
      ProviderRegistry registry,
      PlatformSettings settings,
      Metrics metrics,
      Storage storage,
      Clock clock,
      PlatformLimits limits) {
    this.registry = registry;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
    this.limits = limits;
    this.states = new AppStates(clock, limits, settings);
    this.allowances = new Allowances(storage, clock, limits.credentials());
  }

  @Deactivate
  void close() {
    https.values().forEach(PlatformHttp::close);
  }

  /**
   * What is done with a connection.
   *
   * @param <T> what comes out
   */
  @FunctionalInterface
  public interface Call<T> {
    /**
     * Does it.
     *
     * @param connection the connection, not to be kept
     * @param descriptor the platform's
     * @return what comes out
     * @throws ProviderException if the platform could not do its part
     */
    T with(Connection connection, PlatformDescriptor descriptor) throws ProviderException;
  }

  /**
   * Calls the platform. Waits while its provider is being replaced, and for its turn while too many
   * calls of this platform run.
   *
   * @param binding the app
   * @param deadline by when the call ends
   * @param call what to do
   * @param <T> what comes out
   * @return what the call returned
   * @throws ProviderException what the call threw, {@code UNAVAILABLE} when too many calls run,
   *     {@code TIMEOUT} when the provider did not keep the deadline, {@code UNEXPECTED_ANSWER} when
   *     it broke
   * @throws ProblemException {@code PLATFORM_UNAVAILABLE} if nobody offers the platform, {@code
   *     INVALID_VALUE} if the provider cannot connect with the binding's settings
   */
  public <T> T call(Binding binding, Deadline deadline, Call<T> call) throws ProviderException {
    ProviderSlot slot = registry.acquire(binding.platform(), deadline);
    return told(
        slot, () -> slot.calls().call(deadline, slot.uses()::exit, () -> on(slot, binding, call)));
  }

  /**
   * Does something that asks nothing of the platform, such as writing an address or verifying a
   * push. On the caller's thread, without a turn among the calls: it ends at once, by the contract
   * of the SPI.
   *
   * @param binding the app
   * @param deadline until when to wait while the provider is being replaced
   * @param call what to do
   * @param <T> what comes out
   * @return what the call returned
   * @throws ProviderException as {@link #call}
   * @throws ProblemException as {@link #call}
   */
  public <T> T local(Binding binding, Deadline deadline, Call<T> call) throws ProviderException {
    ProviderSlot slot = registry.acquire(binding.platform(), deadline);
    try {
      return told(slot, () -> slot.calls().local(deadline, () -> on(slot, binding, call)));
    } finally {
      slot.uses().exit();
    }
  }

  private <T> T on(ProviderSlot slot, Binding binding, Call<T> call) throws ProviderException {
    BoundConnection bound = connection(slot, binding);
    try {
      return call.with(bound.connection(), slot.descriptor());
    } finally {
      bound.uses().exit();
    }
  }

  /** Whatever a provider throws becomes a fault of it, unless the whole JVM is in danger. */
  private static <T> T told(ProviderSlot slot, Callable<T> work) throws ProviderException {
    try {
      return work.call();
    } catch (ProviderException | ProblemException e) {
      throw e;
    } catch (VirtualMachineError e) {
      if (e instanceof StackOverflowError) {
        throw broken(slot, e);
      }
      throw e;
    } catch (Throwable e) {
      throw broken(slot, e);
    }
  }

  @Override
  public CheckReport check(Binding binding, CheckEnvironment environment) throws ProviderException {
    Deadline deadline = Deadline.in(limits.check());
    return call(
        binding,
        deadline,
        (connection, descriptor) -> {
          AppKey app = AppKey.of(binding, descriptor);
          binding
              .secrets()
              .values()
              .forEach(secret -> new BoundCredential(app, secret, states).resetBreakers());
          return connection.check(environment, deadline);
        });
  }

  /** The connection for this state of the binding, entered. */
  private BoundConnection connection(ProviderSlot slot, Binding binding) {
    String key = binding.tenant() + '/' + binding.id();
    while (true) {
      BoundConnection bound = slot.connections().get(key);
      if (bound == null || !bound.stamp().equals(binding.stamp())) {
        bound = replace(slot, key, binding);
      }
      if (bound.uses().enter()) {
        bound.used(clock.millis());
        return bound;
      }
      // Another state of the binding has just taken its place.
      slot.connections().remove(key, bound);
    }
  }

  private BoundConnection replace(ProviderSlot slot, String key, Binding binding) {
    if (slot.connections().size() >= limits.connections()) {
      forgetLeastUsed(slot);
    }
    return slot.connections()
        .compute(
            key,
            (k, present) -> {
              if (present != null && present.stamp().equals(binding.stamp())) {
                return present;
              }
              BoundConnection fresh = connect(slot, binding);
              if (present != null) {
                present.uses().retire();
              }
              return fresh;
            });
  }

  private BoundConnection connect(ProviderSlot slot, Binding binding) {
    try {
      ConnectionSettings given =
          new ConnectionSettings(binding.tenant(), binding.fields(), binding.secrets().keySet());
      AppKey app = AppKey.of(binding, slot.descriptor());
      CoreProviderContext context =
          new CoreProviderContext(
              app,
              binding,
              slot.descriptor().callsPerMinute(),
              states,
              allowances,
              http(binding.platform()),
              settings,
              clock);
      return new BoundConnection(binding.stamp(), slot.provider().connect(given, context));
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          ProblemCode.INVALID_VALUE,
          e.getMessage() == null ? "The settings contradict each other." : e.getMessage());
    }
  }

  private PlatformHttp http(String platform) {
    return https.computeIfAbsent(
        platform, id -> new PlatformHttp(id, settings.setting(id, "proxy.url"), limits, metrics));
  }

  private static void forgetLeastUsed(ProviderSlot slot) {
    slot.connections().entrySet().stream()
        .min(Comparator.comparingLong(e -> e.getValue().usedAtMillis()))
        .ifPresent(
            oldest -> {
              if (slot.connections().remove(oldest.getKey(), oldest.getValue())) {
                oldest.getValue().uses().retire();
              }
            });
  }

  /** A provider's own exceptions may say anything, so that their messages stay out of the log. */
  private static ProviderException broken(ProviderSlot slot, Throwable failure) {
    LOG.error(
        "The provider {} {} threw {}",
        slot.origin().bundleName(),
        slot.origin().bundleVersion(),
        Frames.of(failure));
    return new ProviderException(
        ProviderException.Code.UNEXPECTED_ANSWER, "The provider broke", Optional.empty());
  }
}
