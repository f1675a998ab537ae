package dev.muster.sandbox.common;

import java.util.List;

/**
 * A fault by a name that says what it looks like from outside.
 *
 * @param id its name in kebab-case
 * @param call the call that it usually strikes
 * @param kind what happens
 * @param number the platform's error code, the HTTP status or the milliseconds, by kind
 * @param label what people read
 */
public record Preset(String id, String call, Fault.Kind kind, String number, Words label) {
  /**
   * A preset that answers an error code of the platform.
   *
   * @param id its name: {@code wrong-secret}, {@code used-code}, {@code token-invalid}, {@code
   *     token-expired}, {@code address-not-allowed}, {@code rate-limited}, {@code busy} where the
   *     platform has it, and what only this one has
   * @param call the call that it usually strikes
   * @param code the platform's error code
   * @param en what people read, in English
   * @param zh the same in Chinese
   * @return the preset
   */
  public static Preset error(String id, String call, String code, String en, String zh) {
    return new Preset(id, call, Fault.Kind.ERRCODE, code, new Words(en, zh));
  }

  /**
   * What can happen between us and every platform.
   *
   * @return presets
   */
  public static List<Preset> ofEveryPlatform() {
    return List.of(
        every("server-error", Fault.Kind.HTTP_STATUS, "500", "HTTP 500", "HTTP 500"),
        every("bad-gateway", Fault.Kind.HTTP_STATUS, "502", "HTTP 502", "HTTP 502"),
        every("slow", Fault.Kind.SLOW, "2000", "Slow (2 s)", "缓慢（2 秒）"),
        every("hang", Fault.Kind.HANG, "0", "No answer", "无响应"),
        every("html", Fault.Kind.HTML, "0", "A proxy's page", "代理返回网页"),
        every("nonsense", Fault.Kind.NONSENSE, "0", "Broken JSON", "损坏的 JSON"));
  }

  private static Preset every(String id, Fault.Kind kind, String number, String en, String zh) {
    return new Preset(id, Fault.EVERY_CALL, kind, number, new Words(en, zh));
  }
}
