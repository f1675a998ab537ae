package dev.muster.core.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Wrong passwords cost time: after five in a row a name waits, twice as long for each one more.
 * Kept for a bounded number of names; the one that failed longest ago is forgotten first.
 */
final class Throttle {
  static final int FREE = 5;
  static final int MAX_NAMES = 10_000;
  static final Duration FIRST = Duration.ofSeconds(30);
  static final Duration LONGEST = Duration.ofMinutes(15);

  private final InstantSource clock;
  private final Map<String, Failures> failures = new LinkedHashMap<>();

  Throttle(InstantSource clock) {
    this.clock = clock;
  }

  private record Failures(int count, Instant until) {}

  /** How long a name still waits. */
  synchronized Optional<Duration> wait(String name) {
    Failures of = failures.get(key(name));
    Instant now = clock.instant();
    return of != null && now.isBefore(of.until)
        ? Optional.of(Duration.between(now, of.until))
        : Optional.empty();
  }

  synchronized void failed(String name) {
    String key = key(name);
    Failures before = failures.remove(key);
    int count = (before == null ? 0 : before.count) + 1;
    Duration wait = Duration.ZERO;
    if (count >= FREE) {
      long factor = 1L << Math.min(count - FREE, 10);
      Duration longer = FIRST.multipliedBy(factor);
      wait = longer.compareTo(LONGEST) > 0 ? LONGEST : longer;
    }
    if (failures.size() >= MAX_NAMES) {
      failures.remove(failures.keySet().iterator().next());
    }
    failures.put(key, new Failures(count, clock.instant().plus(wait)));
  }

  synchronized void succeeded(String name) {
    failures.remove(key(name));
  }

  private static String key(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    return plain.length() > 100 ? plain.substring(0, 100) : plain;
  }
}
