package dev.muster.core.signin;

import dev.muster.core.user.ProfileRules;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.platform.SignInAbility.ContactField;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a platform says of a person, held to the rules of values before anything decides by it. A
 * value that is not what it claims to be is as if absent; an id is taken as it is or not at all,
 * because another id is another person.
 */
final class Persons {
  /** Far more than anybody belongs to. */
  private static final int MAX_DEPARTMENTS = 500;

  private Persons() {}

  /**
   * The person, or empty if the platform gives no id that can be stored.
   *
   * @param vouchedFor all that may count as verified
   */
  static Optional<ExternalIdentity> checked(ExternalIdentity person, Set<ContactField> vouchedFor) {
    if (!ProfileRules.isPlatformId(person.platformTenant())
        || !ProfileRules.isPlatformId(person.userId())) {
      return Optional.empty();
    }
    boolean email = vouchedFor.contains(ContactField.EMAIL);
    List<String> departments =
        person.departments().stream()
            .filter(ProfileRules::isPlatformId)
            .limit(MAX_DEPARTMENTS)
            .toList();
    return Optional.of(
        person
            .withName(person.name().flatMap(ProfileRules::name))
            .withNickname(person.nickname().flatMap(ProfileRules::name))
            .withPicture(person.picture().filter(ProfileRules::isPicture))
            .withWorkEmail(value(person.workEmail(), ProfileRules::email, email))
            .withPersonalEmail(value(person.personalEmail(), ProfileRules::email, email))
            .withPhone(
                value(person.phone(), ProfileRules::phone, vouchedFor.contains(ContactField.PHONE)))
            .withDepartments(departments));
  }

  private static Optional<ContactPoint> value(
      Optional<ContactPoint> raw, Function<String, Optional<String>> form, boolean vouchedFor) {
    return raw.flatMap(
        contact ->
            form.apply(contact.value())
                .map(value -> ContactPoint.of(value, contact.verified() && vouchedFor)));
  }
}
