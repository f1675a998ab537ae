package dev.muster.spi.rota;

import java.time.Instant;
import java.util.List;

record DutyShiftRecord(Instant start, Instant end, List<DutyPerson> people) implements DutyShift {
  DutyShiftRecord {
    people = List.copyOf(people);
    if (!end.isAfter(start)) {
      throw new IllegalArgumentException("A shift ends after it begins");
    }
  }
}
