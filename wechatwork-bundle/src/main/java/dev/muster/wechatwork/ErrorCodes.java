package dev.muster.wechatwork;

import dev.muster.spi.platform.ProviderException.Code;
import java.util.Map;
import java.util.Set;

/**
 * What the platform's error codes mean to us. The one place that knows them by number.
 *
 * <p>Source: the vendor's global error code page and the remarks there.
 */
final class ErrorCodes {
  static final int OK = 0;
  static final int INVALID_SECRET = 40001;
  static final int INVALID_CORP_ID = 40013;
  static final int INVALID_AGENT_ID = 40056;
  static final int FOREIGN_SECRET = 40091;
  static final int AGENT_IS_NOT_THE_TOKENS = 301002;
  static final int ADDRESS_NOT_ALLOWED = 60020;
  static final int UNTRUSTED_DOMAIN = 50001;
  static final int OUTSIDE_RANGE = 60011;

  /** Used before, older than five minutes, or made for another app. */
  static final Set<Integer> CODE_INVALID = Set.of(40029, 42022, 42003);

  /** The member exists, but the app may not see them. */
  static final Set<Integer> MEMBER_OUTSIDE_RANGE = Set.of(50002, OUTSIDE_RANGE, 60021, 92000);

  /** There is no such member (any more). */
  static final Set<Integer> NO_SUCH_MEMBER = Set.of(40003, 46004, 60111);

  private static final Map<Integer, Code> ON_ANY_CALL =
      Map.ofEntries(
          Map.entry(-1, Code.UNAVAILABLE),
          Map.entry(6000, Code.UNAVAILABLE),
          Map.entry(40001, Code.TOKEN_INVALID),
          Map.entry(40014, Code.TOKEN_INVALID),
          Map.entry(42001, Code.TOKEN_INVALID),
          Map.entry(45009, Code.THROTTLED),
          Map.entry(45033, Code.THROTTLED),
          Map.entry(60020, Code.ADDRESS_NOT_ALLOWED),
          Map.entry(40013, Code.CREDENTIAL_REFUSED),
          Map.entry(40091, Code.CREDENTIAL_REFUSED),
          Map.entry(2000002, Code.CREDENTIAL_REFUSED),
          Map.entry(45031, Code.CREDENTIAL_REFUSED),
          Map.entry(48002, Code.NOT_PERMITTED),
          Map.entry(48004, Code.NOT_PERMITTED),
          Map.entry(48005, Code.NOT_PERMITTED),
          Map.entry(48006, Code.NOT_PERMITTED),
          Map.entry(48009, Code.NOT_PERMITTED),
          Map.entry(50001, Code.NOT_PERMITTED),
          Map.entry(50002, Code.NOT_PERMITTED),
          Map.entry(50003, Code.NOT_PERMITTED),
          Map.entry(60011, Code.NOT_PERMITTED),
          Map.entry(60021, Code.NOT_PERMITTED),
          Map.entry(60031, Code.NOT_PERMITTED),
          Map.entry(92000, Code.NOT_PERMITTED),
          Map.entry(301002, Code.NOT_PERMITTED),
          Map.entry(301007, Code.NOT_PERMITTED),
          Map.entry(40003, Code.NOT_FOUND),
          Map.entry(40066, Code.NOT_FOUND),
          Map.entry(46004, Code.NOT_FOUND),
          Map.entry(60003, Code.NOT_FOUND),
          Map.entry(60111, Code.NOT_FOUND),
          Map.entry(60123, Code.NOT_FOUND));

  private ErrorCodes() {}

  /**
   * The kind of fault behind an answer to a call that carries a token.
   *
   * @param errcode the platform's code, not 0
   * @return the kind; {@code REJECTED} for what is not listed
   */
  static Code onCall(int errcode) {
    return ON_ANY_CALL.getOrDefault(errcode, Code.REJECTED);
  }

  /**
   * The kind of fault behind an answer to {@code gettoken}, where a secret is judged and no token
   * exists yet: a repeated wrong secret gets our address banned for everybody, so it must count.
   *
   * @param errcode the platform's code, not 0
   * @return the kind
   */
  static Code onGetToken(int errcode) {
    return switch (errcode) {
      case 40001, 40013, 40091, 41002, 41004, 45031, 50003, 2000002 -> Code.CREDENTIAL_REFUSED;
      default -> onCall(errcode) == Code.TOKEN_INVALID ? Code.UNEXPECTED_ANSWER : onCall(errcode);
    };
  }
}
