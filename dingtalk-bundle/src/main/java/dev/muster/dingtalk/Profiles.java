package dev.muster.dingtalk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.Attested;
import dev.muster.spi.platform.Addresses;
import dev.muster.spi.platform.Directory.Person;
import dev.muster.spi.platform.Directory.Status;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the platform's answers about a person into an identity or an entry of the address book, and
 * decides what is vouched for: the company's mailbox and the account's own phone number, never an
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
    return new ExternalIdentity(
        corpId,
        userId,
        Answer.text(member, "name").or(() -> Answer.text(account, "nick")),
        picture(member, "avatar").or(() -> picture(account, "avatarUrl")),
        mailbox(member, "org_email").map(address -> new Attested(address, true)),
        mailbox(member, "email")
            .or(() -> mailbox(account, "email"))
            .map(address -> new Attested(address, false)),
        phone(account, "stateCode")
            .or(() -> phone(member, "state_code"))
            .map(number -> new Attested(number, true)),
        departments(member));
  }

  /** An entry of the address book. */
  static Person person(String userId, JsonNode member) {
    return new Person(
        userId,
        Answer.text(member, "name"),
        status(member.path("active")),
        departments(member),
        mailbox(member, "org_email"),
        phone(member, "state_code"),
        picture(member, "avatar"));
  }

  /** Somebody who works here, of whom no more than the id is known. */
  static Person bare(String userId) {
    return new Person(
        userId,
        Optional.empty(),
        Status.ACTIVE,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Status status(JsonNode active) {
    return switch (active.asText()) {
      case "true" -> Status.ACTIVE;
      case "false" -> Status.NOT_ACTIVATED;
      default -> Status.UNKNOWN;
    };
  }

  private static Optional<String> mailbox(JsonNode object, String name) {
    return Answer.text(object, name).map(String::strip).filter(address -> address.indexOf('@') > 0);
  }

  private static Optional<String> phone(JsonNode object, String country) {
    return Answer.text(object, "mobile")
        .flatMap(number -> PhoneNumbers.e164(number, Answer.text(object, country)));
  }

  private static Optional<URI> picture(JsonNode object, String name) {
    return Answer.text(object, name).flatMap(Addresses::ofPicture);
  }

  private static List<String> departments(JsonNode member) {
    List<String> ids = new ArrayList<>();
    for (JsonNode id : member.path("dept_id_list")) {
      if (id.isIntegralNumber()) {
        ids.add(id.asText());
      }
    }
    return ids;
  }
}
