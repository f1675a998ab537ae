package dev.muster.spi.rota;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Somebody on duty, by what the product finds them. One who is named in another form is left out,
 * which administrators are told.
 */
@ProviderType
public sealed interface DutyPerson permits DutyPersonRecord {
  /** By what somebody is named; more may be added. */
  enum By {
    /** The id of a user of the product. */
    USER,
    /** An email address. */
    EMAIL,
    /** A phone number. */
    MOBILE,
    /** An id at a platform. */
    ACCOUNT
  }

  /**
   * A user of the product.
   *
   * @param id the user's id, {@code sub} in tokens
   * @return the person
   */
  static DutyPerson user(String id) {
    return new DutyPersonRecord(By.USER, id, Optional.empty());
  }

  /**
   * Whoever has a mailbox.
   *
   * @param address an email address
   * @return the person
   */
  static DutyPerson email(String address) {
    return new DutyPersonRecord(By.EMAIL, address, Optional.empty());
  }

  /**
   * Whoever has a phone number.
   *
   * @param number with its country code, {@code +8613800000000} (E.164)
   * @return the person
   */
  static DutyPerson mobile(String number) {
    return new DutyPersonRecord(By.MOBILE, number, Optional.empty());
  }

  /**
   * Somebody with an account at a platform.
   *
   * @param platform the platform's id, such as {@code lark}
   * @param userId the person's id there
   * @return the person
   */
  static DutyPerson account(String platform, String userId) {
    return new DutyPersonRecord(By.ACCOUNT, userId, Optional.of(platform));
  }

  /** {@return by what they are named} */
  By by();

  /** {@return the id, address or number} */
  String value();

  /** {@return of which platform the id is; empty for everything but an account} */
  Optional<String> platform();
}
