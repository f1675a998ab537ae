package dev.muster.support;

import dev.muster.spi.platform.ProviderException.Code;
import java.time.Duration;
import java.util.Optional;

/**
 * How a platform refused a call.
 *
 * @param code its own code, as text
 * @param onCall what that means of a call with a token
 * @param onSecret what that means of a call with a secret
 * @param retryAfter how long to wait at least, where the platform says so
 * @param detail what the log says after the code, without secrets; empty if nothing
 */
public record Refusal(
    String code, Code onCall, Code onSecret, Optional<Duration> retryAfter, String detail) {
  /**
   * A refusal of which no more is known.
   *
   * @param code the platform's own code, as text
   * @param onCall what that means of a call with a token
   * @param onSecret what that means of a call with a secret
   * @return the refusal
   */
  public static Refusal of(String code, Code onCall, Code onSecret) {
    return new Refusal(code, onCall, onSecret, Optional.empty(), "");
  }

  /**
   * The same with a time to wait.
   *
   * @param wait how long at least; empty if the platform does not say
   * @return a changed copy
   */
  public Refusal withRetryAfter(Optional<Duration> wait) {
    return new Refusal(code, onCall, onSecret, wait, detail);
  }

  /**
   * The same with more for the log.
   *
   * @param text what follows the code, without secrets
   * @return a changed copy
   */
  public Refusal withDetail(String text) {
    return new Refusal(code, onCall, onSecret, retryAfter, text);
  }
}
