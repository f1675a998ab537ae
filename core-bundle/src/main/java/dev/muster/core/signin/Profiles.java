package dev.muster.core.signin;

import dev.muster.core.check.Texts;
import dev.muster.core.user.PlatformProfile;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import java.util.Optional;

/** What a platform says of a person, as what becomes of a user. */
final class Profiles {
  private static final int MAX_NAME = 100;

  private Profiles() {}

  static PlatformProfile of(ExternalIdentity person, String identity) {
    return new PlatformProfile(
        identity, person.name(), person.picture(), email(person), person.phone(), person.partial());
  }

  /** A user name to begin with; numbered where it is taken. */
  static String username(ExternalIdentity person, int attempt) {
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
