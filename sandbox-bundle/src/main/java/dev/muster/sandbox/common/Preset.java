package dev.muster.sandbox.common;

import java.util.List;

/**
 * A fault by a name that says what it looks like from outside. Where a platform can show them,
 * these names are the same everywhere: {@code wrong-secret}, {@code used-code}, {@code
 * token-invalid}, {@code token-expired}, {@code address-not-allowed}, {@code rate-limited}, {@code
 * busy}.
 *
 * @param id its name in kebab-case
 * @param call the call that it usually strikes
 * @param kind what happens
 * @param number the platform's error code, the HTTP status or the milliseconds, by kind
 * @param label what people read
 */
public record Preset(String id, String call, Fault.Kind kind, String number, Words label) {
  /** What can happen between us and every platform. */
  static final List<Preset> OF_EVERY_PLATFORM =
      List.of(
          every("server-error", Fault.Kind.HTTP_STATUS, "500", "HTTP 500", "HTTP 500"),
          every("bad-gateway", Fault.Kind.HTTP_STATUS, "502", "HTTP 502", "HTTP 502"),
          every("slow", Fault.Kind.SLOW, "2000", "Slow (2 s)", "缓慢（2 秒）"),
          every("hang", Fault.Kind.HANG, "0", "No answer", "无响应"),
          every("html", Fault.Kind.HTML, "0", "A proxy's page", "代理返回网页"),
          every("nonsense", Fault.Kind.NONSENSE, "0", "Broken JSON", "损坏的 JSON"));

  private static Preset every(String id, Fault.Kind kind, String number, String en, String zh) {
    return new Preset(id, Fault.EVERY_CALL, kind, number, new Words(en, zh));
  }
}
