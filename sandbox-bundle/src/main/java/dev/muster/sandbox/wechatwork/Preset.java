package dev.muster.sandbox.wechatwork;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Faults by a name that says what they look like from outside. */
enum Preset {
  WRONG_SECRET("gettoken", Fault.Kind.ERRCODE, 40001, "Wrong secret", "Secret 错误"),
  USED_CODE("auth/getuserinfo", Fault.Kind.ERRCODE, 40029, "Code used before", "code 已被使用"),
  TOKEN_INVALID(Fault.CALLS_WITH_TOKEN, Fault.Kind.ERRCODE, 40014, "Token revoked", "token 已失效"),
  TOKEN_EXPIRED(Fault.CALLS_WITH_TOKEN, Fault.Kind.ERRCODE, 42001, "Token expired", "token 已过期"),
  // gettoken itself does not look at the address
  ADDRESS_NOT_ALLOWED(
      Fault.CALLS_WITH_TOKEN, Fault.Kind.ERRCODE, 60020, "Address not trusted", "IP 不在可信列表"),
  UNTRUSTED_DOMAIN("auth/getuserinfo", Fault.Kind.ERRCODE, 50001, "Domain not trusted", "域名不可信"),
  RATE_LIMITED(Fault.EVERY_CALL, Fault.Kind.ERRCODE, 45009, "Rate limit", "接口调用超过限制"),
  BUSY(Fault.EVERY_CALL, Fault.Kind.ERRCODE, -1, "System busy", "系统繁忙"),
  SERVER_ERROR(Fault.EVERY_CALL, Fault.Kind.HTTP_STATUS, 500, "HTTP 500", "HTTP 500"),
  BAD_GATEWAY(Fault.EVERY_CALL, Fault.Kind.HTTP_STATUS, 502, "HTTP 502", "HTTP 502"),
  SLOW(Fault.EVERY_CALL, Fault.Kind.SLOW, 2000, "Slow (2 s)", "缓慢（2 秒）"),
  HANG(Fault.EVERY_CALL, Fault.Kind.HANG, 0, "No answer", "无响应"),
  HTML(Fault.EVERY_CALL, Fault.Kind.HTML, 0, "A proxy's page", "代理返回网页"),
  NONSENSE(Fault.EVERY_CALL, Fault.Kind.NONSENSE, 0, "Broken JSON", "损坏的 JSON");

  private final String call;
  private final Fault.Kind kind;
  private final int number;
  private final String en;
  private final String zh;

  Preset(String call, Fault.Kind kind, int number, String en, String zh) {
    this.call = call;
    this.kind = kind;
    this.number = number;
    this.en = en;
    this.zh = zh;
  }

  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  String call() {
    return call;
  }

  Fault.Kind kind() {
    return kind;
  }

  int number() {
    return number;
  }

  Words label() {
    return new Words(en, zh);
  }

  static Optional<Preset> of(String id) {
    return Arrays.stream(values()).filter(preset -> preset.id().equals(id)).findFirst();
  }
}
