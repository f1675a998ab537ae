package dev.muster.core.person;

import dev.muster.api.warroom.PersonRef;
import java.util.List;

/**
 * By what somebody is found, as it is stored.
 *
 * @param by by what
 * @param value the id, address or number
 * @param platform of which platform; empty where it is of none
 */
public record PersonRecord(By by, String value, String platform) {
  /** By what; the names are stored. */
  public enum By {
    /** One of our users. */
    USER,
    /** A mailbox. */
    EMAIL,
    /** A mobile number. */
    MOBILE,
    /** A person of a platform. */
    PLATFORM_USER,
    /** A department of a platform. */
    DEPARTMENT
  }

  /** As it is stored. */
  public static PersonRecord of(PersonRef ref) {
    if (ref instanceof PersonRef.OurUser user) {
      return new PersonRecord(By.USER, user.id(), "");
    }
    if (ref instanceof PersonRef.Email email) {
      return new PersonRecord(By.EMAIL, email.address(), "");
    }
    if (ref instanceof PersonRef.Mobile mobile) {
      return new PersonRecord(By.MOBILE, mobile.number(), "");
    }
    if (ref instanceof PersonRef.PlatformUser user) {
      return new PersonRecord(By.PLATFORM_USER, user.userId(), user.platform());
    }
    PersonRef.Department department = (PersonRef.Department) ref;
    return new PersonRecord(By.DEPARTMENT, department.department(), department.platform());
  }

  /** All of them as they are stored. */
  public static List<PersonRecord> all(List<PersonRef> refs) {
    return refs.stream().map(PersonRecord::of).toList();
  }

  /** As the API has it. */
  public PersonRef ref() {
    return switch (by) {
      case USER -> new PersonRef.OurUser(value);
      case EMAIL -> new PersonRef.Email(value);
      case MOBILE -> new PersonRef.Mobile(value);
      case PLATFORM_USER -> new PersonRef.PlatformUser(platform, value);
      case DEPARTMENT -> new PersonRef.Department(platform, value);
    };
  }

  /** All of them as the API has them. */
  public static List<PersonRef> refs(List<PersonRecord> records) {
    return records.stream().map(PersonRecord::ref).toList();
  }
}
