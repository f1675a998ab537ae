package dev.muster.web.api;

import dev.muster.spi.Text;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Time zones as they are entered: regions of the IANA time zone database, and UTC. {@link ZoneId}
 * reads more, such as {@code GMT+8} and {@code EST5EDT}, by which no place sets its clocks and
 * which browsers do not know.
 */
final class TimeZones {
  /** Of what is none. */
  static final Text UNKNOWN =
      new Text(
          "It must be a region of the IANA time zone database, such as Asia/Shanghai, or UTC.",
          "须为 IANA 时区数据库中的地区，例如 Asia/Shanghai，或 UTC。");

  private static final String UTC = "UTC";

  /** Those of another system, by which Java once had them. */
  private static final String OTHERS = "SystemV/";

  private TimeZones() {}

  /** A time zone by its name; empty if that is none. */
  static Optional<ZoneId> of(String name) {
    boolean isRegion = name.indexOf('/') > 0 && !name.startsWith(OTHERS);
    if (!isRegion && !name.equals(UTC)) {
      return Optional.empty();
    }
    try {
      return Optional.of(ZoneId.of(name));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
