package dev.muster.spi.platform;

import java.time.Duration;
import java.util.Optional;

/**
 * A platform could not do what it was asked. The message is for the log; it holds no secret, code
 * or token, and nothing of it is shown to a person.
 */
public final class ProviderException extends Exception {
  private static final long serialVersionUID = 1L;

  /** What kind of fault. */
  private final Code code;

  /** The platform's own code, or the empty string. */
  private final String platformCode;

  /** How long to wait at least, in milliseconds; 0 if unknown. */
  private final long retryAfterMillis;

  /**
   * Makes one.
   *
   * @param code what kind of fault
   * @param message for the log
   * @param platformCode the platform's own code, as text, where it gave one
   */
  public ProviderException(Code code, String message, Optional<String> platformCode) {
    this(code, message, platformCode, Optional.empty(), Optional.empty());
  }

  /**
   * Makes one.
   *
   * @param code what kind of fault
   * @param message for the log
   * @param platformCode the platform's own code, as text, where it gave one
   * @param retryAfter how long to wait at least, where the platform said so
   * @param cause what went wrong below
   */
  public ProviderException(
      Code code,
      String message,
      Optional<String> platformCode,
      Optional<Duration> retryAfter,
      Optional<Throwable> cause) {
    super(message, cause.orElse(null));
    this.code = code;
    this.platformCode = platformCode.orElse("");
    this.retryAfterMillis = retryAfter.map(Duration::toMillis).orElse(0L);
  }

  /**
   * What kind of fault.
   *
   * @return the code
   */
  public Code code() {
    return code;
  }

  /**
   * The platform's own code.
   *
   * @return the code as text, or empty if it gave none
   */
  public Optional<String> platformCode() {
    return platformCode.isEmpty() ? Optional.empty() : Optional.of(platformCode);
  }

  /**
   * How long to wait at least before the next try.
   *
   * @return the time, or empty if the platform did not say
   */
  public Optional<Duration> retryAfter() {
    return retryAfterMillis == 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(retryAfterMillis));
  }

  /** Kinds of fault: what the core does about them, not what a platform calls them. */
  public enum Code {
    /** The secret is wrong or the app is disabled. Counted by the credential's circuit breaker. */
    CREDENTIAL_REFUSED(false),
    /** The credential was refused too often and is left alone for a while; nothing was sent. */
    CREDENTIAL_BLOCKED(true),
    /** The access token is not valid (any more). Answered by one refresh and one retry. */
    TOKEN_INVALID(true),
    /** Our address is not on the platform's list. */
    ADDRESS_NOT_ALLOWED(false),
    /** The app lacks a permission, scope or visible range for this call. */
    NOT_PERMITTED(false),
    /** The platform limits our calls, or our own budget of calls is used up. */
    THROTTLED(true),
    /** The platform is busy, unreachable or answers 5xx. */
    UNAVAILABLE(true),
    /** The platform did not answer by the deadline. */
    TIMEOUT(true),
    /** The platform answered something that its documentation does not know. */
    UNEXPECTED_ANSWER(false),
    /** The platform refused a value that we sent. */
    REJECTED(false),
    /** What the call is about is not there. */
    NOT_FOUND(false);

    /** Whether the same call may succeed later. */
    private final boolean retryable;

    Code(boolean retryable) {
      this.retryable = retryable;
    }

    /**
     * Whether the same call may succeed later without anybody changing anything.
     *
     * @return true if so
     */
    public boolean retryable() {
      return retryable;
    }
  }
}
