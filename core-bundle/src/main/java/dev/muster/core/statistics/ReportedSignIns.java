package dev.muster.core.statistics;

import dev.muster.api.Statistics;
import dev.muster.api.Statistics.Outcomes;
import dev.muster.api.Statistics.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Sign-ins, put together by steps. */
final class ReportedSignIns {
  private static final long QUARTER_SECONDS = 900;

  private final Steps steps;
  private final Map<Key, long[][]> bySource = new TreeMap<>();

  ReportedSignIns(Steps steps) {
    this.steps = steps;
  }

  private record Key(String platform, Optional<String> source) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byPlatform = platform.compareTo(other.platform);
      return byPlatform != 0 ? byPlatform : source.orElse("").compareTo(other.source.orElse(""));
    }
  }

  /** A source is reported though nobody may have signed in by it. */
  void know(String platform, String source) {
    var unused = counts(new Key(platform, Optional.of(source)));
  }

  private long[][] counts(Key key) {
    return bySource.computeIfAbsent(key, it -> new long[steps.begins().size()][3]);
  }

  void add(HourRecord hour) {
    Instant begin = HourRecord.begin(hour.hour());
    for (HourRecord.SignIns each : hour.signIns()) {
      int step = steps.indexOf(begin.plusSeconds(each.quarter() * QUARTER_SECONDS));
      if (step >= 0) {
        long[] sum = counts(new Key(each.platform(), Optional.of(each.source())))[step];
        sum[0] += each.succeeded();
        sum[1] += each.refused();
        sum[2] += each.failed();
      }
    }
  }

  /** The sources with the most sign-ins one by one, the others of each platform together. */
  List<Series> series() {
    List<Key> most = new ArrayList<>(bySource.keySet());
    most.sort(Comparator.comparingLong((Key key) -> -total(key)));
    most.stream().skip(Statistics.MAX_SOURCES).forEach(this::putWithOthers);
    return bySource.entrySet().stream()
        .map(
            each ->
                new Series(
                    each.getKey().platform(),
                    each.getKey().source(),
                    IntStream.range(0, steps.begins().size())
                        .mapToObj(step -> outcomes(each.getValue()[step]))
                        .toList()))
        .toList();
  }

  private static Outcomes outcomes(long[] counts) {
    return new Outcomes(counts[0], counts[1], counts[2]);
  }

  private long total(Key key) {
    long total = 0;
    for (long[] step : counts(key)) {
      total += step[0] + step[1] + step[2];
    }
    return total;
  }

  private void putWithOthers(Key key) {
    long[][] sum = counts(new Key(key.platform, Optional.empty()));
    long[][] one = counts(key);
    for (int step = 0; step < sum.length; step++) {
      for (int outcome = 0; outcome < 3; outcome++) {
        sum[step][outcome] += one[step][outcome];
      }
    }
    bySource.remove(key);
  }
}
