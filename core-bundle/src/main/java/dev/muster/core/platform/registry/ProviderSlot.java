package dev.muster.core.platform.registry;

import dev.muster.api.Metrics;
import dev.muster.api.ProblemException;
import dev.muster.core.platform.limit.PlatformLimits;
import dev.muster.spi.Deadline;
import dev.muster.spi.platform.ChatProvider;
import dev.muster.spi.platform.Connection;
import dev.muster.spi.platform.PlatformDescriptor;
import dev.muster.spi.platform.ProviderException;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One provider that is registered, with the connections that were made by it. */
public final class ProviderSlot {
  /** The best last: by ranking, then the bundle's version, then the newest. */
  static final Comparator<ProviderSlot> ORDER =
      Comparator.<ProviderSlot>comparingInt(slot -> slot.origin.ranking())
          .thenComparing(slot -> slot.origin.bundleVersion())
          .thenComparingLong(slot -> slot.origin.serviceId());

  private static final Logger LOG = LoggerFactory.getLogger(ProviderSlot.class);

  private final ChatProvider provider;
  private final PlatformDescriptor descriptor;
  private final Origin origin;
  private final UseCount uses = new UseCount(this::close);
  private final BoundConnections connections;
  private final ProviderCalls calls;

  ProviderSlot(
      ChatProvider provider,
      PlatformDescriptor descriptor,
      Origin origin,
      PlatformLimits limits,
      Metrics metrics) {
    this.provider = provider;
    this.descriptor = descriptor;
    this.origin = origin;
    this.connections = new BoundConnections(limits.connections());
    this.calls =
        new ProviderCalls(
            descriptor.id(), origin.bundleName() + " " + origin.bundleVersion(), limits, metrics);
  }

  /** Where a provider comes from. */
  record Origin(int ranking, Version bundleVersion, long serviceId, String bundleName) {}

  /**
   * What is done with a connection.
   *
   * @param <T> what comes out
   */
  @FunctionalInterface
  public interface Work<T> {
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
   * A connection for one state of one binding.
   *
   * @param key whose it is: the tenant and what binds the app
   * @param stamp the state: another one replaces the connection
   * @param connect makes it, when it is not there yet
   */
  public record ConnectionSpec(
      String key, String stamp, Function<ChatProvider, Connection> connect) {}

  /**
   * What the provider says of its platform, as it was when it was registered.
   *
   * @return the descriptor
   */
  public PlatformDescriptor descriptor() {
    return descriptor;
  }

  Origin origin() {
    return origin;
  }

  UseCount uses() {
    return uses;
  }

  /**
   * Calls the platform, on a thread of the provider's own, and lets go of this slot.
   *
   * @param deadline by when the call ends
   * @param spec on which connection
   * @param work what to do
   * @param <T> what comes out
   * @return what the work returned
   * @throws ProviderException what the work threw, {@code UNAVAILABLE} when too many calls run,
   *     {@code TIMEOUT} when the provider did not keep the deadline, {@code UNEXPECTED_ANSWER} when
   *     it broke
   * @throws ProblemException what making the connection threw
   */
  public <T> T call(Deadline deadline, ConnectionSpec spec, Work<T> work) throws ProviderException {
    return faultsOf(() -> calls.call(deadline, uses::exit, () -> on(spec, work)));
  }

  /**
   * Does something that asks nothing of the platform, on the caller's thread, and lets go of this
   * slot.
   *
   * @param deadline until when to wait while too many do so
   * @param spec on which connection
   * @param work what to do
   * @param <T> what comes out
   * @return what the work returned
   * @throws ProviderException as {@link #call}
   * @throws ProblemException as {@link #call}
   */
  public <T> T local(Deadline deadline, ConnectionSpec spec, Work<T> work)
      throws ProviderException {
    try {
      return faultsOf(() -> calls.local(deadline, () -> on(spec, work)));
    } finally {
      uses.exit();
    }
  }

  private <T> T on(ConnectionSpec spec, Work<T> work) throws ProviderException {
    BoundConnection bound =
        connections.enter(spec.key(), spec.stamp(), () -> spec.connect().apply(provider));
    try {
      return work.with(bound.connection(), descriptor);
    } finally {
      bound.uses().exit();
    }
  }

  /** Whatever a provider throws becomes a fault of it, unless the whole JVM is in danger. */
  private <T> T faultsOf(Callable<T> work) throws ProviderException {
    try {
      return work.call();
    } catch (ProviderException | ProblemException e) {
      throw e;
    } catch (VirtualMachineError e) {
      if (e instanceof StackOverflowError) {
        throw broken(e);
      }
      throw e;
    } catch (Throwable e) {
      throw broken(e);
    }
  }

  /** A provider's own exceptions may say anything, so that their messages stay out of the log. */
  private ProviderException broken(Throwable failure) {
    LOG.error(
        "The provider {} {} threw {}",
        origin.bundleName(),
        origin.bundleVersion(),
        Frames.of(failure));
    return new ProviderException(
        ProviderException.Code.UNEXPECTED_ANSWER, "The provider broke", Optional.empty());
  }

  private void close() {
    connections.close();
    calls.close();
  }
}
