package dev.muster.wechatwork;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.Attested;
import dev.muster.spi.platform.Addresses;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the platform's answers about a member into an identity, and decides what is vouched for:
 * the company's mailbox always, a phone number only when it came with the person's consent, an
 * address that the member entered never.
 */
final class Profiles {
  static final int ACTIVE = 1;

  /** Never opened the client, but comes in through the WeChat plug-in. */
  static final int NOT_ACTIVATED = 4;

  private Profiles() {}

  /** Somebody of whom no more than the id is known. */
  static ExternalIdentity bare(String corpId, String userId) {
    return new ExternalIdentity(
            corpId,
            userId,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            List.of())
        .asPartial();
  }

  /** The answer of {@code user/get}. */
  static ExternalIdentity of(String corpId, String userId, Answer member) {
    return new ExternalIdentity(
        corpId,
        userId,
        member.text("name"),
        picture(member),
        mailbox(member, "biz_mail", true),
        mailbox(member, "email", false),
        phone(member, false),
        departments(member));
  }

  /** Adds the answer of {@code auth/getuserdetail}, which wins where it has something. */
  static ExternalIdentity withPrivateInfo(ExternalIdentity person, Answer detail) {
    return new ExternalIdentity(
        person.platformTenant(),
        person.userId(),
        person.name(),
        picture(detail).or(person::picture),
        mailbox(detail, "biz_mail", true).or(person::workEmail),
        mailbox(detail, "email", false).or(person::personalEmail),
        phone(detail, true).or(person::phone),
        person.departments());
  }

  /** An address that looks like one. */
  static Optional<String> mailbox(Answer answer, String name) {
    return answer.text(name).map(String::strip).filter(address -> address.indexOf('@') > 0);
  }

  private static Optional<Attested> mailbox(Answer answer, String name, boolean vouched) {
    return mailbox(answer, name).map(address -> new Attested(address, vouched));
  }

  private static Optional<Attested> phone(Answer answer, boolean vouched) {
    return answer
        .text("mobile")
        .flatMap(PhoneNumbers::e164)
        .map(number -> new Attested(number, vouched));
  }

  static Optional<URI> picture(Answer answer) {
    return answer.text("avatar").flatMap(Addresses::ofPicture);
  }

  static List<String> departments(Answer member) {
    List<String> ids = new ArrayList<>();
    for (JsonNode id : member.at("department")) {
      if (id.isIntegralNumber()) {
        ids.add(id.asText());
      }
    }
    return ids;
  }
}
