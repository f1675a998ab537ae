package dev.muster.spi.platform;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Speaks to one chat platform: the one service that a provider bundle registers.
 *
 * @implSpec Stateless. Two versions of the same provider may be registered for a while when a
 *     bundle is updated; what must live longer than the bundle lives in the core. Methods may be
 *     called from any thread at any time.
 */
@ConsumerType
public interface ChatProvider {
  /**
   * What the platform is called, asks for and can do. Pure data: the same at every call, at once,
   * without I/O.
   *
   * @return the descriptor
   */
  PlatformDescriptor descriptor();

  /**
   * Makes a connection for one bound app. Does no I/O and returns at once; the core keeps the
   * connection, calls it from many threads, and closes it when the binding changes or the provider
   * goes, after the calls that run on it have ended.
   *
   * @param settings what an administrator entered, already validated against the descriptor's
   *     fields
   * @param context what the core lends: HTTP, tokens, clock, settings
   * @return the connection
   * @throws IllegalArgumentException if the settings contradict each other; the message is for the
   *     administrator and holds no secret
   */
  Connection connect(ConnectionSettings settings, ProviderContext context);
}
