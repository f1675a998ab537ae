package dev.muster.spi.rota;

import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Somebody on duty, by what the product finds them. Blanks around ids, addresses and numbers do not
 * count. Whoever is named in another form, by a blank or by more than 200 characters is left out of
 * the answer, and administrators see how many.
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
   * @throws NullPointerException if it is null
   */
  static DutyPerson user(String id) {
    return new DutyPersonRecord(By.USER, Objects.requireNonNull(id, "id"), Optional.empty());
  }

  /**
   * Whoever has a mailbox.
   *
   * @param address an email address
   * @return the person
   * @throws NullPointerException if it is null
   */
  static DutyPerson email(String address) {
    Objects.requireNonNull(address, "address");
    return new DutyPersonRecord(By.EMAIL, address, Optional.empty());
  }

  /**
   * Whoever has a phone number.
   *
   * @param number with its country code, {@code +8613800000000} (E.164)
   * @return the person
   * @throws NullPointerException if it is null
   */
  static DutyPerson mobile(String number) {
    Objects.requireNonNull(number, "number");
    return new DutyPersonRecord(By.MOBILE, number, Optional.empty());
  }

  /**
   * Somebody with an account at a platform.
   *
   * @param platform the platform's id, such as {@code lark}
   * @param userId the person's id there
   * @return the person
   * @throws NullPointerException if either is null
   */
  static DutyPerson account(String platform, String userId) {
    Objects.requireNonNull(platform, "platform");
    Objects.requireNonNull(userId, "userId");
    return new DutyPersonRecord(By.ACCOUNT, userId, Optional.of(platform));
  }

  /** {@return by what they are named} */
  By by();

  /** {@return the id, address or number} */
  String value();

  /** {@return of which platform the id is; empty for everything but an account} */
  Optional<String> platform();
}
