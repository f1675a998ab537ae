package dev.muster.core.rota;

import java.time.Instant;

/** People who are on duty together for a time. */
record Turn(Instant start, Instant end, Crew crew) {
  boolean covers(Instant at) {
    return !at.isBefore(start) && at.isBefore(end);
  }
}
