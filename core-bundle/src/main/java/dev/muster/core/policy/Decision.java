package dev.muster.core.policy;

import dev.muster.api.SignIns.Refusal;

/** What becomes of a person whom a platform has shown to be one of the company's. */
public sealed interface Decision {
  /**
   * The account is linked: its user signs in.
   *
   * @param userId who
   */
  record SignIn(String userId) implements Decision {}

  /**
   * The account is linked to a user who is there already, who signs in.
   *
   * @param userId who
   */
  record Link(String userId) implements Decision {}

  /** A user is created, who signs in. */
  record Create() implements Decision {}

  /**
   * Nobody signs in.
   *
   * @param reason why
   */
  record Refuse(Refusal reason) implements Decision {}
}
