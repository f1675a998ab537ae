package dev.muster.core.platform.connection;

import dev.muster.spi.platform.CheckEnvironment;
import dev.muster.spi.platform.CheckReport;
import dev.muster.spi.platform.ProviderException;

/** Asks a platform whether everything is right with an app. */
@FunctionalInterface
public interface ConnectionCheck {
  /**
   * Asks. Closes the breakers of the binding's credentials first: a check always asks.
   *
   * @param binding the app
   * @param environment how the platform reaches us
   * @return what was found
   * @throws ProviderException if the provider broke or too many calls run
   * @throws dev.muster.api.ProblemException {@code PLATFORM_UNAVAILABLE} if nobody offers the
   *     platform, {@code INVALID_VALUE} if the provider cannot connect with the binding's settings
   */
  CheckReport check(Binding binding, CheckEnvironment environment) throws ProviderException;
}
