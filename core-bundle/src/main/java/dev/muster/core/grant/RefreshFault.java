package dev.muster.core.grant;

import dev.muster.api.Grants;

/** Why a refresh token is not exchanged: for the log, never for whoever asks. */
enum RefreshFault {
  UNKNOWN(
      "There is no such refresh token: it was never given, has expired,"
          + " or its grant has ended"),
  OTHER_CLIENT("The refresh token was given to another client"),
  REPLACED(
      "The refresh token was exchanged before, longer ago than "
          + Grants.REFRESH_TOKEN_GRACE.toSeconds()
          + " s: what it was for has ended"),
  EXPIRED("The refresh token has expired"),
  ENDED(
      "The session or the person's account at the platform has ended, or the client no longer takes"
          + " what was granted");

  private final String sentence;

  RefreshFault(String sentence) {
    this.sentence = sentence;
  }

  /** For people, without a full stop. */
  String sentence() {
    return sentence;
  }
}
