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

  /** Every platform by every way in. */
  static Stream<Arguments> ways() {
    return platforms().flatMap(p -> Stream.of(Way.values()).map(way -> Arguments.of(p, way)));
  }

  /** Every platform by every way in that has a browser. */
  static Stream<Arguments> browserWays() {
    return platforms()
        .flatMap(
            p -> Stream.of(Way.values()).filter(Way::inBrowser).map(way -> Arguments.of(p, way)));
  }

  /** Everybody who may not come in, by every way. */
  static Stream<Arguments> outsiders() {
    return platforms()
        .flatMap(
            p ->
                p.outsiders().stream()
                    .flatMap(o -> Stream.of(Way.values()).map(way -> Arguments.of(p, way, o))));
  }
}
