package dev.muster.sdk;

/**
 * A sign-in, or a call, that did not succeed. {@link #error} is OAuth's code (RFC 6749, section
 * 5.2), or one of the constants here.
 */
public final class MusterException extends Exception {
  /** There are no tokens, or they can be refreshed no more: the person has to sign in. */
  public static final String SIGN_IN_REQUIRED = "sign_in_required";

  /** The server could not be reached, or did not answer in time. */
  public static final String UNREACHABLE = "unreachable";

  /** The answer is not what it should be. */
  public static final String UNEXPECTED_ANSWER = "unexpected_answer";

  private static final long serialVersionUID = 1L;

  private final String error;
  private final int retryAfterSeconds;

  MusterException(String error, String description) {
    this(error, description, 0);
  }

  MusterException(String error, String description, int retryAfterSeconds) {
    super(description.isEmpty() ? error : description);
    this.error = error;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  MusterException(String error, String description, Throwable cause) {
    super(description, cause);
    this.error = error;
    this.retryAfterSeconds = 0;
  }

  /**
   * What went wrong.
   *
   * @return a code that stays the same, such as {@code access_denied} or {@code invalid_grant}
   */
  public String error() {
    return error;
  }

  /**
   * When to try again.
   *
   * @return seconds, or 0 where the server did not say
   */
  public int retryAfterSeconds() {
    return retryAfterSeconds;
  }
}
