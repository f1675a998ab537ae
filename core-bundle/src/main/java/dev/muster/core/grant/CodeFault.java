package dev.muster.core.grant;

/** Why an authorization code is not redeemed: for the log, never for whoever asks. */
enum CodeFault {
  UNKNOWN(
      "There is no such code: it was never given, has expired long ago, or its grant has ended"),
  OTHER_CLIENT("The code was given to another client"),
  USED("The code was redeemed before: what it gave has ended"),
  EXPIRED("The code has expired: it works for 60 s"),
  REDIRECT_URI("The redirect_uri is not that of the code's request"),
  VERIFIER("The code_verifier is not that of the code's code_challenge, or one of them is missing"),
  SESSION_ENDED("The session in which the code was given has ended"),
  NOT_TAKEN("The client no longer takes what the code was given for");

  private final String sentence;

  CodeFault(String sentence) {
    this.sentence = sentence;
  }

  /** For people, without a full stop. */
  String sentence() {
    return sentence;
  }
}
