package dev.muster.sandbox.dingtalk;

import dev.muster.sandbox.SandboxResponse;
import dev.muster.sandbox.common.ApiError;
import dev.muster.sandbox.common.Json;
import java.util.Arrays;
import java.util.Optional;

/** What the platform refuses, in the tongues of its two APIs. */
enum Refusal {
  BAD_SECRET("40096", 400, "invalidClientIdOrSecret", "不合法的appKey或appSecret"),
  TOKEN_INVALID("40014", 400, "InvalidAuthentication", "不合法的access_token"),
  TOKEN_EXPIRED("42001", 400, "InvalidAuthentication", "access_token已过期"),
  TOKEN_MISSING("40000", 400, "AuthenticationFailed.MissingParameter", "access_token is blank"),
  ADDRESS(
      "60020",
      403,
      "Forbidden.AccessDenied.IpNotInWhiteList",
      "访问ip不在白名单之中,request ip=203.0.113.7"),
  NOT_PERMITTED("60011", 403, "Forbidden.AccessDenied.AccessTokenPermissionDenied", "应用尚未开通所需的权限"),
  TOO_FAST("90018", 403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi", "您的应用访问该接口过于频繁"),
  QUOTA("90020", 403, "Forbidden.AccessDenied.ApiCountLimitForOrg", "接口调用量已用尽"),
  BUSY("-1", 500, "systemBusy", "系统繁忙"),
  BAD_CODE("40078", 400, "invalidParameter.authCode.notFound", "不合法的临时授权码"),
  NOT_AUTHORIZED("40079", 403, "permession.checkFailed", "应用未授权"),
  NOBODY("60121", 404, "invalidParameter.user.notFound", "找不到该用户"),
  NO_NUMBER("40104", 400, "invalidParameter.mobile", "无效的手机号"),
  PERSON_OUTSIDE_RANGE("50002", 403, "permession.checkFailed", "请求的员工userid不在授权范围内"),
  NO_DEPARTMENT("60003", 404, "invalidParameter.dept.notFound", "部门不存在"),
  DEPARTMENT_OUTSIDE_RANGE("50004", 403, "permession.checkFailed", "请求的部门id不在授权范围内"),
  NO_ROLE("33011", 400, "invalidParameter.role.notFound", "无效的角色id"),
  BAD_PARAMETER("40035", 400, "invalidParameter", "不合法的参数"),
  BAD_CLIENT("40096", 400, "invalid.client", "不合法的client_id或client_secret"),
  UNKNOWN_COMPANY("40089", 500, "unknownError", "未知错误"),
  BANNED("1111", 200, "1111", "");

  private final String number;
  private final int status;
  private final String word;
  private final String text;

  Refusal(String number, int status, String word, String text) {
    this.number = number;
    this.status = status;
    this.word = word;
    this.text = text;
  }

  /** What the older API calls it. */
  String number() {
    return number;
  }

  /** The HTTP status of the newer API. */
  int status() {
    return status;
  }

  /** What the newer API calls it. */
  String word() {
    return word;
  }

  String text() {
    return text;
  }

  /** Whether it is the gateway that refuses, which the older API wraps. */
  boolean byTheGateway() {
    return switch (this) {
      case TOKEN_INVALID, TOKEN_EXPIRED, TOKEN_MISSING, ADDRESS, NOT_PERMITTED, TOO_FAST, QUOTA ->
          true;
      default -> false;
    };
  }

  ApiError error() {
    return new ApiError(name(), text);
  }

  /** By its name here, or by what either API calls it. */
  static Optional<Refusal> of(String code) {
    return Arrays.stream(values())
        .filter(it -> it.name().equals(code) || it.number.equals(code) || it.word.equals(code))
        .findFirst();
  }

  /** What an address hears that called too often, whichever API it asks. */
  static SandboxResponse ban() {
    return Json.write(
        200,
        Json.object()
            .put("status", 1111)
            .put("wait", 5)
            .put("source", "x5")
            .put("punish", "deny")
            .put("uuid", "sandbox"));
  }
}
