package dev.muster.spi.rota;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Who is on duty when. Immutable; the {@code with} methods make changed copies. */
@ProviderType
public sealed interface DutyPlan permits DutyPlanRecord {
  /**
   * All of the time that was asked for.
   *
   * @param shifts who is on duty when, in any order; they may overlap, and reach beyond that time.
   *     At a time without a shift nobody is on duty
   * @return the plan
   */
  static DutyPlan of(List<DutyShift> shifts) {
    return new DutyPlanRecord(shifts, Optional.empty(), Optional.empty());
  }

  /** {@return who is on duty when} */
  List<DutyShift> shifts();

  /** {@return from when on it is known; empty for the beginning of what was asked for} */
  Optional<Instant> knownFrom();

  /** {@return until when it is known; empty for the end of what was asked for} */
  Optional<Instant> knownUntil();

  /**
   * The same, for a system that knows less than all of the time: what it does not know is not taken
   * for a time at which nobody is on duty.
   *
   * @param from from when on it is known
   * @param until until when; a moment later where only the present is known
   * @return a changed copy
   * @throws IllegalArgumentException if it does not end after it begins
   */
  DutyPlan withKnown(Instant from, Instant until);
}
