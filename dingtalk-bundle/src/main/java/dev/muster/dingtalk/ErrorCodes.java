package dev.muster.dingtalk;

import dev.muster.spi.platform.ProviderException.Code;
import java.util.Map;
import java.util.Set;

/**
 * What the platform's error codes mean to us: the numbers of the older API and the words of the
 * newer. The one place that knows them.
 */
final class ErrorCodes {
  static final String ADDRESS_NOT_ALLOWED = "60020";
  static final String ADDRESS_NOT_ALLOWED_NEW = "Forbidden.AccessDenied.IpNotInWhiteList";
  static final String BANNED = "1111";

  /** Used before, older than five minutes, or of the other kind of sign-in. */
  static final Set<String> CODE_INVALID = Set.of("40078", "invalidParameter.authCode.notFound");

  /** The app is not meant for this person. */
  static final Set<String> NOT_AUTHORIZED = Set.of("40079");

  /** The person exists, but the app may not read about them. */
  static final Set<String> PERSON_OUTSIDE_RANGE = Set.of("50002");

  /** The company has nobody by this id, number or account (any more). */
  static final Set<String> NOBODY =
      Set.of("60121", "33012", "40104", "invalidParameter.user.notFound");

  /** There is no such department, or the app may not see it. */
  static final Set<String> NO_DEPARTMENT_IN_SIGHT = Set.of("60003", "50004");

  /**
   * The platform calls itself busy. Another fault of its own may be ours, an unknown company say.
   */
  static final Set<String> BUSY = Set.of("-1", "systemBusy", "system.error", "serviceBusy");

  /** Too fast by the second: the same call works a moment later. */
  static final Set<String> TOO_FAST =
      Set.of(
          "90018",
          "90002",
          "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi",
          "Forbidden.AccessDenied.QpsLimitForApi");

  private static final Map<String, Code> BY_CODE =
      Map.ofEntries(
          // the older API
          Map.entry("-1", Code.UNAVAILABLE),
          Map.entry("22", Code.UNEXPECTED_ANSWER),
          Map.entry("404", Code.UNEXPECTED_ANSWER),
          Map.entry("40001", Code.TOKEN_INVALID),
          Map.entry("40014", Code.TOKEN_INVALID),
          Map.entry("42001", Code.TOKEN_INVALID),
          Map.entry("40000", Code.TOKEN_INVALID),
          Map.entry("41001", Code.TOKEN_INVALID),
          Map.entry("40089", Code.CREDENTIAL_REFUSED),
          Map.entry("40096", Code.CREDENTIAL_REFUSED),
          Map.entry("60020", Code.ADDRESS_NOT_ALLOWED),
          Map.entry("60011", Code.NOT_PERMITTED),
          Map.entry("43007", Code.NOT_PERMITTED),
          Map.entry("50002", Code.NOT_PERMITTED),
          Map.entry("50004", Code.NOT_PERMITTED),
          Map.entry("40079", Code.NOT_PERMITTED),
          Map.entry("90018", Code.THROTTLED),
          Map.entry("90002", Code.THROTTLED),
          Map.entry("90020", Code.THROTTLED),
          Map.entry("1111", Code.THROTTLED),
          Map.entry("660026", Code.THROTTLED),
          Map.entry("410100", Code.THROTTLED),
          Map.entry("33012", Code.NOT_FOUND),
          Map.entry("40104", Code.NOT_FOUND),
          Map.entry("60003", Code.NOT_FOUND),
          Map.entry("60121", Code.NOT_FOUND),
          // the newer API
          Map.entry("InvalidAuthentication", Code.TOKEN_INVALID),
          Map.entry("accesstoken.expired", Code.TOKEN_INVALID),
          Map.entry("AuthenticationFailed.MissingParameter", Code.REJECTED),
          Map.entry("invalidClientIdOrSecret", Code.CREDENTIAL_REFUSED),
          Map.entry("invalid.client", Code.CREDENTIAL_REFUSED),
          Map.entry("unauthorized.client", Code.CREDENTIAL_REFUSED),
          Map.entry("authFailed", Code.CREDENTIAL_REFUSED),
          Map.entry(ADDRESS_NOT_ALLOWED_NEW, Code.ADDRESS_NOT_ALLOWED),
          Map.entry("Forbidden.AccessDenied.AccessTokenPermissionDenied", Code.NOT_PERMITTED),
          Map.entry("permession.checkFailed", Code.NOT_PERMITTED),
          Map.entry("Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", Code.THROTTLED),
          Map.entry("Forbidden.AccessDenied.QpmLimitForAppkeyAndApi", Code.THROTTLED),
          Map.entry("Forbidden.AccessDenied.QpsLimitForApi", Code.THROTTLED),
          Map.entry("Forbidden.AccessDenied.ApiCountLimitForOrg", Code.THROTTLED),
          Map.entry("send.too.fast", Code.THROTTLED),
          Map.entry("send.byToken.tooFast", Code.THROTTLED),
          Map.entry("too.many.group", Code.THROTTLED),
          Map.entry("too.many.people", Code.THROTTLED),
          Map.entry("systemBusy", Code.UNAVAILABLE),
          Map.entry("system.error", Code.UNAVAILABLE),
          Map.entry("serviceBusy", Code.UNAVAILABLE),
          Map.entry("unknownError", Code.UNAVAILABLE),
          Map.entry("invalidParameter.user.notFound", Code.NOT_FOUND),
          Map.entry("error.notFound", Code.UNEXPECTED_ANSWER),
          Map.entry("InvalidVersion", Code.UNEXPECTED_ANSWER));

  private ErrorCodes() {}

  /**
   * The kind of fault behind an answer to a call that carries a token.
   *
   * @param code the platform's code
   * @param status the HTTP status, which counts where the code is not listed
   * @return the kind
   */
  static Code onCall(String code, int status) {
    Code known = BY_CODE.get(code);
    if (known != null) {
      return known;
    }
    return switch (status) {
      case 200, 400 -> Code.REJECTED;
      case 401 -> Code.TOKEN_INVALID;
      case 403 -> Code.NOT_PERMITTED;
      case 429 -> Code.THROTTLED;
      default -> status >= 500 ? Code.UNAVAILABLE : Code.UNEXPECTED_ANSWER;
    };
  }

  /**
   * The kind of fault behind an answer to a call that carries a secret, where no token exists yet.
   *
   * @param code the platform's code
   * @param status the HTTP status, which counts where the code is not listed
   * @return the kind
   */
  static Code onSecret(String code, int status) {
    if (code.equals("40001") || (status == 401 && !BY_CODE.containsKey(code))) {
      return Code.CREDENTIAL_REFUSED;
    }
    Code kind = onCall(code, status);
    return kind == Code.TOKEN_INVALID ? Code.UNEXPECTED_ANSWER : kind;
  }
}
