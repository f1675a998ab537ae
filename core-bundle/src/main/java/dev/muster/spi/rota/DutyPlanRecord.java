package dev.muster.spi.rota;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

record DutyPlanRecord(
    List<DutyShift> shifts, Optional<Instant> knownFrom, Optional<Instant> knownUntil)
    implements DutyPlan {
  DutyPlanRecord {
    shifts = List.copyOf(shifts);
    if (knownFrom.isPresent()
        && knownUntil.filter(until -> until.isAfter(knownFrom.get())).isEmpty()) {
      throw new IllegalArgumentException("What is known ends after it begins");
    }
  }

  @Override
  public DutyPlan withKnown(Instant from, Instant until) {
    return new DutyPlanRecord(shifts, Optional.of(from), Optional.of(until));
  }
}
