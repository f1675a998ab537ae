package dev.muster.spi.platform;

import dev.muster.spi.Deadline;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * One bound app of one platform. Each ability is an optional interface; a connection that offers
 * one serves all of it.
 *
 * @implSpec Thread-safe. Holds no thread, retry loop, cache or HTTP client of its own: the {@link
 *     ProviderContext} has them. A method with a {@link Deadline} ends by it.
 */
@ConsumerType
public interface Connection extends AutoCloseable {
  /**
   * The doctor: tries each thing that must be right in the platform's console, goes on past a
   * failure where later steps still say something, and names the fix of whatever is wrong. Changes
   * nothing at the platform.
   *
   * @param environment how the platform reaches and sees us
   * @param deadline by when it ends
   * @return the steps, in the order tried. What is wrong is a step that failed, not an exception
   */
  CheckReport check(CheckEnvironment environment, Deadline deadline);

  /**
   * Signing people in.
   *
   * @return the ability, or empty if the platform or this binding has none
   */
  default Optional<SignIn> signIn() {
    return Optional.empty();
  }

  /**
   * The address book.
   *
   * @return the ability, or empty if the platform or this binding has none
   */
  default Optional<Directory> directory() {
    return Optional.empty();
  }

  /**
   * Webhook events.
   *
   * @return the ability, or empty if the platform has none or this binding lacks its keys
   */
  default Optional<Webhooks> webhooks() {
    return Optional.empty();
  }

  /**
   * Messages to single people.
   *
   * @return the ability, or empty if the platform or this binding has none
   */
  default Optional<Messages> messages() {
    return Optional.empty();
  }

  /** Lets go of what it holds; it is not called again. */
  @Override
  default void close() {}
}
