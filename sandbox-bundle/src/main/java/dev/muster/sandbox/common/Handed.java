package dev.muster.sandbox.common;

/** What a platform has handed out: codes, tokens and the like. */
public interface Handed {
  /** Makes every access token invalid, as if it had never been. */
  void revokeTokens();

  /** Lets every access token expire. */
  void expireTokens();

  /** Forgets all. */
  void clear();
}
