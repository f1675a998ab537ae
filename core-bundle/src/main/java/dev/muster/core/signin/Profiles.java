package dev.muster.core.signin;

import dev.muster.core.check.Texts;
import dev.muster.core.user.IdentityRecord;
import dev.muster.core.user.PlatformProfile;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** What a platform says of a person, as what becomes of a user. */
final class Profiles {
  private static final int MAX_NAME = 100;
  private static final int MAX_NUMBERED = 100;

  private Profiles() {}

  static PlatformProfile of(ExternalIdentity person, String identity) {
    return new PlatformProfile(
        identity,
        person.name(),
        person.nickname(),
        person.picture(),
        email(person),
        person.phone(),
        person.partial());
  }

  /**
   * The departments of an account that is signed in by. A sign-in that tells none says nothing of
   * them: what the address book or an earlier sign-in told stays.
   */
  static List<String> departments(ExternalIdentity person, Optional<IdentityRecord> known) {
    return person.departments().isEmpty()
        ? known.map(IdentityRecord::departments).orElse(List.of())
        : person.departments();
  }

  /** A user name to begin with; empty where it is taken with every number. */
  static Optional<String> freeUsername(ExternalIdentity person, Predicate<String> isFree) {
    return IntStream.rangeClosed(1, MAX_NUMBERED)
        .mapToObj(number -> username(person, number))
        .filter(isFree)
        .findFirst();
  }

  private static String username(ExternalIdentity person, int attempt) {
    String suffix = attempt == 1 ? "" : "-" + attempt;
    return Texts.cut(person.userId().strip(), MAX_NAME - suffix.length()) + suffix;
  }

  /** The company's mailbox where there is one, else what the person entered. */
  private static Optional<ContactPoint> email(ExternalIdentity person) {
    return person
        .workEmail()
        .or(() -> person.personalEmail().map(e -> ContactPoint.of(e.value(), false)));
  }
}
