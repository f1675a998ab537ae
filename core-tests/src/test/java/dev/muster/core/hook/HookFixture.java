package dev.muster.core.hook;

import dev.muster.core.testing.CountedMetrics;
import java.io.IOException;
import java.util.List;

/** What became of the calls of services that a test makes up. */
abstract class HookFixture {
  final CountedMetrics metrics = new CountedMetrics();

  /** How each call ended, in their order. */
  final List<String> outcomes() {
    return metrics.lines().stream().map(line -> line.substring(line.lastIndexOf(' ') + 1)).toList();
  }

  /** How a test's service answers a question. */
  @FunctionalInterface
  interface Reader<Q, A> {
    A read(Q question) throws IOException;
  }

  /** Services that fail in every way that one can. */
  static <Q, A> List<Reader<Q, A>> broken() {
    return List.of(
        question -> {
          throw new IllegalStateException("https://pager.example/?token=t0p");
        },
        question -> {
          throw new StackOverflowError();
        },
        question -> {
          throw new NoClassDefFoundError("gone");
        },
        question -> {
          throw new IOException("torn");
        },
        question -> null);
  }
}
