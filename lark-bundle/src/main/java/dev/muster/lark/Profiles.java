package dev.muster.lark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.spi.platform.Directory.Person;
import dev.muster.spi.platform.ProviderException;
import dev.muster.support.Answer;
import dev.muster.support.Json;
import dev.muster.support.PhoneNumbers;
import dev.muster.support.Profile;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns a person of the address book into ours, and decides what is verified: the company's mailbox
 * alone. Phone and personal e-mail are imported by administrators and never verified.
 */
final class Profiles {
  /** The vendor's form of a user id; anything else is not one. */
  static final Pattern USER_ID = Pattern.compile("[0-9A-Za-z_][0-9A-Za-z_.@-]{0,63}");

  private Profiles() {}

  /** The id that is the same for every app of the company. */
  static String userId(Answer answer, JsonNode person) throws ProviderException {
    return answer.id(
        Json.text(person, "user_id").orElseThrow(() -> answer.withheld("user_id", Scopes.USER_ID)),
        "user_id",
        USER_ID);
  }

  /** Somebody who signs in. */
  static ExternalIdentity identity(
      Cloud cloud, String tenantKey, Answer answer, JsonNode person, JsonNode userInfo)
      throws ProviderException {
    return ExternalIdentity.of(tenantKey, userId(answer, person))
        .withName(Json.text(person, "name").or(() -> Json.text(userInfo, "name")))
        .withNickname(nickname(person).or(() -> Json.text(userInfo, "en_name")))
        .withPicture(
            Profile.picture(person.path("avatar"), "avatar_240")
                .or(() -> Profile.picture(userInfo, "avatar_url")))
        .withWorkEmail(workEmail(person).map(address -> ContactPoint.of(address, true)))
        .withPersonalEmail(
            Profile.mailbox(person, "email").map(address -> ContactPoint.of(address, false)))
        .withPhone(mobile(person, cloud).map(number -> ContactPoint.of(number, false)))
        .withDepartments(departments(person));
  }

  /** Somebody in a list. */
  static Person person(Cloud cloud, Answer answer, JsonNode person) throws ProviderException {
    return Person.of(userId(answer, person), Standing.of(answer, person))
        .withName(Json.text(person, "name"))
        .withDepartments(departments(person))
        .withWorkEmail(workEmail(person))
        .withMobile(mobile(person, cloud))
        .withPicture(Profile.picture(person.path("avatar"), "avatar_240"));
  }

  /** Feishu's companies write an alias into either. */
  private static Optional<String> nickname(JsonNode person) {
    return Json.text(person, "nickname").or(() -> Json.text(person, "en_name"));
  }

  private static Optional<String> workEmail(JsonNode person) {
    return Profile.mailbox(person, "enterprise_email");
  }

  /**
   * Feishu leaves the country code of mainland China out; in Lark's cloud a number without one
   * could be any country's.
   */
  static Optional<String> mobile(JsonNode person, Cloud cloud) {
    return Json.text(person, "mobile")
        .flatMap(
            cloud == Cloud.FEISHU
                ? PhoneNumbers::chineseOrInternational
                : PhoneNumbers::international);
  }

  private static List<String> departments(JsonNode person) {
    return Profile.ids(person.path("department_ids"));
  }
}
