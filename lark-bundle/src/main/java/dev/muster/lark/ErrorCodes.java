package dev.muster.lark;

import dev.muster.spi.platform.ProviderException.Code;
import dev.muster.spi.platform.SignInResult.Reason;
import java.util.HashMap;
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
  static final int OK = 0;
  static final int BAD_PARAMETER = 10003;
  static final int NOT_INSTALLED = 212100;
  static final int DEPARTMENT_OUTSIDE_RANGE = 40004;
  static final int PARENT_OUTSIDE_RANGE = 40014;
  static final int NO_SUCH_DEPARTMENT = 40008;
  static final int PERSON_OUTSIDE_RANGE = 41050;
  static final int APP_DISABLED = 99991662;
  static final int SCOPE_MISSING = 99991672;
  static final int ADDRESS_NOT_ALLOWED = 99991401;
  static final int OTHER_TENANTS_ID = 99992381;

  /** There is no such person, as far as this tenant goes. */
  static final Set<Integer> NO_SUCH_PERSON = Set.of(41012, 99992351, 99992360, 99992363);

  /** The secret is not that of the app. */
  static final Set<Integer> WRONG_KEY = Set.of(10014, 10015, 20002, 20035, 99991543);

  /** There is no such app in this cloud. */
  static final Set<Integer> NO_SUCH_APP = Set.of(BAD_PARAMETER, 20046, 20048);

  /** The app is switched off, not released, or not installed in the company. */
  static final Set<Integer> APP_NOT_USABLE =
      Set.of(10005, 20009, 20042, 20069, NOT_INSTALLED, APP_DISABLED, 99991673);

  private static final Map<Code, Set<Integer>> KINDS =
      Map.of(
          Code.CREDENTIAL_REFUSED,
          Set.of(
              10005, 10012, 10013, 10014, 10015, 20002, 20009, 20035, 20042, 20046, 20048, 20069,
              99991543, 99991662, 99991673, 212100),
          Code.TOKEN_INVALID,
          Set.of(20005, 20013, 20014, 99991663, 99991664, 99991665, 99991668, 99991671, 99991677),
          Code.ADDRESS_NOT_ALLOWED,
          Set.of(99991401),
          Code.NOT_PERMITTED,
          Set.of(20027, 20067, 20068, 40004, 40014, 41050, 99991672, 99991676, 99991679),
          Code.THROTTLED,
          Set.of(11232, 11233, 11247, 230020, 230047, 230048, 232019, 99991400, 99991403),
          Code.UNAVAILABLE,
          Set.of(1500, 2200, 5000, 20050, 20072, 40003),
          Code.NOT_FOUND,
          Set.of(40008, 41012, 99992351, 99992360, 99992363, 99992364));

  private static final Map<Integer, Code> KIND_BY_CODE = byCode();

  /** What a refusal says about the one who came with the code. */
  private static final Map<Integer, Reason> REFUSALS =
      Map.ofEntries(
          Map.entry(20003, Reason.CODE_INVALID),
          Map.entry(20004, Reason.CODE_INVALID),
          Map.entry(20024, Reason.CODE_INVALID),
          Map.entry(20049, Reason.CODE_INVALID),
          Map.entry(20065, Reason.CODE_INVALID),
          Map.entry(20071, Reason.CODE_INVALID),
          Map.entry(20008, Reason.NOT_A_MEMBER),
          Map.entry(20023, Reason.NOT_A_MEMBER),
          Map.entry(20010, Reason.NOT_IN_RANGE),
          Map.entry(20021, Reason.LEFT_COMPANY),
          Map.entry(20022, Reason.LEFT_COMPANY),
          Map.entry(20066, Reason.LEFT_COMPANY));

  private ErrorCodes() {}

  /**
   * The kind of fault behind a code, whatever the HTTP status.
   *
   * @param code the platform's code, not 0
   * @return the kind, or empty for what is not listed
   */
  static Optional<Code> kind(int code) {
    return Optional.ofNullable(KIND_BY_CODE.get(code));
  }

  /**
   * The kind of fault behind an answer to the call that hands out tokens, where a secret is judged
   * and no token exists yet.
   *
   * @param code the platform's code, not 0
   * @return the kind, or empty for what is not listed
   */
  static Optional<Code> kindOnTokenCall(int code) {
    return code == BAD_PARAMETER
        ? Optional.of(Code.CREDENTIAL_REFUSED)
        : kind(code).map(kind -> kind == Code.TOKEN_INVALID ? Code.UNEXPECTED_ANSWER : kind);
  }

  /**
   * Why the person is not let in.
   *
   * @param code the platform's code
   * @return the reason, or empty if the code is not about the person
   */
  static Optional<Reason> refusal(int code) {
    return Optional.ofNullable(REFUSALS.get(code));
  }

  private static Map<Integer, Code> byCode() {
    Map<Integer, Code> all = new HashMap<>();
    KINDS.forEach((kind, codes) -> codes.forEach(code -> all.put(code, kind)));
    return Map.copyOf(all);
  }
}
