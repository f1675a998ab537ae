package dev.muster.sandbox.dingtalk;

import static dev.muster.sandbox.common.Fault.CALLS_WITH_TOKEN;
import static dev.muster.sandbox.common.Fault.EVERY_CALL;

import dev.muster.sandbox.common.Preset;
import java.util.List;
import java.util.stream.Stream;

/** The faults that have a name. An error code is told in the tongue of the API that it strikes. */
final class Presets {
  static final List<Preset> ALL =
      Stream.concat(
              Stream.of(
                  Preset.error(
                      "wrong-secret", NewApi.APP_TOKEN, "40096", "Wrong secret", "Secret 错误"),
                  Preset.error(
                      "used-code", NewApi.USER_TOKEN, "40078", "Code used before", "授权码已被使用"),
                  Preset.error(
                      "used-code-in-app",
                      "topapi/v2/user/getuserinfo",
                      "40078",
                      "Code used before, inside the client",
                      "免登授权码已被使用"),
                  Preset.error(
                      "token-invalid", CALLS_WITH_TOKEN, "40014", "Token revoked", "token 已失效"),
                  Preset.error(
                      "token-expired", CALLS_WITH_TOKEN, "42001", "Token expired", "token 已过期"),
                  // tokens themselves are given to any address
                  Preset.error(
                      "address-not-allowed",
                      CALLS_WITH_TOKEN,
                      "60020",
                      "Address not allowed",
                      "IP 不在白名单"),
                  Preset.error(
                      "permission-missing",
                      "topapi/user/getbyunionid",
                      "60011",
                      "Permission missing",
                      "缺少接口权限"),
                  Preset.error("rate-limited", EVERY_CALL, "90018", "Rate limit", "调用过于频繁"),
                  Preset.error("banned", EVERY_CALL, "1111", "Address banned", "IP 被封禁"),
                  Preset.error("busy", EVERY_CALL, "-1", "System busy", "系统繁忙")),
              Preset.ofEveryPlatform().stream())
          .toList();

  private Presets() {}
}
