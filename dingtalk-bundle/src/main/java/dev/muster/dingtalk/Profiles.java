package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.platform.Directory.Person;
import dev.muster.spi.platform.Directory.Status;
import dev.muster.support.Json;
import dev.muster.support.PhoneNumbers;
import dev.muster.support.Profile;
import java.util.List;
import java.util.Optional;

/**
 * Turns the platform's answers about a person into an identity or an entry of the address book, and
 * decides what is verified: the company's mailbox and the account's own phone number, never an
 * address that the person entered.
 */
final class Profiles {
  private Profiles() {}

  /**
   * An identity.
   *
   * @param corpId the company
   * @param userId the person in it
   * @param account what {@code users/me} says, or a missing node: the account, whoever employs it
   * @param member what the address book says, or a missing node where the app may not read it
   */
  static ExternalIdentity of(String corpId, String userId, JsonNode account, JsonNode member) {
    return ExternalIdentity.of(corpId, userId)
        .withName(Json.text(member, "name").or(() -> Json.text(account, "nick")))
        .withNickname(Json.text(account, "nick"))
        .withPicture(
            Profile.picture(member, "avatar").or(() -> Profile.picture(account, "avatarUrl")))
        .withWorkEmail(
            Profile.mailbox(member, "org_email").map(address -> ContactPoint.of(address, true)))
        .withPersonalEmail(
            Profile.mailbox(member, "email")
                .or(() -> Profile.mailbox(account, "email"))
                .map(address -> ContactPoint.of(address, false)))
        .withPhone(
            phone(account, "stateCode")
                .or(() -> phone(member, "state_code"))
                .map(number -> ContactPoint.of(number, true)))
        .withDepartments(departments(member));
  }

  /** An entry of the address book. */
  static Person person(String userId, JsonNode member) {
    return Person.of(userId, status(member.path("active")))
        .withName(Json.text(member, "name"))
        .withDepartments(departments(member))
        .withWorkEmail(Profile.mailbox(member, "org_email"))
        .withMobile(phone(member, "state_code"))
        .withPicture(Profile.picture(member, "avatar"));
  }

  private static Status status(JsonNode active) {
    return switch (active.asText()) {
      case "true" -> Status.ACTIVE;
      case "false" -> Status.NOT_ACTIVATED;
      default -> Status.UNKNOWN;
    };
  }

  private static Optional<String> phone(JsonNode object, String country) {
    return Json.text(object, "mobile")
        .flatMap(
            number ->
                Json.text(object, country)
                    .map(code -> PhoneNumbers.ofCountry(number, code))
                    .orElseGet(() -> PhoneNumbers.chineseOrInternational(number)));
  }

  private static List<String> departments(JsonNode member) {
    return Profile.ids(member.path("dept_id_list"));
  }
}
