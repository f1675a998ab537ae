package dev.muster.web.signin;

import dev.muster.spi.Text;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What somebody signed in with, in words, as far as a user agent says so. It says what it likes:
 * this is to recognize one's own devices by, and nothing is decided by it.
 */
final class Devices {
  private static final Text UNKNOWN = new Text("Unknown device", "未知设备");
  private static final Text APP = new Text("An app", "应用");

  /**
   * Something that user agents are told by.
   *
   * @param mark in small letters
   * @param name what it is called
   */
  private record Known(String mark, Text name) {
    static Known of(String mark, String name) {
      return new Known(mark, new Text(name, name));
    }
  }

  /** The first that fits counts: most browsers claim to be others too. */
  private static final List<Known> BROWSERS =
      List.of(
          new Known("micromessenger/", new Text("WeChat", "微信")),
          Known.of("edg/", "Edge"),
          Known.of("edga/", "Edge"),
          Known.of("edgios/", "Edge"),
          Known.of("opr/", "Opera"),
          new Known("huaweibrowser/", new Text("Huawei Browser", "华为浏览器")),
          new Known("samsungbrowser/", new Text("Samsung Internet", "三星浏览器")),
          Known.of("firefox/", "Firefox"),
          Known.of("fxios/", "Firefox"),
          Known.of("crios/", "Chrome"),
          Known.of("chrome/", "Chrome"),
          Known.of("safari/", "Safari"));

  private static final List<Known> SYSTEMS =
      List.of(
          new Known("harmony", new Text("HarmonyOS", "鸿蒙")),
          new Known("android", new Text("Android", "安卓")),
          Known.of("iphone", "iPhone"),
          Known.of("ipad", "iPad"),
          Known.of("windows", "Windows"),
          Known.of("mac os", "Mac"),
          Known.of("macintosh", "Mac"),
          Known.of("cros", "ChromeOS"),
          Known.of("linux", "Linux"));

  private Devices() {}

  /**
   * Says it.
   *
   * @param userAgent what a browser or an app calls itself
   * @param client what the platform's client is called in which it runs, where it is one
   */
  static Text of(String userAgent, Optional<Text> client) {
    String agent = userAgent.toLowerCase(Locale.ROOT);
    Optional<Text> browser = client.or(() -> find(BROWSERS, agent));
    Optional<Text> system = find(SYSTEMS, agent);
    if (system.isEmpty()) {
      return browser.orElse(UNKNOWN);
    }
    Text what = browser.orElse(APP);
    return new Text(
        what.en() + " on " + system.get().en(),
        system.get().zhCn()
            + (isLatin(system.get().zhCn()) ? " 上的" : "上的")
            + (isLatin(what.zhCn()) ? " " : "")
            + what.zhCn());
  }

  /** Chinese has a blank beside Latin letters. */
  private static boolean isLatin(String name) {
    return name.codePointAt(0) < 0x2E80;
  }

  private static Optional<Text> find(List<Known> all, String agent) {
    return all.stream().filter(known -> agent.contains(known.mark)).map(Known::name).findFirst();
  }
}
