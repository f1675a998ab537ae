package dev.muster.spi.rota;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** People who are on duty together for a time. Immutable. */
@ProviderType
public sealed interface DutyShift permits DutyShiftRecord {
  /**
   * A shift.
   *
   * @param start when it begins, inclusive
   * @param end when it ends, exclusive
   * @param people who is on duty, those who are to be called first at the beginning
   * @return the shift
   * @throws IllegalArgumentException if it does not end after it begins
   */
  static DutyShift of(Instant start, Instant end, List<DutyPerson> people) {
    return new DutyShiftRecord(start, end, people);
  }

  /** {@return when it begins, inclusive} */
  Instant start();

  /** {@return when it ends, exclusive} */
  Instant end();

  /** {@return who is on duty} */
  List<DutyPerson> people();
}
