package dev.muster.core.statistics;

import dev.muster.api.Statistics.AlertCounts;
import dev.muster.api.Statistics.Durations;
import dev.muster.api.Statistics.RoomOutcomes;
import dev.muster.core.statistics.HourRecord.Rooms;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became of war rooms and alerts, to be added to. Not for several threads. */
final class RoomCounts {
  static final int QUARTERS = 4;
  private static final int QUARTER_SECONDS = 900;

  /** Seconds, to about two months; each a third wider than the one before. */
  private static final long[] BOUNDS = {
    1, 2, 3, 4, 5, 7, 10, 13, 18, 24, 32, 43, 57, 75, 100, 135, 180, 240, 320, 420, 560, 750, 1000,
    1340, 1800, 2400, 3200, 4200, 5600, 7500, 10_000, 13_400, 18_000, 24_000, 32_000, 42_000,
    56_000, 75_000, 100_000, 134_000, 180_000, 240_000, 320_000, 420_000, 560_000, 750_000,
    1_000_000, 1_340_000, 1_800_000, 2_400_000, 3_200_000, 4_200_000, 5_600_000
  };

  private final long[] opened = new long[QUARTERS];
  private final long[] recovered = new long[QUARTERS];
  private final long[] closed = new long[QUARTERS];
  private final TimeClasses acknowledging = new TimeClasses(BOUNDS);
  private final TimeClasses recovering = new TimeClasses(BOUNDS);
  private long accepted;
  private long joined;
  private long roomsOpened;

  private static int quarter(Instant at) {
    return (int) (Math.floorMod(at.getEpochSecond(), 3600L) / QUARTER_SECONDS);
  }

  void opened(Instant at) {
    opened[quarter(at)]++;
  }

  void acknowledged(Duration after) {
    acknowledging.add(after.toSeconds());
  }

  void recovered(Instant at, Duration after) {
    recovered[quarter(at)]++;
    recovering.add(after.toSeconds());
  }

  void closed(Instant at) {
    closed[quarter(at)]++;
  }

  void alerts(long came, long known, long rooms) {
    accepted += came;
    joined += known;
    roomsOpened += rooms;
  }

  RoomCounts add(Rooms stored) {
    add(opened, stored.opened());
    add(recovered, stored.recovered());
    add(closed, stored.closed());
    acknowledging.add(stored.acknowledging());
    recovering.add(stored.recovering());
    alerts(stored.accepted(), stored.joined(), stored.roomsOpened());
    return this;
  }

  private static void add(long[] counts, List<Long> stored) {
    for (int i = 0; i < Math.min(counts.length, stored.size()); i++) {
      counts[i] += stored.get(i);
    }
  }

  /** As they are stored; nothing of an hour in which nothing became of any. */
  Optional<Rooms> stored() {
    Rooms rooms =
        new Rooms(
            list(opened),
            list(recovered),
            list(closed),
            acknowledging.stored(),
            recovering.stored(),
            accepted,
            joined,
            roomsOpened);
    return rooms.equals(Rooms.NONE) ? Optional.empty() : Optional.of(rooms);
  }

  private static List<Long> list(long[] counts) {
    List<Long> list = new ArrayList<>(counts.length);
    for (long count : counts) {
      list.add(count);
    }
    return list;
  }

  Durations acknowledging() {
    return durations(acknowledging);
  }

  Durations recovering() {
    return durations(recovering);
  }

  private static Durations durations(TimeClasses times) {
    return new Durations(times.count(), times.within(0.5), times.within(0.9));
  }

  AlertCounts alerts(long waiting) {
    return new AlertCounts(accepted, joined, waiting, roomsOpened);
  }

  /** What became of rooms in a quarter of an hour that is stored. */
  static RoomOutcomes outcomes(Rooms stored, int quarter) {
    return new RoomOutcomes(
        stored.opened().get(quarter),
        stored.recovered().get(quarter),
        stored.closed().get(quarter));
  }
}
