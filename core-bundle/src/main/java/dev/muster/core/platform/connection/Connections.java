package dev.muster.core.platform.connection;

import dev.muster.api.Metrics;
import dev.muster.api.Platforms;
import dev.muster.api.ProblemCode;
import dev.muster.api.ProblemException;
import dev.muster.core.platform.http.PlatformHttp;
import dev.muster.core.platform.limit.MeteredQuota;
import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.core.platform.limit.PlatformSettings;
import dev.muster.core.platform.limit.QuotaCounter;
import dev.muster.core.platform.limit.Quotas;
import dev.muster.core.platform.registry.ProviderRegistry;
import dev.muster.core.platform.registry.ProviderSlot;
import dev.muster.core.store.Storage;
import dev.muster.spi.Deadline;
import dev.muster.spi.Text;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.ConnectionSettings;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Connections to bound apps: made when they are first needed, kept as long as settings and provider
 * stay what they are, closed when the calls on them have ended.
 */
@Component(service = {Connections.class, ConnectionCheck.class})
public final class Connections implements ConnectionCheck {
  private final ProviderRegistry registry;
  private final PlatformSettings settings;
  private final Metrics metrics;
  private final InstantSource clock;
  private final CallObserver observer;
  private final QuotaCounter counter;
  private final PlatformLimits limits;
  private final AppStates states;
  private final Quotas quotas;
  private final ConcurrentHashMap<String, PlatformHttp> https = new ConcurrentHashMap<>();

  /**
   * Connections by every provider there is.
   *
   * @param registry the providers
   * @param settings the installation's settings
   * @param metrics where calls are counted
   * @param storage where quotas are kept
   * @param clock the time
   * @param observer hears of every call
   * @param counter counts the calls of quotas
   */
  @Activate
  public Connections(
      @Reference ProviderRegistry registry,
      @Reference PlatformSettings settings,
      @Reference Metrics metrics,
      @Reference Storage storage,
      @Reference InstantSource clock,
      @Reference CallObserver observer,
      @Reference QuotaCounter counter) {
    this(registry, settings, metrics, storage, clock, observer, counter, PlatformLimits.DEFAULT);
  }

  Connections(
      ProviderRegistry registry,
      PlatformSettings settings,
      Metrics metrics,
      Storage storage,
      InstantSource clock,
      CallObserver observer,
      QuotaCounter counter,
      PlatformLimits limits) {
    this.registry = registry;
    this.settings = settings;
    this.metrics = metrics;
    this.clock = clock;
    this.observer = observer;
    this.counter = counter;
    this.limits = limits;
    this.states = new AppStates(clock, limits, settings);
    this.quotas = new Quotas(storage, clock, limits.credentials());
  }

  @Deactivate
  void close() {
    https.values().forEach(PlatformHttp::close);
  }

  /**
   * Calls the platform. Waits while its provider is being replaced, and a moment while too many
   * calls of this platform run.
   *
   * @param binding the app
   * @param deadline by when the call ends
   * @param work what to do
   * @param <T> what comes out
   * @return what the work returned
   * @throws ProviderException what the work threw, {@code UNAVAILABLE} when too many calls run,
   *     {@code TIMEOUT} when the provider did not keep the deadline, {@code UNEXPECTED_ANSWER} when
   *     it broke
   * @throws ProblemException {@code PLATFORM_UNAVAILABLE} if nobody offers the platform, {@code
   *     INVALID_VALUE} if the provider cannot connect with the binding's settings
   */
  public <T> T call(Binding binding, Deadline deadline, ProviderSlot.Work<T> work)
      throws ProviderException {
    ProviderSlot slot = registry.acquire(binding.platform(), deadline);
    return slot.call(deadline, connectionOf(binding, slot), work);
  }

  /**
   * Does something that asks nothing of the platform, such as writing an address or verifying a
   * webhook event. On the caller's thread, apart from the calls: it ends at once, by the contract
   * of the SPI.
   *
   * @param binding the app
   * @param deadline until when to wait while the provider is being replaced
   * @param work what to do
   * @param <T> what comes out
   * @return what the work returned
   * @throws ProviderException as {@link #call}
   * @throws ProblemException as {@link #call}
   */
  public <T> T local(Binding binding, Deadline deadline, ProviderSlot.Work<T> work)
      throws ProviderException {
    ProviderSlot slot = registry.acquire(binding.platform(), deadline);
    return slot.local(deadline, connectionOf(binding, slot), work);
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

  /**
   * What this node knows of the credentials that an app is bound with.
   *
   * @param binding the app
   * @return the worst of what is known; {@code OK} also for what was not used yet
   */
  public CredentialHealth health(Binding binding) {
    Optional<AppKey> app =
        registry
            .find(binding.platform())
            .flatMap(Platforms.Platform::descriptor)
            .map(descriptor -> AppKey.of(binding, descriptor));
    return binding.secrets().values().stream()
        .flatMap(secret -> app.map(key -> health(key, secret)).stream())
        .max(Comparator.naturalOrder())
        .orElse(CredentialHealth.OK);
  }

  /**
   * What the platform gives an app only so much of.
   *
   * @param binding the app
   * @return its quotas, in the order in which they are shown; none of a platform that nobody knows
   */
  public List<MeteredQuota> quotas(Binding binding) {
    return registry
        .find(binding.platform())
        .flatMap(Platforms.Platform::descriptor)
        .map(descriptor -> quotas(binding, descriptor))
        .orElse(List.of());
  }

  private List<MeteredQuota> quotas(Binding binding, PlatformDescriptor descriptor) {
    return descriptor.quotas().stream()
        .flatMap(
            quota -> {
              AppKey owner =
                  quota.sharedBy().isEmpty()
                      ? AppKey.of(binding, descriptor)
                      : AppKey.by(binding, quota.sharedBy());
              return MeteredQuota.of(
                  binding.tenant(), binding.platform(), owner.text(), quota, settings)
                  .stream();
            })
        .toList();
  }

  /** While the secret before still serves, the better of the two. */
  private CredentialHealth health(AppKey app, BoundSecret secret) {
    return Stream.concat(Stream.of(secret.current()), secret.previous().stream())
        .map(each -> states.known(app, each).map(CredentialHealth::of).orElse(CredentialHealth.OK))
        .min(Comparator.naturalOrder())
        .orElse(CredentialHealth.OK);
  }

  private ProviderSlot.ConnectionSpec connectionOf(Binding binding, ProviderSlot slot) {
    return new ProviderSlot.ConnectionSpec(
        binding.tenant() + '/' + binding.id(),
        binding.stamp(),
        provider -> connect(provider, slot.descriptor(), binding));
  }

  private Connection connect(
      ChatProvider provider, PlatformDescriptor descriptor, Binding binding) {
    try {
      ConnectionSettings given =
          ConnectionSettings.of(binding.tenant(), binding.fields(), binding.secrets().keySet());
      AppKey app = AppKey.of(binding, descriptor);
      CoreProviderContext context =
          new CoreProviderContext(
              app,
              binding,
              descriptor.callsPerMinute(),
              states,
              quotas,
              http(binding.platform()),
              settings,
              clock,
              new CallReports(
                  binding.tenant(),
                  binding.platform(),
                  observer,
                  quotas(binding, descriptor),
                  counter));
      return provider.connect(given, context);
    } catch (IllegalArgumentException e) {
      String why = e.getMessage();
      throw new ProblemException(
          ProblemCode.INVALID_VALUE,
          why == null
              ? new Text("The settings contradict each other.", "填写的设置相互矛盾。")
              : new Text(why, "填写的设置相互矛盾：" + why));
    }
  }

  private PlatformHttp http(String platform) {
    return https.computeIfAbsent(
        platform, id -> new PlatformHttp(id, settings.setting(id, "proxy.url"), limits, metrics));
  }
}
