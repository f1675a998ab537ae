package dev.muster.api.warroom;

/** By what somebody is invited to a war room. Values are as they were entered, once trimmed. */
public sealed interface PersonRef {
  /**
   * One of our users.
   *
   * @param id the user's id
   */
  record OurUser(String id) implements PersonRef {}

  /**
   * Whoever has a mailbox.
   *
   * @param address an e-mail address
   */
  record Email(String address) implements PersonRef {}

  /**
   * Whoever has a mobile number.
   *
   * @param number E.164
   */
  record Mobile(String number) implements PersonRef {}

  /**
   * A person of one platform.
   *
   * @param platform the platform's id
   * @param userId the person's id there
   */
  record PlatformUser(String platform, String userId) implements PersonRef {}

  /**
   * All people of a department of one platform, with those of the departments below it.
   *
   * @param platform the platform's id
   * @param department the department's id there
   */
  record Department(String platform, String department) implements PersonRef {}
}
