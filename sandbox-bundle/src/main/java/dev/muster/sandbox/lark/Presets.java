package dev.muster.sandbox.lark;

import static dev.muster.sandbox.common.Fault.CALLS_WITH_TOKEN;
import static dev.muster.sandbox.common.Fault.EVERY_CALL;

import dev.muster.sandbox.common.Preset;
import java.util.List;
import java.util.stream.Stream;

/** The faults that have a name. */
final class Presets {
  static final List<Preset> ALL =
      Stream.concat(
              Stream.of(
                  // nothing gets past the two calls that judge the secret
                  Preset.error("wrong-secret", EVERY_CALL, "10014", "Wrong secret", "密钥错误"),
                  Preset.error("wrong-cloud", EVERY_CALL, "20046", "The other cloud", "云不匹配"),
                  Preset.error(
                      "used-code", ServerApi.OAUTH, "20065", "Code used before", "授权码已被使用"),
                  Preset.error(
                      "token-invalid", CALLS_WITH_TOKEN, "99991663", "Token revoked", "token 已失效"),
                  Preset.error(
                      "token-expired", CALLS_WITH_TOKEN, "99991677", "Token expired", "token 已过期"),
                  // the calls that hand tokens out do not look at the address
                  Preset.error(
                      "address-not-allowed",
                      CALLS_WITH_TOKEN,
                      "99991401",
                      "Address not on the list",
                      "IP 不在白名单"),
                  Preset.error(
                      "missing-scope", ContactApi.USERS, "99991672", "Permission missing", "缺少权限"),
                  Preset.error("rate-limited", EVERY_CALL, "99991400", "Rate limit", "请求过于频繁"),
                  Preset.error("quota", EVERY_CALL, "99991403", "Month's quota used", "月度配额用尽"),
                  Preset.error("busy", EVERY_CALL, "2200", "Internal error", "内部错误")),
              Preset.ofEveryPlatform().stream())
          .toList();

  private Presets() {}
}
