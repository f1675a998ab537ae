package dev.muster.wechatwork;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.spi.ExternalIdentity;
import dev.muster.spi.ExternalIdentity.ContactPoint;
import dev.muster.support.Json;
import dev.muster.support.PhoneNumbers;
import dev.muster.support.Profile;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Turns the platform's answers about a member into an identity, and decides what is verified: the
 * company's mailbox always, a phone number only when it came with the person's consent, an address
 * that the member entered never.
 */
final class Profiles {
  static final Pattern USER_ID = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_.@-]{0,63}");

  static final String ACTIVE = "1";
  static final String DISABLED = "2";

  /** Never opened the client, but comes in through the WeChat plug-in. */
  static final String NOT_ACTIVATED = "4";

  static final String LEFT = "5";

  private Profiles() {}

  /** Whether it has the vendor's form of a user id; anything else is not one. */
  static boolean isUserId(String text) {
    return USER_ID.matcher(text).matches();
  }

  /** Somebody of whom no more than the id is known. */
  static ExternalIdentity bare(String corpId, String userId) {
    return ExternalIdentity.of(corpId, userId).asPartial();
  }

  /** The answer of {@code user/get}. */
  static ExternalIdentity of(String corpId, String userId, JsonNode member) {
    return ExternalIdentity.of(corpId, userId)
        .withName(Json.text(member, "name"))
        .withNickname(Json.text(member, "alias"))
        .withPicture(Profile.picture(member, "avatar"))
        .withWorkEmail(mailbox(member, "biz_mail", true))
        .withPersonalEmail(mailbox(member, "email", false))
        .withPhone(phone(member, false))
        .withDepartments(departments(member));
  }

  /** Adds the answer of {@code auth/getuserdetail}, which wins where it has something. */
  static ExternalIdentity withPrivateInfo(ExternalIdentity person, JsonNode detail) {
    return person
        .withPicture(Profile.picture(detail, "avatar").or(person::picture))
        .withWorkEmail(mailbox(detail, "biz_mail", true).or(person::workEmail))
        .withPersonalEmail(mailbox(detail, "email", false).or(person::personalEmail))
        .withPhone(phone(detail, true).or(person::phone));
  }

  private static Optional<ContactPoint> mailbox(JsonNode member, String name, boolean verified) {
    return Profile.mailbox(member, name).map(address -> ContactPoint.of(address, verified));
  }

  private static Optional<ContactPoint> phone(JsonNode member, boolean verified) {
    return phone(member).map(number -> ContactPoint.of(number, verified));
  }

  /** The member's number, in E.164. */
  static Optional<String> phone(JsonNode member) {
    return Json.text(member, "mobile").flatMap(PhoneNumbers::chineseOrInternational);
  }

  static List<String> departments(JsonNode member) {
    return Profile.ids(member.path("department"));
  }
}
