package dev.muster.wechatwork;

import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.support.ErrorTable;
import dev.muster.support.Refusal;
import java.util.Set;

/**
 * What the platform's error codes mean to us. The one place that knows them by number.
 *
 * <p>Source: the vendor's global error code page and the remarks there.
 */
final class ErrorCodes {
  static final String INVALID_SECRET = "40001";
  static final String INVALID_CORP_ID = "40013";
  static final String NO_SUCH_COMPANY = "2000002";
  static final String INVALID_AGENT_ID = "40056";
  static final String FOREIGN_SECRET = "40091";
  static final String AGENT_IS_NOT_THE_TOKENS = "301002";
  static final String ADDRESS_NOT_ALLOWED = "60020";
  static final Set<String> UNTRUSTED_DOMAIN = Set.of("50001");
  static final Set<String> BUSY = Set.of("-1", "6000");

  /** For the rest of the minute, hour or day. */
  static final Set<String> TOO_MANY = Set.of("45009");

  /** Used before, older than five minutes, or made for another app. */
  static final Set<String> CODE_INVALID = Set.of("40029", "42022", "42003");

  /** The member exists, but the app may not see them. */
  static final Set<String> MEMBER_OUTSIDE_RANGE = Set.of("50002", "60011", "60021", "92000");

  /** There is no such member (any more), or none within the app's range. */
  static final Set<String> NO_SUCH_MEMBER = Set.of("40003", "46004", "60111");

  /** A message has nobody to go to, among those whom the app sees. */
  static final Set<String> NOBODY_REACHED = Set.of("81013");

  /** There is no such chat (any more). */
  static final Set<String> NO_SUCH_CHAT = Set.of("40050", "86001");

  /** There is, or was, a chat of this id. */
  static final Set<String> CHAT_EXISTS = Set.of("86215");

  /** Fewer people than make a chat, or more than it takes. */
  static final Set<String> CHAT_SIZE = Set.of("86006");

  /** Somebody cannot be in a chat, or be its owner, or, where people are removed, is not in it. */
  static final Set<String> NOT_FOR_A_CHAT =
      Set.of("40031", "40032", "86005", "86007", "86207", "86216");

  /**
   * A repeated wrong secret gets our address banned for everybody, so it must count where {@code
   * gettoken} judges one.
   */
  private static final ErrorTable TABLE =
      ErrorTable.EMPTY
          .with(Code.UNAVAILABLE, "-1", "6000")
          .with(Code.TOKEN_INVALID, "40001", "40014", "42001")
          .with(Code.THROTTLED, "45009", "45033")
          .with(Code.ADDRESS_NOT_ALLOWED, "60020")
          .with(Code.CREDENTIAL_REFUSED, "40013", "40091", "2000002", "45031")
          .with(Code.NOT_PERMITTED, "48002", "48004", "48005", "48006", "48009", "50001", "50002")
          .with(Code.NOT_PERMITTED, "86008", "86101")
          .with(Code.NOT_PERMITTED, "50003", "60011", "60021", "60031", "92000", "301002", "301007")
          .with(
              Code.NOT_FOUND,
              "40003",
              "40050",
              "40066",
              "40068",
              "46004",
              "60003",
              "60111",
              "60123",
              "81013",
              "86001")
          .withRefusedSecrets(
              "40001", "40013", "40091", "41002", "41004", "45031", "50003", "2000002");

  private ErrorCodes() {}

  /**
   * How the platform refused a call.
   *
   * @param errcode the platform's code, not 0
   * @return the refusal; {@code REJECTED} for what is not listed
   */
  static Refusal refusal(String errcode) {
    return TABLE.refusal(errcode, Code.REJECTED);
  }
}
