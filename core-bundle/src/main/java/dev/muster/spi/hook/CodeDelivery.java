package dev.muster.spi.hook;

import dev.muster.spi.Secret;
import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Carries one-time codes to people: by mail, by text message. A hook: of the services of this type
 * that are registered the one with the highest service ranking is asked that reaches an address of
 * the account, and the next one when it fails.
 *
 * <p>While one is registered, people who have to prove that an account is theirs are offered a
 * code. Register it only when it is set up.
 *
 * @apiNote Nobody waits for a delivery: the person has had their page by then, and it is the same
 *     whether there is such an account or not. That a code did not go out stands in the log, in
 *     {@code muster_codes_total} and in the audit log.
 */
@ConsumerType
public interface CodeDelivery {
  /**
   * What the audit log calls it.
   *
   * @implSpec The same at every call, without blocking.
   * @return {@code [a-z][a-z0-9-]{0,30}}, such as {@code smtp}
   */
  String name();

  /**
   * Whether it can deliver to an address, as far as that is known without asking anybody.
   *
   * @implSpec Called by many threads at once, without blocking. Kinds of addresses are added in
   *     minor versions: say no to those that you do not know.
   * @param address a verified address of an account
   * @return whether to hand it codes for there
   */
  boolean reaches(Address address);

  /**
   * Delivers a code, once.
   *
   * @implSpec Called by many threads at once. May block for up to 10 s; then the thread is
   *     interrupted. Returning means that it is on its way. Whatever is thrown is logged, so it
   *     holds neither the code nor the address, and another service may be asked; do not try again
   *     later. Log neither code nor address.
   * @param message the code, and where it goes: an address that {@link #reaches} said yes to
   */
  void deliver(Message message);

  /** Where a code can go: always somewhere that is known to be the person's. */
  @ProviderType
  sealed interface Address {}

  /**
   * A mailbox.
   *
   * @param address an address of RFC 5321 without quoting
   */
  record Email(String address) implements Address {}

  /**
   * A phone.
   *
   * @param number in E.164
   */
  record Phone(String number) implements Address {}

  /**
   * A code for somebody. Send the subject and the text as they are where the way allows it; where
   * it has templates of its own, the code and the rest say what goes into them.
   *
   * @param tenant the tenant's id
   * @param company what the company calls itself
   * @param to where it goes
   * @param purpose what it is for: {@code link} to link an account, {@code recovery} to choose
   *     another password; more may be added
   * @param language the person's, a BCP 47 tag; the subject and the text are in Chinese where it
   *     begins with {@code zh}, else in English
   * @param code the code: six digits, or ten to recover a password
   * @param lifetime how long it works
   * @param subject a line, without the code
   * @param text what it is for and that nobody else is to be told, with the code: plain text, lines
   *     end with a line feed
   */
  record Message(
      String tenant,
      String company,
      Address to,
      String purpose,
      String language,
      Secret code,
      Duration lifetime,
      String subject,
      Secret text) {}
}
