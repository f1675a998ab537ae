package dev.muster.core.quota;

import dev.muster.core.platform.limit.MeteredQuota;
import dev.muster.core.store.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was used of a quota in a period, as it is stored.
 *
 * @param platform the platform's id
 * @param quota the quota's id
 * @param used how many calls counted
 * @param usedUp whether the platform said last that nothing is left
 * @param told which warnings were given
 * @param end when the next period begins
 */
record UseRecord(String platform, String quota, long used, boolean usedUp, Told told, Instant end) {
  static final Schema<UseRecord> SCHEMA =
      new Schema<>("quota-use", UseRecord.class, use -> List.of(), use -> Optional.of(use.end()));

  private static final long FIFTHS = 5;
  private static final long FIFTHS_WARNED_AT = 4;

  /** What is told once in a period. */
  enum Told {
    NOTHING,
    /** Four fifths are used. */
    LOW,
    USED_UP
  }

  static UseRecord none(MeteredQuota quota, Instant end) {
    return new UseRecord(quota.platform(), quota.quota().id(), 0, false, Told.NOTHING, end);
  }

  static String id(MeteredQuota quota, MeteredQuota.Span span) {
    return quota.id() + '-' + span.begin().getEpochSecond();
  }

  UseRecord plus(long calls, Optional<Boolean> usedUpNow) {
    return new UseRecord(platform, quota, used + calls, usedUpNow.orElse(usedUp), told, end);
  }

  UseRecord withTold(Told what) {
    return new UseRecord(platform, quota, used, usedUp, what, end);
  }

  /** What is to be told by now. */
  Told due(long limit) {
    if (usedUp || used >= limit) {
      return Told.USED_UP;
    }
    return used * FIFTHS >= limit * FIFTHS_WARNED_AT ? Told.LOW : Told.NOTHING;
  }

  boolean owes(long limit) {
    return due(limit).compareTo(told) > 0;
  }
}
