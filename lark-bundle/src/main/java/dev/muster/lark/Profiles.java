package dev.muster.lark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.Attested;
import dev.muster.spi.platform.Addresses;
import dev.muster.spi.platform.Directory.Person;
import dev.muster.spi.platform.Directory.Status;
import dev.muster.spi.platform.ProviderException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns a person of the address book into ours, and decides what is vouched for: the company's
 * mailbox alone. Phone and personal e-mail are imported by administrators and never verified.
 */
final class Profiles {
  /** The vendor's form of a user id; anything else is not one. */
  static final Pattern USER_ID = Pattern.compile("[0-9A-Za-z_][0-9A-Za-z_.@-]{0,63}");

  private Profiles() {}

  /** The id that is the same for every app of the company. */
  static String userId(Answer answer, JsonNode person) throws ProviderException {
    String userId =
        Answer.text(person, "user_id")
            .orElseThrow(() -> answer.withheld("user_id", Scopes.USER_ID));
    if (!USER_ID.matcher(userId).matches()) {
      throw answer.unexpected("has a user_id that is none");
    }
    return userId;
  }

  /** Somebody who signs in. */
  static ExternalIdentity identity(
      Cloud cloud, String tenantKey, Answer answer, JsonNode person, JsonNode userInfo)
      throws ProviderException {
    return new ExternalIdentity(
        tenantKey,
        userId(answer, person),
        Answer.text(person, "name").or(() -> Answer.text(userInfo, "name")),
        picture(person.path("avatar"), "avatar_240").or(() -> picture(userInfo, "avatar_url")),
        workEmail(person).map(address -> new Attested(address, true)),
        mailbox(person, "email").map(address -> new Attested(address, false)),
        mobile(person, cloud).map(number -> new Attested(number, false)),
        departments(person));
  }

  /** Somebody in a list. */
  static Person person(Cloud cloud, Answer answer, JsonNode person) throws ProviderException {
    return new Person(
        userId(answer, person),
        Answer.text(person, "name"),
        Standing.of(answer, person),
        departments(person),
        workEmail(person),
        mobile(person, cloud),
        picture(person.path("avatar"), "avatar_240"));
  }

  /** Somebody of whom a search tells the id. */
  static Person bare(String userId, Status status) {
    return new Person(
        userId,
        Optional.empty(),
        status,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static Optional<String> workEmail(JsonNode person) {
    return mailbox(person, "enterprise_email");
  }

  private static Optional<String> mailbox(JsonNode person, String name) {
    return Answer.text(person, name).map(String::strip).filter(text -> text.indexOf('@') > 0);
  }

  private static Optional<String> mobile(JsonNode person, Cloud cloud) {
    return Answer.text(person, "mobile").flatMap(text -> PhoneNumbers.e164(text, cloud));
  }

  private static Optional<URI> picture(JsonNode object, String name) {
    return Answer.text(object, name).flatMap(Addresses::ofPicture);
  }

  private static List<String> departments(JsonNode person) {
    List<String> ids = new ArrayList<>();
    for (JsonNode id : person.path("department_ids")) {
      if (id.isTextual() && !id.textValue().isBlank() && !ids.contains(id.textValue())) {
        ids.add(id.textValue());
      }
    }
    return ids;
  }
}
