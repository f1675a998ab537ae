package dev.muster.core.audit;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Ids in the order of time: twelve hex digits of milliseconds, four that count within one, eight
 * that are random and keep nodes apart.
 */
final class EventIds {
  private static final HexFormat HEX = HexFormat.of();
  private static final int MAX_COUNT = 0xffff;

  private final SecureRandom random = new SecureRandom();
  private long lastMillis;
  private int count;

  synchronized String next(Instant at) {
    long millis = at.toEpochMilli();
    if (millis > lastMillis) {
      lastMillis = millis;
      count = 0;
    } else if (count < MAX_COUNT) {
      // the clock stands still or went back: stay in order
      count++;
    } else {
      lastMillis++;
      count = 0;
    }
    return HEX.toHexDigits(lastMillis, 12)
        + HEX.toHexDigits(count, 4)
        + HEX.toHexDigits(random.nextInt());
  }

  /** What every id of a time or later is not below. */
  static String from(Instant time) {
    return HEX.toHexDigits(Math.max(0, time.toEpochMilli()), 12);
  }
}
