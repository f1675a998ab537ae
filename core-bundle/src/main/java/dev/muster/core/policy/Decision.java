package dev.muster.core.policy;

import dev.muster.api.SignIns.Refusal;

/** What becomes of a person whom a platform has shown to be one of the company's. */
public sealed interface Decision {
  /** By which row of the table. */
  Rule rule();

  /**
   * The account is linked: its user signs in.
   *
   * @param userId who
   */
  record SignIn(String userId) implements Decision {
    @Override
    public Rule rule() {
      return Rule.ALREADY_LINKED;
    }
  }

  /**
   * The account is linked to a user who is there already, who signs in.
   *
   * @param userId who
   * @param rule by which row
   */
  record Link(String userId, Rule rule) implements Decision {}

  /**
   * The person is asked: nobody else can say which account is theirs.
   *
   * @param mayCreate whether they may also have a new one
   */
  record Ask(boolean mayCreate) implements Decision {
    @Override
    public Rule rule() {
      return mayCreate ? Rule.ASK : Rule.ASK_LOGIN_ONLY;
    }
  }

  /**
   * A user is created, who signs in.
   *
   * @param rule by which row
   */
  record Create(Rule rule) implements Decision {}

  /**
   * Nobody signs in.
   *
   * @param reason why, for the person
   * @param rule by which row
   */
  record Refuse(Refusal reason, Rule rule) implements Decision {}
}
