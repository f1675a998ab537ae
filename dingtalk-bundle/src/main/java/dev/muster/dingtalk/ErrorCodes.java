package dev.muster.dingtalk;

import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.ErrorTable;
import dev.muster.support.HttpFaults;
import dev.muster.support.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the platform's error codes mean to us: the numbers of the older API and the words of the
 * newer. The one place that knows them.
 */
final class ErrorCodes {
  static final String BANNED = "1111";

  /** Used before, older than five minutes, or of the other kind of sign-in. */
  static final Set<String> CODE_INVALID = Set.of("40078", "invalidParameter.authCode.notFound");

  /** The app is not meant for this person. */
  static final Set<String> NOT_AUTHORIZED = Set.of("40079");

  /** The app has no robot, or its version with one is not published. */
  static final Set<String> NO_ROBOT =
      Set.of(
          "invalidParameter.robotCode.auth",
          "invalidParameter.robotCode.invalid",
          // as the platform spells it
          "invalidParameter.robotCode.notExsit");

  /** The person exists, but the app may not read about them. */
  static final Set<String> PERSON_OUTSIDE_RANGE = Set.of("50002");

  /** The company has nobody by this id, number or account (any more). */
  static final Set<String> NOBODY =
      Set.of("60121", "33012", "40104", "invalidParameter.user.notFound");

  /** There is no such department, or the app may not see it. */
  static final Set<String> NO_DEPARTMENT_IN_SIGHT = Set.of("60003", "50004");

  /** There is no such group chat, or its id is none. */
  static final Set<String> NO_CHAT =
      Set.of("cidEncryptError", "groupDisbang", "invalidOpenConversationId", "660015", "660023");

  /** There is no such internal group: so it is of the older calls. */
  static final Set<String> NO_PLAIN_CHAT = Set.of("34001");

  /**
   * What the platform may say of a group chat that was dissolved. It says the same where something
   * else is wrong, so that whether the chat stands has to be asked.
   */
  static final Set<String> PERHAPS_NO_CHAT =
      Set.of(
          "parameter.invalid",
          "paramIllegal",
          "permession.checkFailed",
          "groupPermissionDenied",
          "400020",
          "40035",
          "660012",
          "660016",
          "660022",
          "660026");

  /** Somebody cannot be the owner of a group chat, or is nobody. */
  static final Set<String> NOT_AN_OWNER =
      Set.of("member.notFound", "permession.checkFailed", "parameter.invalid");

  /** Somebody cannot be in a group chat. */
  static final Set<String> NOT_A_MEMBER = Set.of("member.notFound", "660041");

  /** A group chat takes no more people. */
  static final Set<String> CHAT_FULL = Set.of("member.exceed", "665033");

  /** There is no such template of group chats, or not for this app. */
  static final Set<String> NO_TEMPLATE =
      Set.of(
          "groupTemplate.notFound",
          "groupTemplate.permessionDenied.appNotInstalled",
          "groupTemplate.permessionDenied.orgNotConsistent",
          "groupTemplate.permessionDenied.orgNotInGrayList");

  /** There is no such robot in group chats. */
  static final Set<String> NO_GROUP_ROBOT = Set.of("660014", "660016");

  /** For some seconds after a group chat was opened its template is not installed. */
  private static final Set<String> NOT_INSTALLED = Set.of("groupPermissionDenied", "400020");

  private static final Duration INSTALLATION = Duration.ofSeconds(2);

  /**
   * The platform calls itself busy. Another fault of its own may be ours, an unknown company say.
   */
  static final Set<String> BUSY =
      Set.of("-1", "systemBusy", "system.error", "systemError", "serviceBusy", "400001");

  /** Too fast by the second: the same call works a moment later. */
  private static final Set<String> TOO_FAST =
      Set.of(
          "90018",
          "90002",
          "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
          "Forbidden.AccessDenied.QpsLimitForApi");

  /** What is refused because it came too fast does not count in the month's calls. */
  static final Set<String> FREE_OF_THE_MONTH =
      Stream.concat(
              TOO_FAST.stream(),
              Stream.of(BANNED, "Forbidden.AccessDenied.QpmLimitForAppkeyAndApi"))
          .collect(Collectors.toUnmodifiableSet());

  /** The month's calls are used up, which waiting a moment does not mend. */
  static final Set<String> MONTH_USED_UP =
      Set.of("90020", "Forbidden.AccessDenied.ApiCountLimitForOrg");

  private static final Duration A_MOMENT = Duration.ofSeconds(1);

  private static final ErrorTable OLDER_API =
      ErrorTable.EMPTY
          .with(Code.UNAVAILABLE, "-1", "400001", "400020")
          .with(Code.UNEXPECTED_ANSWER, "22", "404")
          .with(Code.TOKEN_INVALID, "40001", "40014", "42001", "40000", "41001")
          .with(Code.CREDENTIAL_REFUSED, "40089", "40096")
          .with(Code.ADDRESS_NOT_ALLOWED, "60020")
          .with(Code.NOT_PERMITTED, "60011", "43007", "50002", "50004", "40079")
          .with(Code.THROTTLED, "90018", "90002", "90020", BANNED, "660026", "410100")
          .with(Code.NOT_PERMITTED, "660012", "660014", "660016")
          .with(Code.NOT_FOUND, "660015", "660023")
          .with(Code.NOT_FOUND, NO_PLAIN_CHAT.toArray(String[]::new))
          .with(Code.NOT_FOUND, "33011", "33012", "40104", "60003", "60121");

  private static final ErrorTable TABLE =
      OLDER_API
          .with(Code.TOKEN_INVALID, "InvalidAuthentication", "accesstoken.expired")
          .with(Code.REJECTED, "AuthenticationFailed.MissingParameter")
          .with(
              Code.CREDENTIAL_REFUSED,
              "invalidClientIdOrSecret",
              "invalid.client",
              "unauthorized.client",
              "authFailed")
          .with(Code.ADDRESS_NOT_ALLOWED, "Forbidden.AccessDenied.IpNotInWhiteList")
          .with(
              Code.NOT_PERMITTED,
              "Forbidden.AccessDenied.AccessTokenPermissionDenied",
              "permession.checkFailed")
          .with(
              Code.THROTTLED,
              "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
              "Forbidden.AccessDenied.QpmLimitForAppkeyAndApi",
              "Forbidden.AccessDenied.QpsLimitForApi",
              "Forbidden.AccessDenied.ApiCountLimitForOrg",
              "send.too.fast",
              "send.byToken.tooFast",
              "too.many.group",
              "too.many.people")
          .with(Code.UNAVAILABLE, "systemBusy", "system.error", "serviceBusy", "unknownError")
          .with(Code.UNAVAILABLE, "systemError", "groupPermissionDenied")
          .with(Code.NOT_PERMITTED, "groupTemplatePermissionDenied", "auth.error")
          .with(Code.NOT_PERMITTED, NO_TEMPLATE.toArray(String[]::new))
          .with(Code.NOT_FOUND, "cidEncryptError", "groupDisbang", "invalidOpenConversationId")
          .with(Code.NOT_FOUND, "invalidParameter.user.notFound")
          .with(Code.NOT_PERMITTED, NO_ROBOT.toArray(String[]::new))
          .with(Code.UNEXPECTED_ANSWER, "error.notFound", "InvalidVersion")
          .withRefusedSecrets("40001");

  private ErrorCodes() {}

  /**
   * How the platform refused a call.
   *
   * @param code the platform's code
   * @param status the HTTP status, which counts where the code is not listed
   * @return the refusal
   */
  static Refusal refusal(String code, int status) {
    Refusal refusal =
        status == 401 && TABLE.kind(code).isEmpty()
            ? Refusal.of(code, Code.TOKEN_INVALID, Code.CREDENTIAL_REFUSED)
            : TABLE.refusal(code, byStatus(status));
    if (NOT_INSTALLED.contains(code)) {
      return refusal.withRetryAfter(Optional.of(INSTALLATION));
    }
    return TOO_FAST.contains(code) ? refusal.withRetryAfter(Optional.of(A_MOMENT)) : refusal;
  }

  private static Code byStatus(int status) {
    return switch (status) {
      case 200, 400 -> Code.REJECTED;
      case 403 -> Code.NOT_PERMITTED;
      default -> HttpFaults.kind(status, Code.UNEXPECTED_ANSWER);
    };
  }
}
