package dev.muster.core.signin;

import dev.muster.api.User.Profile;
import dev.muster.core.check.Texts;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.Attested;
import java.util.Optional;

/**
 * What a platform says of a person, as what we know of a user. An address counts as theirs only
 * where the platform vouches for it.
 */
final class Profiles {
  private static final int MAX_NAME = 100;

  private Profiles() {}

  static Profile fresh(ExternalIdentity person, String username) {
    Optional<Attested> email = email(person);
    return new Profile(
        username,
        person.name(),
        email.map(Attested::value),
        email.filter(Attested::vouched).isPresent(),
        person.phone().map(Attested::value),
        person.phone().filter(Attested::vouched).isPresent(),
        Optional.empty(),
        Optional.empty(),
        person.picture());
  }

  /**
   * The profile of somebody who came back: name and picture as the platform has them now; an
   * address where there is none, or made sure of where it is the same one.
   */
  static Profile refreshed(Profile known, ExternalIdentity person) {
    Optional<Attested> email = email(person);
    Optional<Attested> phone = person.phone();
    return new Profile(
        known.username(),
        person.name().or(known::displayName),
        known.email().or(() -> email.map(Attested::value)),
        known.emailVerified() || sure(known.email(), email),
        known.phone().or(() -> phone.map(Attested::value)),
        known.phoneVerified() || sure(known.phone(), phone),
        known.externalId(),
        known.locale(),
        person.picture().or(known::picture));
  }

  /** A user name to begin with; numbered where it is taken. */
  static String username(ExternalIdentity person, int attempt) {
    String suffix = attempt == 1 ? "" : "-" + attempt;
    return Texts.cut(person.userId().strip(), MAX_NAME - suffix.length()) + suffix;
  }

  /** The company's mailbox where there is one, else what the person entered. */
  private static Optional<Attested> email(ExternalIdentity person) {
    return person
        .workEmail()
        .or(() -> person.personalEmail().map(e -> new Attested(e.value(), false)));
  }

  private static boolean sure(Optional<String> known, Optional<Attested> theirs) {
    return theirs
        .filter(Attested::vouched)
        .filter(
            value ->
                known.isEmpty() || Texts.folded(known.get()).equals(Texts.folded(value.value())))
        .isPresent();
  }
}
