package dev.muster.spi.platform;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What a {@link ProviderContext.Reading} returns, where it holds the platform's verdict: so the
 * core knows what a call came to although nothing was thrown, and counts it for a {@link Quota}
 * accordingly. A {@link ProviderException} tells it by its platform code.
 *
 * @implSpec Pure and for any thread.
 */
@ConsumerType
@FunctionalInterface
public interface Judged {
  /** {@return the platform's own code, or empty if it did what it was asked} */
  Optional<String> refusal();
}
