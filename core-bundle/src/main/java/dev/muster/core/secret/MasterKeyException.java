package dev.muster.core.secret;

/** The master keys cannot be used: one sentence that says why and what to do. */
public final class MasterKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MasterKeyException(String message) {
    super(message, null, false, false);
  }
}
