package dev.muster.testkit.platform;

import dev.muster.spi.platform.ProviderException.Code;

/** What a platform's server is told to do wrong, and what a provider makes of it. */
public enum Trouble {
  /** The secret is not that of the app (any more). */
  WRONG_SECRET(Code.CREDENTIAL_REFUSED),
  /** Every token is refused, fresh ones as well. */
  TOKEN_REFUSED(Code.TOKEN_INVALID),
  /** Our address is not on the platform's list. */
  ADDRESS_NOT_ALLOWED(Code.ADDRESS_NOT_ALLOWED),
  /** Too many calls. */
  THROTTLED(Code.THROTTLED),
  /** Answers 500 whatever is asked. */
  SERVER_ERROR(Code.UNAVAILABLE),
  /** Answers nothing at all. */
  HANG(Code.TIMEOUT),
  /** A page comes back, with status 200, as from a proxy that wants a sign-in. */
  HTML(Code.UNEXPECTED_ANSWER),
  /** Half an answer comes back. */
  NONSENSE(Code.UNEXPECTED_ANSWER);

  private final Code expected;

  Trouble(Code expected) {
    this.expected = expected;
  }

  /**
   * What a call ends with.
   *
   * @return the fault
   */
  public Code expected() {
    return expected;
  }
}
