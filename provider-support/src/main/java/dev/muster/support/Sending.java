package dev.muster.support;

import dev.muster.spi.platform.Messages.Delivery;
import dev.muster.spi.platform.ProviderException;
import dev.muster.spi.platform.ProviderException.Code;

/** Something that is sent once, so that no answer leaves open what became of it. */
@FunctionalInterface
public interface Sending {
  /**
   * Sends.
   *
   * @return what became of it
   * @throws ProviderException if the platform failed
   */
  Delivery run() throws ProviderException;

  /**
   * Sends a message, with a token at hand: a call for one that was not answered would be no message
   * that may arrive.
   *
   * @param sending the call
   * @return what became of it; unknown if the platform did not answer
   * @throws ProviderException if the platform failed otherwise
   */
  static Delivery once(Sending sending) throws ProviderException {
    try {
      return sending.run();
    } catch (ProviderException e) {
      if (e.code() == Code.TIMEOUT) {
        return Delivery.unknown(e.code());
      }
      throw e;
    }
  }
}
