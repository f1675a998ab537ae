package dev.muster.core.warroom;

import dev.muster.api.warroom.PersonRef;
import java.util.Optional;

/**
 * By what somebody is invited, as it is stored.
 *
 * @param kind {@code user}, {@code email}, {@code mobile}, {@code person} or {@code department}
 * @param value an id, an address or a number
 * @param platform of which platform, where it is one's
 */
record RefRecord(Kind kind, String value, Optional<String> platform) {
  enum Kind {
    USER,
    EMAIL,
    MOBILE,
    PERSON,
    DEPARTMENT
  }

  static RefRecord of(PersonRef ref) {
    if (ref instanceof PersonRef.OurUser it) {
      return new RefRecord(Kind.USER, it.id(), Optional.empty());
    }
    if (ref instanceof PersonRef.Email it) {
      return new RefRecord(Kind.EMAIL, it.address(), Optional.empty());
    }
    if (ref instanceof PersonRef.Mobile it) {
      return new RefRecord(Kind.MOBILE, it.number(), Optional.empty());
    }
    if (ref instanceof PersonRef.PlatformUser it) {
      return person(it.platform(), it.userId());
    }
    PersonRef.Department it = (PersonRef.Department) ref;
    return new RefRecord(Kind.DEPARTMENT, it.department(), Optional.of(it.platform()));
  }

  static RefRecord person(String platform, String userId) {
    return new RefRecord(Kind.PERSON, userId, Optional.of(platform));
  }

  PersonRef ref() {
    return switch (kind) {
      case USER -> new PersonRef.OurUser(value);
      case EMAIL -> new PersonRef.Email(value);
      case MOBILE -> new PersonRef.Mobile(value);
      case PERSON -> new PersonRef.PlatformUser(platform.orElse(""), value);
      case DEPARTMENT -> new PersonRef.Department(platform.orElse(""), value);
    };
  }

  /** Whether it means somebody on a platform. */
  boolean isFor(String other) {
    return platform.stream().allMatch(other::equals);
  }
}
