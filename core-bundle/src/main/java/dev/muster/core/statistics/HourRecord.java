package dev.muster.core.statistics;

import dev.muster.core.store.Schema;
import dev.muster.spi.storage.IndexEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What happened in an hour of a tenant, as it is stored.
 *
 * @param hour hours since 1970
 * @param signIns by quarter of an hour, so that days of every time zone can be put together
 * @param refusals how many were refused, by code
 * @param created how many users were created
 * @param signedIn the users who signed in, in the form of {@link DistinctUsers#encoded}
 * @param calls of platforms
 * @param rooms of war rooms and alerts; empty where there were none
 */
record HourRecord(
    long hour,
    List<SignIns> signIns,
    Map<String, Long> refusals,
    long created,
    String signedIn,
    List<Calls> calls,
    Optional<Rooms> rooms) {
  static final String COLLECTION = "statistics";
  static final String BY_HOUR = "hour";
  private static final long SECONDS = 3600;

  /**
   * Sign-ins in a quarter of an hour.
   *
   * @param quarter 0 to 3
   */
  record SignIns(
      int quarter, String platform, String source, long succeeded, long refused, long failed) {}

  /**
   * Calls of a platform.
   *
   * @param times in the form of {@link CallTimes#stored}
   */
  record Calls(
      String platform, long calls, long errors, List<Long> times, Optional<LastError> lastError) {}

  /**
   * War rooms and alerts.
   *
   * @param opened by quarter of an hour, as the two that follow
   * @param acknowledging how long that took, in the form of {@link TimeClasses#stored}
   * @param recovering the same
   */
  record Rooms(
      List<Long> opened,
      List<Long> recovered,
      List<Long> closed,
      List<Long> acknowledging,
      List<Long> recovering,
      long accepted,
      long joined,
      long roomsOpened) {
    private static final List<Long> NO_QUARTERS = List.of(0L, 0L, 0L, 0L);

    static final Rooms NONE =
        new Rooms(NO_QUARTERS, NO_QUARTERS, NO_QUARTERS, List.of(), List.of(), 0, 0, 0);
  }

  /**
   * The last call that failed.
   *
   * @param code the platform's own, else ours
   */
  record LastError(Instant at, String code) {}

  static Schema<HourRecord> schema(Duration retention) {
    return new Schema<>(
        COLLECTION,
        HourRecord.class,
        record -> List.of(IndexEntry.of(BY_HOUR, id(record.hour))),
        record -> Optional.of(end(record.hour).plus(retention)));
  }

  static long hour(Instant at) {
    return Math.floorDiv(at.getEpochSecond(), SECONDS);
  }

  static Instant begin(long hour) {
    return Instant.ofEpochSecond(hour * SECONDS);
  }

  private static Instant end(long hour) {
    return begin(hour + 1);
  }

  /** The document's id, in the order of time. */
  static String id(long hour) {
    return String.format(Locale.ROOT, "%010d", hour);
  }
}
