package dev.muster.distribution.e2e;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What parametrised tests run with. */
final class Matrix {
  private Matrix() {}

  /** Every platform. */
  static Stream<ChatPlatform> platforms() {
    return ChatPlatform.all().stream();
  }

  /** Every way in. */
  static Stream<Way> ways() {
    return Stream.of(Way.values());
  }

  /** Every way in that has a browser. */
  static Stream<Way> browserWays() {
    return ways().filter(Way::inBrowser);
  }

  /** Every platform by every way in. */
  static Stream<Arguments> platformsAndWays() {
    return platforms().flatMap(p -> ways().map(way -> Arguments.of(p, way)));
  }

  /** Every platform by every way in that has a browser. */
  static Stream<Arguments> platformsAndBrowserWays() {
    return platforms().flatMap(p -> browserWays().map(way -> Arguments.of(p, way)));
  }

  /**
   * Each platform at a desk and on a phone, each in both languages. Not all twelve: each platform
   * meets both windows and both languages, and each window both languages. A window has a scheme of
   * its own.
   */
  static Stream<Arguments> platformsAndManners() {
    return Stream.of(
        Arguments.of(ChatPlatform.WECHATWORK, Console.DESK),
        Arguments.of(ChatPlatform.WECHATWORK, Console.PHONE.in("zh-CN")),
        Arguments.of(ChatPlatform.DINGTALK, Console.DESK.in("zh-CN")),
        Arguments.of(ChatPlatform.DINGTALK, Console.PHONE),
        Arguments.of(ChatPlatform.LARK, Console.DESK),
        Arguments.of(ChatPlatform.LARK, Console.PHONE.in("zh-CN")));
  }

  /** Those whom no way lets in, by every way; others who may not come in, by one. */
  static Stream<Arguments> outsiders() {
    return platforms()
        .flatMap(
            p ->
                Stream.concat(
                    p.outsiders().stream().flatMap(o -> ways().map(w -> Arguments.of(p, w, o))),
                    p.others().stream().map(o -> Arguments.of(p, Way.BROWSER, o))));
  }
}
