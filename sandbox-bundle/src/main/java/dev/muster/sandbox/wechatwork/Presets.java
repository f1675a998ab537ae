package dev.muster.sandbox.wechatwork;

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
                  Preset.error("wrong-secret", "gettoken", "40001", "Wrong secret", "Secret 错误"),
                  Preset.error(
                      "used-code", "auth/getuserinfo", "40029", "Code used before", "code 已被使用"),
                  Preset.error(
                      "token-invalid", CALLS_WITH_TOKEN, "40014", "Token revoked", "token 已失效"),
                  Preset.error(
                      "token-expired", CALLS_WITH_TOKEN, "42001", "Token expired", "token 已过期"),
                  // gettoken itself does not look at the address
                  Preset.error(
                      "address-not-allowed",
                      CALLS_WITH_TOKEN,
                      "60020",
                      "Address not trusted",
                      "IP 不在可信列表"),
                  Preset.error(
                      "untrusted-domain",
                      "auth/getuserinfo",
                      "50001",
                      "Domain not trusted",
                      "域名不可信"),
                  Preset.error("rate-limited", EVERY_CALL, "45009", "Rate limit", "接口调用超过限制"),
                  Preset.error("busy", EVERY_CALL, "-1", "System busy", "系统繁忙")),
              Preset.ofEveryPlatform().stream())
          .toList();

  private Presets() {}
}
