package dev.muster.core.statistics;

import dev.muster.core.statistics.HourRecord.Calls;
import dev.muster.core.statistics.HourRecord.LastError;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What happened in an hour of a tenant, to be added to. Not for several threads. */
final class HourCounts {
  private static final int QUARTER_SECONDS = 900;

  private final Map<Series, Outcomes> signIns = new TreeMap<>();
  private final Map<String, Long> refusals = new TreeMap<>();
  private final DistinctUsers signedIn = new DistinctUsers();
  private final Map<String, PlatformCalls> calls = new TreeMap<>();
  private final RoomCounts rooms = new RoomCounts();
  private long created;

  private record Series(int quarter, String platform, String source) implements Comparable<Series> {
    @Override
    public int compareTo(Series other) {
      int byQuarter = Integer.compare(quarter, other.quarter);
      int byPlatform = byQuarter != 0 ? byQuarter : platform.compareTo(other.platform);
      return byPlatform != 0 ? byPlatform : source.compareTo(other.source);
    }
  }

  private static final class Outcomes {
    long succeeded;
    long refused;
    long failed;
  }

  /** Calls of one platform. */
  static final class PlatformCalls {
    final CallTimes times = new CallTimes();
    long calls;
    long errors;
    Optional<LastError> lastError = Optional.empty();

    void add(Duration took, Optional<LastError> error) {
      calls++;
      times.add(took);
      errors += error.isPresent() ? 1 : 0;
      later(error);
    }

    void add(Calls stored) {
      calls += stored.calls();
      errors += stored.errors();
      times.add(stored.times());
      later(stored.lastError());
    }

    private void later(Optional<LastError> error) {
      if (lastError.isEmpty()
          || error.filter(it -> it.at().isAfter(lastError.get().at())).isPresent()) {
        lastError = error.or(() -> lastError);
      }
    }
  }

  private Outcomes outcomes(Series series) {
    return signIns.computeIfAbsent(series, key -> new Outcomes());
  }

  private Outcomes outcomes(Instant at, String platform, String source) {
    int quarter = (int) (Math.floorMod(at.getEpochSecond(), 3600L) / QUARTER_SECONDS);
    return outcomes(new Series(quarter, platform, source));
  }

  void succeeded(Instant at, String platform, String source, long number) {
    outcomes(at, platform, source).succeeded += number;
  }

  void refused(Instant at, String platform, String source, String code, long number) {
    outcomes(at, platform, source).refused += number;
    refusals.merge(code, number, Long::sum);
  }

  void failed(Instant at, String platform, String source, long number) {
    outcomes(at, platform, source).failed += number;
  }

  void signedIn(String user) {
    signedIn.add(user);
  }

  void created() {
    created++;
  }

  void called(String platform, Duration took, Optional<LastError> error) {
    calls.computeIfAbsent(platform, id -> new PlatformCalls()).add(took, error);
  }

  /** Of war rooms and alerts. */
  RoomCounts rooms() {
    return rooms;
  }

  HourCounts add(HourRecord stored) {
    stored
        .signIns()
        .forEach(
            each -> {
              Outcomes sum = outcomes(new Series(each.quarter(), each.platform(), each.source()));
              sum.succeeded += each.succeeded();
              sum.refused += each.refused();
              sum.failed += each.failed();
            });
    stored.refusals().forEach((code, number) -> refusals.merge(code, number, Long::sum));
    created += stored.created();
    signedIn.addEncoded(stored.signedIn());
    stored
        .calls()
        .forEach(
            each -> calls.computeIfAbsent(each.platform(), id -> new PlatformCalls()).add(each));
    stored.rooms().ifPresent(rooms::add);
    return this;
  }

  HourRecord record(long hour) {
    return new HourRecord(
        hour,
        signIns.entrySet().stream()
            .map(
                each ->
                    new HourRecord.SignIns(
                        each.getKey().quarter(),
                        each.getKey().platform(),
                        each.getKey().source(),
                        each.getValue().succeeded,
                        each.getValue().refused,
                        each.getValue().failed))
            .toList(),
        refusals,
        created,
        signedIn.encoded(),
        calls.entrySet().stream()
            .map(
                each ->
                    new Calls(
                        each.getKey(),
                        each.getValue().calls,
                        each.getValue().errors,
                        each.getValue().times.stored(),
                        each.getValue().lastError))
            .toList(),
        rooms.stored());
  }
}
