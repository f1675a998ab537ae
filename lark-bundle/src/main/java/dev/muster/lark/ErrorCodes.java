package dev.muster.lark;

import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.SignInResult.Reason;
import dev.muster.support.ErrorTable;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the platform's error codes mean to us. The one place that knows them by number.
 *
 * <p>Source: the vendor's general error code page, the pages of the calls, and where those and what
 * is seen in the field differ, both.
 */
final class ErrorCodes {
  static final Set<String> DEPARTMENT_OUTSIDE_RANGE = Set.of("40004");

  /** Of a department, or of the one above it. */
  static final Set<String> TREE_OUTSIDE_RANGE = Set.of("40004", "40014");

  static final Set<String> PERSON_OUTSIDE_RANGE = Set.of("41050");
  static final Set<String> SCOPE_MISSING = Set.of("99991672");
  static final Set<String> ADDRESS_NOT_ALLOWED = Set.of("99991401");
  static final Set<String> OTHER_TENANTS_ID = Set.of("99992381");

  /** There is no such person, as far as this tenant goes. */
  static final Set<String> NO_SUCH_PERSON = Set.of("41012", "99992351", "99992360", "99992363");

  /** Somebody whom the bot does not reach: they left, are out of its range, or have blocked it. */
  static final Set<String> NOBODY_REACHED = Set.of("230013", "230034", "230053");

  /** What an app hears that may send messages, and sends one to nobody. */
  static final Set<String> MESSAGE_TO_NOBODY =
      Set.of(
          "230001",
          "230013",
          "230034",
          "41012",
          "41050",
          "99992351",
          "99992360",
          "99992363",
          "99992381");

  /** The same message is under way already. */
  static final Set<String> STILL_SENDING = Set.of("230049");

  /** The app has no bot. */
  static final Set<String> NO_BOT = Set.of("230006", "232025", "11205");

  /** There is no such chat, or it was dissolved. */
  static final Set<String> NO_SUCH_CHAT = Set.of("230045", "232006", "232009");

  /** The bot is not in the chat, or the chat is not there any more. */
  static final Set<String> NOT_IN_CHAT = Set.of("230002", "232011");

  /** Somebody whom the bot does not reach, or whose id is none. */
  static final Set<String> UNREACHED = Set.of("232024", "232027", "232030", "232043");

  /** Somebody who has left the company. */
  static final Set<String> RESIGNED = Set.of("232022");

  /** A chat takes no more people: the platform's limit, or that of the company's administrator. */
  static final Set<String> CHAT_FULL = Set.of("232013", "232044");

  /** Nobody of those named is in the chat. */
  static final Set<String> NONE_OF_THEM = Set.of("232027");

  /** Who is not there, or not in sight. */
  static final Set<String> NOBODY_IN_SIGHT =
      union(NO_SUCH_PERSON, PERSON_OUTSIDE_RANGE, OTHER_TENANTS_ID);

  /** A chat is not opened, or not given, to one of those named. */
  static final Set<String> NOT_FOR_A_CHAT = union(Set.of("232024"), NO_SUCH_PERSON);

  /** Somebody was not added, and with them nobody. */
  static final Set<String> NOT_ADDED =
      union(UNREACHED, RESIGNED, CHAT_FULL, NO_SUCH_PERSON, OTHER_TENANTS_ID, Set.of("232028"));

  /** A message is not sent: it is being sent, or names somebody who is not there. */
  static final Set<String> NOT_SENT = union(STILL_SENDING, NO_SUCH_PERSON, OTHER_TENANTS_ID);

  /** Somebody was not removed, and with them nobody: the owner never is. */
  static final Set<String> NOT_REMOVED =
      union(UNREACHED, NO_SUCH_PERSON, Set.of("232007", "232029", "232076"));

  /** The secret is not that of the app. */
  static final Set<String> WRONG_KEY = Set.of("10014", "10015", "20002", "20035", "99991543");

  /** There is no such app in this cloud. */
  static final Set<String> NO_SUCH_APP = Set.of("10003", "20046", "20048");

  /** The app is switched off, not released, or not installed in the company. */
  static final Set<String> APP_NOT_USABLE =
      Set.of("10005", "20009", "20042", "20069", "212100", "232034", "99991662", "99991673");

  /** One of them is about a chat that is being opened by the same key. */
  static final Set<String> BUSY =
      Set.of("1500", "2200", "5000", "20050", "20072", "40003", "232068");

  /** Nothing is left of the calls that the company's edition has in a month. */
  static final Set<String> MONTH_USED_UP = Set.of("99991403");

  /** Where a secret is judged, a bad parameter (10003) means the app's id. */
  static final ErrorTable TABLE =
      ErrorTable.EMPTY
          .with(Code.CREDENTIAL_REFUSED, APP_NOT_USABLE.toArray(String[]::new))
          .with(Code.CREDENTIAL_REFUSED, WRONG_KEY.toArray(String[]::new))
          .with(Code.CREDENTIAL_REFUSED, "10012", "10013", "20046", "20048")
          .with(Code.TOKEN_INVALID, "20005", "20013", "20014", "99991663", "99991664")
          .with(Code.TOKEN_INVALID, "99991665", "99991668", "99991671", "99991677")
          .with(Code.ADDRESS_NOT_ALLOWED, "99991401")
          .with(Code.NOT_PERMITTED, "20027", "20067", "20068", "40004", "40014", "41050")
          .with(Code.NOT_PERMITTED, "99991672", "99991676", "99991679")
          .with(Code.NOT_PERMITTED, "230002", "230006", "230018", "230027", "230035", "230046")
          .with(Code.NOT_PERMITTED, "231203", "232002", "232010", "232011", "232014", "232016")
          .with(Code.NOT_PERMITTED, "232017", "232024", "232025", "232033", "232060", "232064")
          .with(Code.NOT_FOUND, NO_SUCH_CHAT.toArray(String[]::new))
          .with(Code.NOT_FOUND, NOBODY_REACHED.toArray(String[]::new))
          .with(Code.THROTTLED, "11232", "11233", "11247", "230020", "230047", "230048", "232019")
          .with(Code.THROTTLED, "99991400", "99991403")
          .with(Code.UNAVAILABLE, BUSY.toArray(String[]::new))
          .with(
              Code.NOT_FOUND,
              "40008",
              "41012",
              "42002",
              "99992351",
              "99992360",
              "99992363",
              "99992364")
          .withRefusedSecrets("10003");

  /** What a refusal says about the one who came with the code. */
  private static final Map<String, Reason> REFUSALS =
      Map.ofEntries(
          Map.entry("20003", Reason.CODE_INVALID),
          Map.entry("20004", Reason.CODE_INVALID),
          Map.entry("20024", Reason.CODE_INVALID),
          Map.entry("20049", Reason.CODE_INVALID),
          Map.entry("20065", Reason.CODE_INVALID),
          Map.entry("20071", Reason.CODE_INVALID),
          Map.entry("20008", Reason.NOT_A_MEMBER),
          Map.entry("20023", Reason.NOT_A_MEMBER),
          Map.entry("20010", Reason.NOT_IN_RANGE),
          Map.entry("20021", Reason.LEFT_COMPANY),
          Map.entry("20022", Reason.LEFT_COMPANY),
          Map.entry("20066", Reason.LEFT_COMPANY));

  private ErrorCodes() {}

  @SafeVarargs
  private static Set<String> union(Set<String>... parts) {
    Set<String> all = new HashSet<>();
    for (Set<String> part : parts) {
      all.addAll(part);
    }
    return Set.copyOf(all);
  }

  /**
   * Why the person is not let in.
   *
   * @param code the platform's code
   * @return the reason, or empty if the code is not about the person
   */
  static Optional<Reason> reason(String code) {
    return Optional.ofNullable(REFUSALS.get(code));
  }
}
